"""What is owed about a child, as pages list it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from escalation.owed import owed as owed_for
from projections.plans.drift import conferences, rolled_over
from projections.plans.due import day_of, due_soon, due_words
from projections.plans.outcomes import overdue_days
from service.access.owed import words_kept
from service.access.people import People
from service.web.named import owner_words
from service.web.words import counted, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from uuid import UUID

    from escalation.people import Recipient
    from projections.child_record import ChildRecord
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.reader import Reader
    from service.web.forms.questions import Question
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """
    One planned outcome in words.

    Args:
        unreminded: Whether it is open and its owner is named, but nobody of that name has a
            sign-in: the child's lead practitioner hears instead, and only once it is overdue.
    """

    outcome: PlannedOutcome
    owner: str
    due: str
    by: str
    original_due: str
    late_days: int
    escalated: bool
    rolled_over: int = 0
    unreminded: bool = False

    @property
    def id(self) -> UUID:
        """
        Its id.
        """
        return self.outcome.id

    @property
    def desired(self) -> str:
        """
        What should be different for the child, said as owed while it is.
        """
        return self.outcome.said

    @property
    def late(self) -> str:
        """
        How late it is, in words; "" when it is not.
        """
        return f"{span(self.late_days)} late" if self.late_days else ""

    @property
    def ended_late(self) -> str:
        """
        How long after its day it ended, in words; "" where it ended in time or is open.
        """
        one = self.outcome
        if one.open or one.closed_on is None or one.due is None:
            return ""
        days = (one.closed_on - day_of(one.due)).days
        return f"{span(days)} late by then" if days > 0 else ""

    @property
    def slippage(self) -> str:
        """
        How often it was moved, and how many conferences left it open; "" for neither.
        """
        said = []
        if self.outcome.moves:
            often = counted(len(self.outcome.moves), "time")
            said = [f"moved {often}", f"first due {self.original_due}"]
        if self.rolled_over:
            said.append(f"left open by {counted(self.rolled_over, 'conference')}")
        return ", ".join(said)


def owed(
    session: Session, reader: Reader, record: ChildRecord, on: date, *, limited: bool
) -> list[Owed]:
    """
    Return every outcome of a child in words, in their order.
    """
    return in_words(session, record, on, every_owed(session, reader, record, on, limited=limited))


def every_owed(
    session: Session,
    reader: Reader,
    record: ChildRecord,
    on: date,
    *,
    limited: bool,
    late_records: bool = True,
) -> list[PlannedOutcome]:
    """
    Return every outcome of a child: the latest first, then by date, those that ended last.

    Args:
        late_records: Whether what was recorded too late, which nobody owes, is among them.
    """
    at = None if limited else session.now
    every = owed_for(record, on, practice=session.practice, at=at, late_records=late_records)
    return sorted(
        words_kept(session.connection, reader, every),
        key=lambda one: (
            not one.open,
            -overdue_days(one, on),
            str(one.due or "9999"),
            one.id.int,
        ),
    )


def in_words(
    session: Session, record: ChildRecord, on: date, some: Iterable[PlannedOutcome]
) -> list[Owed]:
    """
    Return outcomes as a page shows them: of a long record it shows few of those that were ever.
    """
    held = [day for day in conferences(record) if day <= on]
    # A long record names the same few owners again and again.
    person = cache(People(session.connection).person)
    return [_owed(session, one, on, rolled_over(one, held), person) for one in some]


def _owed(
    session: Session,
    one: PlannedOutcome,
    on: date,
    carried: int,
    person: Callable[[str], Recipient | None],
) -> Owed:
    owner = owner_words(session.connection, one.owner) if one.owner else ""
    return Owed(
        outcome=one,
        owner=owner
        or (f"no named owner ({one.responsible})" if one.responsible else "no named owner"),
        due=due_words(one.due),
        by=due_soon(one.due),
        original_due=due_words(one.original_due),
        late_days=overdue_days(one, on),
        escalated=one.escalated,
        rolled_over=carried,
        unreminded=bool(one.open and not one.historic and one.owner and not person(one.owner)),
    )


def outcome_words(session: Session, reader: Reader, record: ChildRecord, outcome: str) -> str:
    """
    Return a planned outcome in the words of what it wants, whether it is open or not.
    """
    every = owed_for(record, session.today, practice=session.practice, at=session.now)
    named = [one for one in every if str(one.id) == outcome]
    for one in words_kept(session.connection, reader, named):
        return one.desired[:120] or "no desired outcome is recorded"
    return "an outcome that is not in this record"


def to_choose(
    session: Session, reader: Reader, record: ChildRecord, asked: Iterable[Question]
) -> dict[str, str]:
    """
    Return the open planned outcomes of a child, by id, in the words of what they want.

    Nothing where no question asks for one: to find them, every rule reads the record.
    """
    if not any(question.shown_as == "outcome" for question in asked):
        return {}
    return {
        str(one.id): one.desired[:120] or "no desired outcome is recorded"
        for one in words_kept(
            session.connection,
            reader,
            owed_for(record, session.today, practice=session.practice, at=session.now),
        )
        if one.open and one.stored
    }
