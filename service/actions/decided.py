"""Applies a pure decision about an outcome: whose it is, on what version, recorded once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from escalation.deciding import Decided
from escalation.errors import AnswerRefused, NothingToAnswer, OutcomeClosed
from escalation.owed import owed
from escalation.running.deciding_on import held
from events.errors import ContentRefused
from events.occurred import Occurred
from projections.child_record import gather
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from events.log.contract import Appended
    from events.recorded_event import NewEvent
    from projections.child_record import ChildRecord
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.reader import Reader
    from service.wiring import Session


def outcome_of(
    session: Session, child: UUID, outcome: UUID, *, decided_on: int | None = None
) -> tuple[PlannedOutcome, ChildRecord]:
    """
    Return an outcome of a child, and the record it stands in.

    Args:
        decided_on: The version that the page showed: the outcome is returned as it was then, so
            that the same form sent again decides the same; None for as it is now.

    Raises:
        ActionRefused: The child has no such outcome.
    """
    # Held before anything else is read, so that the sweep and a person take turns.
    now = held(session.connection, session.log, outcome, now=session.now, practice=session.practice)
    if now is None or now.child != child:
        raise ActionRefused({"outcome": "There is no such outcome for this child"})
    record = gather(session.log, child)
    if decided_on is None or now.version <= decided_on:
        return now, record
    then = replace(
        record,
        events=tuple(
            event
            for event in record.events
            if event.stream != outcome or event.version <= decided_on
        ),
    )
    seen = owed(then, session.today, practice=session.practice, at=session.now)
    return next((one for one in seen if one.id == outcome), now), record


def decide(
    session: Session,
    reader: Reader,
    outcome: PlannedOutcome,
    decision: Callable[[PlannedOutcome, Decided], Sequence[NewEvent]],
    *,
    key: str,
    decided_on: int | None,
) -> Appended:
    """
    Decide, and record what follows in the outcome's own stream.

    Args:
        decided_on: The outcome's version on the page that was decided on.

    Raises:
        ActionRefused: The decision cannot be taken, with the fix of each field.
        StreamMoved: Somebody changed the outcome meanwhile.
        KeyReused: The form was sent before with something else.
    """
    decided = Decided(
        actor=reader.actor,
        agency=reader.agency or "other",
        by=str(reader.user) if reader.user else reader.name,
        now=session.now,
    )
    try:
        new = decision(outcome, decided)
        return session.log.append(
            # The day and not the moment, so that the same form sent again says the same.
            [replace(event, occurred=Occurred.day(session.today)) for event in new],
            stream=outcome.id,
            decided_on=decided_on,
            key=key,
            now=session.now,
        )
    except (AnswerRefused, ContentRefused) as refused:
        raise ActionRefused(
            {name: " ".join(said) for name, said in refused.fields.items()}
        ) from None
    except (OutcomeClosed, NothingToAnswer) as refused:
        raise ActionRefused({"outcome": str(refused)}) from None


def kinds_cited(
    record: ChildRecord, entries: Sequence[str], asked: str = "evidence_of_change"
) -> list[str]:
    """
    Return the kinds of the entries that were cited.

    Args:
        asked: The field that cites them.

    Raises:
        ActionRefused: One of them is not in this child's chronology.
    """
    kinds = {event.entry_id: event.kind for event in record.events}
    for number in entries:
        if number not in kinds:
            raise ActionRefused({asked: f"Entry {number} is not in this child's chronology"})
    return [kinds[number] for number in entries]
