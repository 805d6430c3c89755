"""The parts shown in docs/plugins.md work as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sayso.encoders.encoder import plain
from sayso.errors import ItemError
from sayso.ledger import View
from sayso.model import Document, Extraction, Item, sha256, text_sha256
from sayso.plugins import Candidate, Exporter, Extractor, Reader, ReadOptions
from sayso.views import CaseView

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"


def shown(name: str) -> Any:
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        if f"class {name}" in block:
            space: dict[str, Any] = {}
            exec(compile(block, str(PAGE), "exec"), space)
            return space[name]()
    raise AssertionError(name)


def test_the_reader_reads() -> None:
    reader = shown("TelexReader")
    assert isinstance(reader, Reader)
    data = b"ZCZC\r\nFLOOD AT OST\r\nNNNN"
    item = Item(sha256(data), "a.tlx", data, "2026-01-01T00:00:00Z", "text/plain")
    assert reader.accepts(Candidate(item, data[:512], ".tlx"))
    (document,) = reader.read(item, ReadOptions())
    assert document.text == "ZCZC\nFLOOD AT OST\nNNNN"
    with pytest.raises(ItemError, match="truncated"):
        list(reader.read(Item("0" * 64, "b", b"ZCZC", "", ""), ReadOptions()))


def test_the_extractor_extracts() -> None:
    extractor = shown("SirenExtractor")
    assert isinstance(extractor, Extractor)
    text = "At noon sirens were heard."
    document = Document("d1", "a.txt", "0" * 64, text, text_sha256(text))
    rows = extractor.extract(document, plain(document), Extraction("d1"))
    assert [text[c.start : c.end] for c in rows.caveats] == ["sirens were heard"]


def test_the_exporter_exports(case: Path, tmp_path: Path) -> None:
    exporter = shown("LinesExporter")
    assert isinstance(exporter, Exporter)
    with View(case) as view:
        exporter.export(CaseView(view), tmp_path / "lines.txt")
        written = (tmp_path / "lines.txt").read_text(encoding="utf-8").splitlines()
        assert len(written) == sum(1 for _ in view.statements()) > 0
    assert all(line.count(": ") >= 2 for line in written)
