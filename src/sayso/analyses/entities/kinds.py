"""What kind of thing a name names, over a whole case: the head noun says, else most of its mentions.

A country stands for its government, a paper for its house; readers of names disagree with themselves about
such kinds. A person is never made anything else, but a bare head noun (``Ministry``) is no person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sayso.model import Mention
from sayso.model.records import MentionKind

from .names import parse, tokens
from .words import head_kind, heads, place_key, plain

_KINDS: tuple[MentionKind, ...] = ("organisation", "unit", "place", "other")


def name_key(text: str) -> str:
    """The form under which mentions count as the same name."""
    return " ".join(plain(w) for w in tokens(text))


def voted(mentions: Iterable[Mention]) -> dict[str, MentionKind]:
    """For each name that is not only a person's: the kind that its mentions are given most."""
    votes: dict[str, dict[MentionKind, float]] = defaultdict(lambda: defaultdict(float))
    for m in mentions:
        if m.kind != "person":
            votes[name_key(m.text)][m.kind] += m.confidence
    return {key: max(_KINDS, key=lambda k: tally.get(k, 0.0)) for key, tally in votes.items()}


def kind_in_case(mention: Mention, votes: Mapping[str, MentionKind]) -> MentionKind:
    """The kind under which a mention is compared with others."""
    if mention.kind == "person":
        words = tokens(mention.text)
        return "organisation" if words and all(heads(w) for w in words) else "person"
    told = kind_of(mention.text)
    if told is not None and told != "place":
        return told
    return votes.get(name_key(mention.text), mention.kind)


def kind_of(text: str) -> MentionKind | None:
    """What the head noun of a name says that it names."""
    name = parse(" ".join(text.split()), "organisation")
    if not name.words or place_key(name.text):
        return None
    found = {head_kind(key) for key in name.heads}
    return next((k for k in _KINDS if found == {k}), None)
