"""House rules over a case: which rows break which rule of a profile, with their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

from sayso.errors import RequestError
from sayso.ledger import Placed
from sayso.model import Figure, Statement

from .claims import Findings

Weight = Literal["off", "note", "fail"]
_PLURAL = re.compile(
    r"\b(?:sources|officials|witnesses|insiders|diplomats|residents|reports|experts|analysts|источники|джерела)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HouseRules:
    """One profile; the fields are explained in ``resources/profiles/house/two-source.yaml``."""

    name: str
    about: str = ""
    one_origin: Weight = "off"
    one_side: Weight = "off"
    unknown_lineage: Weight = "off"
    anonymous_without_reason: Weight = "off"
    plural_of_one: Weight = "off"
    figure_without_date: Weight = "off"
    figure_without_group: Weight = "off"
    caveat_left: Weight = "off"
    min_origins: int = 2
    measures: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


RULES = tuple(f.name for f in fields(HouseRules) if f.type == "Weight")


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that breaks a rule: where it stands, its words and what is missing."""

    rule: str
    weight: Weight
    id: str
    document: str | None
    path: str | None
    start: int | None
    end: int | None
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome: every breach by rule, and how many rows each rule looked at."""

    profile: str
    about: str
    looked_at: dict[str, int]
    breaches: tuple[Breach, ...]

    @property
    def failed(self) -> bool:
        """Whether a rule that must hold is broken."""
        return any(b.weight == "fail" for b in self.breaches)


def profiles() -> tuple[str, ...]:
    """Names of the profiles that ship."""
    folder = files("sayso.resources") / "profiles" / "house"
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def load_profile(name: str) -> HouseRules:
    """A profile that ships, by name, or one in a file, by path.

    Raises :class:`RequestError`: ``unknown-profile``, ``bad-profile``.
    """
    if name in profiles():
        text = (files("sayso.resources") / "profiles" / "house" / f"{name}.yaml").read_text(encoding="utf-8")
    elif Path(name).is_file():
        text = Path(name).read_text(encoding="utf-8", errors="replace")
    else:
        raise RequestError("unknown-profile", name, "known: " + ", ".join(profiles()) + ", or a file")
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RequestError("bad-profile", name, str(error).splitlines()[0]) from error
    if not isinstance(raw, dict):
        raise RequestError("bad-profile", name, "not a table of rules")
    return _rules(name, raw)


def _rules(origin: str, raw: Mapping[Any, Any]) -> HouseRules:
    values: dict[str, Any] = {}
    if "like" in raw:
        if raw["like"] == origin:
            raise RequestError("bad-profile", origin, "it is like itself")
        parent = load_profile(str(raw["like"]))
        values = {f.name: getattr(parent, f.name) for f in fields(HouseRules)}
    for key, value in raw.items():
        if key == "like":
            continue
        if key in RULES:
            # YAML reads a bare off as false
            weight = "off" if value is False else value
            if weight not in ("off", "note", "fail"):
                raise RequestError("bad-profile", origin, f"{key} takes off, note or fail")
            values[key] = weight
        elif key == "min_origins":
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise RequestError("bad-profile", origin, "min_origins takes a number from 1")
            values[key] = value
        elif key in ("measures", "people"):
            if not isinstance(value, list):
                raise RequestError("bad-profile", origin, f"{key} takes a list")
            values[key] = tuple(map(str, value))
        elif key in ("name", "about"):
            values[key] = str(value)
        else:
            raise RequestError("bad-profile", origin, f"no rule named {key!r}; there are {', '.join(RULES)}")
    values.setdefault("name", origin)
    return HouseRules(**values)


def check(found: Findings, rules: HouseRules) -> Checked:
    """Every breach of the rules, in the order of the rules."""
    looked: dict[str, int] = {}
    breaches: list[Breach] = []
    parts = {
        "one_origin": _one_origin, "one_side": _one_side, "unknown_lineage": _unknown_lineage,
        "anonymous_without_reason": _anonymous, "plural_of_one": _plural, "figure_without_date": _undated,
        "figure_without_group": _ungrouped, "caveat_left": _caveats,
    }  # fmt: skip
    for rule in RULES:
        weight: Weight = getattr(rules, rule)
        if weight == "off":
            continue
        looked[rule] = 0
        for breach in parts[rule](found, rules):
            looked[rule] += 1
            if breach is not None:
                id, placed, text, why = breach
                start, end = _range(placed.row) if placed else (None, None)
                breaches.append(
                    Breach(rule, weight, id, placed.document if placed else None, placed.path if placed else None,
                           start, end, text, why)
                )  # fmt: skip
    return Checked(rules.name, rules.about, looked, tuple(breaches))


Found = tuple[str, Placed[Any] | None, str, str]


def _range(row: Any) -> tuple[int, int]:
    return (row.content[0].start, row.content[-1].end) if isinstance(row, Statement) else (row.start, row.end)


def _claims(found: Findings, rules: HouseRules) -> Iterator[tuple[Any, list[Any]]]:
    for claim in found.claims:
        if not rules.measures or claim.measure in rules.measures:
            yield claim, [found.origins[i] for i in claim.origin_ids if i in found.origins]


def _one_origin(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for claim, origins in _claims(found, rules):
        if claim.origins >= rules.min_origins:
            yield None
            continue
        who = ", ".join(o.name for o in origins if o.known) or "none"
        rest = (
            f"; {claim.unknown_lineage} more of unknown lineage, which counts for nothing"
            if claim.unknown_lineage
            else ""
        )
        yield claim.id, None, claim.label, f"known origins: {claim.origins} of {rules.min_origins} ({who}){rest}"


def _one_side(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for claim, origins in _claims(found, rules):
        known = [o for o in origins if o.known]
        sides = {o.side for o in known}
        one = len(known) > 1 and len(sides) == 1 and None not in sides
        yield (
            (claim.id, None, claim.label, f"all {len(known)} origins are of one side: {known[0].side}") if one else None
        )


def _unknown_lineage(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for claim, origins in _claims(found, rules):
        dead = bool(origins) and not any(o.known for o in origins)
        yield (claim.id, None, claim.label, "where anybody has this from is not recorded") if dead else None


def _anonymous(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for id, placed in found.statements.items():
        row = placed.row
        if row.identification == "anonymous":
            who = row.source.text if row.source else "somebody"
            yield (id, placed, _words(row), f"{who}: no reason is given") if row.anonymity_reason is None else None


def _plural(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for id, placed in found.statements.items():
        row = placed.row
        if row.identification in ("unnamed", "anonymous") and row.source and _PLURAL.search(row.source.text):
            origin = found.origin_of.get(id)
            alone = origin is None or len({found.root(d) for d in origin.documents if d in found.documents}) < 2
            yield (id, placed, _words(row), f"“{row.source.text}”: one report alone has them") if alone else None


def _figures(found: Findings, rules: HouseRules) -> Iterator[tuple[str, Placed[Figure]]]:
    for id, placed in found.figures.items():
        if not rules.measures or placed.row.measure in rules.measures:
            yield id, placed


def _undated(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for id, placed in _figures(found, rules):
        dated = placed.row.as_of or found.documents[placed.document].published
        yield None if dated else (id, placed, placed.row.text, "neither the figure nor its report is dated")


def _ungrouped(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for id, placed in _figures(found, rules):
        if placed.row.measure in rules.people:
            told = placed.row.group or (placed.row.counted or "people").casefold() not in (
                "people",
                "persons",
                "others",
                "more",
            )
            yield None if told else (id, placed, placed.row.text, f"{placed.row.measure}: who they are is not said")


def _caveats(found: Findings, rules: HouseRules) -> Iterator[Found | None]:
    for document in found.documents.values():
        for row in found.case.extraction(document.id).caveats:
            if row.kind in ("unverified", "disputed"):
                yield (
                    row.id,
                    Placed(document.id, document.path, row),
                    row.text,
                    f"{row.kind}, for {len(row.statements)} statements" if row.statements else row.kind,
                )


def _words(row: Statement) -> str:
    return " … ".join(q.text for q in row.content)
