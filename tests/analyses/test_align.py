"""Words, shingles and shared passages."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.analyses.align import align
from sayso.analyses.shingles import LENGTH, WINDOW, pair_up, shingles, traces
from sayso.analyses.words import Wording, body_words, fold, text_words
from sayso.model import Region

PASSAGE = "the breach of the old dam on the river swept through farmland below the front line town last night"


def test_folding_ignores_case_accents_apostrophes_and_group_marks() -> None:
    assert [fold(w) for w in ("Émile", "Sorvenia’s", "4,000", "ABC")] == ["emile", "sorvenias", "4000", "abc"]
    assert text_words("More than 4,000 people") == ["more", "than", "4000", "people"]


def test_words_stand_in_the_text_and_leave_furniture_out() -> None:
    text = "Title here\nBody “quoted words” end."
    words = body_words(text, [Region(0, 10, "title")])
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == ["Body", "quoted", "words", "end"]
    assert words.quoted.tolist() == [False, True, True, False]


def test_a_shared_run_is_found_to_its_full_length_and_outside_quotation_marks() -> None:
    a = body_words(f"Alpha beta gamma. {PASSAGE}. Delta.", [])
    b = body_words(f"Other things first; {PASSAGE} and then others.", [])
    found = align(a, b)
    assert found.longest == found.total() == len(PASSAGE.split())
    quoted = body_words(f"He said “{PASSAGE}”.", [])
    assert align(a, quoted).longest == 0
    assert align(a, quoted).longest_quoted == len(PASSAGE.split())


def test_dropped_words_match_nothing() -> None:
    a, b = body_words(PASSAGE, []), body_words(PASSAGE, [])
    assert align(a, b, np.ones(len(a), np.bool_)).runs == ()


def test_a_few_common_words_do_not_break_a_passage_and_many_do() -> None:
    a, b = body_words(PASSAGE, []), body_words(PASSAGE, [])
    few, many = np.zeros(len(a), np.bool_), np.zeros(len(a), np.bool_)
    few[7:10], many[5:14] = True, True
    (whole,) = align(a, b, few).runs
    assert (whole.length, whole.outside, whole.unquoted) == (len(a), len(a) - 3, len(a) - 3)
    assert [(r.a, r.length) for r in align(a, b, many).runs] == [(0, 5), (14, len(a) - 14)]


def test_common_words_at_the_ends_of_a_passage_are_left_out() -> None:
    a, b = body_words(PASSAGE, []), body_words(PASSAGE, [])
    ends = np.zeros(len(a), np.bool_)
    ends[:2] = ends[-2:] = True
    assert [(r.a, r.length) for r in align(a, b, ends).runs] == [(2, len(a) - 4)]


def test_a_quotation_counts_little_and_alone_nothing() -> None:
    alone = body_words(f"“{PASSAGE}”", [])
    assert align(alone, alone).strength == 6
    told = body_words(f"The mayor of the town told us so: “{PASSAGE}”", [])
    (run,) = align(told, told).runs
    assert run.telling == run.unquoted + 0.2 * run.quoted
    assert run.quoted == len(PASSAGE.split())


def test_one_long_passage_tells_more_than_several_short_ones_of_as_many_words() -> None:
    words = [f"w{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(60)]
    long = body_words(" ".join(words[:30]), [])
    short = body_words(" other here ".join(" ".join(words[i : i + 10]) for i in (0, 10, 20)), [])
    cut = body_words(" there else ".join(" ".join(words[i : i + 10]) for i in (0, 10, 20)), [])
    one, three = align(long, long), align(short, cut)
    assert one.total() == three.total() == 30
    assert one.strength == 30
    assert 10 < three.strength < 16


def test_words_beside_a_quotation_that_say_i_are_speech_whose_marks_were_lost() -> None:
    marked = body_words("“I heard a roar in the night. I ran up the hill with my boys”, the ferryman told us then.", [])
    lost = body_words("I heard a roar in the night. I ran up the hill with my boys”, the ferryman told us then.", [])
    (run,) = align(marked, lost).runs
    assert (run.quoted, run.unquoted) == (15, 5)
    half = body_words("I heard a roar in the night. “I ran up the hill with my boys”, the ferryman told us then.", [])
    (run,) = align(half, half).runs
    assert (run.quoted, run.unquoted) == (15, 5)


@given(st.integers(0, 40), st.integers(0, 2**32))
def test_what_a_body_says_comes_back_from_its_bytes(length: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    said = Wording(rng.integers(0, 2**63, length, np.uint64), rng.random(length) < 0.5)
    back = Wording.unpack(said.pack(), length)
    assert back.forms.tolist() == said.forms.tolist()
    assert back.quoted.tolist() == said.quoted.tolist()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_runs_are_equal_words_and_use_none_twice(one: list[str], other: list[str]) -> None:
    a, b = body_words(" ".join(one), []), body_words(" ".join(other), [])
    used_a: set[int] = set()
    used_b: set[int] = set()
    for run in align(a, b).runs:
        assert run.length >= LENGTH
        assert a.forms[run.a : run.a + run.length].tolist() == b.forms[run.b : run.b + run.length].tolist()
        mine, theirs = set(range(run.a, run.a + run.length)), set(range(run.b, run.b + run.length))
        assert not mine & used_a and not theirs & used_b
        used_a |= mine
        used_b |= theirs


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 2**32))
def test_every_run_of_eight_words_leaves_a_common_trace(before: int, after: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    run = rng.integers(1, 2**63, LENGTH + WINDOW - 1, np.uint64)
    a = np.concatenate((rng.integers(1, 2**63, before, np.uint64), run, rng.integers(1, 2**63, after, np.uint64)))
    assert len(np.intersect1d(traces(shingles(a)), traces(shingles(run)))) >= 1


def test_a_number_of_very_many_reports_costs_a_linear_number_of_pairs() -> None:
    count = 3000
    found = pair_up(np.full(count, 7, np.uint64), np.arange(count), count)
    assert len(found) <= 6 * count
    parent = list(range(count))
    for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True):
        parent[b] = min(parent[b], a)
    assert all(parent[i] < i for i in range(1, count))


def test_pairs_are_those_of_a_plain_count() -> None:
    rng = np.random.default_rng(3)
    sets = [np.unique(rng.zipf(1.4, 40) % 300).astype(np.uint64) for _ in range(60)]
    numbers = np.concatenate(sets)
    ranks = np.repeat(np.arange(len(sets)), [len(s) for s in sets])
    everyone, first = 9, 2
    expected: Counter[tuple[int, int]] = Counter()
    for number in set(numbers.tolist()):
        holders = ranks[numbers == number].tolist()
        for place, rank in enumerate(holders):
            near = range(1, everyone if len(holders) <= everyone else 3)
            expected.update((holders[place - back], rank) for back in near if place >= back)
            if len(holders) > everyone:
                expected.update((holders[o], rank) for o in range(first) if place > o + 2)
    found = pair_up(numbers, ranks, len(sets), everyone=everyone, first=first)
    counted = zip(found.a.tolist(), found.b.tolist(), found.shared.tolist(), strict=True)
    assert {(a, b): n for a, b, n in counted} == expected
    assert len(pair_up(np.arange(5, dtype=np.uint64), np.arange(5), 5)) == 0
