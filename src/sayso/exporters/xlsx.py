"""XLSX: one workbook, one sheet a row kind.

Every text is written as an inline string (ECMA-376, 18.3.1.53), which no spreadsheet takes for a formula.
The same case gives the same bytes.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sayso.views import CaseView

from .files import whole_file, xml_text
from .tables import tables

_CELL = 32_767  # characters that a cell can hold
_ROWS = 1_048_576  # rows that a sheet can hold, the heading among them
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class XlsxExporter:
    """One workbook. A table of more rows than a sheet holds goes on in a second sheet (``statements 2``)."""

    name = "xlsx"
    suffix = ".xlsx"

    def export(self, view: CaseView, path: Path) -> None:
        """Write every table that has rows. Raises :class:`RequestError`: ``read-only``, ``disk-full``."""
        with whole_file(path) as file:
            write(file, sheets(view))


def sheets(view: CaseView) -> Iterator[tuple[str, list[str], list[dict[str, Any]]]]:
    """Name, columns and rows of each sheet."""
    for name, rows in tables(view):
        for n, first in enumerate(range(0, len(rows), _ROWS - 1)):
            yield (name if n == 0 else f"{name} {n + 1}"), list(rows[0]), rows[first : first + _ROWS - 1]


def write(file: IO[bytes], found: Iterator[tuple[str, list[str], list[dict[str, Any]]]]) -> None:
    """The package: a workbook, its sheets and the parts that bind them."""
    names = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(part: str, content: str) -> None:
            info = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode())

        for n, (name, columns, rows) in enumerate(found, 1):
            names.append(name)
            info = zipfile.ZipInfo(f"xl/worksheets/sheet{n}.xml", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as part:
                for piece in sheet(columns, rows):
                    part.write(piece.encode())
        if not names:
            names.append("empty")
            put("xl/worksheets/sheet1.xml", "".join(sheet(["empty"], [])))
        count = range(1, len(names) + 1)
        listed = "".join(
            f'<sheet name="{xml_text(x)}" sheetId="{n}" r:id="r{n}"/>' for n, x in zip(count, names, strict=True)
        )
        put(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        bound = "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in count
        )
        put(
            "xl/_rels/workbook.xml.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{bound}</Relationships>',
        )
        root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        put("_rels/.rels", f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>')
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in count
        )
        put(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{parts}</Types>',
        )


def sheet(columns: list[str], rows: list[dict[str, Any]]) -> Iterator[str]:
    """One sheet's XML in pieces; the heading row stays in sight."""
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
    )
    yield _row([*columns])
    for row in rows:
        yield _row([row.get(c) for c in columns])
    yield "</sheetData></worksheet>"


def _row(values: list[Any]) -> str:
    return "<row>" + "".join(map(_cell, values)) + "</row>"


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if len(text) > _CELL:
        text = text[: _CELL - 1] + "…"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'
