"""What the records of one's own children ask and nobody has answered, with what is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projections.risk.asked import asked_of
from projections.stored.directory import listed
from projections.stored.owing import owing
from service.access.allocations import own_children
from service.access.asked import questions_kept
from service.access.enforce import require
from service.access.policy import Action, Allow
from service.answering import answering
from service.telling.indicators import must_answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from escalation.who_answers import WhoAnswers
    from projections.risk.asked import Indicator
    from projections.stored.directory import Listed
    from projections.stored.owing import Owing
    from service.access.reader import Reader
    from service.wiring import Session, Throughline

AT_ONCE = 40
"""Children whose records are asked for one page; a whole district's would keep somebody waiting."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """
    One child, and what nobody has answered, duties and then the longest first.
    """

    child: Listed
    baby: bool
    owing: Owing | None
    questions: tuple[Indicator, ...]
    answering: Mapping[tuple[str, str], WhoAnswers]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """
    Some of a reader's children, in an order of facts alone.

    Args:
        waiting: Those of whom something waits for an answer.
        looked_at: Whose records were asked.
        of: How many children the reader has who are alive.
        pages: Into how many such parts they are cut.
    """

    waiting: tuple[Waiting, ...]
    looked_at: int
    of: int
    pages: int


def unanswered_of(
    throughline: Throughline, reader: Reader, *, part: int = 1, only: str = ""
) -> Unanswered:
    """
    Ask the records of one part of a reader's children; every one of them is in the access log.

    Babies and whoever is owed something late are in the first part.

    Args:
        part: Which part, from 1.
        only: Of this row of the practice table alone; "" for every question.
    """
    with throughline.writing() as session:
        own = own_children(session.connection, reader)
        living = [one for one in listed(session.connection, own).values() if not one.died]
        owed = owing(session.connection, frozenset(one.id for one in living), session.now)
        on = session.today
        living.sort(key=lambda one: _before_asking(one, on, owed.get(one.id)))
        some = living[(part - 1) * AT_ONCE : part * AT_ONCE]
        open_ = [one for one in some if _may_read(session, reader, one.id)]
    with throughline.reading() as session:
        found = [_waiting(session, reader, one, owed.get(one.id), only) for one in open_]
    return Unanswered(
        waiting=tuple(sorted((one for one in found if one.questions), key=_order)),
        looked_at=len(some),
        of=len(living),
        pages=-(-len(living) // AT_ONCE),
    )


def unanswered_told(found: Unanswered) -> dict[str, Any]:
    """
    Tell what waits as JSON.
    """
    return {
        "children": found.of,
        "looked_at": found.looked_at,
        "parts": found.pages,
        "waiting": [
            {
                "child": str(one.child.id),
                "under_one": one.baby,
                "overdue": one.owing.overdue if one.owing else 0,
                "questions": [
                    {
                        "rule": asked.rule,
                        "practice_id": asked.practice_id,
                        "question": asked.question,
                        "since": asked.since.isoformat(),
                        "mandatory": asked.mandatory,
                        "must_answer": must_answer(one.answering.get((asked.rule, asked.about))),
                        "answered_before": asked.last_answer is not None,
                    }
                    for asked in one.questions
                ],
            }
            for one in found.waiting
        ],
    }


def _may_read(session: Session, reader: Reader, child: UUID) -> bool:
    decided = require(
        session.connection,
        reader,
        Action.READ,
        child,
        what="questions nobody answered",
        now=session.now,
    )
    return isinstance(decided, Allow)


def _waiting(
    session: Session, reader: Reader, child: Listed, owed: Owing | None, only: str
) -> Waiting:
    record = session.record(child.id)
    every = asked_of(record, session.today)
    found = questions_kept(session.connection, reader, child.id, every)
    return Waiting(
        answering=answering(session, record, found),
        child=child,
        baby=child.as_person().under_one(session.today),
        owing=owed,
        questions=tuple(
            one
            for one in sorted(found, key=lambda one: (not one.mandatory, one.since))
            if one.waits and only in {"", one.practice_id}
        ),
    )


def _late(owed: Owing | None) -> bool:
    return owed is not None and owed.overdue > 0


def _before_asking(child: Listed, on: date, owed: Owing | None) -> tuple[bool, bool, str, str]:
    baby = child.as_person().under_one(on)
    return (not baby, not _late(owed), child.name.casefold(), str(child.id))


def _order(one: Waiting) -> tuple[bool, bool, bool, date, str]:
    # Facts alone: a baby, a duty, something late, and then whoever has waited longest.
    duty = any(asked.mandatory for asked in one.questions)
    first = min(asked.since for asked in one.questions)
    return (not one.baby, not duty, not _late(one.owing), first, one.child.name.casefold())
