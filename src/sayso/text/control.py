"""Characters that act on a terminal or a page rather than show: taken out before display, never in storage."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline; direction marks, embeddings, overrides and isolates (Unicode TR 9);
# zero-width and invisible operators; line and paragraph separators; byte order mark; lone surrogates.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """``text`` without its acting characters; newlines and tabs stay."""
    return _ACTING.sub("", text)
