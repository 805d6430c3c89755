"""Judgements and hand annotations from other tools into a case.

Three forms: JSON lines with ``{"judgement": …}`` as ``sayso export --to jsonl`` writes them; a W3C Web Annotation
page, collection or list; CSV with ``document`` or ``path``, ``text`` and ``note``, and any of ``start``, ``end``,
``who``, ``at``. An annotation becomes a note on the row whose words it marks, else on the report, with its anchor.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.ledger import View, Writer
from sayso.ledger.log import now, whoami
from sayso.model import Document, Judgement, judgement_id
from sayso.model.findings import JUDGEMENT_KINDS

from .compare import compare_case
from .judge import JUDGED, checked

MOST = 64 * 1024 * 1024  # bytes of a file to import


@dataclass(frozen=True, slots=True)
class Imported:
    """How many came in, how many stood there already, and what could not be placed, with the reason."""

    new: int
    known: int
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A hand annotation: words of a report, by its id, path or text hash, and what somebody says of them."""

    document: str
    words: str
    note: str
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""
    who: str | None = None
    at: str | None = None
    tags: tuple[str, ...] = field(default=())


def import_file(case: Path, path: Path, who: str | None = None) -> Imported:
    """Bring a file in; all of it in one transaction, the same file twice changes nothing.

    ``who`` is given to annotations that name nobody. Raises :class:`RequestError`: ``bad-import`` (the file is in none
    of the forms), ``no-case``, ``case-busy``.
    """
    found = list(_read(path))
    if not found:
        raise RequestError("bad-import", str(path), "neither judgements, nor annotations, nor a table of notes")
    refused: list[str] = []
    made: dict[str, Judgement] = {}
    with View(case) as view:
        every = list(view.judgements(standing=False))
        standing, notes = {j.id for j in every}, [j for j in every if j.kind == "note"]
        for n, entry in enumerate(found, 1):
            try:
                judgement = (
                    _judgement(view, entry, standing | set(made))
                    if isinstance(entry, Mapping)
                    else _note(view, entry, who, notes)
                )
                made.setdefault(judgement.id, judgement)
            except RequestError as error:
                refused.append(f"{path.name} entry {n}: {error}")
    new = [j for j in made.values() if j.id not in standing]
    if new:
        with Writer(case) as writer:
            with writer.transaction():
                for judgement in new:
                    writer.add_judgement(judgement)
            compare_case(case, writer)
    return Imported(len(new), len(made) - len(new), tuple(refused))


