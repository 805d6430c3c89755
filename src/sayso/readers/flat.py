"""Facts that stand in the text itself: flattened web pages, press releases, wire copy.

Only the first and last lines are looked at, each cut to a fixed length, so that the work does not grow with
the text. A fact must stand where such facts stand (a line of its own, a label, a byline, a credit line);
relative words (``yesterday``) give no date, a dateline without a year gives none either, and the agency
that a dateline names is noted as such: it tells, but it is not the outlet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.model import Region
from sayso.text.dates import MONTHS

from .dates import has_date

_HEAD, _TAIL, _LINE = 6000, 2000, 300  # characters looked at: of the beginning, of the end, of a line
_HEAD_LINES, _TAIL_LINES = 30, 8

_LABEL = re.compile(
    r"(?P<label>(?:first |originally |last )?(?:published|posted|updated|modified|issued|released|filed|created)"
    r"|status|stand|date|dated|veröffentlicht|aktualisiert|datum|publié|mis à jour|publicado|actualizado|fecha"
    r"|pubblicato|aggiornato|opublikowano|data|опубликовано|обновлено|дата|опубліковано|оновлено)\b"
    r"[ \t]*(?:on|at|am|le|el|il)?[ \t]*[:\-–—|]?[ \t]*(?P<value>.{4,80})",
    re.IGNORECASE,
)
_LATER = frozenset("updated modified status stand aktualisiert actualizado aggiornato обновлено оновлено".split())
_BYLINE = re.compile(
    r"(?:[-–—*_]{1,3}[ \t]*)?(?:(?:written|reported|story|report|text)[ \t]+by|by|von|par|por|di|"
    r"authors?:|autor:|auteur:|text:|автор:?|reporter:)[ \t]+(?P<who>[^\n]{3,120})",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[-–—•*(\s]{0,4}(?:original )?(?:source|sources|credit|quelle|fuente|fonte|via|źródło|источник|джерело|"
    r"(?:originally |first )?(?:published|appeared) (?:by|in|on))[ \t]*[:\-–][ \t]*(?P<who>[^\n]{2,100})",
    re.IGNORECASE,
)
_FIRST_PRINT = re.compile(
    r"[*(\s]{0,4}(?:this|the) (?:article|story|report|piece|post) (?:was |has been )?(?:originally |first ){0,2}"
    r"(?:published|appeared) (?:by|in|on|at) (?P<who>[^\n.]{2,60})\.?$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*©?\s*(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?,?\s+(?:by )?(?P<who>[^\n.,|©]{2,60}?)"
    r"(?:\s*[.,|]|\s+all rights|$)",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    r"\b(?:full|article|here|link|click|read|site|story|original|https?|www)\b|^(?:the|this)$", re.IGNORECASE
)
_DATELINE = re.compile(
    r"(?P<place>(?:[^\W\d_][^()/\n]{1,70}?)?)[ \t]*(?:\((?P<one>[^()/\n]{2,40})\)|/(?P<two>[^()/\n]{2,40})/)"
    r"[ \t.]{0,3}[-–—:.]{1,2}[ \t]?"
)
_PLAIN_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-ÞА-ЯІЇЄҐ][^()/\n:]{2,70}?)(?:[ \t]+[-–—]{1,2}|:)[ \t]+(?=[^\W\d_]|[\"“‘«])"
)
_AT_START = re.compile(r"(?P<day>[^\W\d_]{2,12})\.?,?[ \t]+(?P<date>\d{1,2}[ \t]+[^\W\d_]{3,12}[ \t]+\d{4})\b")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
_DAY_MONTH = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?[ \t]+(?P<one>[^\W\d_]{3,12})|(?P<two>[^\W\d_]{3,12})\.?[ \t]+\d{1,2})\b"
)
_CLOCK_TIME = re.compile(r"\d{1,2}[:.]\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_WORDS = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_TITLE_LABEL = re.compile(r"^(?:title|headline|titel|titre|título|заголовок)[ \t]*:[ \t]*", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_A-Z]{2}[.!?][\"”’»)]?[ \t]+[\"“‘«(]?[A-ZÀ-ÞА-Я]|。.")
_NO_TITLE = re.compile(
    r"https?:|www\.|@|©|\bcookies?\b|\bsubscri|\bsign (?:in|up)\b|\blog in\b|\bno time to read\b|\bread (?:more|next)\b"
    r"|\badvert|\bautomatic translation\b|\bskip to\b|\bshare (?:this|on)\b"
    r"|for immediate release|\bembargo|^photo\b|^image\b|^caption\b"
    r"|^(?:share|tweet|home)\b.{0,40}$",
    re.IGNORECASE,
)
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi "
    "dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì "
    "sabato domenica poniedziałek wtorek środa czwartek piątek sobota niedziela понедельник вторник среда "
    "четверг пятница суббота воскресенье понеділок вівторок середа четвер субота неділя п'ятниця".split()
)
_CLOCK = frozenset(
    "am pm a m p t at um uhr h le de del of the st nd rd th gmt utc et est edt ct cst cdt pt pst pdt cet cest bst "
    "eet eest msk ist jst z o clock year 年 月 日 년 월 일 г года року р и в о on".split()
)
_SMALL = frozenset("de da di del della du van von der den la le el al bin ibn ben and und et y e i и та & dos".split())
_AGENCIES = frozenset(
    "reuters ap afp upi dpa tass itar-tass interfax interfax-ukraine xinhua ansa efe pa kyodo yonhap anadolu aa sana "
    "ukrinform unian pti ani bns tt ntb ritzau stt apa sda belga pap čtk ctk mti fars irna tasnim wafa petra kcna "
    "bernama antara isna ria sputnik lusa anp apn tanjug".split()
)
_AGENCY_WORDS = re.compile(
    r"\b(?:associated press|agence france|press association|news agency|press agency|newswire|wire service"
    r"|press trust|ria novosti|united press|nachrichtenagentur|presse-agentur|агентство)\b",
    re.IGNORECASE,
)
_OUTLET_WORDS = re.compile(
    r"\b(?:news|times|post|herald|tribune|gazette|journal|radio|tv|television|magazine|guardian|observer|"
    r"chronicle|mirror|telegraph|express|daily|weekly|review|zeitung|broadcasting|media)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the text says of itself: word facts ``(field, value, start, end, how)``, dates
    ``(start, end, words, day first, how)`` with the best first, notes, and the regions that hold them."""

    words: tuple[tuple[str, str, int, int, str], ...] = ()
    dates: tuple[tuple[int, int, str, bool | None, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # without the white space around it, cut to _LINE
    whole: bool  # not cut


@dataclass(slots=True)
class _Finds:
    words: list[tuple[str, str, int, int, str]] = field(default_factory=list)
    dates: list[tuple[int, tuple[int, int, str, bool | None, str]]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)


def look(text: str) -> Found:
    """The facts in the first and last lines of ``text``."""
    head = _lines(text, 0, min(len(text), _HEAD), _HEAD_LINES)
    if not head:
        return Found()
    low = max(head[-1].end, len(text) - _TAIL)
    tail = _lines(text, low, len(text), 10_000)[-_TAIL_LINES:]
    finds = _Finds()
    day_first = _day_first(text)
    body = next((n for n, line in enumerate(head) if _is_body(line)), len(head))
    claimed: set[int] = set()
    for n, line in enumerate(head):
        if _date_line(line, finds, day_first, n <= body + 2) or _person_line(line, finds, day_first, n <= body + 3):
            claimed.add(line.start)
    for line, after in pairwise(head[1 : body + 1]):
        if line.start not in claimed and after.start in claimed and _bare_name(line, finds):
            claimed.add(line.start)
    for line in tail or head[max(1, len(head) - _TAIL_LINES) :]:
        if line.start not in claimed:
            _closing_line(line, finds, day_first)
    for line in head[: body + 3]:  # a caption may stand before the report's first line
        if line.start not in claimed and _dateline(line, finds, day_first):
            break
    if len(head) > 1:
        bounds = {line.start for line in head[body : body + 1]} | claimed
        leading = {line.start for line, after in pairwise(head[: body + 1]) if after.start in bounds}
        if any(word[0].islower() for word in head[0].text.split()) and text.startswith("\n\n", head[0].end):
            leading.add(head[0].start)  # a sentence in short, where a site's name would be in capitals
        _title([line for line in head[:body] if line.start not in claimed], leading, finds)
    _leading_date(head[0], finds)
    finds.dates.sort(key=lambda pair: pair[0])
    return Found(tuple(finds.words), tuple(date for _, date in finds.dates), tuple(finds.notes), tuple(finds.regions))


def _lines(text: str, start: int, stop: int, most: int) -> list[_Line]:
    lines: list[_Line] = []
    at = start
    while at < stop and len(lines) < most:
        end = text.find("\n", at, stop)
        end = stop if end < 0 else end
        part = text[at : min(end, at + 4 * _LINE)]
        words = part.strip()
        if words:
            first = at + part.index(words[0])
            whole = len(words) <= _LINE and end - at <= 4 * _LINE
            cut = words[:_LINE]
            lines.append(_Line(first, first + len(cut), cut, whole))
        at = end + 1
    return lines


def _is_body(line: _Line) -> bool:
    """Whether running text begins here: a long line, or one of several sentences."""
    if not line.whole:
        return True
    if _SENTENCE.search(line.text) and len(line.text) > 60:
        return True
    return len(line.text) > 90 and line.text.rstrip('"”’»)')[-1:] in ".!?…。"


def _day_first(text: str) -> bool | None:
    """What other numeric dates of the same document say about the order of day and month."""
    orders = set()
    for part in (text[:_HEAD], text[-_TAIL:]):
        for first, _sep, second in _NUMERIC.findall(part):
            if int(first) > 12 >= int(second):
                orders.add(True)
            elif int(second) > 12 >= int(first):
                orders.add(False)
    return orders.pop() if len(orders) == 1 else None


def _date_line(line: _Line, finds: _Finds, day_first: bool | None, near: bool) -> bool:
    """A line that is a date, or a label and a date."""
    if not line.whole or len(line.text) > 160:
        return False
    label = _LABEL.match(line.text)
    if label and has_date(label["value"][:40]):
        word = label["label"].lower().split()[-1]
        start = line.start + label.start("value")
        finds.dates.append(
            (2 if word in _LATER else 1, (start, line.end, label["value"], day_first, f" ({label['label']})"))
        )
        finds.regions.append(Region(line.start, line.end, "dateline", "reader:labelled-date"))
        return True
    if (
        near
        and len(line.text) <= 80
        and (_only_date(line.text) or _place_and_date(line.text) or _date_and_clock(line.text))
    ):
        finds.dates.append((3, (line.start, line.end, line.text, day_first, "")))
        finds.regions.append(Region(line.start, line.end, "dateline", "reader:date-line"))
        return True
    return False


def _date_and_clock(words: str) -> bool:
    """``August 12, 20222:15 PM UTCUpdated 2 years ago``: a line that opens with a date and goes on with a time."""
    clock = _CLOCK_TIME.search(words)
    return clock is not None and _only_date(words[: clock.end()])


def _place_and_date(words: str) -> bool:
    """``Kozhara, 14 April 2025``: a line of its own at the head of a letter or press notice."""
    place, comma, date = words.partition(",")
    return bool(comma) and len(place.split()) <= 3 and _is_name(place) and _only_date(date.strip(" ."))


def _only_date(words: str) -> bool:
    if not any(c.isdigit() for c in words) or not has_date(words):
        return False
    return all(w in MONTHS or w in _WEEKDAYS or w in _CLOCK for w in _LETTERS.findall(words.lower()))


def _is_name(words: str) -> bool:
    parts = words.split()
    if not 1 <= len(parts) <= 8 or not words[:1].isupper():
        return False
    if parts[0].lower().rstrip(".,") in _WEEKDAYS or parts[0].lower().rstrip(".,") in MONTHS:
        return False
    return all(p[:1].isupper() or p.lower() in _SMALL for p in parts) and not any(c.isdigit() for c in words)


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency: a known one, or one that calls itself so."""
    return name.strip(" .").lower() in _AGENCIES or _AGENCY_WORDS.search(name) is not None


def _is_outlet(name: str, byline: str) -> bool:
    capitals = name.isupper() and 2 <= len(name) <= 8 and name.isalnum() and not byline.isupper()
    return capitals or _OUTLET_WORDS.search(name) is not None


def _person_line(line: _Line, finds: _Finds, day_first: bool | None, near: bool) -> bool:
    """``By Andrea Beer, WDR, currently Kyiv``."""
    if not near or not line.whole or len(line.text) > 120 or line.text[-1] in ".!?:;":
        return False
    found = _BYLINE.match(line.text)
    if not found:
        return False
    parts = [part.strip() for part in re.split(r"[,|•·(]| for | in ", found["who"])]
    name = parts[0]
    if not _is_name(name) or any(f[0] == "byline" for f in finds.words):
        return False
    start = line.start + found.start("who")
    finds.words.append(("byline", name, start, start + len(name), ""))
    finds.regions.append(Region(line.start, line.end, "byline", "reader:byline"))
    rest = found["who"][len(name) :]
    if has_date(rest):
        finds.dates.append((3, (start + len(name), line.end, rest, day_first, " (byline)")))
    for part in parts[1:]:
        if is_agency(part):
            finds.notes.append(("agency", f"{part} (byline, text {line.start}..{line.end})"))
        elif part and _is_outlet(part, name):
            at = line.text.index(part, found.start("who")) + line.start
            finds.words.append(("outlet", part, at, at + len(part), " (affiliation in the byline)"))
    return True


def _bare_name(line: _Line, finds: _Finds) -> bool:
    """``Ayesha Khan and Tom Lee``, ``Reuters``: a line of its own between the headline and the date."""
    if is_agency(line.text):
        finds.notes.append(("agency", f"{line.text} (byline, text {line.start}..{line.end})"))
        finds.regions.append(Region(line.start, line.end, "byline", "reader:agency"))
        return True
    names = re.split(r",| and | und | et | y | и ", line.text)
    plain = all(2 <= len(name.split()) <= 3 and _is_name(name.strip()) and not name.isupper() for name in names)
    if not plain or len(line.text) > 80 or _is_outlet(line.text, "") or any(f[0] == "byline" for f in finds.words):
        return False
    finds.words.append(("byline", line.text, line.start, line.end, ""))
    finds.regions.append(Region(line.start, line.end, "byline", "reader:bare-byline"))
    return True


def _closing_line(line: _Line, finds: _Finds, day_first: bool | None) -> None:
    """``- Source : Kyle Anzalone - GreatGameIndia``; ``Andrea Beer, WDR, 12/19/2022 08:36 a.m``."""
    if not line.whole or len(line.text) > 140:
        return
    credit = _CREDIT.match(line.text) or _FIRST_PRINT.match(line.text) or _COPYRIGHT.match(line.text)
    if credit and not _NO_CREDIT.search(credit["who"]):
        _credit(line, credit, finds)
        return
    if _date_line(line, finds, day_first, near=False):
        return
    parts = [part.strip() for part in re.split(r"[,|•·]", line.text)]
    if 2 <= len(parts) <= 5 and _is_name(parts[0]) and _only_date(parts[-1]):
        start = line.start + line.text.rindex(parts[-1])
        finds.dates.append((4, (start, start + len(parts[-1]), parts[-1], day_first, " (closing line)")))


def _credit(line: _Line, credit: re.Match[str], finds: _Finds) -> None:
    parts = [part.strip(" ).*_") for part in re.split(r" [-–—|/] |, ", credit["who"])]
    names = [part for part in parts if part and _is_name(part)]
    if len(names) != len(parts) or len(names) > 3:
        return
    for name in names:
        start = line.start + line.text.index(name, credit.start("who"))
        place = (start, start + len(name), " (credit line)")
        if is_agency(name):
            finds.notes.append(("agency", f"{name} (credit line, text {start}..{start + len(name)})"))
        elif name is not names[-1]:
            finds.words.append(("byline", name, *place))
        else:
            finds.words.append(("outlet", name, *place))


def _dateline(line: _Line, finds: _Finds, day_first: bool | None) -> bool:
    """``KYIV, March 3 (Reuters) -``: where and through whom; a date only where it has its year."""
    found = _DATELINE.match(line.text)
    agency = (found["one"] or found["two"]).strip() if found else ""
    if found is None:
        found = _PLAIN_DATELINE.match(line.text)
    if found is None or not _is_place(found["place"], bool(agency)):
        return False
    start, end = line.start, line.start + found.end("place")
    if agency:
        start_agency = line.start + (found.start("one") if found["one"] else found.start("two"))
        words = agency.split(",")[0].strip()
        if not words[:1].isupper() or any(c.isdigit() for c in words):
            return False
        finds.notes.append(("agency", f"{words} (dateline, text {start_agency}..{start_agency + len(words)})"))
    finds.regions.append(Region(start, line.start + len(found.group().rstrip()), "dateline", "reader:dateline"))
    if has_date(found["place"]):
        finds.dates.append((5, (start, end, found["place"], day_first, " (dateline)")))
    else:
        day = _DAY_MONTH.search(found["place"])
        if day and (day["one"] or day["two"]).lower() in MONTHS:
            finds.notes.append(("published", f"unknown: text {start}..{end}: {day.group()!r} has no year"))
    return True


def _is_place(words: str, marked: bool) -> bool:
    """Capitalised words with at most a date among them. Without an agency they need capitals or a full date."""
    letters = [w for w in _WORDS.findall(words) if w.lower().rstrip(".") not in MONTHS]
    if not words.strip():
        return marked
    if not letters or len(letters) > 7:
        return False
    capitals = letters[0].isupper() and len(letters[0]) > 2 and ("," in words or len(letters) <= 3)
    if not marked and not capitals and not ("," in words and has_date(words)):
        return False
    return all(w[0].isupper() or w.lower() in _SMALL or w.lower() in _CLOCK for w in letters)


def _leading_date(line: _Line, finds: _Finds) -> None:
    """``Wed 05 Apr 2017 Syria attack symptoms …``: a weekday and a date open the text."""
    found = _AT_START.match(line.text)
    if found and found["day"].lower() in _WEEKDAYS and has_date(found["date"]):
        start = line.start + found.start("date")
        finds.dates.append((4, (start, line.start + found.end(), found["date"], None, " (opens the text)")))


def _title(lines: list[_Line], leading: set[int], finds: _Finds) -> None:
    """The headline among the lines before the body: one that is repeated, else the first of four words.

    Three words are enough for one in ``leading``: straight before a date, a byline or the body.
    """
    good = [line for line in lines[:12] if _may_be_title(line)]
    seen: dict[str, int] = {}
    for line in good:
        seen[line.text] = seen.get(line.text, 0) + 1
    best = next((line for line in good if seen[line.text] > 1 and _weight(line) >= 4), None)
    best = best or next((line for line in good if _weight(line) >= (3 if line.start in leading else 4)), None)
    if best is None and len(good) == len(lines) == 1 and _weight(good[0]) >= 2:
        best = good[0]
    if best is None:
        return
    words = _TITLE_LABEL.sub("", best.text.lstrip("#").strip()).rstrip("#").strip()
    if not words:
        return
    start = best.start + best.text.index(words)
    finds.words.append(("title", words, start, start + len(words), ""))
    for line in good:  # printed twice over: as the page's and as the report's
        if line is best or line.text == best.text:
            finds.regions.append(Region(line.start, line.end, "title", "reader:headline"))


def _may_be_title(line: _Line) -> bool:
    text = line.text
    if not line.whole or len(text) > 250 or (text[-1] in ".,;:" and not text.endswith("...")):
        return False
    if text.count("|") > 1 or " > " in text or " » " in text or _NO_TITLE.search(text):
        return False
    if _CLOCK_TIME.search(text) and _YEAR.search(text):
        return False
    first = next((c for c in text if c.isalnum()), "")
    return bool(first) and not first.islower() and any(c.isalpha() for c in text)


def _weight(line: _Line) -> int:
    """Words; in scripts without blanks, a word for every three letters."""
    wide = sum(1 for c in line.text if "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af")
    return len(_WORDS.findall(line.text)) + wide // 3
