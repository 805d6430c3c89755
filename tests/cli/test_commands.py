"""Commands print what the contract says, with its exit statuses, for people and for programs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.cli import COMMANDS
from sayso.examples import REPORTS

KEYS = {
    "document": ["id", "path", "sha256", "text_sha256", "title", "byline", "outlet", "published", "language", "characters"],
    "regions": ["start", "end", "kind"],
    "statements": ["id", "type", "content", "source", "cue", "chain", "identification", "anonymity_reason", "stance",
                   "factuality", "hedges", "parent", "confidence", "rule"],
    "figures": ["id", "start", "end", "text", "low", "high", "typical_low", "typical_high", "unit", "counted", "measure",
                "group", "place", "as_of", "kind", "part_of", "direction", "statement", "rule"],
    "times": ["start", "end", "text", "from", "to", "resolved", "granularity", "anchor"],
    "places": ["start", "end", "text", "gazetteer", "lat", "lon", "precision", "country"],
    "mentions": ["start", "end", "text", "kind", "entity"],
    "caveats": ["start", "end", "text", "kind", "statements"],
}  # fmt: skip


def test_extract_prints_one_object_a_document_in_the_shape_of_the_contract(run: Callable) -> None:
    done = run("extract", REPORTS, "--depth", "fast", "--text", "--published", "2025-04-12")
    assert done.status == 0, done.err
    documents = [json.loads(line) for line in done.out.splitlines()]
    assert len(documents) == 21
    seen = set()
    for d in documents:
        assert list(d) == ["document", "text", *list(KEYS)[1:]]
        assert d["document"]["published"] == "2025-04-12"
        assert d["document"]["characters"] == len(d["text"])
        for kind in list(KEYS)[1:]:
            for row in d[kind]:
                seen.add(kind)
                assert [k for k in row if k in KEYS[kind]] == KEYS[kind], kind
                if "text" in row:
                    assert d["text"][row["start"] : row["end"]] == row["text"]
        for s in d["statements"]:
            for q in [*s["content"], s["source"], s["cue"], *s["hedges"]]:
                assert q is None or d["text"][q["start"] : q["end"]] == q["text"]
    assert seen >= {"regions", "figures", "times", "caveats"}
    bare = [
        json.loads(line) for line in run("extract", REPORTS / "01-lantern-wire.txt", "--depth", "fast").out.splitlines()
    ]
    assert "text" not in bare[0]
    assert (
        "unresolved" in run("extract", REPORTS / "13-riverwatch-blog.txt", "--depth", "fast", "--format", "table").out
    )


def test_build_tells_what_is_there_and_what_could_not_be_read(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("At least 40 people died on Monday.", encoding="utf-8")
    done = run("build", tmp_path / "in", "-o", tmp_path / "c.sayso", "--depth", "fast", "--json")
    assert done.status == 0, done.err
    told = json.loads(done.out)
    assert told["new_documents"] == 1 and told["overview"]["documents"] == 1
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    done = run("build", tmp_path / "in", "-o", tmp_path / "c.sayso", "--depth", "fast")
    assert done.status == 2
    assert "empty: b.txt" in done.err
    listed = run("problems", tmp_path / "c.sayso", "--json")
    assert [p["code"] for p in json.loads(listed.out)["problems"]] == ["empty"]


def test_statuses(run: Callable, case: Path, tmp_path: Path) -> None:
    assert run("search", tmp_path / "none.sayso", "x").status == 1
    assert run("build", tmp_path / "none", "-o", tmp_path / "c.sayso").status == 1
    assert run("nonsense").status == 64
    assert run("build").status == 64
    assert run("build", REPORTS, "-o", tmp_path / "c.sayso", "--published", "yesterday").status == 64
    assert run("build", REPORTS, "-o", tmp_path / "c.sayso", "--columns", "words=x").status == 64
    assert run("verify", case).status == 0
    broken = tmp_path / "broken.sayso"
    broken.write_bytes(case.read_bytes())
    import sqlite3

    db = sqlite3.connect(broken)
    db.execute("UPDATE times SET text = 'never'")
    db.commit()
    db.close()
    done = run("verify", broken)
    assert done.status == 3 and "anchor-mismatch" in done.err


def test_nothing_to_read_leaves_no_case_and_nothing_found_is_said(run: Callable, case: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert run("build", tmp_path / "in", "-o", tmp_path / "c.sayso").status == 1
    assert [p.name for p in tmp_path.iterdir()] == ["in"]
    for command in ("search", "claims", "entities", "sources"):
        done = run(command, case, "zyzzyva")
        assert (done.status, done.out) == (0, "") and "nothing matches 'zyzzyva'" in done.err, command


def test_two_names_are_joined_by_the_ids_that_are_printed_and_parted_again(
    run: Callable, case: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sayso"
    copy.write_bytes(case.read_bytes())
    before = run("entities", copy).out
    first, second = (row.split("\t")[7] for row in before.splitlines()[:2])
    done = run("judge", copy, "join", first, second)
    assert done.status == 0, done.err
    assert run("entities", copy).out != before
    judgement = done.out.rpartition("[")[2].partition("]")[0]
    assert run("judge", copy, "undo", judgement[:9]).status == 0
    assert run("entities", copy).out == before


def test_search_finds_marks_and_filters(run: Callable, case: Path) -> None:
    hits = json.loads(run("search", case, '"gate four"', "--json").out)["hits"]
    assert hits and all("gate four" in h["excerpt"].lower() for h in hits)
    marked = [h["excerpt"][a:b].lower() for h in hits for a, b in h["marked"]]
    assert set(marked) <= {"gate four", "gate", "four"}
    assert not json.loads(run("search", case, "dam", "--outlet", "No Such Paper", "--json").out)["hits"]
    early = json.loads(run("search", case, "dam", "--to", "2025-04-12", "--json").out)["hits"]
    late = json.loads(run("search", case, "dam", "--from", "2025-04-13", "--json").out)["hits"]
    assert early and late and not {h["path"] for h in early} & {h["path"] for h in late}
    for words in ('"unclosed', "AND OR NOT", "dam*", "-dam gate", "a:b (", "'"):
        assert run("search", case, "--", words).status == 0, words


def test_what_a_report_says_cannot_act_on_the_terminal(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Evil \x1b[31mred\x1b]0;title\x07 dam \u202egnp.exe broke, 40 people died.", encoding="utf-8"
    )
    run("build", tmp_path / "a.txt", "-o", tmp_path / "c.sayso", "--depth", "fast")
    done = run("search", tmp_path / "c.sayso", "dam")
    assert done.status == 0 and "Evil" in done.out
    assert not {"\x1b", "\x07", "\u202e"} & set(done.out)


def test_drop_withdraws_and_takes_back(run: Callable, case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sayso"
    copy.write_bytes(case.read_bytes())
    assert run("drop", copy, "13-riverwatch-blog.txt", "--reason", "forged", "--who", "ana").status == 0
    found = json.loads(run("problems", copy, "--json").out)["withdrawn"]
    assert list(found.values()) == ["forged"]
    assert run("drop", copy, "13-riverwatch-blog.txt", "--undo").status == 0
    assert not json.loads(run("problems", copy, "--json").out)["withdrawn"]
    assert run("drop", copy, "no-such-report").status == 1
    assert run("verify", copy).status == 0


def test_exports_are_whole_and_harmless(run: Callable, case: Path, tmp_path: Path) -> None:
    assert run("export", case, "--to", "jsonl", "-o", tmp_path / "a.jsonl").status == 0
    kinds = [next(iter(json.loads(line))) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kinds.count("document") == 21
    assert run("export", case, "--to", "csv", "-o", tmp_path / "tables").status == 0
    import csv

    with (tmp_path / "tables" / "figures.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows and all(not row["text"].startswith(("=", "+", "-", "@")) for row in rows)
    assert run("export", case, "--to", "nonsense", "-o", tmp_path / "x").status == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Callable, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert "Usage: sayso" in done.out


def test_it_starts_at_once_and_loads_no_model_for_help() -> None:
    code = "import sys; sys.argv=['sayso','--help']\ntry:\n import sayso.cli; sayso.cli.main(['--help'])\nexcept SystemExit: pass\nprint([m for m in ('onnxruntime','numpy','tokenizers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
