"""Page-shaped dataclasses for terminal, browser and export alike."""

from .case import CaseView

__all__ = ["CaseView"]
