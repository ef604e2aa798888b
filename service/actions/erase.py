"""Makes what a record says unreadable: one person proposes it, another agrees, and it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from events.log.data_keys import destroy_key
from events.recorded_event import Subject
from projections.erasures import ERASURES
from projections.stored.directory import listed
from service.access.allocations import with_role
from service.access.enforce import may
from service.access.held_by import held_by
from service.access.policy import Action, Allow
from service.access.reader import Role
from service.actions.errors import ActionRefused
from service.actions.hold import holds_on
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from events.recorded_event import RecordedEvent
    from service.access.reader import Reader
    from service.wiring import Session


_OF_OUTCOMES = "outcome_planned"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """
    One proposal, and what became of it.

    Args:
        number: The entry that proposed it, by which it is confirmed.
        erased_under: The entry that erased; "" while nobody agreed.
    """

    number: str
    record: UUID
    basis: str
    reason: str
    by: str
    on: date
    erased_under: str


def proposals(session: Session) -> tuple[Proposal, ...]:
    """
    Return every proposal to erase a record, the oldest first.
    """
    return tuple(_proposals(session.log.stream(ERASURES)))


def propose_erasure(
    session: Session, reader: Reader, record: UUID, *, basis: str, reason: str, key: str
) -> str:
    """
    Propose that what a record says be made unreadable; nothing is erased yet.

    Returns:
        The number of the proposal.

    Raises:
        ActionRefused: The reader may not, no record has this id, or a field is empty.
    """
    _lead(session, reader)
    if record not in listed(session.connection, {record}):
        raise ActionRefused({"record": "No record has this id"})
    _answers_for(reader, held_by(session, record).leads, "proposes to erase it")
    _not_held(session, record)
    said = {"record": str(record), "basis": basis.strip(), "reason": reason.strip()}
    lacking = {name: "Needed, and kept for ever" for name, value in said.items() if not value}
    if lacking:
        raise ActionRefused(lacking)
    subject = Subject(person=record, role="child")
    proposed = said_today(session, reader, "erasure_proposed", said, [subject])
    answer = session.log.append(
        [proposed], stream=ERASURES, decided_on=None, key=key, now=session.now
    )
    return answer.events[0].entry_id


def confirm_erasure(session: Session, reader: Reader, number: str) -> Proposal:
    """
    Erase what another person proposed: the record's keys are destroyed with this transaction.

    Raises:
        ActionRefused: The reader may not, or proposed it, or it was done or is no proposal.
    """
    _lead(session, reader)
    found = next((one for one in proposals(session) if one.number == number), None)
    if found is None:
        raise ActionRefused({"proposal": "No proposal has this number"})
    if found.erased_under:
        raise ActionRefused({"proposal": f"Erased already, under entry {found.erased_under}"})
    if found.by == reader.actor:
        raise ActionRefused({"proposal": "Whoever proposed it cannot agree to it: ask another"})
    _not_held(session, found.record)
    opened = held_by(session, found.record).opened
    theirs = with_role(session.connection, Role.LEAD, agency=opened)
    if any(lead.reader.actor != found.by for lead in theirs):
        _answers_for(reader, opened, "agrees to erase it")
    said = {
        "basis": found.basis,
        "reason": found.reason,
        "approved_by": reader.actor,
        "reference": number,
    }
    subject = Subject(person=found.record, role="child")
    done = session.log.append(
        [said_today(session, reader, "content_erased", said, [subject])],
        stream=ERASURES,
        decided_on=None,
        key=f"erasure/{number}",
        now=session.now,
    ).events[0]
    for stream in _streams(session, found.record):
        destroy_key(session.connection, stream, under=done.position, now=session.now)
    return next(one for one in proposals(session) if one.number == number)


def _answers_for(reader: Reader, agency: str, does: str) -> None:
    # Whoever may take a child on could otherwise take a record over and have it destroyed.
    if agency and reader.agency != agency:
        raise ActionRefused({"record": f"A safeguarding lead of {agency} {does}: it is theirs"})


def _lead(session: Session, reader: Reader) -> None:
    if not isinstance(may(session.connection, reader, Action.ERASE, None, session.now), Allow):
        raise ActionRefused({"record": "A safeguarding lead proposes, and another one agrees"})


def _not_held(session: Session, record: UUID) -> None:
    for hold in holds_on(session, record):
        why = f"It is held for {hold.by}, entry {hold.number}: lift that first, with a reason"
        raise ActionRefused({"record": why})


def _proposals(events: tuple[RecordedEvent, ...]) -> Iterator[Proposal]:
    done = {str(e.content.get("reference")): e for e in events if e.kind == "content_erased"}
    for event in events:
        if event.kind == "erasure_proposed":
            after = done.get(event.entry_id)
            yield Proposal(
                number=event.entry_id,
                record=UUID(str(event.content["record"])),
                basis=str(event.content["basis"]),
                reason=str(event.content["reason"]),
                by=event.actor,
                on=event.occurred.first,
                erased_under=after.entry_id if after else "",
            )


def _streams(session: Session, record: UUID) -> list[UUID]:
    """
    Return the streams that hold a record: its own, and those of outcomes planned for this child.
    """
    about = session.log.about({record})
    of_outcomes = {
        event.stream
        for event in about
        if event.kind == _OF_OUTCOMES and record in event.people("child")
    }
    return [record, *sorted(of_outcomes)]
