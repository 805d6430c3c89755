"""What a mask would take away, and what of the rest could still tell who somebody is: for the eyes of whoever masks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.ledger import View
from sayso.masking import Masker
from sayso.model import Document, Extraction

from .masked import few_names, masker

LONG = 8  # words of a quotation that can be searched for as they stand
_BESIDE = re.compile(
    r"\s*[,(–—]\s*(?:in\s+their\s+\w+,\s*)?(?:(?:who|now|then|also)\s+)?(?:(?:is|was|works|worked|serves|served)\s+)?(?:as\s+|at\s+|for\s+)?"
    r"(?P<words>(?:an?|the|his|her|their|its)\s+[^,.;:!?()\n]{3,90})"
)
_BEFORE = re.compile(r"(?:^|[\s“\"(])(?P<words>(?:an?|the)\s+[^,.;:!?()\n]{3,60}?),?\s*$")
_WORKS = re.compile(
    r"\s+(?:works|worked|serves|served|teaches|taught|studies|studied)\s+(?P<words>[^,.;:!?()\n]{3,80})"
)
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w.-]{2,119}\w|(?<!\d)\+\d[\d ()-]{7,18}\d")


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is left and could tell who a person is: its kind, the pseudonym it is about, its masked words and
    their place on the masked text layer."""

    kind: str
    person: str
    document: str
    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Who:
    """A person, by name: the pseudonym (empty where the name stays), why, and how often in how many reports."""

    name: str
    pseudonym: str
    why: str
    times: int
    reports: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a policy does to a case. It holds names, and is no export."""

    policy: str
    masked: tuple[Who, ...]
    left: tuple[Who, ...]
    coarsened: int
    told: tuple[Told, ...]
    addresses: int  # reports whose address leads to the open text
    few_names: int  # reports read at fast depth


def preview(case: Path, policy: str) -> Preview:
    """What ``policy`` would mask, leave and coarsen. Raises as ``View`` and ``load_policy`` do."""
    with View(case) as view:
        masking = masker(view, policy)
        times: Counter[str] = Counter()
        reports: dict[str, set[str]] = defaultdict(set)
        told: list[Told] = []
        coarsened = addresses = 0
        for document in view.documents():
            addresses += document.url is not None
            layer = masking.layer(document.text)
            coarsened += len(layer.coarse)
            for _, _, name in masking.find(document.text):
                times[name] += 1
                reports[name].add(document.id)
            told += _told(document, view.extraction(document.id), masking)
        masked, left = [], []
        for person in masking.persons:
            name = masking.policy.pseudonym.format(n=person.n)
            if person.masked:
                masked.append(Who(person.name, name, person.why, times[name], len(reports[name])))
            else:
                left.append(Who(person.name, "", person.why, 0, 0))
        return Preview(
            masking.policy.name, tuple(masked), tuple(left), coarsened, tuple(told), addresses, few_names(view)
        )  # fmt: skip


def _told(document: Document, rows: Extraction, masking: Masker) -> Iterator[Told]:
    masked = masking.document(document)
    text = masked.text

    def one(kind: str, person: str, start: int, end: int) -> Told:
        return Told(kind, person, document.id, masked.path, start, end, text[start:end])

    for name in masking.pseudonyms(text):
        person = text[name[0] : name[1]]
        for pattern in (_BESIDE, _WORKS):
            if m := pattern.match(text, name[1]):
                yield one("post or work", person, *m.span("words"))
        if m := _BEFORE.search(text, max(0, name[0] - 80), name[0]):
            yield one("post or work", person, *m.span("words"))
    for statement in masking.extraction(document, rows).statements:
        if statement.type != "direct" or statement.source is None:
            continue
        people = [text[a:b] for a, b in masking.pseudonyms(text) if statement.source.start <= a < statement.source.end]
        for quote in statement.content:
            if people and len(quote.text.split()) >= LONG:
                yield one("quotation that can be searched for", people[0], quote.start, quote.end)
    for m in _CONTACT.finditer(text):
        yield one("contact", "", *m.span())
