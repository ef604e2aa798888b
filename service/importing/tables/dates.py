"""Reads a date as people write it in a chronology, ``?`` for unsure, and never more exactly."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name, monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from service.importing.tables.times import clock

_MONTHS = {name.casefold(): n for names in (month_name, month_abbr) for n, name in enumerate(names)}
_MONTHS["sept"] = 9
_YEAR_AS = r"(\d{4}|'?\d{2})"
_DOUBT = re.compile(r"\?|\b(?:about|approx\.?|approximately|around|circa|ca?\.)", re.IGNORECASE)
_BOUND = re.compile(r"(before|prior to|after)\s+(.*)", re.DOTALL)
_WEEKDAY = re.compile(r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? ")
_UNKNOWN_DAY = re.compile(rf"[?x]{{1,2}}[/.\-](\d{{1,2}})[/.\-]{_YEAR_AS}")
_UNKNOWN_MONTH = re.compile(r"[?x]{1,2}[/.\-][?x]{1,2}[/.\-](\d{4})")
_NUMBERS = re.compile(rf"(\d{{1,2}})[/.\- ](\d{{1,2}})[/.\- ]{_YEAR_AS}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:[ \-/.]| of )([a-z]+)\.?,?[ \-/.]{_YEAR_AS}")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?,?[ \-/](\d{4})|(\d{1,2})[/.](\d{4})")
_SHORT_MONTH = re.compile(r"([a-z]+)\.?,?[ \-/]('?\d{2})")
_YEAR = re.compile(r"(\d{4})")
_PART = re.compile(r"(?:early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ \-](.+)")
_SEASON = re.compile(r"(spring|summer|autumn) (?:of )?(\d{4})")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_WEEK = re.compile(r"(?:w/c|w/b|wc|week (?:commencing|beginning|of))\.?:? (.+)")
_APART = re.compile(r" ?(?:\u2013|\u2014) ?| - | (?:to|until|till) ")
_TOGETHER = re.compile(r"([\d/.]+)-([\d/.]+)")
_FROM = re.compile(r"(?:from|between) ")
_TWO_YEARS = re.compile(r"(\d{4})[/\-](\d{4}|\d{2})")
_TWO_MONTHS = re.compile(r"([a-z]+)/([a-z]+ \d{4})")
_TIMED = re.compile(r"(.*\d)(?:t|,? at |,? )(\d[\d:.]*(?: ?[ap]\.?m\.?| ?hrs?| ?hours| ?h)?)")
_MIDNIGHT = " 00:00:00"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """
    A date in the sample's form.

    Args:
        at: The time of day, where the cell says one.
        whole: Whether this says all that was written; else the words themselves are to be kept.
    """

    on: str
    precision: str
    at: str = ""
    whole: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    day_first: bool
    today: date

    def year(self, text: str) -> int:
        """
        Return a year; one of two figures is the last such that has begun.
        """
        number = int(text.lstrip("'"))
        if len(text) == 4:  # noqa: PLR2004 - figures
            return number
        return 2000 + number if 2000 + number <= self.today.year else 1900 + number


@lru_cache(maxsize=8192)
def written(text: str, *, day_first: bool, today: date) -> Written | None:
    """
    Return a date as the sample's form writes it; None where it is no date, or may be two.

    Args:
        today: By which two figures are a year: nothing has happened after it.
    """
    return _read(" ".join(text.casefold().split()), _Reading(day_first=day_first, today=today))


def _read(text: str, reading: _Reading) -> Written | None:
    if bound := _BOUND.fullmatch(text):
        return _beside(bound[1], bound[2], reading)
    for way in (_with_gaps, _day_or_longer, _roughly, _span, _with_time):
        if found := way(text, reading):
            return found
    doubted = " ".join(_DOUBT.sub(" ", text).split())
    if doubted in {text, ""}:
        return None
    found = (
        _day_or_longer(doubted, reading) or _roughly(doubted, reading) or _span(doubted, reading)
    )
    return replace(found, precision="approx") if found else None


def _beside(word: str, text: str, reading: _Reading) -> Written | None:
    found = None if _DOUBT.search(text) else _day_or_longer(text, reading)
    return replace(found, precision="after" if word == "after" else "before") if found else None


def _with_gaps(text: str, reading: _Reading) -> Written | None:
    if match := _UNKNOWN_DAY.fullmatch(text):
        return _month(reading.year(match[2]), int(match[1]))
    if match := _UNKNOWN_MONTH.fullmatch(text):
        return Written(on=match[1], precision="year")
    return None


def _day_or_longer(text: str, reading: _Reading) -> Written | None:
    """
    Read one day, month or year.
    """
    text = text.removesuffix(_MIDNIGHT)
    if weekday := _WEEKDAY.match(text):
        return _day_of(text[weekday.end() :], reading)
    return _day_of(text, reading) or _month_or_year(text, reading)


def _day_of(text: str, reading: _Reading) -> Written | None:
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        day, month = (match[1], match[2]) if reading.day_first else (match[2], match[1])
        return _day(reading.year(match[3]), int(month), int(day))
    if match := _WORDS.fullmatch(text):
        return _day(reading.year(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(text):
        return _day(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))
    return None


def _month_or_year(text: str, reading: _Reading) -> Written | None:
    if match := _MONTH.fullmatch(text):
        month = _MONTHS.get(match[1], 0) if match[1] else int(match[3])
        return _month(int(match[2] or match[4]), month)
    if match := _SHORT_MONTH.fullmatch(text):
        # "March 07" is a month here and may be a day elsewhere: its words stay beside it.
        found = _month(reading.year(match[2]), _MONTHS.get(match[1], 0))
        return replace(found, whole=False) if found else None
    if match := _YEAR.fullmatch(text):
        return Written(on=match[1], precision="year")
    return None


def _roughly(text: str, reading: _Reading) -> Written | None:
    """
    Read "early March 2007" and "spring 2007": about then, with the words themselves beside it.
    """
    if match := _PART.fullmatch(text):
        found = _month_or_year(match[1], reading)
        return replace(found, precision="approx", whole=False) if found else None
    if match := _SEASON.fullmatch(text):
        first, last = _SEASONS[match[1]]
        on = f"{match[2]}-{first:02}/{match[2]}-{last:02}"
        return Written(on=on, precision="approx", whole=False)
    return None


def _span(text: str, reading: _Reading) -> Written | None:
    """
    Read from when to when; whether it lasted so long or lay between is in the words.
    """
    if match := _WEEK.fullmatch(text):
        monday = _day_of(match[1], reading)
        return _between(monday, _later(monday, 6)) if monday else None
    if match := _TWO_YEARS.fullmatch(text):
        year, next_year = int(match[1]), match[2]
        follows = next_year in {f"{year + 1:04}", f"{(year + 1) % 100:02}"}
        return _between(_year(year), _year(year + 1)) if follows else None
    first, last = _ends(text)
    return _from_to(first, last, reading) if last else None


def _ends(text: str) -> tuple[str, str]:
    """
    Part what was written of two dates; the second is "" where there is one alone.
    """
    if match := _TWO_MONTHS.fullmatch(text) or _TOGETHER.fullmatch(text):
        return match[1], match[2]
    parts = _APART.split(_FROM.sub("", text, count=1))
    if len(parts) == 1 and text.startswith("between "):
        parts = text.removeprefix("between ").split(" and ")
    return (parts[0], parts[1]) if len(parts) == 2 else (text, "")  # noqa: PLR2004 - from and to


def _from_to(first: str, last: str, reading: _Reading) -> Written | None:
    ends = _day_or_longer(last, reading)
    if ends is None:
        return None
    begins = _day_or_longer(first, reading) or _as_the_end(first, ends, reading)
    return _between(begins, ends) if begins else None


def _as_the_end(first: str, ends: Written, reading: _Reading) -> Written | None:
    """
    Read "1" of "1 to 14 March 2007", "12/3" of "12/3 - 14/3/2007", "March" of "March - May 2007".
    """
    year, _, rest = ends.on.partition("-")
    month = rest.partition("-")[0]
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", first)
    if bare.isdecimal() and ends.precision == "day":
        return _day(int(year), int(month), int(bare))
    if bare in _MONTHS and ends.precision == "month":
        return _month(int(year), _MONTHS[bare])
    same_year = f"{first}/{year}" if bare[-1:].isdecimal() else f"{first} {year}"
    return _day_of(same_year, reading)


def _with_time(text: str, reading: _Reading) -> Written | None:
    match = _TIMED.fullmatch(text)
    day = match and _day_or_longer(match[1], reading)
    at = clock(match[2]) if match else ""
    if not day or not at or day.precision != "day":
        return None
    return replace(day, at=at)


def _between(first: Written | None, last: Written | None) -> Written | None:
    if first is None or last is None or first.on > last.on:
        return None
    return Written(on=f"{first.on}/{last.on}", precision="between", whole=False)


def _later(first: Written, days: int) -> Written | None:
    try:
        last = date.fromisoformat(first.on) + timedelta(days=days)
    except OverflowError:
        return None
    return Written(on=last.isoformat(), precision="day")


def _day(year: int, month: int, day: int) -> Written | None:
    if year < 1 or not _is_month(month) or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Written(on=f"{year:04}-{month:02}-{day:02}", precision="day")


def _month(year: int, month: int) -> Written | None:
    known = year >= 1 and _is_month(month)
    return Written(on=f"{year:04}-{month:02}", precision="month") if known else None


def _year(year: int) -> Written:
    return Written(on=f"{year:04}", precision="year")


def _is_month(month: int) -> bool:
    return 1 <= month <= 12  # noqa: PLR2004 - months
