"""Whom a report credits: agencies, other outlets of the case, a note that it is translated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lexicon import table
from sayso.lexicon.tables import alternation

from .reports import Report, name_words
from .sources import head_word


@dataclass(frozen=True, slots=True)
class Credits:
    """What a report says of where it has its story from.

    ``agencies``: news agencies named, by their folded names; ``reports``: ids of the reports whose outlet it
    names as tellers; ``issuers``: reports whose outlet is an origin that it names; ``signed``: reports whose outlet
    it names in a byline, a dateline or a line of credit; ``translated``: it says that it is a translation;
    ``corrects``: it says that an earlier report was wrong.
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
    by_outlet: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.outlet:
            by_outlet[report.outlet_name].append(report)
    outlets = [(p, rs) for name, rs in sorted(by_outlet.items()) if (p := _outlet_pattern(name)) is not None]
    keys = {f: e.key for e in table("copying").where(role="agency") for f in e.forms}
    out: dict[str, Credits] = {}
    for report in reports:
        text = report.text
        heading = " ".join(filter(None, (report.document.byline, report.document.evidence.get("agency"))))
        lines = " ".join(
            text[r.start : r.end] for r in report.rows.regions if r.kind in ("byline", "dateline", "boilerplate")
        )
        body = f"{heading}\n{text}"
        credited: set[str] = set()
        signed: set[str] = set()
        for pattern, theirs in outlets:
            if theirs[0].outlet != report.outlet and pattern.search(body):
                ids = {r.id for r in theirs}
                credited |= ids
                if pattern.search(f"{heading} {lines}") or pattern.search(text[-120:]):
                    signed |= ids
        named_origins = {t.text for st in report.rows.statements for t in st.chain[-1:] if t.kind == "organisation"}
        issuers = {
            r.id for _, theirs in outlets for r in theirs
            if theirs[0].outlet != report.outlet and any(names_outlet(n, theirs[0]) for n in named_origins)
        }  # fmt: skip
        named = {keys.get(" ".join(m.group().split()), m.group()) for m in agencies.finditer(body)}
        own = report.outlet
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


def _outlet_pattern(name: str) -> re.Pattern[str] | None:
    """The outlet's name in a text: its words in order, an article left out; short names in their own case."""
    words = re.findall(r"[^\W_]+", name)
    while words and words[0].casefold() in ("the", "a"):
        words = words[1:]
    if not words or (len(words) == 1 and len(words[0]) < 3):
        return None
    core = words[: words.index("of")] if "of" in words and words.index("of") > 1 else words
    flexible = r"\W{1,3}".join(re.escape(w) for w in words)
    return re.compile(rf"(?<!\w){flexible}(?!\w)", re.IGNORECASE if len(core) > 1 or len(words[0]) > 3 else 0)
