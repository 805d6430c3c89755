"""``sayso evidence``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.drawing.wording import heading
from sayso.views.evidence import EvidenceTable, conclusions, evidence_table, evidence_tables

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import print_json, say, shorten, table

_SIGNS = {"consistent": "+", "inconsistent": "−", "neutral": "0", "disputed": "±", None: "·"}


@click.command(name="evidence")
@case_argument
@click.argument("question", required=False)
@mask_option
@json_option
def command(case: Path, question: str | None, mask: str | None, as_json: bool) -> int:
    """What persons conclude, and their tables of origins against rival hypotheses; QUESTION is the id of one table.

    One line an independent origin: + consistent, − inconsistent, 0 neutral, ± persons differ, · not weighed. What
    speaks against a hypothesis is counted; no verdict is drawn. Made with `sayso judge CASE conclude|ask|weigh`.
    """
    with leaving(case, mask, as_json=as_json) as opened:
        found = () if question else conclusions(opened)
        tables = (evidence_table(opened, question),) if question else evidence_tables(opened)
        if as_json:
            print_json({"conclusions": found, "tables": tables})
            return 0
        if found:
            table(
                ("claim", "what", "likelihood", "per cent", "confidence", "grounds", "who", "when"),
                (
                    ((c.claim or "gone")[:9], shorten(heading(c.label), 50), c.likelihood, f"{c.low}-{c.high}",
                     c.confidence, shorten(c.note, 60), c.who, c.at[:10])
                    for c in found
                ),
                title="Conclusions",
            )  # fmt: skip
        for one in tables:
            _say(one)
        if not found and not tables:
            say("nobody has concluded or asked anything; see sayso judge --help")
        return 0


def _say(one: EvidenceTable) -> None:
    say()
    say(f"{one.question} [{one.id[:9]}] · {one.who} · {one.at[:10]}", "bold")
    for claim in one.claims:
        say(f"  on {(claim.id or 'gone')[:9]} {shorten(heading(claim.label), 90)}")
    for n, hypothesis in enumerate(one.hypotheses, 1):
        say(f"  H{n} {hypothesis}")
    heads = [f"H{n}" for n in range(1, len(one.hypotheses) + 1)]
    table(
        ("origin", "who", "reports", *heads, "tells apart"),
        (
            (r.origin[:9], shorten(r.name if r.known else f"{r.name} (lineage unknown)", 50), r.reports,
             *(_SIGNS[c.weight] for c in r.cells), "yes" if r.tells_apart else "")
            for r in one.rows
        ),
        right=("reports",),
    )  # fmt: skip
    for n, count in enumerate(one.counts, 1):
        rest = (
            f"; {count.unknown_inconsistent} of unknown lineage speak against it" if count.unknown_inconsistent else ""
        )
        say(
            f"  H{n}: {count.inconsistent} inconsistent, {count.consistent} consistent, {count.neutral} neutral, "
            f"{count.disputed} disputed, {count.not_weighed} not weighed{rest}"
        )
