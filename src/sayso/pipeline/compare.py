"""The stages across documents: run again when the documents or the judgements changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from sayso.analyses import Memory, Standing, findings
from sayso.ledger import View, Writer
from sayso.version import __version__


def compare_case(case: Path, writer: Writer, told: Callable[[int, int], None] = lambda done, total: None) -> bool:
    """Bring a case's findings up to date; returns whether anything had to be done. ``told``: see :func:`findings`."""

    def keep(entries: Iterable[tuple[str, str, bytes]]) -> None:
        with writer.transaction():
            writer.remember(entries, ())

    with View(case) as view:
        mark = _fingerprint(view)
        if writer.state("findings") == mark:
            return False
        memory = Memory(view, keep)
        standing = Standing(bytes.fromhex(view.state("stories") or ""))
        with writer.gather() as rows:
            for part in findings(view, memory, told, standing):
                rows.take(part)
            with writer.transaction():
                writer.put_gathered(rows, mark, standing.note().hex(), standing.replaced(memory))
                writer.remember(memory.fresh, list(memory.stale))
    return True


def _fingerprint(view: View) -> str:
    digest = hashlib.sha256(__version__.encode())
    query = "SELECT id, extracted FROM documents WHERE withdrawn IS NULL ORDER BY id"
    for row in view.db.execute(query):
        digest.update(f"{row['id']}\x1f{row['extracted']}\n".encode())
    for judgement in view.judgements():
        if judgement.kind in ("join", "split", "relate"):  # the others change no finding
            digest.update(f"{judgement.id}\n".encode())
    return digest.hexdigest()[:20]
