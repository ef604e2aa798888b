"""What an outcome's escalations were, and when its ladder acts next, event by event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from projections.plans.due import overdue_from, read_due
from projections.plans.planned_outcome import PlannedOutcome, Raised, changed

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

AT_THE_LATEST = timedelta(days=1)
"""When the ladder acts next where an escalation does not say it: a clock is never without end."""

_WAYS = {"escalation_stepped_up": "up", "escalation_stepped_down": "down"}


def raised(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    """
    Take in that a level was told; the event itself says when the next one hears.
    """
    said = event.content
    told = Raised(
        level=_number(said.get("level"), 1),
        at=_moment(event),
        to=_texts(said.get("to")),
        position=event.position,
        cycle=_number(said.get("cycle"), 1),
        to_words=_texts(said.get("to_words")),
        reason=str(said.get("reason") or ""),
        ladder=str(said.get("ladder") or ""),
        ladder_version=str(said.get("ladder_version") or ""),
        next_step=_instant(said.get("next_step")),
        levels=_number(said.get("levels"), 0),
        ends=_instant(said.get("ends")),
        way=_WAYS.get(event.kind, "raised"),
        by=event.actor,
    )
    return changed(
        outcome,
        escalations=(*outcome.escalations, told),
        level=told.level,
        cycle=max(outcome.cycle, told.cycle),
        next_at=(told.next_step or told.at + AT_THE_LATEST)
        if outcome.open and not outcome.historic
        else None,
    )


def acknowledged(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    """
    Take in what somebody understood and promised; the ladder rests until that date.
    """
    said = event.content
    by_when = read_due(said.get("by_when"))
    place = _place(outcome, said)
    if place is None or by_when is None:
        return outcome
    answered = replace(
        outcome.escalations[place],
        acknowledged=_moment(event),
        acknowledged_by=str(said.get("acknowledged_by") or event.actor),
        understood=str(said.get("understood") or ""),
        will_do=str(said.get("will_do") or ""),
        by_when=by_when,
    )
    all_of_them = (
        *outcome.escalations[:place],
        answered,
        *outcome.escalations[place + 1 :],
    )
    newest = place == len(outcome.escalations) - 1
    resting = outcome.open and not outcome.historic and newest
    return changed(
        outcome,
        escalations=all_of_them,
        next_at=overdue_from(by_when) if resting else outcome.next_at,
    )


def resolved(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    """
    Take in that escalations ended; if what is owed is still late, the ladder begins anew.
    """
    at = _moment(event)
    ended = tuple(one if one.resolved else replace(one, resolved=at) for one in outcome.escalations)
    owed = outcome.open and not outcome.historic and outcome.due is not None
    return changed(
        outcome,
        escalations=ended,
        level=0,
        next_at=overdue_from(outcome.due) if owed and outcome.due else None,
    )


def _place(outcome: PlannedOutcome, said: Any) -> int | None:
    """
    Find the escalation that is answered: the newest of the level and cycle named.
    """
    level, cycle = _number(said.get("level"), 0), _number(said.get("cycle"), 0)
    for place in reversed(range(len(outcome.escalations))):
        one = outcome.escalations[place]
        if level in {0, one.level} and cycle in {0, one.cycle}:
            return place
    return None


def _moment(event: RecordedEvent) -> datetime:
    return event.occurred.at or event.recorded


def _instant(said: object) -> datetime | None:
    due = read_due(said)
    if due is None:
        return None
    return due.astimezone(UTC) if isinstance(due, datetime) else overdue_from(due)


def _number(said: object, otherwise: int) -> int:
    return said if isinstance(said, int) else otherwise


def _texts(said: object) -> tuple[str, ...]:
    return tuple(str(one) for one in said) if isinstance(said, list | tuple) else ()
