"""Every rule reads the words in brackets of its `hit` sentences as one phrase, and nothing of its `miss` ones."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.extractors.time.extractor import times
from sayso.extractors.time.grammar import phrases, rules
from sayso.extractors.time.words import Words

SOURCE = Path(__file__).parents[3] / "resources" / "lexicon" / "times_grammar.yaml"
RULES = [e for e in yaml.safe_load(SOURCE.read_text(encoding="utf-8"))["entries"] if "as" in e]


def read(text: str) -> list[tuple[str, str]]:
    words = Words(text)
    return [(p.rule, text[words.start(p.first) : words.end(p.last - 1)]) for p in phrases(words, timex=True)]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r["key"])
def test_hits(rule: dict[str, Any]) -> None:
    for sentence in rule["hit"]:
        wanted = re.search(r"\[(.+?)\]", sentence)
        assert wanted is not None
        assert (rule["key"], wanted.group(1)) in read(re.sub(r"[\[\]]", "", sentence)), sentence


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r["key"])
def test_misses(rule: dict[str, Any]) -> None:
    for sentence in rule["miss"]:
        kept = [t.rule for t in times(Words(sentence), dt.date(2023, 5, 24), join=False)]
        assert rule["key"] not in kept, sentence


def test_every_rule_has_examples() -> None:
    assert all(r["hit"] and r["miss"] for r in RULES if r["key"] != "number that may be a year before Christ")
    assert len(rules()) == len(RULES)


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 20000,
        "the " * 20000,
        "last last " * 10000,
        "May 5 " * 8000,
        "early in the " * 10000,
        "2010-" * 10000,
        "(" * 20000,
        "of the year of the year " * 4000,
        "a.m." * 10000,
    ],
)
def test_long_runs_of_one_thing_are_read_in_linear_time(text: str) -> None:
    list(phrases(Words(text)))  # a hang would meet the suite's timeout
