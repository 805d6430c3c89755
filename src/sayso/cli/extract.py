"""``sayso extract``"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from sayso.errors import RequestError
from sayso.model import Document, Extraction, Problem
from sayso.pipeline import Extracted
from sayso.pipeline.masked import masker_of
from sayso.pipeline.oneoff import extract_files
from sayso.views.contract import extraction_json

from .build import report
from .leaving import held_back
from .options import mask_option, read_options, to_read_options
from .terminal import print_jsonl, say, shorten, table


@click.command(name="extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", help="Shape of the output.")
@read_options
@click.option("--text", is_flag=True, help="Print each document's text layer too.")
@click.option("--depth", type=click.Choice(["full", "fast"]), default="full", help="fast: no neural model.")
@mask_option
def command(
    files: tuple[Path, ...],
    form: str,
    columns: str | None,
    meta: Path | None,
    published: str | None,
    text: bool,
    depth: str,
    mask: str | None,
) -> int:
    """Print the rows of files on standard output, without a case."""
    problems: list[Problem] = []
    read = to_read_options(columns, meta, published)
    documents = extract_files(files, read, "fast" if depth == "fast" else "full", problems)
    found = 0

    def counted() -> Iterator[Extracted]:
        nonlocal found
        for extracted in documents:
            found += 1
            yield extracted

    if mask is None:
        _print(((e.document, e.rows) for e in counted()), form, text)
    else:  # who is masked is known only when all is read
        every = [(e.document, e.rows) for e in counted()]
        masking = masker_of(every, mask)
        with held_back(masking, as_json=form == "jsonl"):
            _print(((masking.document(d), masking.extraction(d, rows)) for d, rows in every), form, text)
    report(problems)
    if not found and not problems:
        raise RequestError("nothing-found", ", ".join(map(str, files)))
    return 2 if problems else 0


def _print(found: Iterable[tuple[Document, Extraction]], form: str, text: bool) -> None:
    if form == "jsonl":
        print_jsonl(extraction_json(document, rows, text=text) for document, rows in found)
        return
    for document, rows in found:
        say(f"{document.path}: {document.title or '(no title)'}", "bold")
        table(("row", "at", "words", "of", "reads"), _lines(rows))


def _lines(rows: Extraction) -> list[tuple[str, str, str, str, str]]:
    out: list[tuple[int, tuple[str, str, str, str, str]]] = []

    def add(kind: str, start: int, end: int, words: str, of: str, reads: str) -> None:
        out.append((start, (kind, f"{start}–{end}", shorten(words, 70), shorten(of, 40), reads)))

    for s in rows.statements:
        words = " … ".join(q.text for q in s.content)
        of = " > ".join(t.text for t in s.chain) or (s.source.text if s.source else "—")
        add("statement", s.content[0].start, s.content[-1].end, words, of, f"{s.type}, {s.stance}, {s.factuality}")
    for f in rows.figures:
        interval = f"{_end(f.low)}..{_end(f.high)}"
        add(
            "figure",
            f.start,
            f.end,
            f.text,
            f.counted or "",
            f"{interval} {f.unit or ''} {f.measure}".replace("  ", " "),
        )
    for t in rows.times:
        add(
            "time",
            t.start,
            t.end,
            t.text,
            "",
            f"{t.from_ or '…'}..{t.to or '…'}" if t.resolved else f"unresolved: {t.reason or ''}",
        )
    for p in rows.places:
        add("place", p.start, p.end, p.text, p.country or "", p.gazetteer or "unresolved")
    for c in rows.caveats:
        add("caveat", c.start, c.end, c.text, "", c.kind)
    for r in rows.regions:
        add(r.kind, r.start, r.end, "", "", r.rule)
    return [line for _, line in sorted(out)]


def _end(value: float | None) -> str:
    return "…" if value is None else f"{value:,.10g}"
