"""The documentation says what the program does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest

from sayso.cli import COMMANDS, group
from sayso.cli.bench import benches
from sayso.errors import CODES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "src" / "sayso").rglob("*.md")])
BELOW = ("", "src/sayso", "src/sayso/analyses", "src/sayso/examples/ilmara", "resources")  # what paths are told from


def test_every_code_has_its_entry() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| ([^|;]+?)(?:;[^|]*)? \|", page, re.MULTILINE))
    assert documented == CODES


def test_the_command_page_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "command_docs.py", "--check"], check=False)
    assert done.returncode == 0, "run: python tools/command_docs.py"


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_figures_of_the_readme_are_those_of_the_result_files() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "readme_figures.py", "--check"], check=False)
    assert done.returncode == 0, "run: python tools/readme_figures.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_files_and_modules_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`([\w./-]*/[\w./-]+\.(?:py|yaml|tsv|json|jsonl|md|toml))`", text):
        assert any((ROOT / below / path).exists() for below in BELOW), path
    for name in re.findall(r"\bsayso(?:\.\w+)+\b", text):
        module, *rest = name.split(".")
        found = import_module(module)
        for i, part in enumerate(rest):
            if not hasattr(found, part):
                import_module(".".join((module, *rest[: i + 1])))
            found = getattr(found, part)


def _options(command: click.Command) -> set[str]:
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    return own.union({"--help"}, *map(_options, below))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_commands_and_options_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"(?:`|\n    |\.venv/bin/|=\S* )sayso ([a-z][^`\n]*)", text)
    for line in shown:
        words = line.split("#")[0].replace("(", " ").split()
        assert words[0] in COMMANDS, line
        command = group.get_command(click.Context(group), words[0])
        assert command is not None
        for word in words[1:]:
            if re.match(r"--?[a-z]", word):
                assert word.split("=")[0].strip("`'.,;:)") in _options(command), line


def test_the_rooms_of_the_contributing_page_are_those_of_the_import_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    layers = [{room.strip().removeprefix("sayso.") for room in line.split("|")} for line in contract["layers"]]
    lines = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    assert [set(re.findall(r"\w+", line)) for line in lines] == layers[::-1]


def test_every_result_file_has_its_bench_and_a_page_that_names_it() -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for path in (ROOT / "bench" / "results").glob("*.json"):
        name = path.stem
        assert name in {*benches(), "training"}, name  # tools/train/train.py keeps that one
        assert re.search(rf"{name}\.json|sayso bench (?:[\w-]+ )*{name}\b", told), f"no page names {path.name}"
        assert " /" not in json.loads(path.read_text(encoding="utf-8"))["command"], "a folder of one machine"
