"""Templates: everything is escaped, acting characters are taken out, words of reports stand isolated."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sayso.model import Document
from sayso.text.control import visible

from .svg import amount, interval
from .text import anchor
from .wording import dated, day, days, field, heading, measured, plain, relation, relations, span


def _shown(value: Any) -> Any:
    """What a template prints: a hostile report's text must not turn the page around."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


def words(value: str | None) -> Markup:
    """Words of a report in a box of their own direction."""
    return Markup(f"<bdi>{escape(visible(value or ''))}</bdi>")


def excerpt(value: str | None, length: int = 220) -> Markup:
    """The beginning of some words, on one line."""
    line = " ".join((value or "").split())
    return words(line if len(line) <= length else line[: length - 1].rstrip() + "…")


def marked(value: str, ranges: tuple[tuple[int, int], ...]) -> Markup:
    """Words with the matched ones marked."""
    out, at = Markup(), 0
    for start, end in ranges:
        out += escape(visible(value[at:start])) + Markup("<mark>{}</mark>").format(visible(value[start:end]))
        at = end
    return Markup("<bdi>{}</bdi>").format(out + escape(visible(value[at:])))


def plural(number: int, one: str, many: str | None = None) -> str:
    """A counted noun."""
    return f"{amount(number)} {one if number == 1 else many or one + 's'}"


# How sure a source presents what it says, in words for FactBank's codes.
SURENESS = {
    "CT+": "as certain", "PR+": "as probable", "PS+": "as possible", "CT-": "as untrue", "PR-": "as probably untrue",
    "PS-": "as possibly untrue", "CTu": "left open", "Uu": "left open",
}  # fmt: skip
# The languages of names in English; any other is shown by its code.
TONGUES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    "?": "an unknown language",
}  # fmt: skip


def named(document: Document) -> str:
    """A report's outlet, else the agency of its dateline or credit."""
    agency = document.evidence.get("agency", "").partition(" (")[0]
    return document.outlet or (f"{agency} (by its dateline or credit)" if agency else "outlet unknown")


def reason(value: str | None) -> Markup:
    """Why something was found, as people write."""
    return words(plain(value or ""))


def said(value: str) -> Markup:
    """What was decided: a relation and the field that it names, in words."""
    first, _, rest = value.partition(" ")
    name, _, more = rest.removeprefix("in ").partition(" ")
    if rest.startswith("in ") and field(name) != name:
        rest = f"in {field(name)} {more}".rstrip()
    return words(f"{relation(first)} {rest}".rstrip())


def sureness(code: str) -> str:
    """A code of factuality in words."""
    return SURENESS.get(code, code)


def tongue(code: str) -> str:
    """A language by its code, in words."""
    return TONGUES.get(code, code)


@cache
def environment(package: str) -> Environment:
    """The templates of a package."""
    env = Environment(
        loader=PackageLoader(package), autoescape=True, finalize=_shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters |= {
        "w": words, "excerpt": excerpt, "day": day, "amount": amount, "anchor": anchor, "plural": plural,
        "sureness": sureness, "tongue": tongue, "days": days, "field": field, "heading": heading, "plain": plain,
        "reason": reason, "relation": relation, "said": said,
    }  # fmt: skip
    env.globals |= {
        "named": named,
        "interval": interval,
        "measured": measured,
        "span": span,
        "marked": marked,
        "relation_count": relations,
        "dated": dated,
    }
    return env
