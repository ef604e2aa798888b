"""When something happened, as exactly as it is known and no more exactly."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from events.clock import CIVIL, civil_day
from events.dates_said import day_said, moment_said, month_said

if TYPE_CHECKING:
    from collections.abc import Mapping


class Precision(StrEnum):
    """
    How far a date may be trusted.
    """

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    ABOUT = "about"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurred:
    """
    A date as known: every day from ``first`` to ``last`` is a possible reading of it.

    Of a date that is open to one side, both are the nearest day that it can mean: "before 12 May"
    is read as 11 May, "after 12 May" as 13 May. So it stands beside the day that it was told
    against, and counts into no window as older or newer than anybody said.

    Args:
        first: The earliest day it can mean.
        last: The latest day it can mean; equal to ``first`` for a day or an instant.
        precision: How it was stated.
        at: The moment in UTC, for an instant alone.
    """

    first: date
    last: date
    precision: Precision
    at: datetime | None = None

    @classmethod
    def instant(cls, moment: datetime) -> Occurred:
        """
        Know the very moment; its day is the civil day in the four nations.
        """
        day = civil_day(moment)
        return cls(first=day, last=day, precision=Precision.INSTANT, at=moment.astimezone(UTC))

    @classmethod
    def day(cls, day: date) -> Occurred:
        """
        Know the day and nothing finer.
        """
        return cls(first=day, last=day, precision=Precision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> Occurred:
        """
        Know the month alone.
        """
        last = date(year, month, monthrange(year, month)[1])
        return cls(first=date(year, month, 1), last=last, precision=Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> Occurred:
        """
        Know the year alone.
        """
        return cls(first=date(year, 1, 1), last=date(year, 12, 31), precision=Precision.YEAR)

    @classmethod
    def between(cls, first: date, last: date) -> Occurred:
        """
        Know that it lies between two days, both included.

        Raises:
            ValueError: ``last`` is before ``first``.
        """
        if last < first:
            message = "the later day is before the earlier one"
            raise ValueError(message)
        return cls(first=first, last=last, precision=Precision.RANGE)

    @classmethod
    def about(cls, first: date, last: date) -> Occurred:
        """
        Know roughly: even a full date is not exact.
        """
        return cls(first=first, last=last, precision=Precision.ABOUT)

    @classmethod
    def before(cls, day: date) -> Occurred:
        """
        Know that it was earlier than a day, and not how much earlier.

        Raises:
            ValueError: There is no earlier day.
        """
        return cls._beside(day, -1, Precision.BEFORE)

    @classmethod
    def after(cls, day: date) -> Occurred:
        """
        Know that it was later than a day, and not how much later.

        Raises:
            ValueError: There is no later day.
        """
        return cls._beside(day, 1, Precision.AFTER)

    @classmethod
    def _beside(cls, day: date, days: int, precision: Precision) -> Occurred:
        try:
            nearest = day + timedelta(days=days)
        except OverflowError:
            message = "there is no such day"
            raise ValueError(message) from None
        return cls(first=nearest, last=nearest, precision=precision)

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> Occurred:
        """
        Read back what ``as_json`` wrote.

        Raises:
            KeyError, ValueError: It was not written by ``as_json``.
        """
        precision = Precision(stored["precision"])
        if precision is Precision.INSTANT:
            return cls.instant(datetime.fromisoformat(stored["from"]))
        return cls(
            first=date.fromisoformat(stored["from"]),
            last=date.fromisoformat(stored["to"]),
            precision=precision,
        )

    @classmethod
    def from_text(cls, text: str) -> Occurred:
        """
        Read a date written as exactly as it is known.

        Such as 2006-11-14, 2006-11, 2006, 2006-11/2006-12 for November or December, each of them
        after "about", and a day, month or year after "before" or "after".

        Raises:
            ValueError: It is none of these.
        """
        if text.startswith(_BEFORE):
            return cls.before(_written(text.removeprefix(_BEFORE)).first)
        if text.startswith(_AFTER):
            return cls.after(_written(text.removeprefix(_AFTER)).last)
        roughly = text.startswith(_ABOUT)
        begins, _, ends = text.removeprefix(_ABOUT).partition("/")
        span = _written(begins)
        if ends:
            span = cls.between(span.first, _written(ends).last)
        return cls.about(span.first, span.last) if roughly else span

    @property
    def text(self) -> str:
        """
        The date as ``from_text`` reads it; of an instant its day.
        """
        if (bound := self.bound) is not None:
            return f"{self.precision} {bound.isoformat()}"
        first, last = self.first, self.last
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if first == last:
            said = first.isoformat()
        elif whole and (first.year, first.month) == (last.year, last.month):
            said = f"{first.isoformat()[:7]}"
        elif whole and first.year == last.year and (first.month, last.month) == (1, 12):
            said = f"{first.isoformat()[:4]}"
        else:
            said = f"{first.isoformat()}/{last.isoformat()}"
        return f"{_ABOUT}{said}" if self.precision is Precision.ABOUT else said

    def as_json(self) -> dict[str, str]:
        """
        Return from, to and precision as the API gives them.
        """
        first, last, precision = self.as_stored()
        return {"from": first, "to": last, "precision": precision}

    def as_stored(self) -> tuple[str, str, str]:
        """
        Return from, to and precision as the log's columns hold them.
        """
        # An enumeration's own way to say its value takes longer than writing both days.
        precision = str.__str__(self.precision)
        if self.at is not None:
            # Unlike strftime, this writes a year before 1000 with four figures.
            moment = self.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
            return moment, moment, precision
        first = self.first.isoformat()
        last = first if self.last is self.first else self.last.isoformat()
        return first, last, precision

    @property
    def order(self) -> tuple[date, time, date]:
        """
        The key that puts entries in the order they happened, by earliest reading.

        A month sorts before the days of that month: nothing finer is known of it. What was before
        a day comes after all else that was before it.
        """
        within = self.at.astimezone(CIVIL).time() if self.at else time.min
        if self.precision is Precision.BEFORE:
            within = time.max
        return (self.first, within, self.last)

    @property
    def bound(self) -> date | None:
        """
        The day that it is told to be before or after; None where it is neither.
        """
        match self.precision:
            case Precision.BEFORE:
                return self.last + timedelta(days=1)
            case Precision.AFTER:
                return self.first - timedelta(days=1)
            case _:
                return None

    def words(self) -> str:
        """
        Say it as a person would, with its doubt.
        """
        match self.precision:
            case Precision.INSTANT if self.at is not None:
                return moment_said(self.at)
            case Precision.RANGE:
                return f"between {day_said(self.first)} and {day_said(self.last)}"
            case Precision.ABOUT:
                return f"about {_span(self.first, self.last)}"
            case Precision.BEFORE | Precision.AFTER if self.bound is not None:
                return f"{self.precision} {day_said(self.bound)}"
            case _:
                return _span(self.first, self.last)


_ABOUT, _BEFORE, _AFTER = "about ", "before ", "after "


def _written(text: str) -> Occurred:
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        message = "no date"
        raise ValueError(message)
    match [int(part) for part in parts]:
        case [year, month, day]:
            return Occurred.day(date(year, month, day))
        case [year, month]:
            return Occurred.month(year, month)
        case _:
            return Occurred.year(int(text))


def _span(first: date, last: date) -> str:
    if first == last:
        return day_said(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    whole_month = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_month and (first.year, first.month) == (last.year, last.month):
        return month_said(first)
    return f"{day_said(first)} to {day_said(last)}"
