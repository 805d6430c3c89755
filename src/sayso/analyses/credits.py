"""Whom a report credits: agencies, other outlets of the case, a note that it is translated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lexicon import table
from sayso.lexicon.tables import alternation

from .reports import Report, name_words
from .sources import head_word
from .words import text_words


@dataclass(frozen=True, slots=True)
class Credits:
    """What a report says of where it has its story from.

    ``agencies``: news agencies named, by their folded names; ``reports``: ids of the reports whose outlet it
    names as tellers; ``issuers``: reports whose outlet is an origin that it names; ``signed``: reports whose outlet it names in a byline, a dateline or a line of credit; ``translated``:
    it says that it is a translation; ``corrects``: it says that an earlier report was wrong.
    """

    agencies: frozenset[str]
    reports: frozenset[str]
    signed: frozenset[str]
    issuers: frozenset[str]
    translated: bool
    corrects: bool


def credits_of(reports: Sequence[Report]) -> dict[str, Credits]:
    """The credits of reports of one story to agencies and to each other's outlets."""
    agencies = _pattern("agency")
    translated = _pattern("translated")
    corrects = _pattern("corrects")
    outlets = [(r.id, _outlet_pattern(r)) for r in reports]
    out: dict[str, Credits] = {}
    for report in reports:
        text = report.text
        heading = " ".join(filter(None, (report.document.byline, report.document.evidence.get("agency"))))
        lines = " ".join(
            text[r.start : r.end] for r in report.rows.regions if r.kind in ("byline", "dateline", "boilerplate")
        )
        body = f"{heading}\n{text}"
        credited, signed = set(), set()
        for id, pattern in outlets:
            if id == report.id or pattern is None or _same_outlet(report, id, reports):
                continue
            if pattern.search(body):
                credited.add(id)
                if pattern.search(f"{heading} {lines}") or pattern.search(text[-120:]):
                    signed.add(id)
        issuers = {
            r.id for r in reports
            if r.id != report.id and r.outlet and r.outlet != report.outlet
            and any(names_outlet(t.text, r) for st in report.rows.statements for t in st.chain[-1:] if t.kind == "organisation")
        }  # fmt: skip
        named = {_agency_key(m.group()) for m in agencies.finditer(body)}
        own = name_words(report.outlet_name)
        out[report.id] = Credits(
            frozenset(n for n in named if not set(n.split()) <= own),
            frozenset(credited),
            frozenset(signed),
            frozenset(issuers),
            bool(translated.search(text[:400])) or bool(translated.search(text[-200:])),
            bool(corrects.search((report.document.title or "") + "\n" + text[:400])),
        )
    return out


def names_outlet(name: str, report: Report) -> bool:
    """Whether a source's name is that of a report's outlet, in full or shortened to what tells it apart."""
    words = name_words(name)
    if head_word(name) != head_word(report.outlet_name) or not words:
        return False
    return words == report.outlet or (len(words) > 1 and (words < report.outlet or report.outlet < words))


def _pattern(key: str) -> re.Pattern[str]:
    entries = table("copying").where(role=key)
    flags = 0 if key == "agency" else re.IGNORECASE
    return re.compile(alternation([f for e in entries for f in e.forms]), flags)


def _agency_key(name: str) -> str:
    forms = {f: e.key for e in table("copying").where(role="agency") for f in e.forms}
    return forms.get(" ".join(name.split()), " ".join(text_words(name)))


def _outlet_pattern(report: Report) -> re.Pattern[str] | None:
    """The outlet's name in a text: its words in order, an article left out; short names in their own case."""
    words = re.findall(r"[^\W_]+", report.outlet_name)
    while words and words[0].casefold() in ("the", "a"):
        words = words[1:]
    if not words or (len(words) == 1 and len(words[0]) < 3):
        return None
    core = words[: words.index("of")] if "of" in words and words.index("of") > 1 else words
    flexible = r"\W{1,3}".join(re.escape(w) for w in words)
    return re.compile(rf"(?<!\w){flexible}(?!\w)", re.IGNORECASE if len(core) > 1 or len(words[0]) > 3 else 0)


def _same_outlet(report: Report, id: str, reports: Sequence[Report]) -> bool:
    other = next(r for r in reports if r.id == id)
    return bool(report.outlet) and report.outlet == other.outlet
