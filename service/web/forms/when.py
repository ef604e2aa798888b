"""Asks when something happened, as exactly as is known and no more exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from werkzeug.datastructures import MultiDict

from events.clock import CIVIL
from events.occurred import Occurred, Precision

EXACT, ABOUT, BEFORE, AFTER, BETWEEN = "exact", "about", "before", "after", "between"
_PARTS = ("day", "month", "year")


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
    until = f"{name}-until"
    last = _span(form, until) if how == BETWEEN or _typed(form, until) else None
    at = form.get(f"{name}-time", "").strip()
    if last is not None and how not in {BETWEEN, ABOUT}:
        message = "Choose “Between then and another date”, or leave the later date empty"
        raise DateUnclear(message)
    if last is not None and last.last < first.first:
        message = "Give the earlier date first"
        raise DateUnclear(message)
    if at and how != EXACT:
        message = "Leave the time empty, or choose “That is when”; say it in what happened"
        raise DateUnclear(message)
    if at and first.precision is not Precision.DAY:
        message = "Give the day as well, or leave the time empty"
        raise DateUnclear(message)
    return Occurred.instant(_moment(first.first, at)) if at else _as_sure(how, first, last)


def _as_sure(how: str, first: Occurred, last: Occurred | None) -> Occurred:
    match how:
        case "between":
            return Occurred.between(first.first, (last or first).last)
        case "about":
            return Occurred.about(first.first, (last or first).last)
        case "before":
            return Occurred.before(first.first)
        case "after":
            return Occurred.after(first.last)
        case _:
            return first


def corrected(form: MultiDict[str, str], stored: Occurred, name: str = "occurred") -> Occurred:
    """
    Read a date that the form was filled with, and as it is stored where nobody changed it.

    No box says the seconds of a moment, nor which of the two hours it was when the clocks went
    back.

    Raises:
        DateUnclear: It is no date, or there is none.
    """
    read = when(form, name)
    return stored if read == when(MultiDict(filled(stored, name)), name) else read


def filled(occurred: Occurred, name: str = "occurred") -> dict[str, str]:
    """
    Return the form's fields as a date fills them.
    """
    if (bound := occurred.bound) is not None:
        return {f"{name}-how": str(occurred.precision)} | _boxes(bound, name)
    first, last = occurred.first, occurred.last
    values = {f"{name}-how": _HOW.get(occurred.precision, EXACT)}
    if occurred.at is not None:
        values[f"{name}-time"] = f"{occurred.at.astimezone(CIVIL):%H:%M}"
    whole = occurred.precision is not Precision.RANGE and (
        Occurred.year(first.year),
        Occurred.month(first.year, first.month),
    )
    if whole and (first, last) == (whole[0].first, whole[0].last):
        return values | {f"{name}-year": str(first.year)}
    if whole and (first, last) == (whole[1].first, whole[1].last):
        return values | {f"{name}-month": str(first.month), f"{name}-year": str(first.year)}
    if first == last and occurred.precision is not Precision.RANGE:
        return values | _boxes(first, name)
    return values | _boxes(first, name) | _boxes(last, f"{name}-until")


_HOW = {Precision.RANGE: BETWEEN, Precision.ABOUT: ABOUT}


def iso_day(form: MultiDict[str, str], name: str) -> str:
    """
    Return three boxes as one ISO day; what is no day stays readable in it, to be refused.
    """
    day, month, year = (form.get(f"{name}-{part}", "").strip() for part in _PARTS)
    if not (day or month or year):
        return ""
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def iso_moment(form: MultiDict[str, str], name: str) -> str:
    """
    Return four boxes as an ISO day, or as a moment where a time is given; what is none is refused.
    """
    day, at = iso_day(form, name), form.get(f"{name}-time", "").strip()
    if not at:
        return day
    try:
        moment = _moment(date.fromisoformat(day), at)
    except ValueError:
        return f"{day} {at}"
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def moment_filled(text: str, name: str) -> dict[str, str]:
    """
    Return the form's fields as an ISO day or moment fills them.
    """
    if "T" not in text:
        return _boxes(date.fromisoformat(text), name)
    local = datetime.fromisoformat(text).astimezone(CIVIL)
    return _boxes(local.date(), name) | {f"{name}-time": f"{local:%H:%M}"}


def _boxes(day: date, name: str) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def _typed(form: MultiDict[str, str], name: str) -> bool:
    return any(form.get(f"{name}-{part}", "").strip() for part in _PARTS)


def _span(form: MultiDict[str, str], name: str) -> Occurred:
    parts = {part: form.get(f"{name}-{part}", "").strip() for part in _PARTS}
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
