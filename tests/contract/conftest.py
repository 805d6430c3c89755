"""The example in every format, as the exporters' own tests have it."""

from tests.exporters.conftest import case, exported

__all__ = ["case", "exported"]
