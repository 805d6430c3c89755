"""What is new in a case since an earlier look: reports, origins, conflicts, revised figures, changed claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.ledger import View
from sayso.model import Problem, Relation

MOST = 5  # reports that a line of news names


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report that came in, or came in again with other words."""

    id: str
    path: str
    title: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class NewOrigin:
    """A first telling that was not there before; ``known`` false: a group of unrecorded lineage."""

    id: str
    name: str
    kind: str
    known: bool


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """On what a claim rests."""

    tellings: int
    origins: int
    unknown_lineage: int


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A claim that is new (``was`` is ``None``) or has other tellings or origins than before."""

    id: str
    label: str
    now: ClaimCounts
    was: ClaimCounts | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a round of ``sayso build --follow`` changed. ``gone``: claims that are no more."""

    documents: tuple[Arrived, ...]
    withdrawn: tuple[str, ...]  # document ids
    origins: tuple[NewOrigin, ...]
    conflicts: tuple[Relation, ...]  # and denials
    revisions: tuple[Relation, ...]
    claims: tuple[ChangedClaim, ...]
    gone: int
    problems: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return bool(
            self.documents or self.withdrawn or self.origins or self.conflicts or self.revisions or self.claims
            or self.gone or self.problems
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stood at one moment."""

    last: int  # entry of the custody log
    origins: frozenset[str]
    relations: frozenset[str]
    claims: dict[str, ClaimCounts]
    claim_of: dict[str, str]  # row id -> claim id
    problems: frozenset[Problem]


_RELATIONS = "relation IN ('conflict', 'denies', 'revision')"


def standing(view: View) -> Standing:
    """What :func:`changes` compares with later."""
    return Standing(
        last_entry(view),
        frozenset(r["id"] for r in view.db.execute("SELECT id FROM origins")),
        frozenset(r["id"] for r in view.db.execute(f"SELECT id FROM relations WHERE {_RELATIONS}")),
        {id: counts for id, _, counts in _claims(view)},
        {r["member"]: r["claim"] for r in view.db.execute("SELECT member, claim FROM claim_members")},
        frozenset(view.problems()),
    )


def changes(before: Standing, view: View) -> Changes:
    """What changed since. An origin is new when all its reports came in since: one that older reports had already
    is the same one, told once more."""
    arrived = tuple(_arrived(view, _subjects(view, before.last, "extract")))
    ids = {a.id for a in arrived}
    origins = tuple(
        NewOrigin(o.id, o.name, o.kind, o.known)
        for o in view.origins()
        if o.id not in before.origins and ids.issuperset(o.documents)
    )
    relations = [r for r in view.relations(_RELATIONS) if r.id not in before.relations]
    found = list(_claims(view))
    changed: list[ChangedClaim] = []
    followed: set[str] = set()
    for id, label, now in found:
        if id in before.claims:
            followed.add(id)
            if before.claims[id] != now:
                changed.append(ChangedClaim(id, label, now, before.claims[id]))
            continue
        earlier = _earlier(view, id, before)
        followed |= {earlier} if earlier else set()
        was = before.claims[earlier] if earlier else None
        if was != now:
            changed.append(ChangedClaim(id, label, now, was))
    gone = sum(1 for id in before.claims if id not in followed)
    return Changes(
        arrived,
        tuple(e for e in _subjects(view, before.last, "withdraw")),
        origins,
        tuple(r for r in relations if r.relation != "revision"),
        tuple(r for r in relations if r.relation == "revision"),
        tuple(changed),
        gone,
        tuple(p for p in view.problems() if p not in before.problems),
    )


def last_entry(view: View) -> int:
    """The number of the custody log's last entry: it grows whenever the case changes."""
    return int(view.db.execute("SELECT coalesce(max(n), 0) FROM log").fetchone()[0])


def _subjects(view: View, after: int, action: str) -> Iterable[str]:
    rows = view.db.execute("SELECT subject FROM log WHERE n > ? AND action = ? ORDER BY n", (after, action))
    return dict.fromkeys(r["subject"] for r in rows)


def _arrived(view: View, ids: Iterable[str]) -> Iterable[Arrived]:
    for id in ids:
        row = view.db.execute(
            "SELECT id, path, title, outlet, published FROM documents WHERE id = ? AND withdrawn IS NULL", (id,)
        ).fetchone()
        if row is not None:
            yield Arrived(**dict(row))


def _claims(view: View) -> Iterable[tuple[str, str, ClaimCounts]]:
    query = (
        "SELECT c.id, c.label, c.origins, c.unknown_lineage, count(m.member) AS tellings "
        "FROM claims c LEFT JOIN claim_members m ON m.claim = c.id GROUP BY c.id ORDER BY c.id"
    )
    for r in view.db.execute(query):
        yield r["id"], r["label"], ClaimCounts(r["tellings"], r["origins"], r["unknown_lineage"])


def _earlier(view: View, claim: str, before: Standing) -> str | None:
    """The earlier claim that most of a claim's rows belonged to."""
    shared: dict[str, int] = {}
    for row in view.db.execute("SELECT member FROM claim_members WHERE claim = ? ORDER BY n", (claim,)):
        id = before.claim_of.get(row["member"])
        if id is not None:
            shared[id] = shared.get(id, 0) + 1
    return max(shared, key=lambda id: (shared[id], id), default=None)


@dataclass(frozen=True, slots=True)
class News:
    """What an open page did not know when it was made. ``compared``: the findings take account of it already."""

    state: int
    reports: tuple[Arrived, ...]  # the latest
    more: int
    compared: bool


def news(view: View, after: int) -> News:
    """Reports that came in after an entry of the custody log."""
    ids = tuple(_subjects(view, after, "extract"))
    compared = not ids or any(_subjects(view, after, "compare"))
    return News(last_entry(view), tuple(_arrived(view, ids[-MOST:])), max(0, len(ids) - MOST), compared)
