"""Masking of texts and of every record, with the offsets of the masked text layer."""

from __future__ import annotations

import hashlib
import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from sayso.analyses.entities.kinds import kind_of
from sayso.analyses.entities.words import given_gender, sounds
from sayso.model import (
    Anchor,
    Caveat,
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Judgement,
    Mention,
    Origin,
    OriginGroup,
    Passage,
    Place,
    Problem,
    Quote,
    Region,
    Relation,
    Statement,
    Teller,
    Time,
    text_sha256,
)

from .coarse import Coarse, coarse
from .letters import MARKS, UNSEEN, clean
from .names import UPPER
from .persons import Person
from .policy import Policy

Row = TypeVar("Row", Figure, Time, Place, Mention, Caveat)
Page = TypeVar("Page")

_ID = re.compile(r"[a-z][0-9a-f]{20}|[0-9a-f]{64}")

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}{UNSEEN}])*")
# a word that a line's end parts: "Ver-", "enko"
_BREAK = r"[-‐\u00ad][^\S\n]*\n[^\S\n]*(?=[a-zа-яёіїєґў])"
_BROKEN = re.compile(rf"(?<=[^\W\d_]){_BREAK}")
_BROKEN_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}{UNSEEN}]|{_BREAK})*")
# a word of running text, not a part of an address, a handle or a file name
_SMALL = re.compile(r"(?<![^\s\"'“«‘(])[^\W\d_A-ZА-Я]+(?=[\s\"'”»’)!?;:,]|\.(?:\s|$)|$)")
_BETWEEN = re.compile(
    r"[^\S\n]{1,3}|[^\S\n]?[“\"«(‘'”»’)][^\S\n]?|[^\S\n]?[“\"«(‘']?([^\W\d_])[\w'’-]*[.”\"»)’']{0,2}[^\S\n]{0,2}"
    rf"((?:[{UPPER}][\w'’-]*\.?[^\S\n]{{1,2}}){{1,2}})?"
)
# initials, the other half of a double name, or a Cyrillic pet name right before
_HEAD = re.compile(
    rf"(?<!\w)(?:(?:[{UPPER}]\.[^\S\n]?){{1,3}}|[{UPPER}][^\W\d_]+[-‐‑]"
    rf"|[{UPPER}][а-яіїєґ]+(?:еньк|оньк|очк|ечк|ушк|юшк|усь|юсь|унь|юнь)[а-яіїєґ]{{1,2}}[^\S\n])$"
)
# a patronymic, or the other half of a double name, right behind
_TAIL = re.compile(
    rf"[^\S\n][{UPPER}][^\W\d_]{{2,}}(?:[oeyi]vych|[oey]vich|i?vna|[oey]vna|[оеєі]вич|[оеєії]вна|ївна|їв|ович|івн|овн|евн)"
    r"[^\W\d_]{0,3}(?!\w)|\d{1,6}"  # or a number, as addresses and handles have it
    rf"|[-‐‑][{UPPER}][^\W\d_]+(?![-\w./])"
)
# a name in the middle of a longer word
# (not behind a backslash: there the first letter is an escape of JSON)
_HUMPED = re.compile(r"(?<![^\W\d_])(?<!\\)[A-ZА-ЯІЇЄҐ]?[^\W\d_A-ZА-ЯІЇЄҐ]+[A-ZА-ЯІЇЄҐ][^\W\d_]+")
_HUMP = re.compile(r"[A-ZА-ЯІЇЄҐ]?[^\W\d_A-ZА-ЯІЇЄҐ]+|[A-ZА-ЯІЇЄҐ]+(?![^\W\d_A-ZА-ЯІЇЄҐ])")
_ADDRESS = re.compile(
    r"[#@][\w.]+|(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w.-]+|(?<![\w-])[\w-]+(?:\.[a-z]{2,5}\b)+"
)
_LONGEST = 60  # letters of a word in an address that is looked through
_FIGURES_IN = re.compile(r"(?<![\w])(?=[^\W_]*[^\W\d_])(?=[^\W_]*\d)[^\W_]{4,30}(?!\w)")
_AS_LETTERS = str.maketrans("034578", "oeastb")
_LETTERS_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ .·]){3,40}[^\W\d_](?!\w)")
_TORN = re.compile(rf"(?<!\w)([{UPPER}][^\W\d_]{{0,20}})[-‐]?[^\S\n]?\s([^\W\d_{UPPER}][^\W\d_{UPPER}]{{0,20}})(?!\w)")
_LITTLE = frozenset(
    "a an and are as at be by for from had has he her his i in is it not of on or she that the to was who".split()
)
_RUN = re.compile(r"[^\s<>\"]+")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w{1,8};|\\u[0-9A-Fa-f]{4}")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_REST = re.compile(r"(?:[^\S\n][^\W\d_a-zа-яёіїєґў][\w'’-]*)+")
_GIVEN_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{2,20})[^\S\n]$")
# what two letters mean that are nobody's initials
_NO_INITIALS = frozenset("us un uk eu am pm ie eg dc la ny".split())
_CYRILLIC = re.compile(r"[а-яёіїєґў]")
_ENDING = re.compile(r"(?<=[а-яіїєґў]{3})[аяоеийьыі]$")
NAMESAKE = "[shared name]"  # a word of a masked and of an unmasked person's name, alone
_NOBODY: Callable[[str], bool] = lambda words: kind_of(words) != "organisation"  # noqa: E731


@dataclass(frozen=True, slots=True)
class Layer:
    """A masked text layer and where its stretches stood: ``old`` and ``new`` are starts of equal-numbered stretches;
    ``coarse`` are the ranges of the original that were coarsened."""

    text: str
    old: tuple[int, ...]
    new: tuple[int, ...]
    kept: tuple[bool, ...]
    length: int  # of the original
    coarse: tuple[tuple[int, int], ...] = ()

    def coarsened(self, start: int, end: int) -> bool:
        """Whether some of a range of the original was coarsened."""
        return any(a < end and start < b for a, b in self.coarse)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the masked layer for a range of the original; a replaced stretch is taken whole."""
        return self._at(start, False), self._at(end, True) if end > start else self._at(start, False)

    def _at(self, offset: int, end: bool) -> int:
        k = bisect_right(self.old, offset - 1 if end else offset) - 1
        if k < 0:
            return 0
        if self.kept[k]:
            return self.new[k] + (offset - self.old[k])
        after = self.new[k + 1] if k + 1 < len(self.new) else len(self.text)
        return after if end else self.new[k]


class Masker:
    """Replaces every known form of the masked persons by their pseudonyms, the same everywhere.

    Texts are read word by word: a form matches where its words stand in a row, parted by at most three other
    characters (so file names and URLs match too), in any case where it has several words or no text of the case
    writes it as an ordinary word; Cyrillic words may end in up to three more letters. Cost grows with the text,
    not with the number of forms.
    """

    def __init__(
        self,
        persons: Sequence[Person],
        policy: Policy,
        texts: Iterable[str] = (),
        town: Callable[[str], bool] = _NOBODY,
    ) -> None:
        self.policy = policy
        self._town = town
        self._taken: set[str] = set()  # what was coarsened, as it stood
        before, _, after = policy.pseudonym.partition("{n}")
        self._pseudonym = re.compile(rf"{re.escape(before)}\d+{re.escape(after)}|{re.escape(NAMESAKE)}")
        self.persons = tuple(persons)
        pseudonyms: dict[tuple[str, ...], str] = {}
        exact: dict[str, set[str]] = {}
        spared = {key(f) for p in persons if not p.masked for f in p.forms}
        sounding: dict[str, str] = {}
        for person in persons:
            if not person.masked:
                continue
            for form in sorted(person.forms):
                words = key(form)
                if not words or (len(words) > 1 and words in spared) or "".join(words) in _NO_INITIALS:
                    continue
                if any(w in _LITTLE for w in words) and all(len(w) == 1 or w in _LITTLE for w in words):
                    continue  # an initial and a little word (``H. On``)
                name = NAMESAKE if words in spared else policy.pseudonym.format(n=person.n)
                pseudonyms.setdefault(words, name)
                exact.setdefault(words[0], set()).add(form)
                if len(words) == 1 and len(form) >= 5 and words not in spared:
                    sounding.setdefault(sounds(form), name)
        self._sounding = {k: v for k, v in sounding.items() if k not in {sounds(w[0]) for w in spared if len(w) == 1}}
        ordinary = _ordinary_words(texts, {w[0] for w in pseudonyms if len(w) == 1})
        self._small = ordinary
        self._exact = {word: forms for word, forms in exact.items() if word in ordinary or len(word) == 2}
        self._known: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
        for words in sorted(spared | set(pseudonyms)):
            self._known.setdefault(words[0], []).append((words, pseudonyms.get(words)))
        for held in self._known.values():
            held.sort(key=lambda known: (-len(known[0]), known[0]))
        self._alone = {words[0]: name for words, name in pseudonyms.items() if len(words) == 1 and len(words[0]) >= 4}
        self._forms = tuple(sorted(pseudonyms, key=lambda w: (-len(w), w)))
        self._layers: dict[str, Layer] = {}
        self._names: dict[str, str] = {}

    @property
    def fingerprint(self) -> str:
        """Names the policy and the masked forms without telling them."""
        joined = "\x1f".join(" ".join(f) for f in self._forms) + self.policy.name
        return hashlib.sha256(joined.encode()).hexdigest()[:12]

    def forms(self) -> tuple[tuple[str, ...], ...]:
        """What a leak scan must not find: the words of every masked form, longest form first."""
        return self._forms

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where masked forms stand in a text, and what takes their place; of overlapping forms the longest."""
        out: list[tuple[int, int, str]] = []
        known = list(self._matches(text))
        for n, (start, end, name) in enumerate(known):
            if name is None:
                continue
            if out:
                between = _BETWEEN.fullmatch(text, out[-1][1], start)
                same = out[-1][2] == name or name == NAMESAKE
                if between and ((between[1].isupper() and (same or between[2] is None)) if between[1] else same):
                    # middle names, an initial or a nickname between two words of one name
                    out[-1] = out[-1][0], end, out[-1][2]
                    continue
            floor = max(known[n - 1][1] if n else 0, out[-1][1] if out else 0)
            given = _GIVEN_BEFORE.search(text, max(floor, start - 22), start)
            if given and given[1][0].isupper() and given_gender(given[1].casefold()) is not None:
                # another bearer of the family name
                out.append((given.start(), end, NAMESAKE))
                continue
            head = _HEAD.search(text, max(floor, start - 24), start)
            out.append((head.start() if head else start, end, name))
            tail = _TAIL.match(text, end)
            if tail and (n + 1 == len(known) or tail.end() <= known[n + 1][0]):
                out[-1] = out[-1][0], tail.end(), name
        out += self._escaped(text, out)
        return sorted(out)

    def _escaped(self, text: str, found: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """Names in words that are written with the escapes of addresses, pages or JSON."""
        if not _ESCAPE.search(text):
            return
        for m in _RUN.finditer(text):
            if not _ESCAPE.search(text, *m.span()):
                continue
            read = _UNICODE_ESCAPE.sub(lambda e: chr(int(e[1], 16)), html.unescape(unquote(m.group())))
            if read == m.group() or any(name is not None for _, _, name in self._matches(m.group())):
                continue  # a name that is not itself escaped is read with what stands around it
            if not any(a < m.end() and m.start() < b for a, b, _ in found) and self.find(read):
                yield m.start(), m.end(), self.text(read)

    def _matches(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        """Known forms, those of unmasked persons with no name to take their place."""
        found = set(self._read(text, _WORD))
        if _BROKEN.search(text):
            found.update(self._read(text, _BROKEN_WORD))
        found.update(self._spoilt(text))
        at = 0
        for start, end, name in sorted(found, key=lambda f: (f[0], -f[1], f[2] or "")):
            if start >= at:
                at = end
                yield start, end, name

    def _read(self, text: str, word: re.Pattern[str]) -> Iterator[tuple[int, int, str | None]]:
        tokens = [(m.start(), m.end(), clean(m.group())) for m in word.finditer(text)]
        k = 0
        while k < len(tokens):
            hit = self._at(tokens, k)
            if hit is None:
                k += 1
                continue
            size, name = hit
            yield tokens[k][0], tokens[k + size - 1][1], name
            k += size

    def _spoilt(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Names within words that begin anew by a capital (*FreeLund*), within words of addresses and hashtags
        (*#justiceforlund*), spelled with figures (*0ksana*), letter by letter (*L U N D*), torn in two (*Ok sana*)."""
        for m in _HUMPED.finditer(text):
            for start, end, name in self._read(m.group(), _HUMP):
                if name is not None:
                    yield m.start() + start, m.start() + end, name
        for run in _ADDRESS.finditer(text):
            for m in _WORD.finditer(text, *run.span()):
                word = clean(m.group()).casefold()
                if (name := self._within(word)) is not None:
                    yield m.start(), m.end(), name
        for m in _FIGURES_IN.finditer(text):
            for one in "li":
                word = m.group().casefold().replace("1", one).translate(_AS_LETTERS)
                if len(word) >= 4 and (name := self._single(word)) is not None:
                    yield m.start(), m.end(), name
                    break
        for m in _LETTERS_APART.finditer(text):
            word = re.sub(r"\W+", "", m.group()).casefold()
            if (name := self._single(word)) is not None:
                yield m.start(), m.end(), name
        for m in _TORN.finditer(text):
            word = clean(m[1] + m[2]).casefold()
            if len(word) >= 5 and m[2] not in _LITTLE and (name := self._single(word)) is not None:
                yield m.start(), m.end(), name

    def _single(self, word: str) -> str | None:
        """What takes the place of a word that is a masked form as it stands."""
        return self._alone.get(_ENDING.sub("", word))

    def _within(self, word: str) -> str | None:
        """What takes the place of a word that holds a masked form of five letters or more."""
        if len(word) > _LONGEST:
            return None
        for start in range(len(word) - 4):
            for end in range(len(word), start + 4, -1):
                name = self._alone.get(word[start:end])
                if name is not None:
                    return name
        return None

    def _at(self, tokens: list[tuple[int, int, str]], k: int) -> tuple[int, str | None] | None:
        first = tokens[k][2]
        for stem in _stems(first.casefold()):
            for words, name in self._known.get(stem, ()):
                if len(words) == 1 and stem in self._exact and not self._as_written(stem, first):
                    continue
                if len(words) > 1 and all(len(w) == 1 for w in words) and not _capitals(tokens, k, len(words)):
                    continue
                if _follow(tokens, k, words):
                    return len(words), name
        if self._sounding and len(first) >= 5 and first[0].isupper():
            name = self._sounding.get(sounds(first))
            if name is not None and first.casefold() not in self._small:
                return 1, name
        return None

    def _as_written(self, stem: str, word: str) -> bool:
        """Whether a word that is also an ordinary one is written as the name is, or all in capitals."""
        return any(word.startswith(f) for f in self._exact[stem]) or (len(stem) > 3 and word.isupper())

    def text(self, words: str) -> str:
        """A text without its masked names."""
        return self.layer(words).text

    def layer(self, text: str) -> Layer:
        """The masked text with the map that moves offsets into it."""
        out: list[str] = []
        old, new, kept = [0], [0], [True]
        touched: list[tuple[int, int]] = []
        at = length = 0
        for start, end, words, why in self._replacements(text):
            if start < at:
                continue
            if why is not None:
                touched.append((start, end))
                self._taken.add(self._said(text, why))
            out.append(text[at:start])
            length += start - at
            for row, value in ((old, start), (new, length)):
                row.append(value)
            kept.append(False)
            out.append(words)
            length += len(words)
            for row, value in ((old, end), (new, length)):
                row.append(value)
            kept.append(True)
            at = end
        out.append(text[at:])
        return Layer("".join(out), tuple(old), tuple(new), tuple(kept), len(text), tuple(touched))

    def _replacements(self, text: str) -> list[tuple[int, int, str, Coarse | None]]:
        names = self.find(text)
        spans = [(start, end) for start, end, _ in names]
        # what a name stands with is coarsened up to the name, not into it
        found: list[tuple[int, int, str, Coarse | None]] = [(*name, None) for name in names]
        found += [(c.start, c.end, c.words, c) for c in coarse(text, spans, self.policy, self._town)]
        return sorted(found, key=lambda f: (f[0], -f[1], f[3] is not None))

    def _said(self, text: str, what: Coarse) -> str:
        """What was coarsened, in the words that a finished output must not hold, with the pseudonym beside it."""
        words = " ".join(text[what.start : what.end].casefold().split())
        if what.beside is None:
            return words
        start, end = what.beside
        return f"{' '.join(name for _, _, name in self.find(text[start:end])) or text[start:end]}: {words}"

    def pseudonyms(self, text: str) -> list[tuple[int, int]]:
        """Where pseudonyms stand in a masked text."""
        return [m.span() for m in self._pseudonym.finditer(text)]

    def left(self, text: str) -> Iterator[str]:
        """What was coarsened and stands in a finished text all the same."""
        if not self._taken:
            return
        for what in coarse(text, self.pseudonyms(text), self.policy, self._town):
            if (said := self._said(text, what)) in self._taken:
                yield said

    # records ----------------------------------------------------------------------------------------

    def document(self, document: Document) -> Document:
        """The document with a text layer of its own, new hashes, and no way back to the original's bytes."""
        layer = self._layer(document)
        evidence = {k: re.sub(r"\d+\.\.\d+", "", self.text(v)).strip() for k, v in document.evidence.items()}
        masked = text_sha256(layer.text)
        return replace(
            document,
            path=self.name(document.path),
            item_sha256=masked,
            text=layer.text,
            text_sha256=masked,
            title=self.maybe(document.title),
            byline=self.maybe(document.byline),
            outlet=self.maybe(document.outlet),
            url=self.name(document.url) if document.url else None,
            evidence=evidence,
            origin=Origin("field", path="masked"),
            regions=tuple(self._region(r, layer) for r in document.regions),
        )

    def extraction(self, document: Document, rows: Extraction) -> Extraction:
        """The rows on the masked layer; every row's words are that layer's."""
        layer = self._layer(document)

        def moved(row: Row) -> Row:
            start, end = self._span(layer, row.start, row.end)
            return replace(row, start=start, end=end, text=layer.text[start:end])

        def time(row: Time) -> Time:
            known = not layer.coarsened(row.start, row.end)
            return moved(row) if known else replace(moved(row), from_=None, to=None, value=None, resolved=False)

        def place(row: Place) -> Place:
            if layer.coarsened(row.start, row.end):
                return replace(moved(row), gazetteer=None, name=None, lat=None, lon=None, precision=None, country=None)
            return replace(moved(row), name=self.maybe(row.name))

        return replace(
            rows,
            regions=tuple(self._region(r, layer) for r in rows.regions),
            statements=tuple(self._statement(s, layer) for s in rows.statements),
            figures=tuple(
                replace(moved(f), group=self.maybe(f.group), counted=self.maybe(f.counted), place=self.maybe(f.place))
                for f in rows.figures
                if not (self.policy.coarsen_ages and f.measure == "age") and not layer.coarsened(f.start, f.end)
            ),
            times=tuple(time(t) for t in rows.times),
            places=tuple(place(p) for p in rows.places),
            mentions=tuple(moved(m) for m in rows.mentions),
            caveats=tuple(moved(c) for c in rows.caveats),
        )

    def statement(self, document: Document, statement: Statement) -> Statement:
        """One statement on the masked layer of its document."""
        return self._statement(statement, self._layer(document))

    def figure(self, document: Document, figure: Figure) -> Figure:
        """One figure on the masked layer of its document."""
        start, end = self._span(self._layer(document), figure.start, figure.end)
        return replace(
            figure, start=start, end=end, text=self._layer(document).text[start:end], group=self.maybe(figure.group),
            counted=self.maybe(figure.counted), place=self.maybe(figure.place),
        )  # fmt: skip

    def relation(self, relation: Relation, a: Document, b: Document) -> Relation:
        """A relation with both sides and its passages on the masked layers."""
        la, lb = self._layer(a), self._layer(b)
        passages = tuple(Passage(*la.span(p.a_start, p.a_end), *lb.span(p.b_start, p.b_end)) for p in relation.passages)
        return replace(
            relation, a=self._anchor(relation.a, la), b=self._anchor(relation.b, lb), why=self.text(relation.why),
            passages=passages,
        )  # fmt: skip

    def entity(self, entity: Entity) -> Entity:
        """An entity under its pseudonym; a masked person's aliases and reasons are left out."""
        name = self.called(entity.name)
        if name == entity.name:
            return replace(entity, aliases=tuple(dict.fromkeys(map(self.text, entity.aliases))),
                           reasons=tuple(map(self.text, entity.reasons)))  # fmt: skip
        return replace(entity, name=name, aliases=(), reasons=())

    def origin(self, origin: OriginGroup) -> OriginGroup:
        """An origin with its name and argument masked."""
        return replace(
            origin,
            name=self.called(origin.name),
            argument=tuple(map(self.text, origin.argument)),
            side=self.maybe(origin.side),
        )

    def claim(self, claim: Claim) -> Claim:
        """A claim with its label, group and place masked."""
        return replace(
            claim, label=self.text(claim.label), group=self.maybe(claim.group), place=self.maybe(claim.place)
        )

    def judgement(self, judgement: Judgement) -> Judgement:
        """A judgement with its words masked; who made it stays, anchors into the original layers are left out."""
        detail = {k: self._page(v) for k, v in judgement.detail.items() if k != "anchors"}
        return replace(judgement, detail=detail)

    def problem(self, problem: Problem) -> Problem:
        """A problem with its address and message masked."""
        return replace(problem, address=self.name(problem.address), message=self.text(problem.message))

    def page(self, value: Page) -> Page:
        """Any record, list or mapping with every text in it masked; ids stay."""
        return cast(Page, self._page(value))

    def _page(self, value: Any) -> Any:
        if isinstance(value, str):
            return value if _ID.fullmatch(value) else self.name(value)
        if isinstance(value, (tuple, list)):
            return type(value)(self._page(v) for v in value)
        if isinstance(value, dict):
            return {self._page(k): self._page(v) for k, v in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: self._page(getattr(value, f.name)) for f in fields(value)})
        return value

    def range(self, document: Document, start: int, end: int) -> tuple[int, int]:
        """A range of a document on its masked layer."""
        return self._span(self._layer(document), start, end)

    def coarsened(self, document: Document, start: int, end: int) -> bool:
        """Whether some of a range of a document is coarsened."""
        return self._layer(document).coarsened(start, end)

    def excerpt(self, words: str, marked: tuple[tuple[int, int], ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """An excerpt and the ranges marked in it."""
        layer = self.layer(words)
        return layer.text, tuple(layer.span(a, b) for a, b in marked)

    def called(self, words: str) -> str:
        """What somebody is called: what stands behind a masked name within it is the rest of that name."""
        found = self.find(words)
        rest = words[found[-1][1] :] if found else ""
        return self.text(words[: found[-1][1]] if found and _REST.fullmatch(rest) else words)

    def maybe(self, words: str | None) -> str | None:
        """:meth:`text` of what may be absent."""
        return None if words is None else self.text(words)

    def name(self, words: str) -> str:
        """A file name or URL without its masked names."""
        if words not in self._names:
            self._names[words] = self.text(unquote(words) if "%" in words else words)
        return self._names[words]

    def _layer(self, document: Document) -> Layer:
        if document.id not in self._layers:
            if len(self._layers) > 64:
                self._layers.clear()
            self._layers[document.id] = self.layer(document.text)
        return self._layers[document.id]

    def _span(self, layer: Layer, start: int, end: int) -> tuple[int, int]:
        """The range on the masked layer. A row that cuts an unmasked name so that what is left reads as a masked
        person's (``Verenko`` out of ``Governor Nadia Verenko``) takes the whole name in."""
        start, end = layer.span(start, end)
        if not self.find(layer.text[start:end]):
            return start, end
        first = layer.text.rfind("\n", 0, start) + 1
        last = layer.text.find("\n", end)
        line = layer.text[first : last if last >= 0 else len(layer.text)]
        for a, b, name in self._matches(line):
            if name is None and first + a < end and start < first + b:
                start, end = min(start, first + a), max(end, first + b)
        return start, end

    def _region(self, region: Region, layer: Layer) -> Region:
        start, end = layer.span(region.start, region.end)
        return replace(region, start=start, end=end)

    def _statement(self, statement: Statement, layer: Layer) -> Statement:
        def moved(quote: Quote | None) -> Quote | None:
            if quote is None:
                return None
            start, end = self._span(layer, quote.start, quote.end)
            return Quote(start, end, layer.text[start:end])

        def link(teller: Teller) -> Teller:
            if teller.start is None or teller.end is None:
                return replace(teller, text=self.called(teller.text))
            start, end = self._span(layer, teller.start, teller.end)
            return replace(teller, text=self.called(teller.text), start=start, end=end)

        return replace(
            statement,
            content=tuple(q for q in map(moved, statement.content) if q is not None),
            source=moved(statement.source),
            cue=moved(statement.cue),
            chain=tuple(link(t) for t in statement.chain),
            anonymity_reason=moved(statement.anonymity_reason),
            hedges=tuple(q for q in map(moved, statement.hedges) if q is not None),
        )

    def _anchor(self, anchor: Anchor, layer: Layer) -> Anchor:
        path = self.name(anchor.path)
        if anchor.start is None or anchor.end is None:
            return replace(anchor, path=path, text=self.maybe(anchor.text))
        start, end = self._span(layer, anchor.start, anchor.end)
        return replace(anchor, path=path, start=start, end=end, text=layer.text[start:end])


def key(form: str) -> tuple[str, ...]:
    """The words of a form, in lower case; Cyrillic ones without the vowel that their case endings replace."""
    return tuple(_ENDING.sub("", clean(m.group()).casefold()) for m in _WORD.finditer(form))


def _capitals(tokens: list[tuple[int, int, str]], k: int, size: int) -> bool:
    return all(token.isupper() for _, _, token in tokens[k : k + size])


def _stems(word: str) -> tuple[str, ...]:
    """A word and, for Cyrillic, what is left without a case ending of up to three letters; for Latin, without the s of
    a family (*the Lunds*)."""
    if not _CYRILLIC.search(word):
        return (word, word[:-1]) if len(word) > 4 and word[-1] == "s" else (word,)
    return tuple(word[: len(word) - n] for n in range(4) if len(word) - n >= 3) or (word,)


def _follow(tokens: list[tuple[int, int, str]], k: int, words: tuple[str, ...]) -> bool:
    """Whether the words stand in a row from token ``k`` on."""
    if k + len(words) > len(tokens):
        return False
    for n, word in enumerate(words[1:], 1):
        start, _, token = tokens[k + n]
        if start - tokens[k + n - 1][1] > 3 or word not in _stems(token.casefold()):
            return False
    return True


def _ordinary_words(texts: Iterable[str], wanted: set[str]) -> set[str]:
    """Of the one-word forms, those that the texts also use as ordinary words, in lower case and in running text."""
    found: set[str] = set()
    for text in texts:
        found |= {w for w in _SMALL.findall(text) if w in wanted}
        if len(found) == len(wanted):
            break
    return found
