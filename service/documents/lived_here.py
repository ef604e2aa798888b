"""
Who lived with the child, as a strip over time: a lane a person, what is not sure drawn as not sure.

Source: Care Inspectorate, Practice guide to chronologies (2017): who joins or leaves the household.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.dates_said import date_said, short_month_said
from projections.around.household import changes_naming
from projections.conference.wording import counted
from projections.people.tie import LIVING_TOGETHER
from service.documents.drawing.svg import (
    GREY,
    INK,
    PALE,
    RULE,
    box,
    element,
    label,
    line,
    words,
)
from service.documents.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from projections.chronology.chronology import Chronology
    from projections.people.tie import Tie

    _At = Callable[[date], float]

WIDTH, LEFT, RIGHT = 960.0, 200.0, 20.0
TOP, LANE, BAR = 44.0, 30.0, 12.0
NAME_LETTERS = 27
FONTS = "Atkinson Hyperlegible, Noto Sans, Arial, Helvetica, sans-serif"
HEADINGS = ("Who or where", "To the child", "From", "To", "How sure")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """
    One stay of somebody with the child, or one home of the child's.

    Args:
        first: The first day on which it can have begun; None where no date is recorded.
        sure_from: The first day of which it is sure; None where no day is.
        sure_to: The last day of which it is sure.
        last: The last day on which it can have ended; None while it lasts.
        earliest: The first day on which both the child and they were at least expected.
        unsure: Why it is not sure, "" where it is.
    """

    name: str
    relation: str
    first: date | None
    sure_from: date | None
    sure_to: date | None
    last: date | None
    earliest: date | None = None
    unsure: str = ""
    home: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """
        The stay in words, under the headings of its table.
        """
        begun = date_said(self.first) if self.first else "not recorded"
        if self.first and self.sure_from and self.sure_from != self.first:
            begun = f"{begun} or later, by {date_said(self.sure_from)}"
        ended = date_said(self.last) if self.last else "no recorded end"
        if self.last and self.sure_to and self.sure_to < self.last:
            ended = f"{date_said(self.sure_to)} or later, by {date_said(self.last)}"
        return (self.name, self.relation, begun, ended, self.unsure or "Sure")


@dataclass(frozen=True, kw_only=True, slots=True)
class LivedHere:
    """
    Everybody's stays with a child up to a day, and the child's homes.
    """

    child: str
    stays: tuple[Stay, ...]
    on: date
    born: date | None
    died: date | None


def lived_here(told: Chronology, on: date) -> LivedHere:
    """
    Read who lived with a child at any time up to a day, those whose stay began first first.

    An address appears by its number alone, so that a protected one is nowhere in it.
    """
    child = told.child
    stays = [
        stay
        for tie in told.ties
        if (tie.closeness in LIVING_TOGETHER or tie.household)
        and tie.person in told.people
        and (stay := _stay(tie, told, on)) is not None
    ]
    stays.sort(key=lambda one: (one.first or date.min, one.name, one.relation))
    life = child.born if child else None
    return LivedHere(
        child=child.name if child else "the child",
        stays=(*stays, *_homes(told, on)),
        on=on,
        born=life.first if life is not None and life.first <= on else None,
        died=child.died.first if child and child.died and child.died.first <= on else None,
    )


def _stay(tie: Tie, told: Chronology, on: date) -> Stay | None:
    first, unsure = tie.first, ""
    sure_from = tie.surely_from or tie.first
    if first is None:
        named = changes_naming(told, tie.person)
        first = min((entry.occurred.first for entry in named), default=None)
        sure_from = None
        unsure = (
            "Not sure: a change of the household names them, no date of their own is recorded"
            if named
            else "Not sure: no date is recorded"
        )
    elif sure_from != first or (tie.surely_to and tie.surely_to != tie.last):
        unsure = "Its dates are not known to the day"
    if tie.certainty in {"likely", "claimed", "denied"}:
        sure_from, unsure = None, f"Not sure: {tie.certainty}"
    if first is not None and first > on:
        return None
    last = tie.last if tie.last is not None and tie.last <= on else None
    person = told.people[tie.person]
    lives = [one.life() for one in (told.child, person) if one is not None]
    earliest = max((life[0] for life in lives if life is not None), default=None)
    if earliest is not None and (earliest > on or (last is not None and last < earliest)):
        # A home that they shared with others, before there was this child.
        return None
    return Stay(
        name=person.name or "Not known by name",
        relation=tie.relation,
        first=first,
        sure_from=sure_from if sure_from is None or sure_from <= on else None,
        sure_to=(tie.surely_to or last) if last else None,
        last=last,
        earliest=earliest,
        unsure=unsure,
    )


def _homes(told: Chronology, on: date) -> Iterator[Stay]:
    child = told.child
    known = [one for one in child.addresses if one.since.first <= on] if child else []
    for n, home in enumerate(known):
        following = known[n + 1].since if n + 1 < len(known) else None
        yield Stay(
            name=f"Home {n + 1}" + (", protected address" if home.protected else ""),
            relation="where the child lived",
            first=home.since.first,
            sure_from=home.since.last if home.since.last <= on else None,
            sure_to=following.first if following else None,
            last=min(following.last, on) if following else None,
            unsure="" if home.since.first == home.since.last else _TO_THE_DAY,
            home=True,
        )


def lived_here_svg(lived: LivedHere) -> str:
    """
    Draw the strip: filled where it is sure, an open dashed box where it is not.
    """
    start = _start(lived)
    days = max((lived.on - start).days, 1)
    end_x = WIDTH - RIGHT

    def at(day: date) -> float:
        return LEFT + (end_x - LEFT) * min(max((day - start).days, 0), days) / days

    high = TOP + LANE * max(len(lived.stays), 1) + 10
    parts = [box(0, 0, WIDTH, high + 44)]
    parts += [box(0, TOP + LANE * n, WIDTH, LANE, fill=PALE) for n in range(0, len(lived.stays), 2)]
    for x, said in _ticks(start, lived.on, at):
        parts += [line(x, TOP - 6, x, high, stroke=RULE), label(said, x, 32, anchor="middle")]
    for n, stay in enumerate(lived.stays):
        middle = TOP + LANE * n + LANE / 2
        bars = "".join(_bars(stay, middle, at, lived))
        parts.append(label(one_line(stay.name, NAME_LETTERS), 8, middle + 4, size=12))
        parts.append(element("g", element("title", words("; ".join(stay.cells))), bars))
    if not lived.stays:
        parts.append(label("The record does not say who lived with the child.", 8, TOP + 20))
    for day, said in ((lived.born, "born"), (lived.died, "died")):
        if day is not None:
            x = at(day)
            # Not through the words of the axis.
            parts += [line(x, 15, x, 20, wide=2), line(x, TOP - 6, x, high, wide=2)]
            anchor = "start" if x < LEFT + 40 else "end" if x > end_x - 40 else "middle"
            parts.append(label(said, x, 12, size=12, anchor=anchor, weight="bold"))
    parts.append(_explained(high + 24))
    said = f"Who lived with {lived.child}, {date_said(start)} to {date_said(lived.on)}"
    return element(
        "svg",
        element("title", words(said)),
        element(
            "desc",
            words(
                f"{counted(len(lived.stays), 'lane')}, time from left to right. The table says "
                "the same in words."
            ),
        ),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:.0f} {high + 44:.0f}",
        width=f"{WIDTH:.0f}",
        height=f"{high + 44:.0f}",
        role="img",
        aria_label=said,
        font_family=FONTS,
    )


def _start(lived: LivedHere) -> date:
    known = [day for one in lived.stays if (day := _begun(one)) is not None]
    known += [lived.born] if lived.born else []
    first = min(known, default=lived.on - timedelta(days=365))
    room = max((lived.on - first).days // 30, 10)
    return first - timedelta(days=room)


def _begun(stay: Stay) -> date | None:
    known = [day for day in (stay.first, stay.earliest) if day is not None]
    return max(known, default=None)


def _ticks(start: date, end: date, at: _At) -> Iterator[tuple[float, str]]:
    years = max((end - start).days / 365.25, 0.1)
    if years > _FEW_YEARS:
        step = max(round(years / 10), 1)
        for year in range(start.year + 1, end.year + 1):
            if (year - start.year) % step == 0:
                yield at(date(year, 1, 1)), f"{year}"
        return
    months = 1 if years < 1 else 3
    for year in range(start.year, end.year + 1):
        for month in range(1, 13, months):
            day = date(year, month, 1)
            if start < day <= end:
                yield at(day), short_month_said(day)


def _bars(stay: Stay, middle: float, at: _At, lived: LivedHere) -> Iterator[str]:
    top, end = middle - BAR / 2, lived.died or lived.on
    begun = _begun(stay)
    begin = at(begun) if begun else LEFT
    finish = at(stay.last or end)
    if stay.sure_from is None:
        yield _open(begin, top, finish)
        return
    sure = max(at(stay.sure_from), begin)
    until = at(stay.sure_to or stay.last or end)
    if until <= sure:
        yield _open(begin, top, finish)
        return
    if sure - begin >= 1:
        yield _open(begin, top, sure)
    if finish - until >= 1:
        yield _open(until, top, finish)
    fill = GREY if stay.home else INK
    yield box(sure, top, max(until - sure, 2), BAR, fill=fill)


def _open(x: float, y: float, end: float) -> str:
    return element(
        "rect",
        x=x,
        y=y,
        width=max(end - x, 3),
        height=BAR,
        fill="#ffffff",
        stroke=INK,
        stroke_width=1.2,
        stroke_dasharray="4 3",
    )


def _explained(y: float) -> str:
    return "".join(
        [
            box(LEFT, y - 9, 30, BAR, fill=INK),
            label("lived there", LEFT + 38, y + 1, size=12),
            _open(LEFT + 130, y - 9, LEFT + 160),
            label("possibly, or from some day in this time", LEFT + 168, y + 1, size=12),
            box(LEFT + 430, y - 9, 30, BAR, fill=GREY),
            label("a home of the child", LEFT + 468, y + 1, size=12),
        ]
    )


_FEW_YEARS = 3
_TO_THE_DAY = "Its date is not known to the day"
