"""``sayso bench``"""

from __future__ import annotations

import inspect
import json
import os
import pkgutil
import sys
import time
from importlib import import_module
from pathlib import Path

import click

import sayso.bench
from sayso.bench import MissingDataError, data_folder
from sayso.bench.machine import machine, peak_memory_mib

from .terminal import say, warn


def benches() -> dict[str, str]:
    """Names of the benches and what each measures, from their modules' first lines."""
    found = {}
    for module in pkgutil.iter_modules(sayso.bench.__path__):
        loaded = import_module(f"sayso.bench.{module.name}")
        if hasattr(loaded, "run"):
            found[module.name.replace("_", "-")] = (loaded.__doc__ or "").strip().splitlines()[0]
    return found


def _words(asked: dict[str, object]) -> list[str]:
    """Options as they were given; of a folder its name alone, for results are read on other machines."""
    shown = {k: v.name if isinstance(v, Path) else v for k, v in asked.items()}
    return [f"--{k} {','.join(map(str, v)) if isinstance(v, tuple) else v}" for k, v in shown.items()]


def _settings() -> list[str]:
    """How much a bench of random inputs was asked for."""
    return [f"{k}={v}" for k, v in sorted(os.environ.items()) if k.startswith("SAYSO_FUZZ")]


@click.command(name="bench")
@click.argument("names", nargs=-1)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the development data.")
@click.option(
    "--out", type=click.Path(path_type=Path), default="bench/results", show_default=True, help="For the results."
)
@click.option("--reports", metavar="N,…", help="For benches of generated reports: how many.")
@click.option("--depth", type=click.Choice(["full", "fast"]), help="For benches that build.")
@click.option("--keep", type=click.Path(path_type=Path), help="For large builds: a folder to go on from.")
def command(
    names: tuple[str, ...], data: Path | None, out: Path, reports: str | None, depth: str | None, keep: Path | None
) -> int:
    """Run the project's own measurements; without NAMES, list them.

    Each writes OUT/NAME.json with the machine, the date and the versions.
    """
    asked: dict[str, object] = {"depth": depth} if depth else {}
    if keep:
        asked["keep"] = keep
    if reports:
        if not all(n.isdecimal() and int(n) for n in reports.split(",")):
            raise click.UsageError(f"--reports takes numbers separated by commas, not {reports!r}")
        asked["reports"] = tuple(int(n) for n in reports.split(","))
    known = benches()
    if not names:
        for name, what in known.items():
            say(f"{name:16} {what}")
        return 0
    unknown = [n for n in names if n not in known]
    if unknown:
        raise click.UsageError(f"no bench named {', '.join(unknown)}; there are {', '.join(known)}")
    status = 0
    for name in names:
        run = import_module(f"sayso.bench.{name.replace('-', '_')}").run
        foreign = sorted(set(asked) - set(inspect.signature(run).parameters))
        if foreign:
            raise click.UsageError(f"{name} takes no --{foreign[0]}")
        begun = time.perf_counter()
        try:
            result = run(data or data_folder(), **asked)
        except MissingDataError as missing:
            warn(f"{name}: {missing}")
            status = 1
            continue
        whole = {
            "bench": name,
            "command": " ".join((*_settings(), "sayso bench", name, *_words(asked))),
            "machine": machine(),
            "seconds": round(time.perf_counter() - begun, 1),
            "peak_memory_mib": peak_memory_mib(),
            "result": result,
        }
        out.mkdir(parents=True, exist_ok=True)
        path = out / f"{name}.json"
        path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
        say()
        say(f"wrote {path}")
    return status
