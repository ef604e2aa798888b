"""The few sorts of value that callers send, each read strictly: nothing is guessed or rounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from events.occurred import Occurred, Precision
from service.clocks import EARLIEST, TOO_EARLY, Clocks

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ENTRY = r"^[1-9][0-9]{0,17}$"
KEY = r"^[!-~]{1,200}$"

NO_DAY = "Give a real date as year-month-day, such as 2026-03-27"
NO_MOMENT = "Give a moment with its zone, such as 2026-03-27T09:05:00Z"


class Sent(Schema):
    """
    The root of everything that is sent: unknown fields are refused by name.
    """

    class Meta:
        """
        Refuse what nothing reads, so that nobody believes it was heard.
        """

        unknown = RAISE


class Day(fields.String):
    """
    A day as RFC 3339 writes one, and not before 1900.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        day = read_day(super()._deserialize(value, attr, data, **kwargs))
        if day < EARLIEST:
            raise ValidationError(TOO_EARLY)
        return day


class Moment(fields.String):
    """
    A moment as RFC 3339 writes one; its zone is part of it.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        return read_moment(super()._deserialize(value, attr, data, **kwargs))


class ClocksAsked(Sent):
    """
    Both clocks of a reading, alone or together.
    """

    as_known_at = Day(metadata={"description": "Only what was learned by the end of this day."})
    as_recorded_at = Moment(metadata={"description": "Only what this log held at this moment."})


def clocks_of(query: Mapping[str, Any]) -> Clocks:
    """
    Return the clocks that a caller asked for; ``on`` is the first one's older name where a reading
    has no other use for it.
    """
    return Clocks(
        known=query.get("as_known_at") or query.get("on"), recorded=query.get("as_recorded_at")
    )


class Identifier(fields.String):
    """
    An id, written one way.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not IDENTIFIER.fullmatch(text):
            raise ValidationError("Not a valid UUID.")
        return UUID(text)


class When(fields.Field[Occurred]):
    """
    When something happened, as exactly as is known: from, to and precision, as answers give it.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Occurred:
        if not isinstance(value, Mapping):
            raise ValidationError("Invalid input type.")
        wrong = {str(name): ["Unknown field."] for name in value.keys() - _OF_WHEN}
        for name in value.keys() & _OF_WHEN:
            if not isinstance(value[name], str):
                wrong[name] = ["Not a valid string."]
        precision = str(value.get("precision"))
        if precision not in set(Precision):
            wrong["precision"] = [f"Choose one of: {', '.join(Precision)}"]
        if "from" not in value:
            wrong["from"] = ["Missing data for required field."]
        if wrong:
            raise ValidationError(wrong)
        return _when(Precision(precision), value["from"], value.get("to"))


_OF_WHEN = frozenset({"from", "to", "precision"})


def entry_number(**more: Any) -> fields.String:
    """
    Ask for an entry's number.
    """
    check = validate.Regexp(ENTRY, error="Give an entry's number, such as 12")
    return fields.String(validate=check, **more)


def read_day(text: str) -> date:
    """
    Read a day.

    Raises:
        ValidationError: It is none.
    """
    if not DAY.fullmatch(text):
        raise ValidationError(NO_DAY)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValidationError(NO_DAY) from None


def read_moment(text: str) -> datetime:
    """
    Read a moment into UTC.

    Raises:
        ValidationError: It is none, or lies outside the years that can be kept.
    """
    if not MOMENT.fullmatch(text):
        raise ValidationError(NO_MOMENT)
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValidationError(NO_MOMENT) from None


def _when(precision: Precision, first: str, last: str | None) -> Occurred:
    if precision is Precision.INSTANT:
        return _instant(first, last)
    since = _named("from", first)
    until = _named("to", last) if last is not None else None
    read = _days(precision, since, until)
    if (since, until or read.last) != (read.first, read.last):
        fix = f"For a {precision}, give {read.first} here, and {read.last} as “to” or nothing"
        raise ValidationError({"from": [fix]})
    return read


def _days(precision: Precision, since: date, until: date | None) -> Occurred:
    match precision:
        case Precision.RANGE | Precision.ABOUT:
            if precision is Precision.RANGE and until is None:
                raise ValidationError({"to": ["Missing data for required field."]})
            if until is not None and until < since:
                raise ValidationError({"to": ["Give a day that is not before “from”"]})
            made = Occurred.between if precision is Precision.RANGE else Occurred.about
            return made(since, until or since)
        case Precision.MONTH:
            return Occurred.month(since.year, since.month)
        case Precision.YEAR:
            return Occurred.year(since.year)
        case Precision.BEFORE | Precision.AFTER:
            return _open(precision, since)
        case _:
            return Occurred.day(since)


def _open(precision: Precision, nearest: date) -> Occurred:
    try:
        if precision is Precision.BEFORE:
            return Occurred.before(nearest + timedelta(days=1))
        return Occurred.after(nearest - timedelta(days=1))
    except OverflowError:
        raise ValidationError({"from": [NO_DAY]}) from None


def _instant(first: str, last: str | None) -> Occurred:
    try:
        moment = read_moment(first)
        read = Occurred.instant(moment)
    except (ValidationError, OverflowError):
        raise ValidationError({"from": [NO_MOMENT]}) from None
    if last not in {None, first}:
        raise ValidationError({"to": ["Leave this out: an instant has no end"]})
    return read


def _named(name: str, text: str) -> date:
    try:
        return read_day(text)
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from None
