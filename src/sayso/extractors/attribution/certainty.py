"""How sure a source is of what it says (FactBank's values), the words that show it, and the cue's stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.lexicon import Wordings, alternation, table
from sayso.model import Span
from sayso.model.records import FACTUALITIES, STANCES, Factuality, Stance


@cache
def _hedge() -> Wordings:
    forms = [f for e in table("hedges").entries for f in e.forms]
    return Wordings(re.compile(alternation(forms), re.IGNORECASE), forms)


@cache
def _level() -> dict[str, str]:
    return {form: str(e.fields["level"]) for form, e in table("hedges").by_form().items()}


@cache
def _stances() -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for form, e in table("cues").by_form().items():
        value = str(e.fields.get("stance", "neutral"))
        found[form] = next(s for s in STANCES if s == value)
    return found


def hedges(text: str, cue: Span | None, content: Sequence[Span], inner: Sequence[Span]) -> tuple[Span, ...]:
    """The hedge words in a content and its cue; those inside a nested statement belong to that one."""
    found = set()
    for span in (*content, *((cue,) if cue else ())):
        for m in _hedge().within(text, span.start, span.end):
            if not any(i.start <= m.start() < i.end for i in inner):
                found.add((m.start(), m.end()))
    return tuple(Span(a, b) for a, b in sorted(found))


def factuality(text: str, cue: Span | None, content: Sequence[Span], scores: tuple[float, ...]) -> Factuality:
    """The learned value where there is one; else by hedges and negation in the first clause."""
    if scores and max(scores) > 0:
        best = FACTUALITIES[max(range(len(scores)), key=lambda k: scores[k])]
        if best != "CT+":
            return best
        listed = _listed(text, cue)
        if listed in ("order", "deny"):
            return "Uu" if listed == "order" else "CT-"
        return _early_hedge(text, content) or best
    words = " ".join(c.of(text) for c in content).lower()
    said = cue.of(text).lower() if cue else ""
    whole = f"{words} ; {said}"
    found = [_level().get(" ".join(m.group().split()), "") for m in _hedge().all(whole)]
    denies = _DENIES.search(words[:160]) is not None
    if _stances().get(said) == "deny":
        denies = not denies
    if (
        words.rstrip('"” ').endswith("?")
        or _stances().get(said) == "order"
        or words.startswith(("to ", "if ", "whether "))
    ):
        return "Uu"
    level = "PS" if "PS" in found else "PR" if "PR" in found else "CT"
    sign = "-" if denies else "+"
    return next(f for f in FACTUALITIES if f == level + sign)


_DENIES = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|cannot)\b|n['’]t\b")
_EARLY = 45  # code points of the content in which a hedge bears on its main clause
_MAY = re.compile(r"\b(?:may|might|could|possibly|perhaps|conceivably|potentially|maybe)\b", re.IGNORECASE)
_LIKELY = re.compile(r"\b(?:likely|probably|appears?|seems|apparently|presumably)\b(?!\s+not\b)", re.IGNORECASE)


def _early_hedge(text: str, content: Sequence[Span]) -> Factuality | None:
    """What a modal or adverb at the beginning of the content makes of it; ``None`` where there is none."""
    head = text[content[0].start : min(content[0].end, content[0].start + _EARLY)]
    if _MAY.search(head):
        return "PS+"
    return "PR+" if _LIKELY.search(head) else None


def stance(text: str, cue: Span | None, scores: tuple[float, ...]) -> Stance:
    """The lexicon's stance for this cue where it is not neutral; else the learned one.

    On annotated reports the listed stances other than neutral are right in 97 of 100 cases.
    """
    listed = _listed(text, cue)
    if listed is not None and listed != "neutral":
        return listed
    if scores:
        return STANCES[max(range(len(scores)), key=lambda k: scores[k])]
    return listed or "neutral"


def _listed(text: str, cue: Span | None) -> Stance | None:
    return _stances().get(re.sub(r"\s+", " ", cue.of(text).lower())) if cue else None
