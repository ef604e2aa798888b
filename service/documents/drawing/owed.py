"""What is owed, drawn from its opening to its end: as first due, as moved, as overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.clock import civil_day
from events.dates_said import date_said
from projections.plans.due import day_of
from service.documents.drawing.ground import Ground
from service.documents.drawing.svg import BAND, GREY, INK, PAPER, box, element, label, line, words

if TYPE_CHECKING:
    from datetime import date

    from projections.plans.planned_outcome import PlannedOutcome, Raised


def outcome(planned: PlannedOutcome, y: float, ground: Ground) -> str:
    """
    Draw one planned outcome: as first due, as moved, as overdue, and how it ended.
    """
    top, middle = y + 14, y + 19
    opened = ground.x(planned.opened)
    closed = planned.closed_on
    end = ground.x(closed or ground.today)
    said = outcome_words(planned, ground.today)
    parts = [element("title", words(said)), ground.caption(planned.said, opened, y + 8)]
    if planned.due is None:
        parts.append(line(opened, middle, end, middle, stroke=GREY, wide=2, dash="2 3"))
        last = end
    else:
        due = ground.x(day_of(planned.due))
        first_due = ground.x(day_of(planned.original_due or planned.due))
        kept = min(first_due, due)
        parts.append(box(opened, top, max(kept - opened, 2), 10, fill=BAND, stroke=INK))
        if due > first_due:
            parts.append(box(first_due, top, due - first_due, 10, stroke=INK, dash="3 2"))
        last = max(due, opened + 2)
        if (closed or ground.today) > day_of(planned.due):
            parts.append(box(due, top + 1, max(end - due, 2), 8, fill=INK))
            last = max(end, last)
        parts.append(line(due, top - 3, due, top + 13, wide=2))
    parts.append(_ending(planned, ground.x(closed) if closed else last, middle, ground))
    parts.extend(escalation(raised, middle, ground) for raised in planned.escalations)
    return element("g", *parts, role="img", aria_label=said)


def escalation(raised: Raised, y: float, ground: Ground) -> str:
    """
    Draw one escalation at the day on which it was raised.
    """
    x = ground.x(civil_day(raised.at))
    return element("circle", cx=x, cy=y, r=6.5, fill=PAPER, stroke=INK, stroke_width=1.8) + label(
        "!", x, y + 4, size=11, anchor="middle", weight="bold"
    )


def outcome_words(planned: PlannedOutcome, today: date) -> str:
    """
    Say one planned outcome in a sentence, for those who hear the picture.
    """
    parts = [f"Planned outcome: {planned.said}", f"opened {date_said(planned.opened)}"]
    if planned.due is None:
        parts.append("no due date")
    else:
        due = day_of(planned.due)
        parts.append(f"due {date_said(due)}")
        if planned.moves:
            parts.append(f"moved {_times(len(planned.moves))}")
        late = ((planned.closed_on or today) - due).days
        if late > 0:
            parts.append(f"{late} days late")
    parts.append(
        f"{planned.state} {date_said(planned.closed_on)}" if planned.closed_on else planned.state
    )
    if planned.escalations:
        parts.append(f"escalated {_times(len(planned.escalations))}")
    return f"{'; '.join(parts)}."


def _ending(planned: PlannedOutcome, x: float, y: float, ground: Ground) -> str:
    match planned.state:
        case "achieved":
            path = f"M{x + 4:.1f} {y:.1f} l3 4 l6 -9"
        case "not achieved":
            path = f"M{x + 4:.1f} {y - 4:.1f} l8 8 m0 -8 l-8 8"
        case "withdrawn":
            path = f"M{x + 4:.1f} {y:.1f} h9"
        case _:
            return ground.runs_on(x, y) if planned.due is None or x >= ground.right - 1 else ""
    return element("path", d=path, fill="none", stroke=INK, stroke_width=2)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
