"""On whose say-so: from a claim to its origins, through tellers, to the reports and what copies them; from one row
through the reports that it goes back to and its tellers down to its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sayso.errors import RequestError
from sayso.ledger import View
from sayso.model import Relation
from sayso.views.claims import Findings
from sayso.views.sources import name_key

from .claims import ClaimPage, OriginTellings
from .headline import SomeRows
from .rows import Telling, marks, tellings

COPIES = ("copy", "excerpt", "rewrite", "translation")
WIDEST = 14  # reports under one node; more are counted, not drawn


@dataclass(frozen=True, slots=True)
class Branch:
    """One step with what is below it. ``kind``: claim, origin, teller, report, copy, more."""

    name: str
    kind: str
    words: str = ""
    note: str = ""
    href: str | None = None
    unknown: bool = False
    below: tuple[Branch, ...] = ()


Address = Callable[[Telling], str | None]
Parents = dict[str, tuple[str, str]]  # document -> the one that it repeats, and how


def claim_tree(view: View, page: ClaimPage, address: Address) -> Branch:
    """A claim's origins; under each its tellers, then the reports, then the reports that repeat those."""
    return tree_of(page, copied_from(view, [t.report.id for t in page.tellings]), address)


def tree_of(page: ClaimPage, parents: Parents, address: Address) -> Branch:
    """The same from relations already read."""
    below = tuple(_origin(g, parents, address) for g in page.groups if g.tellings)
    line = page.line
    note = f"{line.origins} independent" + (f", {line.unknown} unknown" if line.unknown else "")
    return Branch(line.label, "claim", note=note, below=below)


@dataclass(frozen=True, slots=True)
class RowTree:
    """A row's way down to its origin. ``argument``: why that is the origin, a sentence a step."""

    telling: Telling
    root: Branch
    argument: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]  # id and label of those that it belongs to


def row_tree(view: View, row: str, address: Callable[[str, str | None], str]) -> RowTree:
    """From a figure or a statement to its origin. ``address`` of a report, at a row. Raises ``no-such-row``."""
    told = tellings(view, [row])
    if not told:
        raise RequestError("no-such-row", row, "neither a statement nor a figure")
    telling = told[0]
    origin = telling.origin
    found = Findings(SomeRows(view, rows=(row,)))
    below: tuple[Branch, ...] = ()
    if origin is None or not origin.known:
        name = origin.name if origin else "no source named"
        below = (Branch(name, "origin", note="lineage not recorded", unknown=True),)
    else:
        side = f"of {origin.side}" if origin.side and origin.side not in origin.name else origin.kind
        below = (Branch(origin.name, "origin", telling.source or "", side),)
    line = [telling.report.id]
    while (model := found.model_of.get(line[-1])) is not None and model not in line:
        line.append(model)
    for teller in reversed(telling.chain[:-1]):
        if name_key(teller) != name_key(found.outlet(line[-1])):  # else it is that report
            below = (Branch(teller, "teller", below=below),)
    for n in range(len(line) - 1, -1, -1):
        document = found.documents[line[n]]
        day = document.published.isoformat() if document.published else "undated"
        kind = "report" if n == 0 else "goes back to"
        below = (Branch(found.outlet(line[n]), kind, document.title or "", day, address(line[n], None), below=below),)
    claims = view.db.execute(
        "SELECT c.id, c.label FROM claim_members m JOIN claims c ON c.id = m.claim WHERE m.member = ? ORDER BY 2, 1",
        (row,),
    )
    root = Branch(telling.words, telling.kind, href=address(telling.report.id, row), below=below)
    return RowTree(telling, root, origin.argument if origin else (), tuple((c["id"], c["label"]) for c in claims))


def parents_in(copies: Iterable[Relation]) -> Parents:
    """For each document that repeats an earlier one: that document and the kind of repetition, the surest first."""
    out: Parents = {}
    for r in sorted(copies, key=lambda r: (-r.confidence, r.a.path)):
        if r.directed and r.relation in COPIES:
            out.setdefault(r.b.document, (r.a.document, r.relation))
    return out


def copied_from(view: View, documents: list[str]) -> Parents:
    """For each document that repeats an earlier one: that document and the kind of repetition."""
    some = sorted(set(documents))[:2000]
    out: Parents = {}
    query = f"""SELECT a_document, b_document, relation FROM relations WHERE relation IN {marks(COPIES)} AND directed
        AND b_document IN (SELECT value FROM json_each(?)) ORDER BY confidence DESC, a_path"""
    ids = '["' + '","'.join(some) + '"]' if some else "[]"
    for row in view.db.execute(query, (*COPIES, ids)):
        out.setdefault(row["b_document"], (row["a_document"], row["relation"]))
    return out


def _origin(group: OriginTellings, parents: Parents, address: Address) -> Branch:
    first: dict[str, Telling] = {}
    for t in sorted(group.tellings, key=lambda t: (t.report.published or "9999", t.report.path, t.start)):
        first.setdefault(t.report.id, t)
    origin = group.origin
    children = _reports(first, parents, address)
    kind = origin.kind if origin else "no source named"
    note = f"{len(group.tellings)} telling{'s' if len(group.tellings) > 1 else ''}, {kind}"
    return Branch(group.name, "origin", note=note, unknown=origin is None or not origin.known, below=children)


def _reports(first: dict[str, Telling], parents: Parents, address: Address) -> tuple[Branch, ...]:
    """Reports that repeat another stand under it; the rest under the teller that relays them, if there is one."""
    under: dict[str | None, list[str]] = {}
    for document in first:
        parent = parents.get(document, ("", ""))[0]
        chain, seen = parent, {document}
        while chain in parents and chain not in seen:  # two that copy each other have no earliest: both stand free
            seen.add(chain)
            chain = parents[chain][0]
        under.setdefault(
            parent if parent in first and chain not in seen - {chain} and chain != document else None, []
        ).append(document)

    def branch(document: str) -> Branch:
        telling = first[document]
        copies = _cut([branch(d) for d in under.get(document, ())])
        kind = parents[document][1] if parents.get(document, ("",))[0] in first else "report"
        day = telling.report.published or "undated"
        return Branch(
            telling.report.name, kind, telling.words,
            day, address(telling), below=copies,
        )  # fmt: skip

    direct: list[Branch] = []
    by_teller: dict[str, list[Branch]] = {}
    for document in under.get(None, ()):
        tellers = first[document].chain[:-1]
        if tellers:
            by_teller.setdefault(" › ".join(reversed(tellers)), []).append(branch(document))
        else:
            direct.append(branch(document))
    relayed = [Branch(name, "teller", below=_cut(some)) for name, some in sorted(by_teller.items())]
    return _cut(direct + relayed)


def _cut(branches: list[Branch]) -> tuple[Branch, ...]:
    if len(branches) <= WIDEST:
        return tuple(branches)
    rest = len(branches) - WIDEST + 1
    return (*branches[: WIDEST - 1], replace(Branch(f"and {rest} more", "more"), note="reports"))
