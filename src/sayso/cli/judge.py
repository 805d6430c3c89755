"""``sayso judge``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sayso.model import CONFIDENCES, LIKELIHOODS
from sayso.model.findings import JUDGEMENT_KINDS, JudgementKind
from sayso.pipeline.judge import RELATIONS, judge
from sayso.views.evidence import WEIGHTS

from .options import case_argument, json_option
from .terminal import print_json, say


@click.command(name="judge")
@case_argument
@click.argument("kind", type=click.Choice(JUDGEMENT_KINDS))
@click.argument("subjects", nargs=-1, required=True)
@click.option("--relation", type=click.Choice(RELATIONS), help="For relate: how the first row stands to the second.")
@click.option("--field", help="For relate not-comparable: the field in which they differ.")
@click.option("--letter", help="For grade: A to F, of a source on a topic. F: cannot be judged.")
@click.option("--topic", help="For grade with a letter: on which topic.")
@click.option("--digit", help="For grade: 1 to 6, of a claim. 6: cannot be judged.")
@click.option(
    "--likelihood",
    metavar="WORD",
    help="For conclude, on a claim: one of " + ", ".join(f"{b.word} ({b.low}-{b.high} %)" for b in LIKELIHOODS) + ".",
)
@click.option("--confidence", type=click.Choice(CONFIDENCES), help="For conclude: how good the grounds are.")
@click.option("--question", help="For ask, of claims: what the rival hypotheses are to answer.")
@click.option("--hypothesis", multiple=True, help="For ask: two or more. For weigh: its words, or its number from 1.")
@click.option("--weight", type=click.Choice(WEIGHTS), help="For weigh, of a table that was asked and an origin.")
@click.option("--note", help="Why, in your own words.")
@click.option("--who", help="Who decides; by default the user of this machine.")
@json_option
def command(
    case: Path, kind: JudgementKind, subjects: tuple[str, ...], who: str | None, as_json: bool, **detail: Any
) -> int:
    """A person's decision on rows, reports, entities, claims or sources, with who and when; undo takes it back.

    SUBJECTS are ids, or beginnings of ids, as the other commands print them; for undo the judgement's; for weigh
    the table's and the origin's, as `sayso evidence` prints them.
    """
    hypotheses = detail.pop("hypothesis")
    given = {k: v for k, v in detail.items() if v is not None}
    if kind == "ask":
        given["hypotheses"] = list(hypotheses)
    elif len(hypotheses) > 1:
        raise click.UsageError("--hypothesis more than once is for ask")
    elif hypotheses:
        given["hypothesis"] = hypotheses[0]
    done = judge(case, kind, subjects, given, who)
    if as_json:
        print_json(done)
        return 0
    say(f"{done.kind}: {', '.join(done.subjects)} · {done.who} · {done.at} [{done.id}]")
    return 0
