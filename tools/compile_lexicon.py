#!/usr/bin/env python3
"""Compile ``resources/lexicon/*.yaml`` and ``resources/profiles/intervals/*.yaml`` into the package.

compile_lexicon.py           write what is not current
compile_lexicon.py --check   write nothing; exit 1 when something is not current
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "resources"
TARGET = ROOT / "src" / "sayso" / "resources"
_CHOICE = re.compile(r"\{([^{}]*)\}")
_EXAMPLES = ("hit", "miss", "note", "cite")


class _Words(yaml.SafeLoader):
    """YAML in which ``on``, ``no`` and ``yes`` are words; only ``true`` and ``false`` are truth values."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read(source: Path) -> Any:
    """What a YAML source holds."""
    return yaml.load(source.read_text(encoding="utf-8"), Loader=_Words)


def spell_out(form: str) -> list[str]:
    """The wordings that a form with ``{a,b}`` groups stands for, in order."""
    parts = _CHOICE.split(form)
    groups = [part.split(",") if i % 2 else [part] for i, part in enumerate(parts)]
    return [" ".join("".join(choice).split()) for choice in itertools.product(*groups)]


def compile_entry(name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """One entry without its examples; raises :class:`ValueError` on a faulty one."""
    key = raw.get("key")
    if not isinstance(key, str) or not key:
        raise ValueError(f"{name}: an entry lacks its key: {dict(raw)}")
    lists = [v for k, v in raw.items() if isinstance(v, list) and k not in _EXAMPLES]
    forms: list[str] = []
    for form in raw.get("forms") or [word for words in lists for word in words] or [key]:
        if not isinstance(form, str):
            raise ValueError(f"{name}: {key}: a form is not text (quote it): {form!r}")
        forms.extend(f for f in spell_out(form) if f and f not in forms)
    fields = {k: v for k, v in raw.items() if k not in ("key", "forms", *_EXAMPLES)}
    return {"key": key, "forms": forms, **({"fields": fields} if fields else {})}


def compile_table(name: str, raw: Mapping[str, Any]) -> str:
    """The compiled form of one table."""
    entries = [compile_entry(name, e) for e in raw["entries"]]
    keys = [e["key"] for e in entries]
    twice = sorted({k for k in keys if keys.count(k) > 1})
    if twice:
        raise ValueError(f"{name}: keys occur twice: {', '.join(twice)}")
    lines = ",\n".join(json.dumps(e, ensure_ascii=False, sort_keys=False) for e in entries)
    return '{"entries": [\n' + lines + "\n]}\n"


def compile_profile(name: str, raw: Mapping[str, Any]) -> str:
    """The compiled form of one profile of intervals (its notes and citations stay in the source)."""
    kept = {k: v for k, v in raw.items() if k not in ("about", "cite")}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def outputs() -> Iterator[tuple[Path, str]]:
    """Every compiled file and what it should hold."""
    for folder, compiler in (("lexicon", compile_table), ("profiles/intervals", compile_profile)):
        for source in sorted((SOURCES / folder).glob("*.yaml")):
            yield TARGET / folder / f"{source.stem}.json", compiler(source.stem, read(source))


def main() -> int:
    """Compile, or check that what is compiled is current."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = [
        (path, content)
        for path, content in outputs()
        if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    for path, content in stale:
        print(("not current: " if check else "wrote ") + str(path.relative_to(ROOT)))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
