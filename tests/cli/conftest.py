"""The bundled example as a case, built once for all command tests, and a way to run commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.examples import META, REPORTS
from sayso.pipeline import BuildOptions, build
from sayso.plugins import ReadOptions
from sayso.readers import load_meta


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process: ``run("search", case, "dam")``."""

    def call(*arguments: object) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(a) for a in arguments])
        got = capfd.readouterr()
        return Ran(int(stop.value.code or 0), got.out, got.err)

    return call


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a case, at fast depth: these tests are about commands, not about what is found."""
    path = tmp_path_factory.mktemp("case") / "example.sayso"
    build([REPORTS], path, BuildOptions(ReadOptions(meta=load_meta(META)), "fast", 1))
    return path
