"""Makes what is "to be followed up" somebody's from the moment at which it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from escalation.working_days import add_working_days
from service.actions.plan_outcome import PLANNED, PlanOutcome, plan_outcome

if TYPE_CHECKING:
    from service.access.reader import Reader
    from service.wiring import Session

FOLLOW_UP_WORKING_DAYS = 1
"""Until when whoever recorded it follows it up. To be confirmed by the partnership: no source."""


def owe_follow_up(
    session: Session, reader: Reader, child: UUID, *, entry: str, about: str, key: str
) -> UUID:
    """
    Plan that whoever recorded an entry follows it up; the owner and the day can be changed.

    Args:
        about: What the entry is about; it stands as the risk that is not known yet.
        key: The key of the form that recorded the entry.
    """
    return plan_outcome(
        session,
        reader,
        PlanOutcome(
            child=child,
            content=follow_up_content(
                session, entry=entry, about=about, agency=reader.agency or "other"
            )
            | {"owner": str(reader.user)},
            key=_key(key),
        ),
    )


def follow_up_content(session: Session, *, entry: str, about: str, agency: str) -> dict[str, Any]:
    """
    Return what is planned for an entry that is to be followed up, but for who owns it.
    """
    due = add_working_days(session.today, FOLLOW_UP_WORKING_DAYS, session.practice.calendar)
    return {
        "risk": about,
        "response": f"Follow up entry {entry}.",
        "desired": "What was raised has been looked into.",
        "measure": "An entry that says what was found out and what was done.",
        "agency": agency,
        "due": due.isoformat(),
        "evidence": [entry],
    }


def follow_up_of(key: str) -> UUID:
    """
    Return the id of what the form with this key made owed.
    """
    return uuid5(PLANNED, _key(key))


def _key(key: str) -> str:
    return f"{key}/follow-up"
