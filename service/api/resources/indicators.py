"""The questions that the record raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.risk.asked import asked
from projections.risk.fallen import fallen
from projections.risk.history import history
from service.access.asked import fallen_kept, questions_kept
from service.access.enforce import visible
from service.access.policy import Action
from service.access.tokens import Scope
from service.answering import answering
from service.api.answers.indicator import IndicatorTold
from service.api.asked import ClocksAsked, Day, clocks_of
from service.api.operation import Operation, Resource
from service.telling.indicators import indicators_told

if TYPE_CHECKING:
    from service.api.call import Call


class AsOn(ClocksAsked):
    """
    On which day.
    """

    on = Day(metadata={"description": "The same as as_known_at; today if left out."})


def read(call: Call) -> list[dict[str, Any]]:
    """
    Tell the open questions about a child.
    """
    with call.throughline.reading() as session:
        clocks = clocks_of(call.query)
        day = clocks.day(session.today)
        record = clocks.of(session.record(call.child), session)
        known = history(record.known_at(day))
        now = asked(known, day)
        who = answering(session, record, now, clocks=clocks)
        fell = fallen_kept(session.connection, call.who, call.child, fallen(known, day, now))
        now = questions_kept(session.connection, call.who, call.child, now)
        seen = visible(session.connection, call.who, known.told, session.now)
        return indicators_told(now, seen.told, fell, who)


RESOURCE = Resource(
    name="Indicators",
    about="Questions to think about, each with its evidence. None never means safe.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/indicators",
            summary="Read the questions that a child's record raises",
            policy=Action.READ,
            scope=Scope.READ,
            what="questions",
            query=AsOn,
            answer=IndicatorTold(many=True),
            view=read,
        ),
    ),
)
