"""How one question moved over the months: the facts that it rests on, a square each; no score."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from projections.conference.wording import counted
from service.documents.drawing.svg import GREY, INK, RULE, box, element, label, line, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from projections.chronology.entry import Entry

MONTHS = 12
WIDE, SQUARE, GAP, ROOM, BELOW = 22.0, 9.0, 2.0, 6, 16.0
"""A month's width, a square, the gap between two, how many are stacked, room for the letters."""
FONTS = "Atkinson Hyperlegible, Noto Sans, Arial, Helvetica, sans-serif"


def facts_by_month(entries: Iterable[Entry], on: date) -> tuple[tuple[tuple[str, int], ...], int]:
    """
    Return how many of these entries happened in each of the twelve months that end with a day, by
    the earliest reading of each, and how many before those months.
    """
    happened = Counter(_month(one.occurred.first) for one in entries)
    newest = _month(on)
    shown = range(newest - MONTHS + 1, newest + 1)
    before = sum(many for month, many in happened.items() if month < shown[0])
    return tuple((_named(month), happened[month]) for month in shown), before


def facts_words(entries: Iterable[Entry], on: date) -> str:
    """
    Say the same in a sentence; of what is all older than the months shown, when the last was.
    """
    every = tuple(entries)
    months, before = facts_by_month(every, on)
    if before == len(every) > 0:
        last = _named(max(_month(one.occurred.first) for one in every))
        return f"Facts it rests on: {before}, the last in {last}."
    said = [f"{many} in {name}" for name, many in months if many]
    said = [f"{before} earlier", *said] if before else said
    return f"Facts it rests on, by month: {', '.join(said)}." if said else ""


def facts_svg(entries: Iterable[Entry], on: date) -> str:
    """
    Draw a square for each fact above its month; more than six are six and their number. Of what is
    all older than the months shown there is nothing to draw.
    """
    every = tuple(entries)
    months, before = facts_by_month(every, on)
    if before == len(every) > 0:
        return ""
    floor = 14 + ROOM * (SQUARE + GAP)
    left = 64.0 if before else 4.0
    parts = [label(f"{before} earlier", 0, floor - 2, size=12, fill=GREY)] if before else []
    parts.append(line(left, floor, left + MONTHS * WIDE, floor, stroke=RULE))
    for place, (name, many) in enumerate(months):
        x = left + place * WIDE
        for one in range(min(many, ROOM)):
            top = floor - (one + 1) * (SQUARE + GAP)
            parts.append(box(x + 4, top, SQUARE, SQUARE, fill=INK))
        if many > ROOM:
            parts.append(label(str(many), x + 4, 11, size=11))
        parts.append(label(name[0], x + 5, floor + 13, size=12, fill=GREY))
    said = facts_words(every, on) or f"Nothing in the last {counted(MONTHS, 'month')}."
    return element(
        "svg",
        element("title", words(said)),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {left + MONTHS * WIDE + 4:g} {floor + BELOW:g}",
        width=f"{left + MONTHS * WIDE + 4:g}",
        font_family=FONTS,
        role="img",
        aria_label=said,
    )


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _named(month: int) -> str:
    year, number = divmod(month, 12)
    return f"{_NAMES[number]} {year}"


_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
