"""Days to places: the child's life at full width, the long time before and empty years squeezed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

BEFORE_LEAST, BEFORE_SHARE, BEFORE_MOST = 0.15, 0.17, 150.0
BEFORE_NEEDED = 76.0
BREAK_WIDTH = 46.0
BREAK_DAYS, BREAK_SHARE = 365, 0.2
MARGIN_DAYS = 14
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
DAY_STEPS, DAYS_SAID, DAY_APART = (1, 2, 7, 14), 62, 44
"""So short a time is told in days, none nearer to the next than that."""
TICK_APART = 30
MONTHS_SAID = 36


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """
    A piece of the axis in which days lie evenly.

    Args:
        first: The first day, as an ordinal; ``last`` the last.
        squeezed: Not to the scale of the rest; ``says`` tells so in words.
    """

    first: int
    last: int
    left: float
    right: float
    squeezed: bool = False
    says: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """
    The whole axis, from left to right without gaps.
    """

    stretches: tuple[Stretch, ...]

    def x(self, day: date) -> float:
        """
        Return the place of a day; a day outside lies at the nearer end.
        """
        number = day.toordinal()
        for piece in self.stretches:
            if number <= piece.last:
                length = max(piece.last - piece.first, 1)
                share = max(number - piece.first, 0) / length
                return piece.left + share * (piece.right - piece.left)
        return self.stretches[-1].right

    def holds(self, day: date) -> bool:
        """
        Tell whether a day lies on the axis at all.
        """
        return self.stretches[0].first <= day.toordinal() <= self.stretches[-1].last

    def ticks(self) -> Iterator[tuple[float, str, str]]:
        """
        Yield the place of each division with its month and its year, where either is to be said.
        """
        for piece in self.stretches:
            if not piece.squeezed:
                yield from _ticks(self, piece)


def scale(
    days: Collection[date],
    life_from: date | None,
    left: float,
    right: float,
    *,
    reaches: Collection[date] = (),
) -> Scale:
    """
    Make an axis for these days.

    Args:
        days: Every day on which something begins or is; none makes an axis of nothing.
        reaches: Days that something uncertain can reach to; they do not fill an empty time.
        life_from: The day from which the child's own story runs, at full width; None where it
            is not known.
    """
    points = sorted({day.toordinal() for day in days}) or [date(2000, 1, 1).toordinal()]
    born = life_from.toordinal() if life_from else points[0]
    own = [point for point in points if point >= born]
    if not own or own[0] - points[0] < BEFORE_LEAST * (own[-1] - own[0] + 1):
        own = points
    end = max([own[-1], *(day.toordinal() for day in reaches)])
    pieces = list(_pieces(own, end))
    room = 0.0
    if own[0] > points[0]:
        earlier = [point for point in points if point < own[0]]
        first = date(_day(earlier[0]).year, 1, 1).toordinal()
        pieces[0:0] = [(first, pieces[0][0] - 1, _before(earlier[0], earlier[-1]))]
        room = min(BEFORE_MOST, BEFORE_SHARE * (right - left), BEFORE_NEEDED + 14 * len(earlier))
    return Scale(stretches=tuple(_laid_out(pieces, left, right, before=room)))


def scale_of(first: date, last: date, left: float, right: float) -> Scale:
    """
    Make an axis of exactly these days.
    """
    piece = Stretch(first=first.toordinal(), last=last.toordinal(), left=left, right=right)
    return Scale(stretches=(piece,))


def _pieces(points: list[int], end: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """
    Yield stretches of days; those with words are empty times, to be squeezed.
    """
    start, end = _month_start(points[0]), _month_end(end)
    longest = max(BREAK_DAYS, int(BREAK_SHARE * (end - start)))
    for earlier, later in pairwise(points):
        first, last = _month_end(earlier + MARGIN_DAYS), _month_start(later - MARGIN_DAYS)
        if later - earlier > longest and last - first > BREAK_DAYS // 2:
            yield (start, first, ())
            yield (first + 1, last - 1, (_length(later - earlier), "without", "an entry"))
            start = last
    yield (start, end, ())


def _laid_out(
    pieces: list[tuple[int, int, tuple[str, ...]]], left: float, right: float, *, before: float
) -> Iterator[Stretch]:
    widths = [
        (before if before and n == 0 else BREAK_WIDTH) if says else 0.0
        for n, (_, _, says) in enumerate(pieces)
    ]
    days = sum(last - first + 1 for first, last, says in pieces if not says)
    a_day = (right - left - sum(widths)) / max(days, 1)
    for (first, last, says), width in zip(pieces, widths, strict=True):
        here = left + (width or (last - first + 1) * a_day)
        yield Stretch(first=first, last=last, left=left, right=here, squeezed=bool(says), says=says)
        left = here


def _ticks(whole: Scale, piece: Stretch) -> Iterator[tuple[float, str, str]]:
    if piece.last - piece.first <= DAYS_SAID:
        yield from _days(whole, piece)
        return
    a_month = 30.4 * (piece.right - piece.left) / max(piece.last - piece.first, 1)
    step = next((n for n in STEPS if n * a_month >= TICK_APART), STEPS[-1])
    opening = date.fromordinal(piece.first)
    month = opening.year * 12 + opening.month - 1 + (opening.day > 1)
    divisions = list(_divisions(month + -month % step, step, piece.last))
    for n, day in enumerate(divisions or [opening]):
        year = str(day.year) if n == 0 or day.month == 1 else ""
        yield (whole.x(day), f"{day:%b}" if step < 12 else "", year)


def _days(whole: Scale, piece: Stretch) -> Iterator[tuple[float, str, str]]:
    a_day = (piece.right - piece.left) / max(piece.last - piece.first, 1)
    step = next((n for n in DAY_STEPS if n * a_day >= DAY_APART), DAY_STEPS[-1])
    for number in range(piece.first, piece.last + 1, step):
        day = date.fromordinal(number)
        new = number == piece.first or day.timetuple().tm_yday <= step
        yield (whole.x(day), f"{day.day} {day:%b}", str(day.year) if new else "")


def _divisions(month: int, step: int, last: int) -> Iterator[date]:
    while month < date.max.year * 12:
        day = date(month // 12, month % 12 + 1, 1)
        if day.toordinal() > last:
            return
        yield day
        month += step


def _month_start(number: int) -> int:
    day = _day(number)
    return date(day.year, day.month, 1).toordinal()


def _month_end(number: int) -> int:
    day = _day(number)
    return date(day.year, day.month, monthrange(day.year, day.month)[1]).toordinal()


def _day(number: int) -> date:
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))


def _before(first: int, last: int) -> tuple[str, ...]:
    years = (date.fromordinal(first).year, date.fromordinal(last).year)
    span = str(years[0]) if years[0] == years[1] else f"{years[0]} to {years[1]}"
    return ("Before this child", span, "not to scale")


def _length(days: int) -> str:
    months = round(days / 30.4)
    return f"{months} months" if months < MONTHS_SAID else f"{round(days / 365.25)} years"
