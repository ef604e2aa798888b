"""How a reader stands to one entry of a child's record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from events.recorded_event import SOMEBODY
from projections.chronology.chronology import chronology
from service.access.answering_for import answers_for_entry
from service.access.enforce import standing
from service.web.named import named

if TYPE_CHECKING:
    from projections.chronology.attachments import Attachment
    from projections.chronology.entry import Entry
    from service.access.policy import Standing
    from service.web.visit import Visit
    from service.wiring import Session


def standing_of_entry(session: Session, visit: Visit, entry: Entry) -> Standing:
    """
    Return how the reader stands to an entry, and whom to ask to change it.
    """
    how = standing(session.connection, visit.who, visit.child, session.now)
    wrote = entry.event.actor == visit.who.actor
    author = named(session.connection, entry.event.actor)
    return replace(
        how,
        wrote=wrote,
        answers_for=answers_for_entry(session, visit.who, visit.child, entry.agency),
        ask=f"{author}, who wrote it, or a manager of {_agency(entry.agency)}",
    )


def standing_of_attachment(
    session: Session, visit: Visit, one: Attachment | None, *, agency: str
) -> Standing:
    """
    Return how the reader stands to a file of an entry, and whom to ask to withdraw it.

    To a file that is not there they stand as to the child, so that asking leaves its line.

    Args:
        agency: Whose entry it is a file of.
    """
    how = standing(session.connection, visit.who, visit.child, session.now)
    if one is None:
        return how
    author = named(session.connection, one.by)
    return replace(
        how,
        wrote=one.by == visit.who.actor,
        answers_for=answers_for_entry(session, visit.who, visit.child, agency),
        ask=f"{author}, who added it, or a manager of {_agency(agency)}",
    )


def _agency(name: str) -> str:
    return "the agency" if name in {"", SOMEBODY} else name


def of_the_entry(session: Session, visit: Visit) -> Standing | None:
    """
    Return how the reader stands to the entry that the address names; None where there is none.
    """
    told = chronology(session.record(visit.child))
    entry = told.entry(str(visit.path["entry"]))
    return standing_of_entry(session, visit, entry) if entry else None
