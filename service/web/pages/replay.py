"""What the record would have asked, day by day: when, on which facts, and who answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from projections.chronology.chronology import chronology
from projections.risk.asked import RULES
from projections.risk.history import History
from projections.risk.replay import replay as replayed
from projections.risk.stood import Stood, stood
from service.access.asked import stood_kept
from service.access.enforce import visible
from service.access.policy import Action
from service.documents.questions_over_time import questions_svg
from service.web.choosing import clocks_asked
from service.web.named import named
from service.web.page import Answer, Page, Shown
from service.web.words import span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from service.web.visit import Visit

AT_ONCE = 400
"""Entries up to which the whole record is replayed when the page is opened; else its last year."""
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One question in the table, as this reader may read it.

    Args:
        on: The entries that raised it, those withheld from this reader left out.
        withheld: How many were left out.
        answered: Who answered it, in words, by day.
    """

    stood: Stood
    question: str
    about: str
    on: tuple[Entry, ...]
    withheld: int
    more: tuple[tuple[date, tuple[Entry, ...]], ...]
    answered: tuple[tuple[date, str], ...]
    marker: bool
    long: str
    unanswered: str


def view(visit: Visit) -> Answer:
    """
    Replay the record, or the last year of a long one, and show each question once.
    """
    clocks, errors = clocks_asked(visit)
    with visit.throughline.reading() as session:
        record = clocks.of(session.record(visit.child), session)
        told = chronology(record)
        shown = visible(session.connection, visit.who, told, session.now).told
        known = [entry.known_from for entry in told.entries]
        whole = visit.asked("whole") == "yes" or len(known) <= AT_ONCE
        last = _last(told.child, known)
        first = min(known, default=None)
        if first is not None and last is not None and not whole:
            first = max(first, last - A_YEAR)
        questions = stood(replayed(record, first=first), History(told).answers) if known else ()
        every = len(questions)
        questions = stood_kept(session.connection, visit.who, visit.child, questions)
        who = {by for one in questions for _, by in one.answered}
        names = {actor: named(session.connection, actor) for actor in who}
    picture = Markup()
    if questions and first is not None and last is not None:
        called = {str(id_): person.name for id_, person in shown.people.items()}
        begun = min(one.asked for one in questions)
        drawn = questions_svg(questions, begun, last, names=called)
        picture = Markup(drawn)  # noqa: S704 - our own drawing, every text in it escaped
    return Shown(
        errors=errors,
        values={
            "clocks": clocks,
            "child": shown.child,
            "lines": [_line(one, shown, last, names) for one in questions] if last else [],
            "kept": every - len(questions),
            "picture": picture,
            "first": first,
            "last": last,
            "whole": whole,
            "entries": len(known),
        },
    )


def _last(child: Person | None, known: list[date]) -> date | None:
    if child is not None and child.died is not None:
        return child.died.last
    return max(known, default=None)


def _line(one: Stood, told: Chronology, last: date, names: Mapping[str, str]) -> Line:
    entries = told.entry
    on = tuple(entry for entry in map(entries, one.evidence) if entry is not None)
    return Line(
        stood=one,
        question=RULES[one.rule].question,
        about=_about(one.about, told),
        on=on,
        withheld=len(one.evidence) - len(on),
        more=tuple(
            (day, tuple(entry for entry in map(entries, numbers) if entry is not None))
            for day, numbers in one.more
        ),
        answered=tuple((day, names[by]) for day, by in one.answered),
        marker=RULES[one.rule].marker,
        long=span(one.days(last)),
        unanswered=span(one.unanswered(last)),
    )


def _about(about: str, told: Chronology) -> str:
    people: Mapping[UUID, Person] = told.people
    return next((person.name for id_, person in people.items() if str(id_) == about), "")


PAGE = Page(
    path="/children/<uuid:child>/replay",
    title="What was asked, day by day",
    policy=Action.READ,
    what="questions day by day",
    view=view,
)
