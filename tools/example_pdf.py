"""Sets the bundled example's PDF reports from their plain text, to the same bytes on every run.

    python tools/example_pdf.py [OUTPUT_FOLDER]

A line that starts with ``# `` is the letterhead, one with ``## `` the title, the line after it place and date;
paragraphs are parted by empty lines. Needs reportlab, which the package itself does not.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

SOURCES = Path(__file__).with_name("example_pdf")
REPORTS = Path(__file__).parents[1] / "src" / "sayso" / "examples" / "ilmara" / "reports"
MARGIN = 72.0
STYLES = {"# ": ("Times-Roman", 12.0), "## ": ("Times-Bold", 15.0), "": ("Times-Roman", 11.0)}


def blocks(source: str) -> list[tuple[str, str]]:
    """The text's blocks as (style mark, words), in order; every line of a heading mark is a block."""
    found: list[tuple[str, str]] = []
    for paragraph in source.strip().split("\n\n"):
        for line in paragraph.splitlines():
            mark = next(m for m in ("## ", "# ", "") if line.startswith(m))
            found.append((mark, line.removeprefix(mark)))
    return found


def typeset(source: str, target: Path) -> None:
    """Write ``source`` as a PDF at ``target``: A4, created at noon of its own date, no random id."""
    title = next(words for mark, words in blocks(source) if mark == "## ")
    letterhead = next(words for mark, words in blocks(source) if mark == "# ")
    dated = next(words for mark, words in blocks(source) if not mark)
    day = dt.datetime.strptime(dated.partition(", ")[2] + " 12:00 +0000", "%d %B %Y %H:%M %z")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))  # the date that reportlab writes
    canvas = Canvas(str(target), pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(title)
    canvas.setAuthor(letterhead)
    width, height = A4
    y = height - MARGIN
    for mark, words in blocks(source):
        font, size = STYLES[mark]
        for line in simpleSplit(words, font, size, width - 2 * MARGIN):
            if y < MARGIN:
                canvas.showPage()
                y = height - MARGIN
            canvas.setFont(font, size)
            canvas.drawString(MARGIN, y, line)
            y -= size * 1.35
        y -= size * 0.8
    canvas.save()


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else REPORTS
    for source in sorted(SOURCES.glob("*.txt")):
        typeset(source.read_text(encoding="utf-8"), folder / f"{source.stem}.pdf")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
