"""The people around the child: who they are, how they are tied, and what nobody knows of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from projections.around.hidden import assessments, hidden
from projections.around.household import changes_naming, lived_there
from projections.around.restrictions import restrictions
from projections.people.between import other_side, ties_between
from projections.people.reciprocal import reciprocal
from projections.people.tie import Closeness
from service.access.enforce import closed_to, standing
from service.access.policy import Action, Allow, decide
from service.documents.genogram.drawn import genogram_key, genogram_svg
from service.documents.genogram.read_family import read_family
from service.documents.genogram.table import HEADINGS, table_of
from service.documents.lived_here import HEADINGS as STAY_HEADINGS
from service.documents.lived_here import lived_here, lived_here_svg
from service.web.around import recorded_ties, to_do
from service.web.choosing import clocks_asked
from service.web.page import Answer, Page, Shown
from service.web.reading import read_around
from service.web.tie_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.people.person import Person
    from projections.people.tie import Tie
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the family as at a day: what to find out, the picture, the household, and everybody.
    """
    clocks, errors = clocks_asked(visit)
    with visit.throughline.reading() as session:
        read = read_around(session, visit.who, visit.child, clocks)
        told = read.told
        how = standing(session.connection, visit.who, visit.child, session.now)
        closed = closed_to(session.connection, visit.who, told, session.now)
        on = _day(visit.asked("on")) or _last_day(told.child, read.on)
        todo = to_do(session.connection, told, on)
    drawn = read_family(told, on, closed=closed)
    stays = lived_here(told, on)
    known = _everybody(told)
    return Shown(
        values={
            "read": read,
            "todo": todo,
            "genogram": Markup(genogram_svg(drawn, key=False)),  # noqa: S704 - our own, escaped
            "genogram_key": [(Markup(one), said) for one, said in genogram_key(drawn)],  # noqa: S704
            "genogram_headings": HEADINGS,
            "genogram_rows": table_of(drawn),
            "genogram_notes": drawn.notes,
            "strip": Markup(lived_here_svg(stays)),  # noqa: S704 - our own, every text escaped
            "strip_headings": STAY_HEADINGS,
            "stays": stays.stays,
            "around_child": [one for one in known if not one["practitioner"]],
            "practitioners": [one for one in known if one["practitioner"]],
            "between": [
                (tie, told.people[tie.one], told.people[tie.other], other_side(tie, told.people))
                for tie in ties_between(told.record.events)
                if tie.persons <= told.people.keys() and not closed.issuperset(tie.children)
            ],
            "clocks": clocks,
            "on": on,
            "hidden": hidden(told),
            "assessments": assessments(told),
            "lived": [
                (one, told.people[one.person])
                for one in lived_there(told, on)
                if one.person in told.people
            ],
            "restrictions": restrictions(told),
            "words": WORDS,
            "may_record": isinstance(decide(visit.who, Action.RECORD, how), Allow),
            "child_is": reciprocal,
            "recorded_ties": recorded_ties(told),
        },
        errors=errors,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _last_day(child: Person | None, on: date) -> date:
    """
    Return the day as at which the family is shown unless another is asked for: after a death, the
    day of it.
    """
    died = child.died.first if child is not None and child.died is not None else on
    return min(on, died)


def _everybody(told: Chronology) -> list[Mapping[str, object]]:
    ties: dict[UUID, list[Tie]] = {}
    for tie in told.ties:
        if tie.person in told.people:
            ties.setdefault(tie.person, []).append(tie)
    return [
        {
            "person": told.people[who],
            "ties": tied,
            "changes": changes_naming(told, who),
            "practitioner": told.people[who].kind == "professional"
            or any(tie.closeness is Closeness.PROFESSIONAL for tie in tied),
        }
        for who, tied in ties.items()
    ]


PAGE = Page(
    path="/children/<uuid:child>/people",
    title="People around the child",
    policy=Action.READ,
    what="people around the child",
    view=view,
)
