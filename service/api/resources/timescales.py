"""What is owed by when: the timescales in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.timescale import TimescalesTold
from service.api.asked import Day, Sent
from service.api.operation import Operation, Resource
from service.telling.timescales import tell_timescales

if TYPE_CHECKING:
    from service.api.call import Call


class InForceOn(Sent):
    """
    On which day.
    """

    on = Day(metadata={"description": "Clocks that start on this day; today if left out."})


def read(call: Call) -> dict[str, Any]:
    """
    Tell every timescale with its source.
    """
    with call.throughline.reading() as session:
        on = call.query.get("on", session.today)
        return {"on": on.isoformat(), "timescales": tell_timescales(session.practice, on)}


RESOURCE = Resource(
    name="Timescales",
    about="What starts a clock, its limit, what satisfies it, and the source that says so.",
    operations=(
        Operation(
            path="/api/timescales",
            summary="Read the timescales in force",
            policy=Action.READ_LADDER,
            scope=Scope.READ,
            query=InForceOn,
            answer=TimescalesTold,
            view=read,
        ),
    ),
)
