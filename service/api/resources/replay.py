"""Which question would have been asked on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.chronology.chronology import chronology
from projections.risk.replay import replay
from service.access.asked import replay_kept
from service.access.enforce import visible
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.replayed import ReplayedTold
from service.api.asked import ClocksAsked, Day, clocks_of
from service.api.operation import Operation, Resource
from service.telling.indicators import replay_told

if TYPE_CHECKING:
    from service.api.call import Call


class Between(ClocksAsked):
    """
    Which days.
    """

    first = Day(metadata={"description": "From this day on; what stood by then is told on it."})
    last = Day(metadata={"description": "Up to this day; the newest entry's if left out."})


def read(call: Call) -> list[dict[str, Any]]:
    """
    Tell every change in what was asked, in the order of the days.
    """
    with call.throughline.reading() as session:
        record = clocks_of(call.query).of(session.record(call.child), session)
        last = call.query.get("last")
        last = min(last, session.today) if last else None
    changes = replay(record, first=call.query.get("first"), last=last)
    with call.throughline.reading() as session:
        kept = replay_kept(session.connection, call.who, call.child, changes)
        seen = visible(session.connection, call.who, chronology(record), session.now)
    return replay_told(kept, seen.told)


RESOURCE = Resource(
    name="Replay",
    about=(
        "Day by day, what would have been asked on what was known by then, under the settings of "
        "that day. A long record takes seconds: ask for the days that matter."
    ),
    operations=(
        Operation(
            path="/api/children/<uuid:child>/replay",
            summary="Read which question would have been asked on which day",
            policy=Action.READ,
            scope=Scope.READ,
            what="questions day by day",
            query=Between,
            answer=ReplayedTold(many=True),
            view=read,
        ),
    ),
)
