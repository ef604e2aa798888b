"""What an import says is to be followed up is owed from then on, as what is recorded here is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.log.contract import Append
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Origin, Subject
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.chronology.followed_up import to_follow_up, unasked
from projections.plans.due import HISTORIC_AFTER_DAYS
from service.access.allocations import lead_of
from service.actions.owe_follow_up import follow_up_content
from service.importing.family import outcome_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from projections.chronology.entry import Entry
    from service.importing.row import Case
    from service.wiring import Session, Throughline


def asks_for_follow_up(event: RecordedEvent, today: date) -> bool:
    """
    Tell whether an imported entry says that somebody should follow it up, and lately.

    What was learned long before the import is history: it is read, and chased with nobody.
    """
    recent = (today - event.known_from).days <= HISTORIC_AFTER_DAYS
    return recent and to_follow_up(event.kind, event.content)


def owe_follow_ups(house: Throughline, case: Case, wanted: Mapping[UUID, Collection[str]]) -> int:
    """
    Plan that each of these entries is followed up by the next working day; return how many were.

    The child's lead owns it; where nobody leads yet, the ladder asks who answers for the agency
    that took the call. What an entry follows or a plan rests on is left alone, so that the same
    file read again asks for nothing twice.

    Args:
        wanted: The numbers of the entries by child.
    """
    number = 0
    for child, entries in wanted.items():
        with house.writing() as session:
            told = chronology(gather(session.log, child))
            open_ = unasked(told.entries)
            new = [one for one in told.entries if one.id in open_ and one.id in entries]
            answers = session.log.append_many(
                [_planned(session, case, child, one) for one in new], now=session.now
            )
            number += len(answers)
    return number


def _planned(session: Session, case: Case, child: UUID, entry: Entry) -> Append:
    lead = lead_of(session.connection, child)
    origin = entry.event.origin
    ref = f"{origin.ref if origin else entry.id}/follow-up"
    today = session.today
    said = follow_up_content(
        session, entry=entry.id, about=entry.answer("about") or "", agency=entry.agency
    )
    if lead is not None:
        said |= {"owner": str(lead.id), "agency": lead.agency}
    content = {name: value for name, value in said.items() if value}
    return Append(
        new=[
            NewEvent(
                kind="outcome_planned",
                occurred=Occurred.day(today),
                content=content | {"origin": "plan"},
                agency=entry.agency,
                actor=case.actor,
                subjects=(Subject(person=child, role="child"),),
                learned=(Learned(agency=entry.agency, first=today, last=today, how="recorded"),),
                origin=Origin(source=case.source, ref=ref),
            )
        ],
        stream=outcome_of(case.source, ref),
        decided_on=None,
        key=f"import/{case.source}/{ref}",
    )
