"""The ladders in force: who hears at which level, and where nobody could be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.ladder_words import ladder_words
from escalation.running.ladders_kept import known_ladders
from escalation.running.reaching import unreached
from projections.plans.planned_outcome import ORIGINS
from service.access.people import People
from service.access.policy import Action, Allow, decide
from service.telling.ladders import gaps_by_owner, levels_shown
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show every ladder with its levels, its gaps and its edition.
    """
    with visit.throughline.reading() as session:
        in_force = known_ladders(session.connection).in_force()
        gaps = unreached(session.connection, People(session.connection), now=session.now)
        told = gaps_by_owner(session, gaps)
    may_change = isinstance(decide(visit.who, Action.CHANGE_LADDER), Allow)
    return Shown(
        values={
            "ladders": [
                {
                    "name": name,
                    "words": ladder_words(name),
                    "ladder": ladder,
                    "levels": levels_shown(ladder),
                }
                for name, ladder in in_force.items()
            ],
            "gaps": told,
            "may_change": may_change,
            "lacking": {name: ladder_words(name) for name in ORIGINS if name not in in_force},
        }
    )


PAGE = Page(path="/ladders", title="Ladders", policy=Action.READ_LADDER, view=view)
