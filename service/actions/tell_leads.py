"""Tells a child's lead that an entry was recorded for the wrong child, until they have answered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from escalation.running.told_at_once import tell_at_once
from escalation.working_days import add_working_days
from events.by_rule import BY_RULE
from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from projections.plans.due import due_text

if TYPE_CHECKING:
    from service.access.accounts import Account
    from service.wiring import Session

MOVED = UUID("5c7b8a52-7c0a-5d55-9b0e-0a4a2f6f3d11")
"""A UUID namespace: the same move always makes the same duty, so that a lead has it once."""

_ORIGIN = "handover"


def owe_a_look(session: Session, lead: Account, child: UUID, entry: str) -> None:
    """
    Owe the child a look by its lead, by the end of the next working day, and write to them at once.

    It is recorded in the transaction of the move, stands on the lead's list from then on, and what
    nobody answers goes to the next person up. The message says none of it. The duty names the
    entry by its number alone and does not rest on it: the entry is struck out, and what rests on it
    is struck out with it.
    """
    due = add_working_days(session.today, 1, session.practice.calendar)
    said = {
        "origin": _ORIGIN,
        "desired": (
            f"Entry {entry} was first recorded for the wrong child. The lead practitioner has "
            "looked at what was decided on it here, and has told whoever acted on it."
        ),
        "measure": "Who was told, and what was decided anew.",
        "owner": str(lead.id),
        "agency": lead.agency,
        "responsible": "Lead practitioner",
        "due": due_text(due),
    }
    owed = NewEvent(
        kind="outcome_planned",
        occurred=Occurred.day(session.today),
        content=said,
        agency=lead.agency,
        actor=BY_RULE,
        subjects=(Subject(person=child, role="child"),),
    )
    look = uuid5(MOVED, f"{child}/{entry}")
    planned = session.log.append(
        [owed],
        stream=look,
        decided_on=None,
        key=f"moved/{child}/{entry}",
        now=session.now,
    )
    tell_at_once(
        session.connection,
        lead.id,
        look,
        entry=planned.first,
        ladder=_ORIGIN,
        because=(
            "an entry that was recorded for the wrong child concerns a child whom you lead: look "
            "at what was decided on it by the end of the next working day, and tell whoever acted"
        ),
        now=session.now,
    )
