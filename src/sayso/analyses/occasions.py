"""Reports of one occasion: they open with a count of one measure, at one place, on the same day or the next.

What tells that two reports are of one event are not their words alone: two outlets may tell of one blast in other
words, and of two blasts in the same ones. Only the first lines count: what a report goes on to recall has happened
before.
"""

from __future__ import annotations

from collections import defaultdict

from sayso.ledger import View

from .index import Index

OPENING = 600  # characters in which a report tells what happened
OF_PEOPLE = ("killed", "wounded", "casualties", "missing", "displaced", "rescued", "captured", "detained", "infected")
LIKE, LIKE_ONE_COUNT = 0.15, 0.05  # least likeness of the words; where the count is the same, and no small one
OCCASION = 0.2  # likeness that such reports count as having, at the least
SMALL = 4
CROWD = 12  # reports of one measure, place and day of which likeness alone can tell no two apart
_COUNTS = f"""SELECT document, measure, low FROM figures WHERE start < {OPENING} AND low IS NOT NULL
AND measure IN ({", ".join(f"'{m}'" for m in OF_PEOPLE)})"""
_PLACES = f"""SELECT document, gazetteer FROM places WHERE start < {OPENING} AND gazetteer IS NOT NULL
AND "precision" IN ('city', 'district', 'point')"""


def occasions(view: View, index: Index) -> list[tuple[int, int, float]]:
    """Pairs of reports, by rank, that tell of one occasion, with the likeness of their words."""
    rank = {e.id: n for n, e in enumerate(index.order)}
    places: dict[int, set[str]] = defaultdict(set)
    for row in view.db.execute(_PLACES):
        if row["document"] in rank:
            places[rank[row["document"]]].add(row["gazetteer"])
    counts: dict[int, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    for row in view.db.execute(_COUNTS):
        if row["document"] in rank:
            counts[rank[row["document"]]][row["measure"]].add(row["low"])
    met: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for n in sorted(places.keys() & counts.keys()):
        day = index.order[n].day
        if day is None:
            continue
        for measure in counts[n]:
            for place in places[n]:
                met[(place, measure, day.toordinal())].append(n)
    found: dict[tuple[int, int], float] = {}
    for place, measure, today in sorted(met):
        mine = met[(place, measure, today)]
        both = mine + met.get((place, measure, today + 1), [])
        for i, a in enumerate(mine):
            for b in both[i + 1 :]:
                pair = (a, b) if a < b else (b, a)
                if pair in found or a == b:
                    continue
                one_count = any(v > SMALL for v in counts[a][measure] & counts[b][measure])
                if not one_count and len(both) > CROWD:
                    continue
                like = index.likeness(*pair)
                if like >= (LIKE_ONE_COUNT if one_count else LIKE):
                    found[pair] = like
    return [(a, b, like) for (a, b), like in sorted(found.items())]
