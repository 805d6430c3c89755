"""The case file: schema and migrations, the one writer, views for readers."""

from .log import LogEntry
from .schema import belongs_to
from .view import Placed, View
from .writer import Writer

__all__ = ["LogEntry", "Placed", "View", "Writer", "belongs_to"]
