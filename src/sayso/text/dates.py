"""One full calendar date read from a short string: a dateline, a header field, a metadata value.

Read are ISO 8601 (``2022-12-19T08:59:00Z``, ``20221219``), RFC 822 and 5322, written dates in English, German,
French, Spanish, Italian, Polish, Russian and Ukrainian (``Sunday, April 28, 2019``, ``5 березня 2022``) and
numeric dates (``12/19/2022``, ``19.12.2022``). A date without its year, or one whose day and month cannot be
told apart, is not guessed.
"""

from __future__ import annotations

import datetime as dt
import re

_MONTH_FORMS = {
    1: "january jan januar jänner janvier enero gennaio stycznia styczeń январь января янв січень січня січ",
    2: "february feb febr februar février fevrier fév febrero febbraio lutego luty февраль февраля фев февр "
    "лютий лютого лют",
    3: "march mar märz maerz mrz mars marzo marca marzec март марта мар березень березня бер",
    4: "april apr avril avr abril aprile kwietnia kwiecień апрель апреля апр квітень квітня квіт",
    5: "may mai mayo maggio maja maj май мая травень травня трав",
    6: "june jun juni juin junio giugno czerwca czerwiec июнь июня июн червень червня черв",
    7: "july jul juli juillet juil julio luglio lipca lipiec июль июля июл липень липня лип",
    8: "august aug août aout agosto sierpnia sierpień август августа авг серпень серпня серп",
    9: "september sept sep septembre septiembre settembre września wrzesień сентябрь сентября сен сент "
    "вересень вересня вер",
    10: "october oct oktober okt octobre octubre ottobre października październik октябрь октября окт "
    "жовтень жовтня жовт",
    11: "november nov novembre noviembre listopada listopad ноябрь ноября ноя нояб листопад листопада лист",
    12: "december dec dezember dez décembre decembre déc diciembre dicembre grudnia grudzień "
    "декабрь декабря дек грудень грудня груд",
}
MONTHS: dict[str, int] = {form: number for number, forms in _MONTH_FORMS.items() for form in forms.split()}

_MONTH = "|".join(sorted(MONTHS, key=lambda form: (-len(form), form)))
_DATE = re.compile(
    r"(?<![\w.,:-])(?<!\d/)(?:"
    r"(?P<iy>\d{4})(?P<isep>[-/.])(?P<im>\d{1,2})(?P=isep)(?P<id>\d{1,2})(?!\d|[.,-]\d)"  # 2022-12-19
    r"|(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?=T\d|\b)"  # 20221219
    r"|(?P<na>\d{1,2})(?P<nsep>[-/.])(?P<nb>\d{1,2})(?P=nsep)(?P<ny>\d{4}|\d\d)(?!\d|[.,/-]\d)"  # 12/19/2022
    r"|(?P<dd>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ \u00a0-](?:(?:of|de)[ \u00a0])?"
    rf"(?P<dm>{_MONTH})\b\.?,?[ \u00a0-](?:(?:de|del)[ \u00a0])?(?P<dy>\d{{4}}|['’]?\d\d)(?![\d:])"  # 19 December 2022
    r")"
    rf"|\b(?P<mm>{_MONTH})\b\.?[ \u00a0](?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?[ \u00a0](?P<my>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_PIVOT = 70  # two-digit years: 70..99 are 19xx, as in POSIX strptime (69) and RFC 5322 within a year


def parse_date(text: str, day_first: bool | None = None) -> dt.date | None:
    """The first full date in ``text``, or ``None``.

    ``day_first`` says how ``5/6/2022`` is read; ``None`` leaves such a date unread unless one of its numbers
    can only be a day. With dots the day stands first (``5.6.2022``). A clock time and a zone are skipped: the
    date is the one written.
    """
    for found in _DATE.finditer(text):
        date = _date_of(found, day_first)
        if date is not None:
            return date
    return None


def _date_of(found: re.Match[str], day_first: bool | None) -> dt.date | None:
    part = found.groupdict()
    if part["iy"]:
        return _day(part["iy"], int(part["im"]), part["id"])
    if part["cy"]:
        return _day(part["cy"], int(part["cm"]), part["cd"])
    if part["dd"]:
        return _day(part["dy"], MONTHS[part["dm"].lower()], part["dd"])
    if part["mm"]:
        return _day(part["my"], MONTHS[part["mm"].lower()], part["md"])
    first, second = int(part["na"]), int(part["nb"])
    if part["nsep"] == ".":
        day_first = True
    if first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    return _day(part["ny"], month, str(day))


def _day(year: str, month: int, day: str) -> dt.date | None:
    digits = year.lstrip("'’")
    number = int(digits)
    if len(digits) == 2:
        number += 1900 if number >= _PIVOT else 2000
    try:
        return dt.date(number, month, int(day))
    except ValueError:
        return None
