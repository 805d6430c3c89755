"""Patterns say the same under every Python that is allowed."""

from __future__ import annotations

import re
from pathlib import Path

import sayso

_POSSESSIVE_GROUP = re.compile(r"\)[*+?]\+|\)\{[\d,]+\}\+|\(\?>")


def test_no_group_is_possessive() -> None:
    """Python before 3.11.5 reads possessive and atomic groups wrongly; a single class may be possessive."""
    assert _POSSESSIVE_GROUP.search(r"(?:a|b)++")
    for path in sorted(Path(sayso.__file__).parent.rglob("*.py")):
        assert not _POSSESSIVE_GROUP.search(path.read_text(encoding="utf-8")), path.name
