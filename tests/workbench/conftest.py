"""A case of the bundled example with its gold rows, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Writer
from sayso.pipeline.compare import compare_case
from sayso.workbench import Access, application

from .goldcase import gold_case


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_case(tmp_path_factory.mktemp("example") / "example.sayso")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of the module's own, to judge in."""
    path = tmp_path_factory.mktemp("judged") / "judged.sayso"
    gold_case(path)
    with Writer(path) as writer:
        compare_case(path, writer)  # the first judgement would make the gold's findings anew
    return path


@pytest.fixture(scope="module")
def client(own: Path) -> TestClient:
    """A browser on that case, whose token is known."""
    return TestClient(application(own, Access(token="right")), base_url="http://127.0.0.1", follow_redirects=True)
