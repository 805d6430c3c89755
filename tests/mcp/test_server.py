"""The server as an assistant sees it, through the official client, and once as a process."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mcp import Client, StdioServerParameters
from sayso.ledger import View
from sayso.masking.scan import scan_text
from sayso.mcp import server
from sayso.mcp.ledger import Ledger
from sayso.mcp.server import QUESTIONS
from sayso.model import sha256
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.masked import masker
from sayso.plugins import ReadOptions
from tests.exporters.conftest import case  # noqa: F401 - fixture

T = TypeVar("T")


def alone(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end in a thread of its own: the browser tests leave a running loop in theirs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def ask(path: Path, mask: str | None, questions: Callable[[Any], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        ledger = Ledger(path, mask)
        try:
            async with Client(server(ledger)) as client:
                return await questions(client)
        finally:
            ledger.close()

    return alone(run())


def answer(result: Any) -> dict[str, Any]:
    assert not result.is_error, result
    found: dict[str, Any] = json.loads(result.content[0].text)
    return found


def test_every_tool_only_reads(case: Path) -> None:  # noqa: F811
    before = sha256(case.read_bytes())

    async def questions(client: Any) -> Any:
        tools = (await client.list_tools()).tools
        for name, arguments in (
            ("overview", {}),
            ("search", {"words": "dam"}),
            ("claims", {}),
            ("figures", {}),
            ("sources", {}),
        ):
            answer(await client.call_tool(name, arguments))
        return tools

    tools = ask(case, None, questions)
    assert [t.name for t in tools] == [name for name, _ in QUESTIONS]
    assert all(t.annotations.read_only_hint and not t.annotations.open_world_hint for t in tools)
    assert sha256(case.read_bytes()) == before


def test_every_row_can_be_quoted(case: Path) -> None:  # noqa: F811
    async def questions(client: Any) -> int:
        claims = answer(await client.call_tool("claims", {"limit": 5}))
        quoted = 0
        for relation in claims["relations"][:10]:
            for side in (relation["a"], relation["b"]):
                asked = {k: side[k] for k in ("document", "start", "end", "text")}
                assert answer(await client.call_tool("quote", asked))["holds"]
                row = answer(await client.call_tool("row", {"id": side["id"]}))
                assert row["report"]["path"] == side["path"]
                quoted += 1
        tree = answer(await client.call_tool("origins", {"id": claims["claims"][0]["id"]}))
        assert tree["below"]
        wrong = answer(await client.call_tool("quote", asked | {"text": "what nobody said"}))
        assert wrong["holds"] is False and wrong["text"] == asked["text"]
        nobody = answer(await client.call_tool("row", {"id": "s00000000000000000000"}))
        assert nobody["error"]["code"] == "no-such-row"
        return quoted

    assert ask(case, None, questions) >= 10


def test_masked_answers(case: Path) -> None:  # noqa: F811
    with View(case) as view:
        masking = masker(view, "everyone")
        names = [p.name for p in masking.persons if p.masked and " " in p.name][:3]

    async def questions(client: Any) -> list[str]:
        out = []
        calls = [("overview", {}), ("claims", {"limit": 50}), ("figures", {"limit": 50}), ("sources", {"limit": 50})]
        for name, arguments in [*calls, ("search", {"words": "said", "limit": 50})]:
            out.append(json.dumps(answer(await client.call_tool(name, arguments)), ensure_ascii=False))
        for name in names:
            found = answer(await client.call_tool("search", {"words": f'"{name}"'}))
            assert found == {"hits": []}
        return out

    for text in ask(case, "everyone", questions):
        assert len(text) > 50
        assert scan_text("answer", text.replace('"', '"     '), masking) == []


@pytest.mark.timeout(120)
def test_as_a_process(case: Path) -> None:  # noqa: F811
    command = StdioServerParameters(command=sys.executable, args=["-m", "sayso.cli", "mcp", str(case)])

    async def run() -> dict[str, Any]:
        async with Client(command) as client:
            return answer(await client.call_tool("overview", {}))

    assert alone(run())["rows"]["documents"] > 0


def test_bad_questions_get_a_clear_answer_and_never_more_than_a_page(case: Path) -> None:  # noqa: F811
    with View(case) as view:
        document = next(view.documents())

    async def questions(client: Any) -> None:
        for name, arguments in (
            ("row", {"id": ""}),
            ("row", {"id": "' OR 1=1 --"}),
            ("origins", {"id": "c000"}),
            ("quote", {"document": "nope", "start": 0, "end": 5, "text": "x"}),
        ):
            assert answer(await client.call_tool(name, arguments))["error"]["code"] == "no-such-row"
        for words in ('"unbalanced', "a AND ( OR", "*", "\x00"):
            assert "hits" in answer(await client.call_tool("search", {"words": words}))
        for limit in (-3, 0, 10**9):
            assert len(answer(await client.call_tool("search", {"words": "said", "limit": limit}))["hits"]) <= 50
            assert len(answer(await client.call_tool("sources", {"limit": limit}))["sources"]) <= 50
        far = {"document": document.id, "start": -5, "end": 10**9, "text": "x"}
        assert answer(await client.call_tool("quote", far))["holds"] is False
        assert (await client.call_tool("nosuch", {})).is_error

    ask(case, None, questions)


def test_a_file_name_that_the_mask_changes_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "oksana-lund.txt").write_text("“We ran,” said Oksana Lund. Officials said 12 people were missing.\n")
    build([tmp_path / "oksana-lund.txt"], tmp_path / "c.sayso", BuildOptions(ReadOptions(), "full", 1))

    async def questions(client: Any) -> None:
        asked = {"document": "oksana-lund.txt", "start": 0, "end": 3, "text": "x"}
        assert answer(await client.call_tool("quote", asked))["error"]["code"] == "no-such-row"

    ask(tmp_path / "c.sayso", "default", questions)
