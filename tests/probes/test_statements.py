"""The probe of statements: passages for every line of the ledger's section on statements.

A passage that fails is listed in ``statements-known-misses.txt`` by its kind and number. The list may only
shrink: a passage that is not on it must pass, and one that passes must be taken off.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.encoders.encoder import load
from sayso.extractors.attribution import extract
from sayso.model import Document, Statement, text_sha256

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tools" / "train"))
from marked import parse  # noqa: E402

MISSES = HERE / "statements-known-misses.txt"
MOST_MISSES = 2


def passages() -> list[tuple[str, str]]:
    kinds: dict[str, list[str]] = yaml.safe_load((HERE / "statements.yaml").read_text(encoding="utf-8"))
    return [(f"{kind}-{k}", line) for kind, lines in kinds.items() for k, line in enumerate(lines, 1)]


@cache
def known() -> frozenset[str]:
    return frozenset(MISSES.read_text(encoding="utf-8").split())


def words(text: str, ranges: list[tuple[int, int]]) -> set[int]:
    return {a + m.start() for a, b in ranges for m in re.finditer(r"\w+", text[a:b])}


def faults(line: str) -> list[str]:
    """What is wrong with the statements found in a passage; empty when all is as marked."""
    text, spans, attributes = parse(line)
    document = Document("d-probe", "probe.txt", "0" * 64, text, text_sha256(text))
    found = list(extract(document, load().analyse(document)))
    marked = {n: r for n, r in spans.items() if "t" in r}
    if not marked:
        return [f"invented: {s.content[0].text}" for s in found]
    pairs: dict[int, Statement] = {}
    out = []
    for number, roles in sorted(marked.items()):
        wanted = words(text, roles["t"])
        best = max(found, key=lambda s: _overlap(text, wanted, s), default=None)
        if best is None or _overlap(text, wanted, best) < 0.5:
            out.append(f"{number}: content not found")
            continue
        pairs[number] = best
        for role, have in (("c", best.cue), ("s", best.source)):
            want = roles.get(role)
            if role == "s" and want is None and "source" in attributes.get(number, {}):
                continue
            if (want is None) != (have is None) and not (role == "c" and want is None):
                out.append(f"{number}: {role} {have and have.text!r}")
            elif want and have and not words(text, want) & words(text, [(have.start, have.end)]):
                out.append(f"{number}: {role} {have.text!r}")
    for number, fields in attributes.items():
        if number in pairs:
            out += [f"{number}: {k} is not {v}" for k, v in fields.items() if not _holds(pairs, number, k, v)]
    return out


def _overlap(text: str, wanted: set[int], s: Statement) -> float:
    have = words(text, [(q.start, q.end) for q in s.content])
    return len(wanted & have) / len(wanted | have) if wanted | have else 0.0


def _holds(pairs: dict[int, Statement], number: int, field: str, value: str) -> bool:
    s = pairs[number]
    chain = [link.text for link in s.chain]
    plain: dict[str, Any] = {"type": s.type, "stance": s.stance, "factuality": s.factuality, "kind": s.identification}
    if field in plain:
        return bool(plain[field] == value)
    if field == "origin":
        return bool(chain) and value.lower() in chain[-1].lower()
    if field == "chain":
        wanted = value.split(" > ")
        return len(wanted) == len(chain) and all(w.lower() in c.lower() for w, c in zip(wanted, chain, strict=True))
    if field == "parent":
        return int(value) in pairs and s.parent == pairs[int(value)].id
    return field == "source"


@pytest.mark.parametrize(("name", "line"), passages(), ids=[n for n, _ in passages()])
def test_passage(name: str, line: str) -> None:
    wrong = faults(line)
    if name in known():
        assert wrong, f"{name} passes now: take it off {MISSES.name}"
    else:
        assert not wrong, wrong


def test_enough_passages_and_few_misses() -> None:
    names = [n for n, _ in passages()]
    assert len(names) >= 300
    assert known() <= set(names)
    assert len(known()) <= MOST_MISSES
