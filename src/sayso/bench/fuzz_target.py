"""One target of a coverage-guided search, in a process of its own: ``… -m sayso.bench.fuzz_target NAME FINDS CORPUS``.

What an input does wrong is written to FINDS, once for each place that it comes from, and the search goes on; only an
input that ends the process, or takes too long, stops it. What is imported below is imported by :func:`main` with
branches counted, so nothing of it may be imported before.
"""

from __future__ import annotations

import json
import random
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Check = Callable[[bytes], str | None]  # what is wrong with an input
Change = Callable[[bytes, random.Random], bytes]
TEXTS = "extractors"
FORMATS: dict[str, tuple[str, ...]] = {  # target: endings of the seeds that it starts from
    "html": (".html",), "mail": (".eml", ".mbox"), "pdf": (".pdf",), "docx": (".docx",), "feed": (".rss",),
    "warc": (".warc", ".warc.gz", ".wacz"), "table": (".csv", ".tsv"), "json": (".json", ".jsonl"), "plain": (".txt",),
    "archive": (".zip", ".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".txt.gz"),
}  # fmt: skip
TARGETS = (*FORMATS, TEXTS)
COUNTED = ("sayso", "email", "zipfile", "tarfile", "html", "trafilatura", "htmldate", "courlan", "justext")
MOST = 16 * 1024  # bytes of one input


def main(arguments: list[str]) -> None:
    """Search until libFuzzer's own limits end the process."""
    target, finds, corpus, *flags = arguments
    atheris = import_module("atheris")
    _forget(COUNTED)
    with atheris.instrument_imports(include=list(COUNTED), enable_loader_override=False):
        readers = import_module("sayso.bench.readers_fuzz")
        texts = import_module("sayso.bench.fuzz")
        import_module("sayso.plugins").readers()
    if target == TEXTS:
        seeds = [("a.txt", text.encode()[:1500]) for text in texts.sources()]
        check, change = _text_check(texts), _text_change(texts)
    else:
        every: list[tuple[str, bytes]] = readers.seeds()
        seeds = [(n, d) for n, d in every if n.endswith(FORMATS[target])]
        seeds = [(n, d if n.endswith(readers.WHOLE) else d[: readers.HEAD]) for n, d in seeds]
        names = sorted({"a" + next(e for e in reversed(FORMATS[target]) if n.endswith(e)) for n, _ in seeds})
        check, change = _reader_check(readers, names), _reader_change(readers, every)
    for n, (_, data) in enumerate(seeds):
        (Path(corpus) / f"{n:03}").write_bytes(data[:MOST])
    search(check, change, Path(finds), [*flags, corpus])


def search(check: Check, change: Change, finds: Path, flags: list[str]) -> None:
    """Give inputs to ``check``, which says what is wrong with one, until libFuzzer ends the process."""
    atheris = import_module("atheris")
    seen: set[str] = set()

    def one(data: bytes) -> None:
        try:
            fault = place = check(data)
        except Exception as error:  # noqa: BLE001 (a fuzzer's work is to catch what nobody expected)
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            fault = f"{place}: {error}"[:300]
        if fault is not None and place is not None and place not in seen:
            seen.add(place)
            with finds.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"fault": fault, "input": data.hex()}) + "\n")

    def changed(data: bytes, most: int, seed: int) -> bytes:
        rng = random.Random(seed)
        made: bytes = atheris.Mutate(data, most) if rng.random() < 0.5 else change(data, rng)
        return made[:most]

    atheris.Setup([sys.argv[0], *flags, f"-max_len={MOST}"], one, custom_mutator=changed)
    atheris.Fuzz()


def _forget(packages: tuple[str, ...]) -> None:
    """Let what Python itself has imported already be imported again, with branches counted."""
    for name in [m for m in sys.modules if m.partition(".")[0] in packages]:
        del sys.modules[name]


def _reader_check(readers: Any, names: list[str]) -> Check:
    def check(data: bytes) -> str | None:
        for name in names:
            for _ in readers.check(name, data):
                pass
        return None

    return check


def _reader_change(readers: Any, every: list[tuple[str, bytes]]) -> Change:
    def change(data: bytes, rng: random.Random) -> bytes:
        packed = readers.repacked(data, every, rng) if rng.random() < 0.7 else None
        made: bytes = readers.mutate(data, every, rng) if packed is None else packed
        return made

    return change


def _text_check(texts: Any) -> Check:
    def check(data: bytes) -> str | None:
        language = ("en", "en", "ru", "uk", None)[len(data) % 5]
        fault: str | None = texts.check(data.decode("utf-8", "replace"), language)[0]
        return fault

    return check


def _text_change(texts: Any) -> Change:
    sources = texts.sources()

    def change(data: bytes, rng: random.Random) -> bytes:
        made: str = texts.changed(data.decode("utf-8", "replace"), sources, rng, short=True)
        return made.encode("utf-8", "replace")

    return change


if __name__ == "__main__":
    main(sys.argv[1:])
