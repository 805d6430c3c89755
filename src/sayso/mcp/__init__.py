"""The ledger for an assistant over the Model Context Protocol: read-only, by standard streams, masked on request."""

from .server import serve, server

__all__ = ["serve", "server"]
