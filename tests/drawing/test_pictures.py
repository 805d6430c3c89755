"""Pictures carry their numbers as text, are well formed whatever the words, and never guess a point."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from sayso.drawing import (
    Area,
    Bar,
    Board,
    Edge,
    Geography,
    Graph,
    Group,
    Node,
    Step,
    Steps,
    Stretch,
    Tie,
    Timeline,
    Vertex,
    draw_board,
    draw_graph,
    draw_map,
    draw_steps,
    draw_timeline,
    draw_tree,
    style,
)
from sayso.drawing.scale import Days, scale
from sayso.drawing.svg import el, interval

D = dt.date


def words_in(picture: Markup | None) -> str:
    """All text of a well-formed picture."""
    assert picture is not None
    root = etree.fromstring(str(picture))
    assert not root.xpath("//@style | //@*[starts-with(name(), 'on')] | //*[local-name() = 'script']")
    return " ".join(root.itertext())


@pytest.fixture
def board() -> Board:
    bars = (
        Bar("a", "58 people", 58, 58, 58, 58, "3 reports"), Bar("b", "dozens", 24, 99, 24, 60), Bar("c", "at least 37", 37, None, 37, 48),
    )  # fmt: skip
    return Board(
        "killed",
        "people",
        (Group("Ministry", 0, bars), Group("Lineage unknown", None, (Bar("d", "72", 72, 72, 72, 72),))),
        (Tie("a", "d", "conflict", "apart"),),
    )


def test_a_board_says_every_interval(board: Board) -> None:
    told = words_in(draw_board(board))
    for said in ("58", "24–99", "37 or more", "72", "Ministry", "Lineage unknown", "dozens", "conflict: apart"):
        assert said in told


def test_an_open_end_is_an_arrow_and_a_vague_word_no_point(board: Board) -> None:
    picture = str(draw_board(board))
    assert picture.count('class="open o0"') == 1
    assert picture.count('class="point') == 2


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (58, 58, "58"),
        (4001, None, "4,001 or more"),
        (None, 20, "up to 20"),
        (0, 20, "up to 20"),
        (None, None, "any number"),
        (1.8, 2.2, "1.8–2.2"),
        (0, 0, "0"),
    ],
)
def test_an_interval_in_words(low: float | None, high: float | None, said: str) -> None:
    assert interval(low, high) == said


def test_the_numbers_of_an_axis_do_not_run_into_each_other() -> None:
    bars = (Bar("a", "three", 3, 3, 3, 3), Bar("b", "millions", 2e6, 9.9e7, 2e6, 9e6))
    picture = draw_board(Board("infected", "people", (Group("Ministry", 0, bars),)), 780.0)
    ticks = etree.fromstring(str(picture)).xpath("//*[@class='tick'][@text-anchor='middle']")
    places = [(float(t.get("x")), len(t.text) * 6.0) for t in ticks]
    assert len(places) > 2
    assert all(x + w / 2 < y - v / 2 for (x, w), (y, v) in itertools.pairwise(places))


def test_long_numbers_are_told_in_millions_where_there_is_no_room() -> None:
    bars = (Bar("a", "tens of millions", 20_000_000, 99_999_999, 2e7, 6e7),)
    assert "20–100 million" in words_in(draw_board(Board("killed", "people", (Group("Ministry", 0, bars),))))


def test_a_course_needs_two_days() -> None:
    step = Step(D(2025, 4, 12), 58, 58, "58")
    assert draw_steps(Steps("killed", "people", (("Ministry", 0, (step,)),))) is None
    later = Step(D(2025, 4, 14), 86, 90, "about 88")
    assert "2025-04-14 86–90" in words_in(draw_steps(Steps("killed", "people", (("Ministry", 0, (step, later)),))))


def test_many_courses_end_in_labels_of_their_own() -> None:
    series = tuple(
        (f"origin {n}", n, (Step(D(2025, 1, 1), 5, 5, "5"), Step(D(2025, 1, 9), 5, 5, "5"))) for n in range(40)
    )
    assert "origin 39" in words_in(draw_steps(Steps("killed", "people", series)))


def test_a_tree_names_every_step_and_marks_the_unknown() -> None:
    root = Node(
        "killed",
        "claim",
        below=(Node("Ministry", "origin", below=(Node("Courier", "report", "58"),)), Node("?", "origin", unknown=True)),
    )
    picture = draw_tree(root, "tree")
    assert "Courier" in words_in(picture)
    assert 'class="box unknown"' in str(picture)


def test_a_timeline_shows_open_ends_as_arrows() -> None:
    lines = (
        Stretch("since May", "since May", D(2025, 5, 1), None),
        Stretch("one day", "Monday", D(2025, 5, 5), D(2025, 5, 5)),
    )
    picture = draw_timeline(Timeline("days", lines, D(2025, 4, 1), D(2025, 6, 1)))
    assert "from 1 May 2025" in words_in(picture)
    assert str(picture).count('class="open time"') == 1


def test_a_map_draws_a_region_wider_than_a_town() -> None:
    root = etree.fromstring(
        str(
            draw_map(
                Geography("m", (Area("Kyiv", 50.4, 30.5, "city", 5), Area("Kherson Oblast", 46.6, 33, "region", 3)))
            )
        )
    )
    town, region = sorted(float(r) for r in root.xpath("//*[local-name() = 'circle']/@r"))
    assert region > 5 * town
    assert root.xpath("count(//*[@class = 'land'])") > 3


def test_a_map_shows_where_the_mentions_are_and_counts_the_rest() -> None:
    near = tuple(Area(f"town {n}", 35 + n / 10, 37 + n / 10, "city", 9) for n in range(9))
    far = (Area("Perth", -32, 116, "city", 1), Area("Canada", 60, -96, "country", 90))
    most, whole = (str(draw_map(Geography("m", (*near, *far), whole))) for whole in (False, True))
    assert "2 places beyond the edge" in most
    assert "beyond the edge" not in whole


def test_no_outline_runs_across_the_map_at_the_change_of_date() -> None:
    root = etree.fromstring(str(draw_map(Geography("m", ()))))
    lands = root.xpath("//*[@class = 'land']/@d")
    assert len(lands) > 50
    for d in lands:
        xs = [float(p.split()[0]) for p in d[1:-1].split("L")]
        if max(xs) - min(xs) < 900:  # the ring around the pole has no other side
            assert all(abs(a - b) < 470 for a, b in itertools.pairwise(xs))


def test_two_hundred_names_never_meet() -> None:
    vertices = tuple(Vertex(f"{c}:{n}", f"name {n}", c, n + 1) for c in range(3) for n in range(66))
    edges = tuple(Edge(f"0:{n}", f"2:{n * 7 % 66}", 1) for n in range(66))
    root = etree.fromstring(str(draw_graph(Graph("g", ("Outlets", "Tellers", "Origins"), vertices, edges))))
    seats = [(float(r.get("x")), float(r.get("y"))) for r in root.xpath("//*[starts-with(@class, 'chip')]")]
    assert len(seats) == 198
    for column in {x for x, _ in seats}:
        ys = sorted(y for x, y in seats if x == column)
        assert all(b - a >= 17 for a, b in itertools.pairwise(ys))


@given(st.text(), st.text())
@settings(max_examples=60, deadline=None)
def test_any_words_make_a_well_formed_picture(name: str, words: str) -> None:
    told = words_in(draw_tree(Node(name, "origin", words, below=(Node(words, "report", name),)), name))
    assert "\u202e" not in told


@given(st.lists(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False), min_size=1, max_size=9))
def test_a_scale_holds_its_values_and_ticks(values: list[float]) -> None:
    s = scale(values, 10, 500)
    assert all(10 <= s.at(v) <= 500 for v in values)
    assert len(s.ticks()) < 40


@given(st.dates(D(1, 2, 1), D(9998, 1, 1)), st.integers(0, 400_000))
def test_days_have_few_ticks_within_the_window(first: dt.date, days: int) -> None:
    last = min(first.toordinal() + days, D(9999, 1, 1).toordinal())
    ticks = Days(first, D.fromordinal(last), 0, 900).ticks()
    assert len(ticks) < 40


def test_text_is_escaped_and_markup_is_not() -> None:
    assert el("text", "<b>", Markup("<i/>"), x=1.04, class_='"') == '<text x="1" class="&#34;">&lt;b&gt;<i/></text>'


def test_the_style_names_a_colour_for_each_hue() -> None:
    assert all(f".o{n} " in style() for n in range(8))
