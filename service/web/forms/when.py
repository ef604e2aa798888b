"""Asks when something happened, as exactly as is known and no more exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from events.clock import CIVIL
from events.occurred import Occurred, Precision

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

EXACT, ABOUT, BETWEEN = "exact", "about", "between"


class DateUnclear(ValueError):
    """
    What was typed is no date; the message says the fix.
    """


def when(form: MultiDict[str, str], name: str = "occurred") -> Occurred:
    """
    Read a date: a day left empty means that only the month is known, and so on.

    Raises:
        DateUnclear: It is no date, or there is none.
    """
    how = form.get(f"{name}-how", EXACT)
    first = _span(form, name)
    at = form.get(f"{name}-time", "").strip()
    if how == BETWEEN:
        last = _span(form, f"{name}-until")
        if last.last < first.first:
            message = "Give the earlier date first"
            raise DateUnclear(message)
        return Occurred.between(first.first, last.last)
    if how == ABOUT:
        return Occurred.about(first.first, first.last)
    if at:
        if first.precision is not Precision.DAY:
            message = "Give the day as well, or leave the time empty"
            raise DateUnclear(message)
        return Occurred.instant(_moment(first.first, at))
    return first


def filled(occurred: Occurred, name: str = "occurred") -> dict[str, str]:
    """
    Return the form's fields as a date fills them.
    """
    first, last = occurred.first, occurred.last
    values = {f"{name}-how": EXACT, f"{name}-year": str(first.year)}
    if occurred.precision is Precision.RANGE:
        values |= {f"{name}-how": BETWEEN} | _boxes(last, f"{name}-until")
        return values | _boxes(first, name)
    if occurred.precision is Precision.ABOUT:
        values[f"{name}-how"] = ABOUT
    if first == last:
        values |= _boxes(first, name)
        if occurred.at is not None:
            values[f"{name}-time"] = f"{occurred.at.astimezone(CIVIL):%H:%M}"
    elif (first.year, first.month) == (last.year, last.month):
        values[f"{name}-month"] = str(first.month)
    return values


def _boxes(day: date, name: str) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def _span(form: MultiDict[str, str], name: str) -> Occurred:
    parts = {part: form.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year")}
    if not any(parts.values()):
        message = "Say when it happened, as exactly as is known"
        raise DateUnclear(message)
    if not all(value.isdigit() for value in parts.values() if value):
        message = "Use numbers, such as 27 3 2026"
        raise DateUnclear(message)
    if parts["day"] and not parts["month"]:
        message = "Give the month as well, or leave the day empty"
        raise DateUnclear(message)
    if len(parts["year"]) != 4:  # noqa: PLR2004
        message = "Give the year with four figures, such as 2026"
        raise DateUnclear(message)
    try:
        if parts["day"]:
            return Occurred.day(date(int(parts["year"]), int(parts["month"]), int(parts["day"])))
        if parts["month"]:
            return Occurred.month(int(parts["year"]), int(parts["month"]))
        return Occurred.year(int(parts["year"]))
    except ValueError:
        message = "Give a real date, such as 27 3 2026"
        raise DateUnclear(message) from None


def _moment(day: date, at: str) -> datetime:
    try:
        clock = time.fromisoformat(at.replace(".", ":").zfill(5))
    except ValueError:
        message = "Give the time as hours and minutes, such as 14:30"
        raise DateUnclear(message) from None
    local = datetime.combine(day, clock, tzinfo=CIVIL)
    # In the hour that the clocks skip in spring there is no such moment.
    if local.astimezone(UTC).astimezone(CIVIL).replace(tzinfo=None) != local.replace(tzinfo=None):
        message = "The clocks went forward over this time; give another"
        raise DateUnclear(message)
    return local
