"""From the tagger's scores to spans of word pieces: cues first, then source and content for each cue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .windows import Window

Scores = NDArray[np.float32]

PROPOSE = 0.12  # probability from which a piece is tried as a cue
SWITCH = 1.2  # cost of going into or out of content
SOURCE_LIMIT = 60  # pieces


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible cue: piece range in its window; ``bare`` stands for a statement without a cue."""

    first: int
    last: int  # exclusive
    bare: bool
    score: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was found for one cue; ranges are pieces of the window."""

    cue: Proposal
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    tellers: tuple[tuple[int, int], ...]
    valid: float
    stance: Scores
    factuality: Scores
    identification: Scores
    clarity: float  # mean margin of the source and content decisions, 0..1


def softmax(x: Scores) -> Scores:
    """Along the last axis, in a fixed order of operations: classes first, so that each step takes whole rows."""
    e = x.T.copy()
    e -= e.max(axis=0)
    np.exp(e, out=e)
    e /= e.sum(axis=0)
    return e.T


def proposals(window: Window, logits: Scores, threshold: float = PROPOSE) -> tuple[Proposal, ...]:
    """Possible cues of a window from its cue tags (piece by tag: none, first, inside, bare)."""
    p = softmax(logits)
    likely = (np.maximum(p[:, 1], p[:, 3]) > np.float32(threshold)) & (window.starts >= 0)
    found: list[Proposal] = []
    end, size = 0, len(window)
    for k in np.flatnonzero(likely).tolist():
        if k < end:
            continue
        if p[k, 3] > max(threshold, float(p[k, 1])):
            found.append(Proposal(k, k + 1, True, float(p[k, 3])))
        elif p[k, 1] > threshold and window.shape[k] != 5:
            end = k + 1
            while end < size and window.starts[end] >= 0:
                inner = window.shape[end] == 5
                if not inner and not (p[end, 2] > 0.4 and p[end, 2] > p[end, 1]):
                    break
                end += 1
            found.append(Proposal(k, end, False, float(p[k, 1])))
    return tuple(found)


def best_span(logits: Scores) -> tuple[int, int] | None:
    """The one range that the tags none, first, inside support best; ``None`` where none is likelier."""
    first = (logits[:, 1] - logits[:, 0]).tolist()
    inner = (logits[:, 2] - logits[:, 0]).tolist()
    best, span = 0.0, None
    size = len(first)
    for i in range(size):
        total = first[i]
        if total < -4.0:
            continue
        if total > best:
            best, span = total, (i, i + 1)
        for j in range(i + 1, min(size, i + SOURCE_LIMIT)):
            total += inner[j]
            if total > best:
                best, span = total, (i, j + 1)
            elif total < best - 12.0:
                break
    return span


def segments(gain: Scores, blocked: NDArray[np.bool_], switch: float = SWITCH) -> list[tuple[int, int]]:
    """The ranges that maximise the sum of ``gain`` less ``switch`` for each border (Viterbi, two states)."""
    gains = np.where(blocked, -50.0, gain).tolist()
    out, into = 0.0, -switch
    back: list[tuple[bool, bool]] = []  # previous state of (out, in)
    for g in gains:
        leave, enter = into - switch, out - switch
        back.append((leave > out, into >= enter))
        out, into = (leave if leave > out else out), (into if into >= enter else enter) + g
    state = into > out
    found: list[tuple[int, int]] = []
    for k in range(len(gains) - 1, -1, -1):
        if state:
            if found and found[-1][0] == k + 1:
                found[-1] = (k, found[-1][1])
            else:
                found.append((k, k + 1))
        state = back[k][1] if state else back[k][0]
    return found[::-1]


ATTRIBUTES = ("valid", "stance", "factuality", "identification")


def clarity(scores: Mapping[str, Scores]) -> Scores:
    """How clear the decision on source and content is at each piece, 0..1."""
    sure = [softmax(scores[role]).max(-1) for role in ("content", "source")]
    return np.asarray(np.minimum(*sure), dtype=np.float32)


def tagged(cue: Proposal, low: int, scores: Mapping[str, Scores], size: int) -> Tagged:
    """Decode one marked cue; ``scores`` are cut to the slice ``low..low+size`` of the window.

    The roles (source, content, teller) come as logits, the attributes as probabilities, ``clarity`` by piece.
    """
    source_logits, content_logits = scores["source"][:size], scores["content"][:size]
    span = best_span(source_logits)
    blocked = np.zeros(size, np.bool_)
    if not cue.bare:
        blocked[cue.first - low : cue.last - low] = True
    if span is not None:
        blocked[span[0] : span[1]] = True
    content = segments(content_logits[:, 1] - content_logits[:, 0], blocked)
    teller = scores["teller"][:size, 1] - scores["teller"][:size, 0]
    told = segments(teller, np.zeros(size, np.bool_), 0.5) if teller.max() > 0 else []
    return Tagged(
        cue,
        (span[0] + low, span[1] + low) if span else None,
        tuple((a + low, b + low) for a, b in content),
        tuple((a + low, b + low) for a, b in told),
        float(scores["valid"][1]),
        scores["stance"],
        scores["factuality"],
        scores["identification"],
        float(scores["clarity"][:size].mean()),
    )
