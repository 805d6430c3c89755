"""The workbench: a local web application over one case. Pages are made on the server; nothing leaves the machine."""

from .app import application
from .guard import Access
from .server import serve

__all__ = ["Access", "application", "serve"]
