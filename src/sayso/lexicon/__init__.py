"""Words and what they mean, as data: compiled tables and their loader."""

from .tables import Entry, Table, alternation, finder, table
from .wordings import Wordings

__all__ = ["Entry", "Table", "Wordings", "alternation", "finder", "table"]
