"""What draws itself in a notebook."""

from __future__ import annotations

import html
import re
from pathlib import Path

import sayso
from sayso.notebook import claim_html, document_html


def inside(frame: str) -> str:
    """The page within a sandboxed frame."""
    match = re.fullmatch(r'<iframe sandbox srcdoc="([^"]*)" width="100%" height="\d+" frameborder="0"></iframe>', frame)
    assert match
    return html.unescape(match.group(1))


def test_a_case_shows_its_numbers(example: Path) -> None:
    with sayso.open(example) as case:
        page = inside(case._repr_html_())
    assert "21" in page
    assert "statements" in page


def test_a_document_shows_its_marked_text(example: Path) -> None:
    with sayso.open(example) as case:
        page = inside(document_html(next(case.documents(path="01-lantern-wire.txt"))))
    assert 'class="source' in page
    assert "figure" in page


def test_a_claim_shows_its_board(example: Path) -> None:
    with sayso.open(example) as case:
        page = inside(claim_html(next(case.claims(id="killed"))))
    assert 'class="sayso board"' in page
    assert "Ministry of Emergencies" in page


def test_a_claim_of_no_open_case_says_what_it_knows(example: Path) -> None:
    with sayso.open(example) as case:
        claim = next(case.claims(id="killed"))
    assert "origins" in inside(claim_html(claim))