def _read(path: Path) -> Iterator[Mapping[str, Any] | Note]:
    try:
        if path.stat().st_size > MOST:
            raise RequestError("bad-import", str(path), f"more than {MOST >> 20} MiB")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RequestError("bad-import", str(path), error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise RequestError("bad-import", str(path), "not UTF-8") from error
    if text.lstrip()[:1] in ("{", "["):
        yield from _of_json(path, text)
    else:
        yield from _of_table(path, text)


def _of_json(path: Path, text: str) -> Iterator[Mapping[str, Any] | Note]:
    try:
        whole = [json.loads(text)]
    except RecursionError as error:
        raise RequestError("bad-import", str(path), "nested too deeply") from error
    except json.JSONDecodeError:
        try:
            whole = [json.loads(line) for line in text.split("\n") if line.strip()]
        except (json.JSONDecodeError, RecursionError) as error:
            raise RequestError("bad-import", str(path), str(error)) from error
    for value in whole:
        for entry in _entries(value):
            if isinstance(entry.get("judgement"), dict):
                yield entry["judgement"]
            elif entry.get("type") == "Annotation" or "target" in entry:
                yield from _annotation(entry)


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, page or collection; a collection's first page may stand in it."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield one
    elif isinstance(value, dict):
        inner = value.get("items") or (value.get("first") or {}).get("items") if _is_page(value) else None
        yield from _entries(inner) if isinstance(inner, list) else iter((value,))


def _is_page(value: dict[str, Any]) -> bool:
    return value.get("type") in ("AnnotationPage", "AnnotationCollection") and isinstance(
        value.get("first") or {}, dict
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _annotation(entry: dict[str, Any]) -> Iterator[Note]:
    bodies = _listed(entry.get("body"))
    words = [b if isinstance(b, str) else str(b.get("value", "")) for b in bodies if isinstance(b, (str, dict))]
    words += [str(entry["bodyValue"])] if "bodyValue" in entry else []
    tags = tuple(str(b.get("value")) for b in bodies if isinstance(b, dict) and b.get("purpose") == "tagging")
    creator = entry.get("creator")
    who = creator if isinstance(creator, str) else creator.get("name") if isinstance(creator, dict) else None
    for target in _listed(entry.get("target")):
        if not isinstance(target, dict):
            continue
        source = target.get("source")
        address = source if isinstance(source, str) else _address(source) if isinstance(source, dict) else ""
        facts: dict[str, Any] = {}
        for selector in _listed(target.get("selector")):
            if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
                facts |= {"words": str(selector.get("exact", "")), "prefix": str(selector.get("prefix", "")),
                          "suffix": str(selector.get("suffix", ""))}  # fmt: skip
            elif isinstance(selector, dict) and selector.get("type") == "TextPositionSelector":
                facts |= {k: v for k in ("start", "end") if isinstance(v := selector.get(k), int)}
        created = entry.get("created")
        yield Note(
            address, facts.pop("words", ""), "; ".join(w for w in words if w) or "annotated", who=who,
            at=created if isinstance(created, str) else None, tags=tags, **facts,
        )  # fmt: skip


def _address(source: dict[str, Any]) -> str:
    return str(source.get("sayso:document") or source.get("id") or source.get("sayso:path") or "")


def _of_table(path: Path, text: str) -> Iterator[Note]:
    csv.field_size_limit(max(len(text), 131_072))
    try:
        reader = csv.DictReader(
            io.StringIO(text, newline=""), dialect="excel-tab" if "\t" in text.split("\n", 1)[0] else "excel"
        )
        columns = set(reader.fieldnames or ())
        if not ({"document", "path"} & columns and {"text", "note"} <= columns):
            raise RequestError("bad-import", str(path), "a table needs document or path, text and note")
        for row in reader:
            yield Note(
                row.get("document") or row.get("path") or "", row.get("text") or "", row.get("note") or "",
                start=_number(row.get("start")), end=_number(row.get("end")), who=row.get("who") or None,
                at=row.get("at") or None,
            )  # fmt: skip
    except csv.Error as error:
        raise RequestError("bad-import", str(path), str(error)) from error


def _number(cell: str | None) -> int | None:
    words = (cell or "").strip()
    return int(words) if words.isdecimal() and len(words) < 12 else None


def _judgement(view: View, entry: Mapping[str, Any], standing: set[str]) -> Judgement:
    """A judgement as it was exported, with the id, the person and the moment that it had."""
    kind: Any = entry.get("kind")
    subjects, who, at = (entry.get(k) for k in ("subjects", "who", "at"))
    if kind not in JUDGEMENT_KINDS or not isinstance(subjects, list) or not subjects:
        raise RequestError("bad-import", str(kind), "no kind of judgement, or no rows")
    if not (isinstance(who, str) and isinstance(at, str) and isinstance(entry.get("detail"), dict)):
        raise RequestError("bad-import", str(entry.get("id")), "who, when or what is missing")
    ids = tuple(map(str, subjects))
    detail = dict(sorted(entry["detail"].items()))
    id = judgement_id(kind, ids, detail, who, at)
    if entry.get("id") not in (None, id):
        raise RequestError("bad-import", str(entry.get("id")), "it was changed: the id is not that of its content")
    if checked(kind, ids, detail) != detail:
        raise RequestError("bad-judgement", kind, "its words are not those in which it would be kept")
    held = set(detail.get("anchors") or {})
    for n, subject in enumerate(ids):
        if kind == "undo" or (kind == "weigh" and n == 0):
            if subject not in standing:
                raise RequestError("no-such-row", subject)
        elif kind in ("conclude", "ask", "weigh"):
            # found again by the rows that it is made of
            if not _stands(view, subject) and not any(_stands(view, row) for row in held):
                raise RequestError("no-such-row", subject)
        elif subject not in held and not _stands(view, subject):
            raise RequestError("no-such-row", subject)
    return Judgement(id, kind, ids, detail, who, at)


def _stands(view: View, id: str) -> bool:
    return any(view.db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone() for table in JUDGED)


def _note(view: View, note: Note, who: str | None, known: Sequence[Judgement]) -> Judgement:
    document = _document(view, note.document)
    start, end = _place(document, note)
    subject = next((r for r, a, b in _rows(view, document.id) if (a, b) == (start, end)), document.id)
    anchor = {"document": document.id, "path": document.path, "start": start, "end": end,
              "text": document.text[start:end], "id": subject if subject != document.id else None}  # fmt: skip
    detail: dict[str, Any] = {"anchors": {subject: anchor}, "note": note.note}
    if note.tags:
        detail["tags"] = list(note.tags)
    person, at = note.who or who or whoami(), _moment(note.at)
    whole = dict(sorted(detail.items()))
    # an annotation without a date is known again by its words, not by the moment of the import
    at = next((j.at for j in known if note.at is None and (j.subjects, j.who, j.detail) == ((subject,), person, whole)),
              at)  # fmt: skip
    return Judgement(judgement_id("note", (subject,), whole, person, at), "note", (subject,), whole, person, at)


def _moment(at: str | None) -> str:
    if at is None:
        return now()
    try:
        return dt.datetime.fromisoformat(at).isoformat()
    except ValueError as error:
        raise RequestError("bad-import", at, "no ISO 8601 moment") from error


def _document(view: View, address: str) -> Document:
    bare = address.removeprefix("urn:sha256:")
    row = view.db.execute(
        "SELECT id FROM documents WHERE text_sha256 = ? OR url = ? ORDER BY path LIMIT 1", (bare, bare)
    ).fetchone()
    return view.document(row["id"] if row else bare)


def _place(document: Document, note: Note) -> tuple[int, int]:
    """Where the words stand: at the place given, else where they stand once, told apart by what is around them."""
    text = document.text
    inside = note.start is not None and note.end is not None and 0 <= note.start < note.end <= len(text)
    if note.start is not None and note.end is not None and inside and note.words in ("", text[note.start : note.end]):
        return note.start, note.end
    if not note.words:
        raise RequestError("bad-import", document.path, "neither words nor a place that the text has")
    whole = note.prefix + note.words + note.suffix
    at = text.find(whole)
    if at < 0:
        raise RequestError("bad-import", document.path, f"the words are not in it: {note.words[:60]!r}")
    if text.find(whole, at + 1) >= 0:
        raise RequestError("bad-import", document.path, f"the words stand in it more than once: {note.words[:60]!r}")
    return at + len(note.prefix), at + len(note.prefix) + len(note.words)


def _rows(view: View, document: str) -> Iterator[tuple[str, int, int]]:
    """Id and range of the rows that a note may be about, statements first."""
    for table in ("statements", "figures", "mentions"):
        query = f'SELECT id, start, "end" AS till FROM {table} WHERE document = ? ORDER BY start, till, id'
        yield from ((r["id"], r["start"], r["till"]) for r in view.db.execute(query, (document,)))
