"""The picture of a child's timeline: lanes, uncertain dates as spans, what is asked and owed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.clock import civil_day
from events.dates_said import date_said
from projections.plans.due import day_of
from service.documents.drawing.axis import axis, moments
from service.documents.drawing.below import below
from service.documents.drawing.entry_words import cluster_words, entry_words
from service.documents.drawing.ground import Ground
from service.documents.drawing.lanes import (
    Lane,
    Lanes,
    Placed,
    into_lanes,
    into_lanes_of_people,
)
from service.documents.drawing.legend import legend
from service.documents.drawing.marks import count, count_width, mark
from service.documents.drawing.person_lanes import person_lanes
from service.documents.drawing.scale import scale, scale_of
from service.documents.drawing.svg import GREY, PALE, box, element, label, words
from service.documents.printable import one_line

if TYPE_CHECKING:
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome, Raised
    from projections.risk.asked import Indicator

GUTTER = 148.0
NAME_LETTERS = 21
"""How many letters of a lane's name fit into the gutter."""
TOP = 58.0
ROW_HEIGHT = 17.0
LANE_LEAST = 36.0
LINE = 13.0
TODAY_NEAR = timedelta(days=180)
FONTS = "Atkinson Hyperlegible, Noto Sans, Arial, Helvetica, sans-serif"

Link = Callable[["Entry"], str]
Opens = Callable[[date, date], str]
Period = tuple[date, date]


def timeline_svg(
    chronology: Chronology,
    *,
    indicators: Sequence[Indicator] = (),
    outcomes: Sequence[PlannedOutcome] = (),
    escalations: Sequence[Raised] = (),
    lanes: Lanes = "agency",
    width: int = 960,
    link: Link | None = None,
    opens: Opens | None = None,
    period: Period | None = None,
    question_rows: bool = True,
    today: date,
) -> str:
    """
    Draw a child's timeline as SVG, the same bytes for a page and for a document.

    Every entry is a mark of its own or is counted in a labelled cluster. Nothing in it needs a
    script, a style sheet or a colour to be read.

    Args:
        indicators: What is asked; each gets a row, and its entries a ring.
        outcomes: What is owed; each gets a band from its opening to its end.
        escalations: Escalations that belong to none of ``outcomes``.
        lanes: Whether a lane is an agency, a part of practice or a person.
        width: Of the drawing, in its own units; pages may show it smaller.
        link: Gives the address of an entry; without it nothing is linked.
        opens: Gives the address of what a cluster counts, from its first day to its last.
        period: The days to draw, first and last; None for all that the chronology tells.
        question_rows: Whether each question gets a row of its own; a document that tells them in
            words has its room for the entries, whose rings still say which a question rests on.
        today: The day to which everything open runs.
    """
    left, right = GUTTER, width - 14.0
    entries = chronology.entries
    if period is None:
        whole = scale(
            _days(entries, indicators, outcomes, today),
            _life(chronology),
            left,
            right,
            reaches=[entry.occurred.last for entry in entries],
        )
    else:
        whole = scale_of(*period, left, right)
        entries = tuple(e for e in entries if _within(e.occurred.first, e.occurred.last, period))
        indicators = [one for one in indicators if _asked_within(one, period, today)]
        outcomes = [o for o in outcomes if _within(o.opened, o.closed_on or today, period)]
        escalations = [e for e in escalations if _within(*(civil_day(e.at),) * 2, period)]
    ground = Ground(scale=whole, left=left, right=right, today=today)
    asked = {number for one in indicators for number in one.evidence}
    sorted_into = (
        into_lanes_of_people(entries, person_lanes(chronology), whole)
        if lanes == "person"
        else into_lanes(entries, lanes, whole)
    )
    shades: list[str] = []
    drawn: list[str] = []
    y = TOP
    for n, lane in enumerate(sorted_into):
        lines = len(_wrapped(lane.name))
        high = max(lane.rows * ROW_HEIGHT + 8, LANE_LEAST + LINE * (lines - 1))
        shades += [box(0, y, width, high, fill=PALE)] if n % 2 == 0 else []
        drawn.append(_named(lane, y, high))
        drawn.extend(_lived(lane, y + high - 4, ground))
        drawn.extend(_placed(one, y + 4, asked, link, opens) for one in lane.placed)
        y += high
    if not entries:
        drawn.append(label("No entry is in view.", left + 6, y + 20, size=13))
        y += 34
    by_number = {entry.id: entry for entry in entries}
    rows, ends = below(
        by_number, indicators if question_rows else (), outcomes, escalations, y, ground
    )
    counted = any(len(one.entries) > 1 for lane in sorted_into for one in lane.placed)
    explained, y = legend(entries, ends + 18, width, asked=bool(asked), counted=counted)
    said = _summary(entries, lanes)
    return element(
        "svg",
        element("title", words(said)),
        element("desc", words(_READING)),
        box(0, 0, width, y),
        *shades,
        *axis(whole, TOP, ends),
        *moments(chronology, ground, ends),
        *drawn,
        rows,
        explained,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {y:.0f}",
        width=width,
        height=f"{y:.0f}",
        role="group",
        aria_label=said,
        font_family=FONTS,
    )


