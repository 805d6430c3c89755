"""sayso: who says what, on whose word, through whom, with which figures. See docs/."""

__version__ = "0.1.0"
