"""Read marked passages (``resources/labels/*.txt``, the probes) into records of the contract's shape.

Two layouts: one passage a line with its attributes after `` | ``; or whole reports, each under a line
``=== name``, in paragraphs, with attribute lines that begin with ``|`` at its end.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_TAIL = re.compile(r" \| (?=\s*(?:\d+\.\w+=|$))")
_OPEN = re.compile(r"\{([scta])(\d*):")


def parse(line: str) -> tuple[str, dict[int, dict[str, list[tuple[int, int]]]], dict[int, dict[str, str]]]:
    """Text, spans by statement number and role, attributes by statement number."""
    parts = _TAIL.split(line, maxsplit=1)
    body, tail = parts[0], parts[1] if len(parts) > 1 else ""
    text, stack = "", []
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    at = 0
    while at < len(body):
        m = _OPEN.match(body, at)
        if m:
            stack.append((m.group(1), int(m.group(2) or 1), len(text)))
            at = m.end()
        elif body[at] == "}" and stack:
            role, number, start = stack.pop()
            spans.setdefault(number, {}).setdefault(role, []).append((start, len(text)))
            at += 1
        else:
            text += body[at]
            at += 1
    attributes: dict[int, dict[str, str]] = {}
    for m2 in re.finditer(r"(\d+)\.(\w+)=(.+?)(?=\s+\d+\.\w+=|$)", tail.strip()):
        attributes.setdefault(int(m2.group(1)), {})[m2.group(2)] = m2.group(3).strip()
    return text, spans, attributes


def record(name: str, line: str) -> dict[str, Any]:
    """One passage as a report with statements."""
    text, spans, attributes = parse(line)
    anchor = lambda s: {"start": s[0], "end": s[1], "text": text[s[0] : s[1]]}  # noqa: E731
    statements = []
    for number, roles in sorted(spans.items()):
        if "t" not in roles:
            continue
        given = attributes.get(number, {})
        source = roles.get("s")
        if given.get("source", "").isdigit():
            source = spans[int(given["source"])].get("s")
        elif "source" in given:
            begin = text.index(given["source"])
            source = [(begin, begin + len(given["source"]))]
        tellers = [{"text": text[a:b]} for a, b in roles.get("a", [])]
        origin = [{"text": text[source[0][0] : source[0][1]], "kind": given.get("kind")}] if source else []
        if "chain" in given:
            tellers = [{"text": t.strip()} for t in given["chain"].split(">")[:-1]]
        statements.append({
            "type": given.get("type", _type(text, sorted(roles["t"]))),
            "content": [anchor(s) for s in sorted(roles["t"])],
            "source": anchor(source[0]) if source else None,
            "cue": anchor(roles["c"][0]) if "c" in roles else None,
            "chain": tellers + origin,
            "stance": given.get("stance", "neutral"),
            "factuality": given.get("factuality", "CT+"),
        })  # fmt: skip
    return {"document": {"id": name, "path": name}, "text": text, "statements": statements}


def _type(text: str, content: list[tuple[int, int]]) -> str:
    """``direct``, ``mixed`` or ``indirect`` by the quotation marks in and around the content."""
    words = "".join(text[max(0, a - 1) : b + 2] for a, b in content)
    if not re.search(r'["“”«»„]', words):
        return "indirect"
    edge = text[max(0, content[0][0] - 1) : content[0][0] + 1]
    return "direct" if re.search(r'["“«„]', edge) and not re.search(r'["“«„].*["“«„]', words[2:]) else "mixed"


def records(path: Path) -> list[dict[str, Any]]:
    """All passages of a file; ``#`` begins a comment line."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    if not any(x.startswith("=== ") for x in lines):
        return [record(f"{path.stem}-{k:03d}", x) for k, x in enumerate(x for x in lines if x.strip())]
    made = []
    for block in re.split(r"^=== ", "\n".join(lines), flags=re.MULTILINE)[1:]:
        name, _, body = block.partition("\n")
        said = [x for x in body.splitlines() if not x.startswith("|")]
        tail = " ".join(x.lstrip("| ") for x in body.splitlines() if x.startswith("|"))
        made.append(record(f"{path.stem}-{name.strip()}", "\n".join(said).strip() + " | " + tail))
    return made
