"""The clause around a stretch of a sentence, by its conjunctions and marks (no parse is needed)."""

from __future__ import annotations

import re

# Where a clause ends and the next begins. The group is what belongs to neither.
_BREAK = re.compile(
    r"(?P<break>\s*[;:](?=\s)|\s+[–—]+\s+|\s*—\s*|,\s+(?:and|but|yet|so|or)\s+(?=\w+)|\s+but\s+"
    r"|,?\s+(?:although|though|whereas)\s+|,\s+while\s+"
    r"|,\s+(?=(?:adding|saying|stating|telling|noting|citing|instead|when|because|"
    r"after|who|which|where|as|since|despite|with|even|according)\b)"
    r")"
)
_OPENERS = re.compile(
    r"(?:despite|in|on|at|by|after|before|unlike|like|as|when|while|since|following|during|until|under|for|with|"
    r"although|though|if|however|meanwhile|instead|according|asked|because|last|yesterday|earlier|later|from|"
    r"today|to|of|to date)\b"
)
_SUBORDINATE = re.compile(r"(?:although|though|while|whereas|without)\s+")
_QUOTES = "\"“”«»'‘’()[] "


def clause(fold: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a folded sentence that holds ``start..end``, as offsets into the sentence."""
    left, right = 0, len(fold)
    for found in _BREAK.finditer(fold):
        if found.end() <= start and not _inside_list(fold, found):
            left = found.end()
        elif found.start() >= end:
            right = found.start()
            break
    opening = _OPENERS.match(fold, left)
    if opening is not None:
        comma = fold.find(", ", left, start)
        if comma >= 0 and fold[comma + 2 : start].strip():
            left = comma + 2
    if _SUBORDINATE.match(fold, left):
        comma = fold.find(", ", end, right)
        right = comma if comma >= 0 else right
    while left < start and fold[left] in _QUOTES:
        left += 1
    while right > end and (fold[right - 1] in _QUOTES + "," or (left and fold[right - 1] == ".")):
        right -= 1  # a whole sentence keeps its full stop
    return left, right


def _inside_list(fold: str, found: re.Match[str]) -> bool:
    """``neither A, and B nor C``: a break right behind a negation that waits for its other half."""
    return "neither " in fold[max(0, found.start() - 40) : found.start()]