_READING = (
    "Time runs from left to right, one lane below the other. A dashed line after a mark shows "
    "how late its date can have been. A number in a frame counts entries that lie too close to "
    "be drawn one by one. The chronology tells the same in words."
)


def _days(
    entries: Sequence[Entry],
    indicators: Sequence[Indicator],
    outcomes: Sequence[PlannedOutcome],
    today: date,
) -> list[date]:
    days = [entry.occurred.first for entry in entries]
    days += [one.since for one in indicators]
    for planned in outcomes:
        days.append(planned.opened)
        days += [day_of(due) for due in (planned.due, planned.original_due) if due]
        days += [planned.closed_on] if planned.closed_on else []
        days += [civil_day(raised.at) for raised in planned.escalations]
    near = not days or max(days) - TODAY_NEAR <= today <= max(days) + TODAY_NEAR
    return [*days, today] if near else days


def _life(chronology: Chronology) -> date | None:
    child = chronology.child
    life = child.life() if child else None
    if life:
        return life[0]
    own = (entry.occurred.first for entry in chronology.entries if entry.about == "child")
    return min(own, default=None)


def _named(lane: Lane, y: float, high: float) -> str:
    lines = _wrapped(lane.name)
    start = y + high / 2 - 6.5 * len(lines) + 4
    counted = "1 entry" if lane.entries == 1 else f"{lane.entries} entries"
    return "".join(
        [
            *(label(text, 8, start + LINE * n, weight="bold") for n, text in enumerate(lines)),
            label(counted, 8, start + LINE * len(lines), size=10.5, fill=GREY),
        ]
    )


def _lived(lane: Lane, y: float, ground: Ground) -> Iterator[str]:
    for first, last in lane.lived:
        left, right = ground.x(first), ground.x(last or ground.today)
        if right > left:
            until = f"to {date_said(last)}" if last else "on"
            said = f"{lane.name} lived with the child from {date_said(first)} {until}"
            bar = box(left, y, right - left, 3, fill=GREY)
            yield element("g", element("title", words(said)), bar, role="img", aria_label=said)


def _wrapped(name: str) -> tuple[str, ...]:
    whole = one_line(name, 2 * NAME_LETTERS)
    if len(whole) <= NAME_LETTERS:
        return (whole,)
    cut = whole.rfind(" ", 0, NAME_LETTERS + 1)
    cut = cut if cut > 0 else NAME_LETTERS
    return (whole[:cut], one_line(whole[cut:], NAME_LETTERS))


def _within(first: date, last: date, period: Period) -> bool:
    return last >= period[0] and first <= period[1]


def _asked_within(one: Indicator, period: Period, today: date) -> bool:
    return _within(one.since, one.answered.on if one.answered else today, period)


def _placed(
    one: Placed, top: float, asked: set[str], link: Link | None, opens: Opens | None
) -> str:
    y = top + one.row * ROW_HEIGHT + ROW_HEIGHT / 2
    cited = any(entry.id in asked for entry in one.entries)
    if len(one.entries) == 1:
        entry = one.entries[0]
        said = entry_words(entry, asked=cited)
        drawing = mark(entry, one.x, one.until, y, asked=cited, late=entry.learned_late > 0)
    else:
        said = cluster_words(one.entries)
        drawing = count(one.entries, one.x, y, count_width(one.entries), asked=cited)
    inside = (element("title", words(said)), drawing)
    to = link(one.entries[0]) if link else ""
    if opens and len(one.entries) > 1:
        to, said = opens(one.first, one.last), f"Open {said}"
    if not to:
        return element("g", *inside, role="img", aria_label=said)
    return element("a", *inside, href=to, aria_label=said)


def _summary(entries: Sequence[Entry], by: Lanes) -> str:
    if not entries:
        return "Timeline without entries"
    first = min(entry.occurred.first for entry in entries)
    last = max(entry.occurred.last for entry in entries)
    lane = {"agency": "agency", "kind": "part of practice", "person": "person"}[by]
    counted = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    return (
        f"Timeline of {counted}, {date_said(first)} to {date_said(last)}, one lane for each {lane}"
    )
