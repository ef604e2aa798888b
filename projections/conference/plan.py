"""The plan with its slippage, and everything owed by a date: who, by when, how late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from events.dates_said import date_said
from projections.conference.wording import agency_words, counted, entries_cited
from projections.plans.due import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from projections.plans.planned_outcome import Moved, PlannedOutcome, Raised

    Named = Callable[[str], str]

OPEN = ("planned", "overdue")
ORIGINS = {
    "plan": "Plan",
    "timescale": "Timescale",
    "trigger": "Mandatory trigger",
    "handover": "Handover",
    "challenge": "Challenge",
    "indicator": "Open question",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """
    One planned outcome as a reader of the pack meets it; every field is text.

    Args:
        origin: Where it comes from, when it was opened and by which entries.
        first_due: The original due date, which no moving changes, in words.
        due: The due date now, where it has moved; "" where it has not.
        by_when: The date that counts.
        late: How long it is or was overdue; "" where it is not.
        slippage: Each moving of the date, and all of them together.
        change: The entries cited to show that it was achieved, or that none is.
        escalations: Who was told at which level, and what they answered.
        open: Whether somebody still owes it.
        dated: Whether it has a date.
    """

    number: int
    origin: str
    desired: str
    risk: str
    response: str
    measure: str
    owner: str
    agency: str
    first_due: str
    due: str
    by_when: str
    state: str
    late: str
    slippage: tuple[str, ...]
    change: str
    escalations: tuple[str, ...]
    closed: str = ""
    open: bool = True
    overdue: bool = False
    dated: bool = True


def owed(outcomes: Iterable[PlannedOutcome], named: Named, on: date) -> tuple[Owed, ...]:
    """
    Return every planned outcome: overdue first, then what is still open, then what has ended.
    """
    ordered = sorted(outcomes, key=lambda one: (*_rank(one, on), one.opened, str(one.id)))
    return tuple(_owed(n, one, named, on) for n, one in enumerate(ordered, 1))


def days_late(outcome: PlannedOutcome, on: date) -> int:
    """
    Return how many days it is late on a day, or was late when it ended; 0 where it is in time.
    """
    if outcome.due is None:
        return 0
    return max((min(outcome.closed_on or on, on) - day_of(outcome.due)).days, 0)


def _rank(outcome: PlannedOutcome, on: date) -> tuple[int, date]:
    due = day_of(outcome.due) if outcome.due else date.max
    if outcome.state not in OPEN:
        return (2, due)
    return (0 if days_late(outcome, on) or outcome.state == "overdue" else 1, due)


def _owed(number: int, outcome: PlannedOutcome, named: Named, on: date) -> Owed:
    still = outcome.state in OPEN
    late = days_late(outcome, on)
    overdue = still and (late > 0 or outcome.state == "overdue")
    first = outcome.original_due or outcome.due
    return Owed(
        number=number,
        origin=_origin(outcome),
        desired=outcome.said,
        risk=outcome.risk,
        response=outcome.response,
        measure=outcome.measure,
        owner=owner_words(outcome, named),
        agency=agency_words(outcome.agency),
        first_due=f"First due {date_said(first)}" if first else "No date was set",
        due=date_said(outcome.due) if outcome.due and outcome.due != first else "",
        by_when=date_said(outcome.due) if outcome.due else "no date set",
        state=_state(outcome, overdue=overdue),
        late=_late(late, overdue=overdue),
        slippage=tuple(_slippage(outcome, named)),
        change=_change(outcome),
        escalations=tuple(_escalation(raised, named) for raised in outcome.escalations),
        closed=_closed(outcome),
        open=still,
        overdue=overdue,
        dated=outcome.due is not None,
    )


def _origin(outcome: PlannedOutcome) -> str:
    row = f" {outcome.practice_id}" if outcome.practice_id else ""
    said = f"{ORIGINS[outcome.origin]}{row}, opened {date_said(outcome.opened)}"
    said += f" by {entries_cited(outcome.evidence)}" if outcome.evidence else ""
    said += (
        ". The import gave no date: it is due to be looked at again" if outcome.for_review else ""
    )
    return said + (". Learned long before it reached this record" if outcome.historic else "")


def _late(days: int, *, overdue: bool) -> str:
    if days:
        return f"{counted(days, 'day')} {'overdue' if overdue else 'late'}"
    return "overdue since today" if overdue else ""


def _state(outcome: PlannedOutcome, *, overdue: bool) -> str:
    if outcome.state not in OPEN:
        return outcome.state
    if overdue:
        return "overdue"
    return "not yet due" if outcome.due else "open, without a date"


def owner_words(outcome: PlannedOutcome, named: Named) -> str:
    """
    Say who owes it; where nobody is named, which role is held responsible.
    """
    if outcome.owner:
        return named(outcome.owner)
    return f"Nobody named ({outcome.responsible})" if outcome.responsible else "Nobody named"


def _slippage(outcome: PlannedOutcome, named: Named) -> Iterator[str]:
    for move in outcome.moves:
        yield _move(move, named)
    if outcome.moves and outcome.original_due and outcome.due:
        moved = (day_of(outcome.due) - day_of(outcome.original_due)).days
        later = f"{counted(abs(moved), 'day')} {'later' if moved >= 0 else 'earlier'}"
        times = "once" if len(outcome.moves) == 1 else f"{len(outcome.moves)} times"
        yield f"Moved {times}: {later} than first due"


def _move(move: Moved, named: Named) -> str:
    was = date_said(move.was) if move.was else "no date"
    to = date_said(move.to) if move.to else "no date"
    why = move.reason.rstrip(".") or "no reason recorded"
    return f"{date_said(move.on)}: from {was} to {to}, by {named(move.by)}: {why}."


def _change(outcome: PlannedOutcome) -> str:
    if outcome.evidence_of_change:
        return entries_cited(outcome.evidence_of_change).capitalize()
    if outcome.state == "achieved":
        return "Marked as achieved; no entry is cited to show the change"
    return "None cited"


def _closed(outcome: PlannedOutcome) -> str:
    if outcome.closed_on is None:
        return ""
    why = f": {outcome.closed_because}" if outcome.closed_because else ""
    return f"{outcome.state.capitalize()} {date_said(outcome.closed_on)}{why}"


def _escalation(raised: Raised, named: Named) -> str:
    to = ", ".join(raised.to_words or [named(one) for one in raised.to]) or "nobody"
    said = f"Level {raised.level}, {date_said(raised.at)}, to {to}"
    if raised.acknowledged:
        by = named(raised.acknowledged_by) if raised.acknowledged_by else "somebody"
        said += f"; acknowledged by {by}, {date_said(raised.acknowledged)}"
        said += f": {raised.will_do}" if raised.will_do else ""
        said += f", by {date_said(raised.by_when)}" if raised.by_when else ""
    else:
        said += "; not acknowledged"
    if raised.resolved:
        said += f"; resolved {date_said(raised.resolved)}"
    return said
