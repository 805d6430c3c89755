"""Read marked passages (``resources/labels/hard.txt``, the probes) into records of the contract's shape."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_OPEN = re.compile(r"\{([scta])(\d?):")


def parse(line: str) -> tuple[str, dict[int, dict[str, list[tuple[int, int]]]], dict[int, dict[str, str]]]:
    """Text, spans by statement number and role, attributes by statement number."""
    body, _, tail = line.partition(" | ")
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
    for m2 in re.finditer(r"(\d)\.(\w+)=(.+?)(?=\s+\d\.\w+=|$)", tail.strip()):
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
        inside = text[roles["t"][0][0]] in '"“' and text[roles["t"][-1][1] - 1] in '"”'
        tellers = [{"text": text[a:b]} for a, b in roles.get("a", [])]
        origin = [{"text": text[source[0][0] : source[0][1]], "kind": given.get("kind")}] if source else []
        statements.append({
            "type": given.get("type", "direct" if inside else "indirect"),
            "content": [anchor(s) for s in sorted(roles["t"])],
            "source": anchor(source[0]) if source else None,
            "cue": anchor(roles["c"][0]) if "c" in roles else None,
            "chain": tellers + origin,
            "stance": given.get("stance", "neutral"),
            "factuality": given.get("factuality", "CT+"),
        })  # fmt: skip
    return {"document": {"id": name, "path": name}, "text": text, "statements": statements}


def records(path: Path) -> list[dict[str, Any]]:
    """All passages of a file; ``#`` begins a comment line."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    return [record(f"{path.stem}-{k:03d}", x) for k, x in enumerate(lines)]
