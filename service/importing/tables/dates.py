"""Reads a date as people write it in a chronology, ``?`` for unsure, and never more exactly."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name, monthrange
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = {name.casefold(): n for names in (month_name, month_abbr) for n, name in enumerate(names)}
_MONTHS["sept"] = 9
_DOUBT = re.compile(r"\?|\b(?:about|approx\.?|approximately|around|circa|ca?\.)", re.IGNORECASE)
_BOUND = re.compile(r"(before|prior to|after)\s+(.*)", re.IGNORECASE | re.DOTALL)
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]+)\.?,?[ \-](\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?,?[ \-](\d{4})|(\d{1,2})[/.](\d{4})")
_YEAR = re.compile(r"(\d{4})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """
    A date in the sample's form.
    """

    on: str
    precision: str


@lru_cache(maxsize=8192)
def written(text: str, *, day_first: bool) -> Written | None:
    """
    Return a date as the sample's form writes it; None where it is no date, or may be two.
    """
    if bound := _BOUND.fullmatch(text.strip()):
        return _beside(bound[1].casefold(), bound[2], day_first=day_first)
    doubt = _DOUBT.search(text) is not None
    plainly = " ".join(_DOUBT.sub(" ", text).casefold().split()).removesuffix(" 00:00:00")
    found = _exact(plainly, day_first=day_first)
    if found is None:
        return None
    return Written(on=found.on, precision="approx") if doubt else found


def _beside(word: str, text: str, *, day_first: bool) -> Written | None:
    found = None if _DOUBT.search(text) else written(text, day_first=day_first)
    if found is None or found.precision in {"before", "after"}:
        return None
    return Written(on=found.on, precision="after" if word == "after" else "before")


def _exact(text: str, *, day_first: bool) -> Written | None:
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        day, month = (match[1], match[2]) if day_first else (match[2], match[1])
        return _day(int(match[3]), int(month), int(day))
    if match := _WORDS.fullmatch(text):
        return _day(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    if match := _MONTH.fullmatch(text):
        month = _MONTHS.get(match[1], 0) if match[1] else int(match[3])
        year = int(match[2] or match[4])
        return Written(on=f"{year:04}-{month:02}", precision="month") if _is_month(month) else None
    if match := _YEAR.fullmatch(text):
        return Written(on=match[1], precision="year")
    return None


def _day(year: int, month: int, day: int) -> Written | None:
    if year < 1 or not _is_month(month) or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Written(on=f"{year:04}-{month:02}-{day:02}", precision="day")


def _is_month(month: int) -> bool:
    return 1 <= month <= 12  # noqa: PLR2004 - months
