"""Reads the dates of an import as exactly as they are given, and never more exactly."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time
from functools import lru_cache

from events.clock import CIVIL
from events.occurred import Occurred, Precision
from service.importing.fault import Fault

_FORMS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TIME = re.compile(r"(?P<hours>[01]?\d|2[0-3])[:.](?P<minutes>[0-5]\d)(?::00)?")
_LENGTHS = {"day": 10, "month": 7, "year": 4}
_ROUGH = ("approx", "before", "after")
_BETWEEN = "between"
_WRITTEN = {"day": "year-month-day, such as 2007-03-27", "month": "year-month", "year": "a year"}


def span(text: str) -> tuple[date, date] | None:
    """
    Return the first and last day that a year, year-month or year-month-day can mean.

    None where it is no such date.
    """
    found = _FORMS.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return (date(year, month, day), date(year, month, day))
        if found[3] is not None:
            return None
        if found[2] is not None:
            return (date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return (date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def occurred_on(text: str, precision: str, today: date) -> Occurred | Fault:
    """
    Read when something happened, with the precision that the row itself gives it.

    Args:
        today: The day of the import, after which nothing can have happened.
    """
    days = _from_to(text) if precision in {_BETWEEN, "approx"} else span(text)
    if days is None:
        return _no_date("occurred_on", text)
    if unfit := _unfit(text, precision):
        return unfit
    found = _precisely(precision, *days)
    if found is None:
        return _no_date("occurred_on", text)
    if found.first > today:
        return Fault(
            column="occurred_on",
            reason=f"this lies after the day of the import, {today.isoformat()}",
            fix="Give the day on which it happened; what is planned goes in once it has happened",
        )
    return found


def _unfit(text: str, precision: str) -> Fault | None:
    """
    Return why a precision does not go with its date.
    """
    if precision not in {*_LENGTHS, *_ROUGH, _BETWEEN}:
        return Fault(
            column="occurred_precision",
            reason="this is not a precision" if precision else "the precision is missing",
            fix="Write day, month, year, between, approx, before or after",
        )
    if precision == _BETWEEN and "/" not in text:
        return Fault(
            column="occurred_precision",
            reason="the precision is between and there is one date alone",
            fix="Write both dates with / between them, such as 2007-03-12/2007-03-14",
        )
    if precision in _LENGTHS and len(text) != _LENGTHS[precision]:
        return Fault(
            column="occurred_precision",
            reason=f"the precision is {precision} and the date is written as {_as_written(text)}",
            fix=f"Write the date as {_WRITTEN[precision]}, or the precision as"
            f" {_as_written(text)} or approx",
        )
    return None


def _from_to(text: str) -> tuple[date, date] | None:
    """
    Return the first and last day of one date, or of two with a slash between them.
    """
    begins, slash, ends = text.partition("/")
    first, last = span(begins), span(ends if slash else begins)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _precisely(  # noqa: PLR0911 - one a precision
    precision: str, first: date, last: date
) -> Occurred | None:
    try:
        match precision:
            case "approx":
                return Occurred.about(first, last)
            case "between":
                return Occurred.between(first, last)
            case "before":
                return Occurred.before(first)
            case "after":
                return Occurred.after(last)
            case "day":
                return Occurred.day(first)
            case "month":
                return Occurred.month(first.year, first.month)
            case _:
                return Occurred.year(first.year)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def at_time(occurred: Occurred, text: str) -> Occurred | Fault:
    """
    Add the time of day to a day; what is known of no day has no time.
    """
    found = _TIME.fullmatch(text)
    if occurred.precision is not Precision.DAY or found is None:
        return Fault(
            column="occurred_time",
            reason="this is no time of day"
            if found is None
            else "there is a time and no exact day",
            fix="Write hours and minutes, such as 14:30, or leave it empty",
        )
    local = datetime.combine(
        occurred.first, time(int(found["hours"]), int(found["minutes"])), tzinfo=CIVIL
    )
    # In the hour that the clocks skip in spring there is no such moment.
    if local.astimezone(UTC).astimezone(CIVIL).replace(tzinfo=None) != local.replace(tzinfo=None):
        return Fault(
            column="occurred_time",
            reason="the clocks went forward over this time",
            fix="Give another time, or leave it empty",
        )
    return Occurred.instant(local)


def recorded_on(text: str, occurred: Occurred | None, today: date) -> tuple[date, date] | Fault:
    """
    Read when an agency first learned something or wrote it down.

    Args:
        occurred: When it happened, where that could be read.
    """
    days = span(text)
    if days is None:
        return _no_date("recorded_on", text)
    if days[0] > today:
        return Fault(
            column="recorded_on",
            reason=f"this lies after the day of the import, {today.isoformat()}",
            fix="Give the day on which an agency learned it, or leave it empty",
        )
    if occurred is not None and days[1] < occurred.first:
        return Fault(
            column="recorded_on",
            reason="it was recorded before it happened",
            fix="Check both dates; leave recorded_on empty if it was known when it happened",
        )
    return days


def _no_date(column: str, text: str) -> Fault:
    if text and not _FORMS.fullmatch(text.partition("/")[0].strip()):
        return Fault(
            column=column,
            reason="the date is not written with the year first",
            fix="Write 27 March 2007 as 2007-03-27, or 2007-03 or 2007 where no more is known",
        )
    return Fault(
        column=column,
        reason="there is no such date" if text else "the date is missing",
        fix="Write a real date as 2007-03-27, or 2007-03 or 2007 where no more is known",
    )


def _as_written(text: str) -> str:
    return next(word for word, length in _LENGTHS.items() if length == len(text))
