"""Who must answer each question about a child, and by when: said beside every question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.owed import owed
from escalation.who_answers import WhoAnswers, who_answers
from projections.chronology.chronology import chronology
from projections.risk.owed_for import Owing
from service.access.allocations import lead_of
from service.clocks import NOW, Clocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from projections.child_record import ChildRecord
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.asked import Indicator
    from service.wiring import Session

    Answering = Mapping[tuple[str, str], WhoAnswers]


def answering(
    session: Session,
    record: ChildRecord,
    indicators: Iterable[Indicator],
    *,
    clocks: Clocks = NOW,
    outcomes: Iterable[PlannedOutcome] | None = None,
) -> Answering:
    """
    Tell by rule and what it is about who must answer each question that waits; nobody must any
    more, once the child has died.

    Args:
        record: The whole record, held to what the log held by the moment asked, if any.
        clocks: On which day, and by what the log held when.
        outcomes: What is owed for the child, where it is at hand.
    """
    on = clocks.day(session.today)
    child = chronology(record).child
    if child is not None and child.died is not None and child.died.first <= on:
        return {}
    if outcomes is None:
        at = clocks.recorded or session.now
        outcomes = owed(
            record, on, practice=session.practice, at=None if clocks.known is not None else at
        )
    lead = lead_of(session.connection, record.child)
    owing = Owing(outcomes)
    told = {
        (one.rule, one.about): who_answers(
            one, owing, session.practice, on, lead=str(lead.id) if lead else ""
        )
        for one in indicators
    }
    return {asked: who for asked, who in told.items() if who is not None}


def answering_words(told: Answering, named: Callable[[str], str]) -> dict[tuple[str, str], str]:
    """
    Say the same in words, each owner by name.
    """
    return {asked: who.words(named(who.owner) if who.owner else "") for asked, who in told.items()}
