"""The bundled example as a case, built once, and every exporter's output of it, open and masked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.examples import META, REPORTS
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.export import export
from sayso.plugins import ReadOptions, exporters
from sayso.readers import load_meta


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a case at fast depth, and a report whose file is named after a person: every format names it."""
    folder = tmp_path_factory.mktemp("case")
    named = folder / "22-mira-sandal.txt"
    named.write_text(
        "Mira Sandal, a nurse, told reporters in the town of Brodek that 12 people had been hurt.\n", "utf-8"
    )
    path = folder / "example.sayso"
    build([REPORTS, named], path, BuildOptions(ReadOptions(meta=load_meta(META)), "fast", 1))
    return path


@pytest.fixture(scope="session")
def exported(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """``exported("xlsx")`` or ``exported("xlsx", "default")``: the path of the output, written once."""
    folder = tmp_path_factory.mktemp("exported")
    done: dict[tuple[str, str | None], Path] = {}

    def made(form: str, mask: str | None = None) -> Path:
        if (form, mask) not in done:
            path = folder / f"{form}-{mask or 'open'}{exporters()[form].suffix}"
            export(case, form, path, mask)
            done[form, mask] = path
        return done[form, mask]

    return made
