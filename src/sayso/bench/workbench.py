"""How quick the workbench is on a large case: ten readers at once while a one-worker build writes to it.

The case is made from a seeded generator (invented words and names): reports of about 200 words, each with about a
dozen rows, one report of 10,000 words, claims with relations across them. A reader rests half a second to a second
and a half between two requests, as somebody does who only skims. Sizes: ``$SAYSO_BENCH_REPORTS`` (100,000).
``$SAYSO_BENCH_CASE`` names a file that keeps the made case for further runs.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import itertools
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from sayso.ledger import View, Writer
from sayso.model import (
    Anchor,
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Findings,
    Item,
    Mention,
    OriginGroup,
    Place,
    Quote,
    Relation,
    Span,
    Statement,
    Teller,
    Time,
    document_id,
    row_id,
    sha256,
    text_sha256,
)

READERS, SECONDS, BATCH = 10, 60, 500
ALONE = 15  # rounds of requests whose processor time is taken
SYLLABLES = ("ba", "den", "ko", "lin", "mar", "ne", "os", "pel", "ri", "sto", "tu", "ven", "wa", "zor")
CUES = (("said", "neutral"), ("claimed", "claim"), ("denied", "deny"), ("confirmed", "confirm"), ("warned", "warn"))
MEASURES = ("killed", "wounded", "missing", "displaced", "rescued", "arrived")
LONG = "long.txt"
_DATA = b"generated"


class _World:
    """Words, names and outlets, the same on every run."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = sorted({self._word() for _ in range(20_000)})
        self.names = [f"{self._word().title()} {self._word().title()}" for _ in range(3_000)]
        self.outlets = [f"The {self._word().title()} {kind}" for kind in ("Post", "Echo", "Mail") for _ in range(100)]
        self.places = [self._word().title() for _ in range(800)]

    def _word(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def sentence(self) -> str:
        # Zipf's law, roughly: a few words are everywhere, most are rare
        top = len(self.words)
        return " ".join(self.words[int(top * self.random.random() ** 3)] for _ in range(12))


def _report(world: _World, n: int, sentences: int) -> tuple[Document, Extraction]:
    """One report with a statement and a figure in every fourth sentence."""
    name = LONG if sentences > 100 else f"{n // 1000:03d}/{n:06d}.txt"
    r = world.random
    outlet, day = r.choice(world.outlets), dt.date(2025, 1, 1) + dt.timedelta(days=n % 300)
    parts: list[str] = [world.sentence().capitalize() + "."]
    statements, figures, times, places, mentions = [], [], [], [], []
    doc = document_id(sha256(name.encode()), name)
    at = len(parts[0]) + 1

    def q(start: int, words: str) -> Quote:
        return Quote(start, start + len(words), words)

    for k in range(sentences):
        if k % 4:
            line = world.sentence().capitalize() + "."
        else:
            who, place = r.choice(world.names), r.choice(world.places)
            cue, stance = r.choice(CUES)
            value = r.randint(2, 400)
            figure = f"{value} people"
            content = f"{figure} {world.sentence()} in {place} on Monday"
            line = f"{who} {cue} {content}."
            start = at + len(who) + len(cue) + 2
            said, source, tie = q(start, content), q(at, who), q(at + len(who) + 1, cue)
            sid = row_id(doc, "statement", [Span(said.start, said.end)])
            chain = (Teller(outlet, None), Teller(who, "named")) if r.random() < 0.2 else (Teller(who, "named"),)
            statements.append(
                Statement(
                    sid, "indirect", (said,), source, tie, chain, "named", stance, "CT+",  # type: ignore[arg-type]
                    0.3 + 0.7 * r.random(), "generated",
                )
            )  # fmt: skip
            spot = q(start + content.rindex(place), place)
            monday = q(start + content.rindex("Monday"), "Monday")
            head = q(start, figure)

            def key(kind: str, at: Quote) -> tuple[str, int, int, str]:
                return row_id(doc, kind, [Span(at.start, at.end)]), at.start, at.end, at.text

            low = float(value)
            figures.append(
                Figure(
                    *key("figure", head), low, low, low, low, "people", "people", r.choice(MEASURES), None, place,
                    day.isoformat(), "total", "generated", statement=sid,
                )
            )  # fmt: skip
            resolved = r.random() < 0.8
            on = day if resolved else None
            times.append(Time(*key("time", monday), on, on, resolved, "day", "published", "generated"))
            number = world.places.index(place)
            places.append(
                Place(
                    *key("place", spot),
                    f"g{number}",
                    30 + number % 40,
                    10 + number % 60,
                    "city",
                    "XX",
                    "generated",
                    place,
                )
            )
            mentions.append(Mention(*key("mention", source), "person", "generated"))
        parts.append(line)
        at += len(line) + 1
    text = "\n".join(parts)
    document = Document(
        doc, name, sha256(_DATA), text, text_sha256(text), title=parts[0], outlet=outlet, published=day, language="en"
    )
    return document, Extraction(
        doc, statements=tuple(statements), figures=tuple(figures), times=tuple(times), places=tuple(places),
        mentions=tuple(mentions),
    )  # fmt: skip


def make_case(path: Path, reports: int, seed: int = 7) -> dict[str, int]:
    """A case of that many reports; returns its numbers of rows."""
    world = _World(seed)
    told: list[tuple[str, str, Figure, Statement]] = []
    names: dict[str, list[str]] = {}
    with Writer(path) as writer:
        with writer.transaction():
            writer.add_item("generated", Item(sha256(_DATA), "generated", _DATA, "2025-01-01T00:00:00Z", "text/plain"))
        for first in range(0, reports, BATCH):
            with writer.transaction():
                for n in range(first, min(first + BATCH, reports)):
                    document, rows = _report(world, n, 830 if n == 0 else 8)
                    writer.put_document(document, rows, "full generated")
                    told += [
                        (document.id, document.path, f, s)
                        for f, s in zip(rows.figures, rows.statements, strict=True)
                        if n
                    ]
                    for m in rows.mentions:
                        names.setdefault(m.text, []).append(m.id)
        with writer.transaction():
            writer.put_findings(_findings(world, told, names), "generated")
    with View(path) as view:
        return view.counts()


def _findings(world: _World, told: list[tuple[str, str, Figure, Statement]], names: dict[str, list[str]]) -> Findings:
    by: dict[tuple[str, str | None], list[tuple[str, str, Figure, Statement]]] = {}
    for one in told:
        by.setdefault((one[2].measure, one[2].place), []).append(one)
    relations: list[Relation] = []
    claims: list[Claim] = []
    origins: list[OriginGroup] = []
    for n, ((measure, place), rows) in enumerate(sorted(by.items(), key=lambda x: str(x[0]))):
        for m in range(0, len(rows), 12):
            some = rows[m : m + 12]
            own: dict[str, list[tuple[str, str, Figure, Statement]]] = {}
            for one in some:
                own.setdefault(one[3].chain[-1].text, []).append(one)
            ids: list[str] = []
            for name, held in own.items():
                ids.append(f"o{n}-{m}-{len(ids)}")
                origins.append(
                    OriginGroup(
                        ids[-1], name, "named", world.random.random() < 0.8, tuple(x[2].id for x in held),
                        tuple(x[0] for x in held), ("generated",),
                    )
                )  # fmt: skip
            claims.append(
                Claim(
                    f"k{n}-{m}", "figure", f"people {measure} ({place}) {m}", measure, None, place, None, None,
                    len(ids), 0, tuple(x[2].id for x in some), tuple(ids),
                )
            )  # fmt: skip
            for a, b in itertools.pairwise(some):
                kind = "conflict" if a[2].low != b[2].low else "agree"
                relations.append(
                    Relation(
                        f"r{len(relations)}", kind, _anchor(a), _anchor(b), "generated",  # type: ignore[arg-type]
                        world.random.random(), "generated",
                    )
                )  # fmt: skip
    entities = [
        Entity(f"e{n}", "person", name, (name,), tuple(ids), (), ("generated",), world.random.random())
        for n, (name, ids) in enumerate(sorted(names.items()))
    ]
    return Findings(tuple(relations), tuple(entities), tuple(origins), tuple(claims))


def _anchor(one: tuple[str, str, Figure, Statement]) -> Anchor:
    return Anchor(one[0], one[1], one[2].start, one[2].end, one[2].text, one[2].id)


def run(_: Path) -> dict[str, Any]:
    """Make the case, serve it, let ten readers read while a build writes; milliseconds by kind of request."""
    reports = int(os.environ.get("SAYSO_BENCH_REPORTS", "100000"))
    with tempfile.TemporaryDirectory() as folder:
        kept, case = Path(os.environ.get("SAYSO_BENCH_CASE", f"{folder}/made.sayso")), Path(folder) / "large.sayso"
        started = time.perf_counter()
        if not kept.exists():
            make_case(kept, reports)
        made = time.perf_counter() - started
        shutil.copy(kept, case)  # the build adds to it, and every run is to begin with the same
        with View(case) as view:
            counts = view.counts()
            long = view.document(LONG)
            claims = [r["id"] for r in view.db.execute("SELECT id FROM claims ORDER BY id LIMIT 400")]
        first_page, address, server = _serve(case)
        try:
            counted = _until_counted(address)
            alone = _alone(server.pid, address, long.id, claims)
            with _building(case, Path(folder)):
                before = _scheduled(server.pid)
                times = _read(address, long.id, claims)
                after = _scheduled(server.pid)
        finally:
            server.terminate()
            server.wait(20)
        return {
            "reports": counts["documents"],
            "rows": sum(counts[k] for k in ("statements", "figures", "times", "places", "mentions", "caveats")),
            "case_megabytes": round(case.stat().st_size / 1e6),
            "made_in_seconds": round(made, 1),
            "words_of_long_report": len(long.text.split()),
            "readers": READERS,
            "load_average": [round(x, 1) for x in os.getloadavg()],
            "first_page_after_start_ms": round(first_page, 1),
            "counted_for_search_in_seconds": round(counted, 1),
            "processor_time_alone": {kind: _spread(some) for kind, some in sorted(alone.items())},
            "while_a_build_writes": {kind: _spread(some) for kind, some in sorted(times.items())},
            "a_request_while_a_build_writes": _mean(before, after, sum(map(len, times.values()))),
            "server_peak_megabytes": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        }


def _serve(case: Path) -> tuple[float, tuple[str, int], subprocess.Popen[str]]:
    """The server in a process of its own, and how long its first page took once it was up."""
    command = [sys.executable, "-u", "-m", "sayso.cli", "open", str(case), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    line = server.stdout.readline()
    port = int(line.split("http://127.0.0.1:")[1].split("/")[0])
    return _get(("127.0.0.1", port), "/"), ("127.0.0.1", port), server


def _until_counted(address: tuple[str, int]) -> float:
    """Seconds until the pages on the whole case have been made ready aside; search asks to wait for so long."""
    begun = time.monotonic()
    for path in ("/search", "/map", "/timeline", "/doubts", "/names", "/sources"):
        while _status(address, path)[0] == 503:
            time.sleep(0.2)
    return time.monotonic() - begun


@contextlib.contextmanager
def _building(case: Path, folder: Path) -> Iterator[None]:
    """A build with one worker that adds reports to the case until the readers are done."""
    source = folder / "more"
    source.mkdir()
    world = _World(11)
    for n in range(3000):
        (source / f"{n:05d}.txt").write_text(
            "\n\n".join(world.sentence().capitalize() + "." for _ in range(30)), "utf-8"
        )
    command = [sys.executable, "-m", "sayso.cli", "build", str(source), "-o", str(case), "--depth", "fast"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    build = subprocess.Popen(
        ["taskset", "-c", "0", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    try:
        yield
    finally:
        build.kill()
        build.wait()


def _read(address: tuple[str, int], long: str, claims: list[str]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {}
    lock = threading.Lock()
    world = _World(7)
    end = time.monotonic() + SECONDS

    def reader(number: int) -> None:
        r = random.Random(number)
        while time.monotonic() < end:
            kind, path = r.choice(_asks(r, world, long, claims))
            took = _get(address, path)
            with lock:
                times.setdefault(kind, []).append(took)
            time.sleep(0.5 + r.random())

    threads = [threading.Thread(target=reader, args=(n,)) for n in range(READERS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return times


def _alone(server: int, address: tuple[str, int], long: str, claims: list[str]) -> dict[str, list[float]]:
    """Milliseconds of processor time that the server takes for a request when nobody else asks: on a machine that does
    other things too, this tells the program's own cost. Empty where the system does not count it by thread."""
    times: dict[str, list[float]] = {}
    world, r = _World(7), random.Random(5)
    for n in range(ALONE + 1):
        for kind, path in _asks(r, world, long, claims):
            before = _processor(server)
            _get(address, path)
            after = _processor(server)
            if n and before is not None and after is not None:  # the first round fills what is kept
                times.setdefault(kind, []).append((after - before) / 1e6)
    return times


def _processor(process: int) -> int | None:
    """Nanoseconds of processor time of a process so far."""
    threads = _scheduled(process)
    return sum(ran for ran, _ in threads.values()) if threads else None


def _scheduled(process: int) -> dict[str, tuple[int, int]]:
    """Nanoseconds that each thread of a process has run so far, and has waited for a processor that others had."""
    threads = Path(f"/proc/{process}/task")
    if not threads.is_dir():
        return {}
    found = {one.name: (one / "schedstat").read_text("ascii").split() for one in threads.iterdir()}
    return {name: (int(values[0]), int(values[1])) for name, values in found.items()}


def _mean(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]], requests: int) -> dict[str, float]:
    """Milliseconds a request: the server's own work, and its threads' wait for a processor, which tells how busy the
    machine was with other things."""
    ran, waited = (sum(after[t][k] - before.get(t, (0, 0))[k] for t in after) / 1e6 / requests for k in (0, 1))
    return {"processor_ms": round(ran, 1), "waiting_for_a_processor_ms": round(waited, 1)}


def _asks(r: random.Random, world: _World, long: str, claims: list[str]) -> list[tuple[str, str]]:
    """One request of each kind."""
    word = world.words[int(len(world.words) * r.random() ** 3)]
    facet = r.choice(
        [{"stance": "deny"}, {"outlet": r.choice(world.outlets)}, {"measure": r.choice(MEASURES)}, {"disputed": "1"},
         {"from": "2025-03-01"}, {"place": r.choice(world.places)}, {"source": r.choice(world.names)}]
    )  # fmt: skip
    claim = quote(r.choice(claims))
    return [
        ("overview", "/"),
        ("facet", "/search?" + urlencode({"q": word, **facet})),
        ("facet", "/search?" + urlencode(facet)),
        ("page turn", "/search?" + urlencode({"q": word, "page": r.randint(2, 5)})),
        ("page turn", f"/reports?page={r.randint(1, 200)}"),
        ("page turn", f"/claims?page={r.randint(1, 50)}"),
        ("page turn", f"/doubts?page={r.randint(1, 50)}"),
        ("facet", "/reports?" + urlencode({"outlet": r.choice(world.outlets)})),
        ("facet", f"/timeline?from=2025-0{r.randint(1, 3)}-01&to=2025-0{r.randint(4, 9)}-01"),
        ("board", f"/figures?claim={claim}"),
        ("tree", f"/origins?claim={claim}"),
        ("sources", f"/sources?page={r.randint(1, 20)}"),
        ("timeline", f"/timeline?claim={claim}"),
        ("map", f"/map?claim={claim}"),
        ("reader, 10,000 words", f"/read/{long}"),
    ]


def _get(address: tuple[str, int], path: str) -> float:
    """Milliseconds from the request to the last byte of the answer."""
    status, took = _status(address, path)
    if status != 200:
        raise RuntimeError(f"{path}: status {status}")
    return took


def _status(address: tuple[str, int], path: str) -> tuple[int, float]:
    started = time.perf_counter()
    link = http.client.HTTPConnection(*address, timeout=300)
    link.request("GET", path)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status, (time.perf_counter() - started) * 1000


def _spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "requests": len(ordered),
        "median_ms": round(ordered[len(ordered) // 2], 1),
        "p95_ms": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 1),
        "most_ms": round(ordered[-1], 1),
    }
