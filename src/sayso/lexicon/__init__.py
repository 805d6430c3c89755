"""Words and what they mean, as data: compiled tables and their loader."""

from .tables import Entry, Table, alternation, finder, table

__all__ = ["Entry", "Table", "alternation", "finder", "table"]
