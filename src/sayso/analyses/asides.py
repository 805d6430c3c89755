"""Counts that are not of what a report tells of: of another time, of every year, of what might come.

A report on an outbreak names the dead of 1918, those of a normal winter, and those whom it could still cost. None of
them stands against its own toll: such counts are comparable with their like only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from sayso.model import Figure, Span

from .reports import Report

_LONG_AGO = dt.timedelta(days=400)
_NEAR = 90  # characters around a figure in which a word says how often, or that it might be
_BACK = 3  # sentences that a time named earlier reaches
_MIGHT = re.compile(
    r"\b(?:could|would|might|may)\s+(?!have\b|not\b)(?:(?!that\b|who\b|which\b|have\b)[\w’'-]+\s+){1,6}$", re.I
)
_MIGHT_AFTER = re.compile(
    r"(?:\s+(?!that\b|who\b|which\b|and\b|or\b|but\b)[\w’'-]+){0,1}?\s+(?:could|would|might|may)\s+(?:be|die|lose|suffer|perish|become|fall|need)\b",
    re.I,
)
_EACH = re.compile(
    r"\b(?:each|every)\s+(?:year|day|month|week|season|winter|summer)\b|\bannually\b|\bper (?:year|day|month|week)\b"
    r"|\b(?:an )?average (?:year|day|season)\b|\bon average\b|\bnormal (?:\w+ )?season\b|\byear in,? year out\b"
    r"|\bseasonal (?:flu|influenza)\b",
    re.IGNORECASE,
)
_A_YEAR = re.compile(
    r"(?:\s+[\w’'-]+){0,3}\s+a (?:year|day|month|week)\b(?!\s+(?:ago|earlier|later|after|before|old))", re.I
)
_STILL = re.compile(r"\b(?:has|have)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()–—]|\s-\s")


def aside(report: Report, spans: Sequence[Span], n: int, figure: Figure, lead: bool) -> str:
    """What a figure of sentence ``n`` counts beside the report's matter: ``might``, ``each``, a year; or nothing."""
    if not spans or report.document.language not in (None, "en"):
        return ""
    text, sentence = report.text, spans[n]
    if _MIGHT.search(text, max(sentence.start, figure.start - _NEAR), figure.start) or _MIGHT_AFTER.match(
        text, figure.end, sentence.end
    ):
        return "might"
    near = max(sentence.start, figure.start - _NEAR), min(sentence.end, figure.end + _NEAR)
    if _EACH.search(text, *near) or _A_YEAR.match(text, figure.end, sentence.end):
        return "each"
    return "" if lead or report.day is None else _long_ago(report, spans, n, figure, report.day - _LONG_AGO)


def _long_ago(report: Report, spans: Sequence[Span], n: int, figure: Figure, limit: dt.date) -> str:
    """The year long before a report of which a figure tells: named with it, or before it and by nothing since."""
    told = re.findall(r"\d{4}-\d\d-\d\d", figure.as_of or "")
    if told and dt.date.fromisoformat(told[-1]) < limit:
        return str(told[0])[:4]
    if told or _STILL.search(report.text, spans[n].start, spans[n].end):
        return ""
    for k in range(n, max(-1, n - _BACK - 1), -1):
        if k < n and "\n\n" in report.text[spans[k].start : spans[k + 1].start]:
            return ""
        named = [t for t in report.rows.times if spans[k].start <= t.start < spans[k].end and t.from_ and t.to]
        if any(t.to is not None and t.to >= limit for t in named):
            return ""
        if k == n:
            named = [t for t in named if not _CLAUSE.search(report.text, *_between(t.start, t.end, figure))]
        years = [t.from_.year for t in named if t.from_ is not None and not _since(report.text, t.start)]
        if years:
            return str(years[-1])
    return ""


def _between(start: int, end: int, figure: Figure) -> tuple[int, int]:
    return (end, figure.start) if end <= figure.start else (figure.end, start)


def _since(text: str, at: int) -> bool:
    return text[max(0, at - 10) : at].lower().rstrip().endswith(("since", "since the"))
