"""A case of the bundled example with its gold rows, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .goldcase import gold_case


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_case(tmp_path_factory.mktemp("example") / "example.sayso")
