"""What is known of a document's text before extraction. Made once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sayso.model import Span
from sayso.text.sentences import paragraphs, sentences
from sayso.text.tokens import Tokens, tokens


@dataclass(frozen=True, slots=True)
class Analysis:
    """Offsets into one text layer, and the outputs of models by name (empty at ``fast`` depth)."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    tokens: Tokens
    outputs: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def plain(text: str) -> Analysis:
    """The analysis that needs no model."""
    lines = paragraphs(text)
    return Analysis(lines, sentences(text, lines), tokens(text))
