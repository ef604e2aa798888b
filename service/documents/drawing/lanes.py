"""Puts entries into lanes so that none hides another: side by side, stacked, or counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from projections.conference.wording import NO_AGENCY, agency_words
from service.documents.drawing.marks import SIZE, count_width

if TYPE_CHECKING:
    from uuid import UUID

    from projections.chronology.entry import Entry
    from service.documents.drawing.person_lanes import PersonLanes
    from service.documents.drawing.scale import Scale

Lanes = Literal["agency", "kind", "person"]
CLUSTER_ABOVE = 300
ROWS_AT_MOST = 16
CLUSTER_ROWS = 4
APART = 2.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """
    One entry, or several counted as one, at its place in a lane.

    Args:
        x: The middle of its mark.
        until: Where its date can reach to, for a single entry.
        row: The row of the lane, from 0.
    """

    entries: tuple[Entry, ...]
    x: float
    until: float
    row: int

    @property
    def first(self) -> date:
        """
        The earliest day on which one of them can have happened.
        """
        return min(entry.occurred.first for entry in self.entries)

    @property
    def last(self) -> date:
        """
        The latest of the days on which each can have happened at the earliest.
        """
        return max(entry.occurred.first for entry in self.entries)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """
    One lane: its name, its marks and how many rows they need.

    Args:
        lived: From when to when its person lived with the child; None for still.
    """

    name: str
    placed: tuple[Placed, ...]
    rows: int
    entries: int
    lived: tuple[tuple[date, date | None], ...] = ()


def into_lanes_of_people(
    entries: Sequence[Entry], people: PersonLanes, scale: Scale
) -> tuple[Lane, ...]:
    """
    Sort entries into a lane a person; what names several stands in the lane of each.
    """
    by_lane: dict[UUID | str, list[Entry]] = {lane: [] for lane in people.names}
    for entry in entries:
        for lane in people.of(entry):
            by_lane.setdefault(lane, []).append(entry)
    many = len(entries) > CLUSTER_ABOVE
    return tuple(
        replace(
            _lane(people.name(lane), by_lane[lane], scale, many=many),
            lived=people.lived_there(lane),
        )
        for lane in sorted(by_lane, key=people.place)
    )


def into_lanes(entries: Sequence[Entry], by: Lanes, scale: Scale) -> tuple[Lane, ...]:
    """
    Sort entries into lanes, in the order in which each first has one; without an agency last.

    Above some hundreds of entries, or where a lane would grow too tall, entries of one lane
    and one week are counted as one mark; of one month, quarter, year where weeks are too many.
    """
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(_name(entry, by), []).append(entry)
    many = len(entries) > CLUSTER_ABOVE
    ordered = sorted(by_name.items(), key=lambda lane: lane[0] == NO_AGENCY)
    return tuple(_lane(name, inside, scale, many=many) for name, inside in ordered)


def _name(entry: Entry, by: Lanes) -> str:
    return agency_words(entry.agency) if by == "agency" else str(entry.kind_declared.group)


def _lane(name: str, entries: list[Entry], scale: Scale, *, many: bool) -> Lane:
    if not many:
        packed = _packed((_single(entry, scale) for entry in entries), ROWS_AT_MOST)
        if packed is not None:
            return Lane(name=name, placed=packed[0], rows=packed[1], entries=len(entries))
    most = CLUSTER_ROWS if many else ROWS_AT_MOST
    placed: tuple[Placed, ...] = ()
    rows = 1
    for period in PERIODS:
        # The longest is taken however many rows it needs.
        at_most = len(entries) if period is PERIODS[-1] else most
        packed = _packed(_clustered(entries, period, scale), at_most)
        if packed is not None:
            placed, rows = packed
            break
    return Lane(name=name, placed=placed, rows=rows, entries=len(entries))


def _single(entry: Entry, scale: Scale) -> tuple[Placed, float, float]:
    x, until = scale.x(entry.occurred.first), scale.x(entry.occurred.last)
    placed = Placed(entries=(entry,), x=x, until=until, row=0)
    return placed, x - SIZE / 2, max(x + SIZE / 2, until)


def _clustered(
    entries: list[Entry], period: Callable[[date], date], scale: Scale
) -> Iterable[tuple[Placed, float, float]]:
    together: dict[date, list[Entry]] = {}
    for entry in entries:
        together.setdefault(period(entry.occurred.first), []).append(entry)
    for group in together.values():
        if len(group) == 1:
            yield _single(group[0], scale)
            continue
        counted = tuple(group)
        first = scale.x(min(entry.occurred.first for entry in counted))
        last = scale.x(max(entry.occurred.first for entry in counted))
        half = count_width(counted) / 2
        x = (first + last) / 2
        yield Placed(entries=counted, x=x, until=x, row=0), x - half, x + half


def _packed(
    wanted: Iterable[tuple[Placed, float, float]], most: int
) -> tuple[tuple[Placed, ...], int] | None:
    """
    Return what is wanted in rows, and how many; None where it would need more than ``most``.
    """
    ends: list[float] = []
    kept = []
    for placed, left, right in sorted(
        wanted, key=lambda one: (one[1], one[0].entries[0].event.position)
    ):
        row = next((n for n, end in enumerate(ends) if end + APART <= left), len(ends))
        if row == len(ends):
            if row == most:
                return None
            ends.append(right)
        else:
            ends[row] = right
        kept.append(Placed(entries=placed.entries, x=placed.x, until=placed.until, row=row))
    return tuple(kept), max(len(ends), 1)


def _week(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def _every(months: int) -> Callable[[date], date]:
    def start(day: date) -> date:
        month = (day.year - 1) * 12 + day.month - 1
        opening = month - month % months
        return date(opening // 12 + 1, opening % 12 + 1, 1)

    return start


PERIODS: Sequence[Callable[[date], date]] = (_week, *(_every(n) for n in (1, 3, 12, 60, 120, 600)))
