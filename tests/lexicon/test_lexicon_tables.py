"""Every table: compiled form current, keys and forms sound, every example hits or misses as it says."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.lexicon import Entry, alternation, finder, table

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("compile_lexicon", ROOT / "tools" / "compile_lexicon.py")
assert _SPEC is not None and _SPEC.loader is not None
compiler = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(compiler)
SOURCES = sorted((ROOT / "resources" / "lexicon").glob("*.yaml"))


def test_compiled_forms_are_current() -> None:
    command = [sys.executable, str(ROOT / "tools" / "compile_lexicon.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_examples(path: Path) -> None:
    compiled = {e.key: e for e in table(path.stem).entries}
    source = compiler.read(path)
    if source.get("examples") == "reader":
        pytest.skip("its examples are judged by its reader's own tests")
    wrong = []
    for raw in source["entries"]:
        pattern = finder(compiled[raw["key"]])
        assert raw.get("hit"), f"{raw['key']} has no example"
        wrong += [f"{raw['key']}: not in {s!r}" for s in raw["hit"] if not pattern.search(s)]
        wrong += [f"{raw['key']}: in {s!r}" for s in raw.get("miss", ()) if pattern.search(s)]
    assert not wrong, "\n".join(wrong)


def test_alternation_prefers_the_longest_and_keeps_to_whole_words() -> None:
    pattern = re.compile(alternation(["more than", "more", "no more than"]), re.IGNORECASE)
    found = pattern.search("not anymore: No more\nthan ten")
    assert found is not None
    assert found.group() == "No more\nthan"


def test_finder_reads_an_entry() -> None:
    assert finder(Entry("dozen", ("dozen", "dozens"), {})).search("two Dozen eggs")
    assert not finder(Entry("dozen", ("dozen", "dozens"), {})).search("a dozenth part")
