"""Records what ladders do and tells people of it: escalation, inboxes and outbox together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from uuid_utils.compat import uuid7

from escalation.in_force import may_not_wait
from escalation.running.once import insert_once
from escalation.running.tables import DELIVERY, INBOX
from escalation.started import SENT
from events.by_rule import BY_RULE
from events.log.contract import Append
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, NewEvent, Subject
from projections.plans.due import due_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from escalation.ladder import Ladder, Step
    from escalation.people import Addressee
    from events.log.contract import EventLog
    from projections.plans.planned_outcome import PlannedOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Raised:
    """
    What came of it.
    """

    due: int = 0
    raised: int = 0
    stepped_up: int = 0
    inboxes: int = 0
    troubles: int = 0

    def __add__(self, other: Raised) -> Raised:
        return Raised(
            due=self.due + other.due,
            raised=self.raised + other.raised,
            stepped_up=self.stepped_up + other.stepped_up,
            inboxes=self.inboxes + other.inboxes,
            troubles=self.troubles + other.troubles,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """
    One step of one outcome's ladder, to be recorded and told.

    Args:
        version: What the outcome's stream is at before it.
        from_level: The level told before.
        actor: Who takes it there; the service itself, where time does.
    """

    outcome: PlannedOutcome
    ladder: Ladder
    step: Step
    version: int
    from_level: int
    actor: str = BY_RULE


def tellings(
    outcome: PlannedOutcome, ladder: Ladder, taken: Iterable[Step], *, actor: str = BY_RULE
) -> list[Telling]:
    """
    Return each step that a ladder takes, one after the other in the outcome's stream.
    """
    found: list[Telling] = []
    level = outcome.level
    for after, step in enumerate(taken):
        found.append(
            Telling(
                outcome=outcome,
                ladder=ladder,
                step=step,
                version=outcome.version + after,
                from_level=level,
                actor=actor,
            )
        )
        level = step.level
    return found


def tell(
    connection: Connection, log: EventLog, each: Sequence[Telling], *, now: datetime
) -> Raised:
    """
    Record all of these and tell their people, in the caller's transaction and in few questions; a
    key makes each of them once.

    Raises:
        StreamMoved: Somebody decided about one of the outcomes meanwhile; nothing was recorded.
    """
    if not each:
        return Raised()
    appends = [
        Append(
            new=[_event(one, now)],
            stream=one.outcome.id,
            decided_on=one.version,
            key=f"escalation/{one.outcome.id}/{one.step.level}/{one.step.cycle}",
        )
        for one in each
    ]
    answers = log.append_many(appends, now=now)
    places = [answer.first for answer in answers]
    insert_once(connection, DELIVERY, _outbox(each, places, now))
    told = insert_once(connection, INBOX, _inboxes(each, places, now))
    first = sum(not one.step.stepped_up for one in each)
    return Raised(raised=first, stepped_up=len(each) - first, inboxes=told)


_KINDS = {
    "raised": "escalation_raised",
    "up": "escalation_stepped_up",
    "down": "escalation_stepped_down",
}


def _event(one: Telling, now: datetime) -> NewEvent:
    outcome, ladder, step = one.outcome, one.ladder, one.step
    said = {
        "outcome": str(outcome.id),
        "level": step.level,
        "cycle": step.cycle,
        "to": [str(told.who.id) for told in step.told],
        "to_words": [told.who.name for told in step.told],
        "ladder": ladder.name,
        "ladder_version": ladder.version,
        "levels": len(ladder.levels),
        "next_step": due_text(step.next_at),
        "ends": due_text(step.ends),
        "due": due_text(outcome.due),
        "desired": outcome.desired,
        "reason": step.reason,
    }
    if step.stepped_up:
        said["from_level"] = one.from_level
    return NewEvent(
        kind=_KINDS[step.way],
        occurred=Occurred.instant(now),
        content={name: value for name, value in said.items() if value not in (None, "")},
        agency=outcome.agency or SOMEBODY,
        actor=one.actor,
        subjects=(Subject(person=outcome.child, role="child"),),
    )


def _inboxes(each: Sequence[Telling], places: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    return [
        _same(one, entry)
        | {
            "id": uuid7(),
            "recipient": told.who.id,
            "child": one.outcome.child,
            "because": told.because,
            "at": now,
        }
        for one, entry in zip(each, places, strict=True)
        for told in one.step.told
    ]


def _outbox(each: Sequence[Telling], places: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    return [
        _same(one, entry)
        | {
            "id": uuid7(),
            "channel": channel,
            "recipient": told.who.id,
            "because": told.because,
            "made": now,
            "next_attempt": now,
            "attempts": 0,
            "trouble": "",
            "urgent": int(may_not_wait(one.outcome, one.ladder) or _by_name(one.outcome, told)),
        }
        for one, entry in zip(each, places, strict=True)
        for channel in one.step.channels
        if channel != "inbox"
        for told in one.step.told
    ]


def _by_name(outcome: PlannedOutcome, told: Addressee) -> bool:
    """
    Tell whether it was sent to this person by name: whoever sent it waits for them alone.
    """
    return outcome.origin in SENT and str(told.who.id) == outcome.owner


def _same(one: Telling, entry: int) -> dict[str, Any]:
    step = one.step
    return {"outcome": one.outcome.id, "entry": entry, "level": step.level, "cycle": step.cycle}
