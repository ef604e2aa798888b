"""Pairs of records that may be of one person and that nobody has decided, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.kinds.persons_may_match import AGREES, DIFFERS
from service.access.policy import Action
from service.telling.undecided import LEVELS, limit_of, undecided
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    List what waits for the reader.
    """
    with visit.throughline.reading() as session:
        waiting = undecided(session, visit.who)
        limit = limit_of(session)
    return Shown(
        values={
            "waiting": waiting,
            "agrees": AGREES,
            "differs": DIFFERS,
            "levels": LEVELS,
            "limit": limit.words(),
        }
    )


PAGE = Page(
    path="/people/undecided",
    title="One person or two: not decided",
    policy=Action.FIND,
    view=view,
)
