"""What becomes of an outcome by itself, as the events that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from escalation.people import WHO
from escalation.started import SENT
from events.by_rule import BY_RULE
from events.errors import KeyReused, StreamMoved
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, NewEvent, Subject
from projections.plans.due import due_text

if TYPE_CHECKING:
    from datetime import date, datetime

    from escalation.people import Directory
    from escalation.practice import Practice
    from events.log.contract import EventLog
    from projections.plans.planned_outcome import PlannedOutcome


def append_to(
    log: EventLog, event: NewEvent, outcome: PlannedOutcome, version: int, key: str, now: datetime
) -> int:
    """
    Append what became of an outcome, once, and return how many outcomes that changed.

    Raises:
        KeyReused, StreamMoved: Somebody decided about it at the same moment.
    """
    try:
        appended = log.append(
            [event], stream=outcome.id, decided_on=version, key=f"{key}/{outcome.id}", now=now
        )
    except (KeyReused, StreamMoved):
        if version:
            # Somebody decided about it at the same moment: noted, and looked at again.
            raise
        # Somebody opened it at the same moment.
        return 0
    return 0 if appended.already else 1


def planned(
    outcome: PlannedOutcome, people: Directory, practice: Practice, now: datetime
) -> NewEvent:
    """
    Return the event that opens an outcome, with whoever owns it by its timescale.
    """
    owner, agency = outcome.owner, outcome.agency
    # Work sent to another agency is never given an owner of the sender's, even while the
    # receiver has named nobody.
    if not owner and not (outcome.origin in SENT and agency):
        timescale = practice.newest[outcome.timescale]
        found = next(iter(WHO[timescale.owner_role](outcome, people, now)), None) or next(
            iter(WHO["lead"](outcome, people, now)), None
        )
        owner = str(found.who.id) if found else ""
        agency = agency or (found.who.agency if found else "")
    said = {
        "desired": outcome.desired,
        "risk": outcome.risk,
        "origin": outcome.origin,
        "practice_id": outcome.practice_id,
        "timescale": outcome.timescale,
        "edition": outcome.edition,
        "limit_words": outcome.limit_words,
        "responsible": outcome.responsible,
        "evidence": list(outcome.evidence),
        "due": due_text(outcome.due),
        "owner": owner,
        "agency": agency,
    }
    return event_of(
        "outcome_planned", outcome, {k: v for k, v in said.items() if v}, outcome.opened
    )


def satisfied_key(shown: PlannedOutcome, before: PlannedOutcome) -> str:
    """
    Return the key under which it is recorded once that an outcome was satisfied.

    The version is part of it: what was satisfied, undone and satisfied again is recorded again.
    """
    return f"satisfied/{shown.closed_by}/{before.version}"


def shown_ended(outcome: PlannedOutcome) -> NewEvent:
    """
    Return the event that an outcome was seen to be satisfied, or ended, with what did so.
    """
    if outcome.state == "withdrawn":
        ended = {
            "outcome": str(outcome.id),
            "reason": outcome.closed_because,
            "because_of": outcome.closed_by,
            "ended_by": outcome.satisfied_by,
        }
        why = {name: value for name, value in ended.items() if value}
        return event_of("outcome_withdrawn", outcome, why, outcome.closed_on or outcome.opened)
    said = {
        "outcome": str(outcome.id),
        "evidence_of_change": list(outcome.evidence_of_change),
        "satisfied_by": outcome.satisfied_by,
    }
    return event_of("outcome_achieved", outcome, said, outcome.closed_on or outcome.opened)


def event_of(kind: str, outcome: PlannedOutcome, said: dict[str, Any], on: date) -> NewEvent:
    """
    Return an event about an outcome, by the service itself.
    """
    agency = outcome.agency or SOMEBODY
    return NewEvent(
        kind=kind,
        occurred=Occurred.day(on),
        content=said,
        agency=agency,
        actor=BY_RULE,
        subjects=(Subject(person=outcome.child, role="child"),),
    )
