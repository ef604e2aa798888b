"""The child's page: the whole story in order, with the questions that it raises beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from events.kind import Group
from events.vocabulary import KINDS
from projections.chronology.cited import analyses
from projections.chronology.followed_up import unasked
from projections.chronology.narrowed import STATES, Narrowing, counts, narrowed
from projections.chronology.patterns import clusters, silences
from service.access.policy import Action
from service.answering import answering, answering_words
from service.clocks import Clocks
from service.documents.names import names as names_of
from service.saved_views.saved_views import saved_views
from service.telling.selected import select, shown_by_length
from service.web.choosing import LANES, LENGTHS, filters_in, filters_of
from service.web.days import days
from service.web.headline import headline
from service.web.incident import by_year
from service.web.moved import moved
from service.web.named import named
from service.web.page import Answer, Go, Page, Shown
from service.web.pictured import beside_period, period_of, pictured
from service.web.plans import every_owed, in_words
from service.web.reading import ReadChild, read_child
from service.web.rights import rights
from service.web.unrecorded import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.asked import Indicator
    from service.web.visit import Visit

A_PAGE = 250
ASKED_FIRST = 5
"""So many questions stand open on the page: a tired reader gets through no list of thirty."""
PEOPLE_OFFERED = 40


def view(visit: Visit) -> Answer:
    """
    Show the child as this reader may see the child.
    """
    filters, errors = filters_of(visit)
    if (visit.posting and not filters.words) or (filters.known and "slid" in visit.query):
        # What was chosen goes into the address, so that it can be kept and shared; words never do.
        return Go(to=visit.url("child", **filters.address()))
    with visit.throughline.reading() as session:
        read = read_child(
            session,
            visit.who,
            visit.child,
            known=filters.known,
            agency=filters.known_by,
            recorded=filters.recorded,
        )
        changed_by = {c.by for entry in read.entries for c in entry.changes}
        names = {actor: named(session.connection, actor) for actor in changed_by}
        allowed = rights(session, visit)
        views = saved_views(session.connection, user=visit.user, child=visit.child)
        plan = every_owed(
            session,
            visit.who,
            read.whole,
            read.on,
            limited=read.limited,
            late_records=False,
        )
        who = answering(
            session,
            read.whole,
            read.indicators,
            clocks=Clocks(known=filters.known, recorded=filters.recorded),
            outcomes=plan,
        )
        must_answer = answering_words(who, names_of(session.connection))
        typed = waiting(visit, session, [visit.child])
        still = in_words(session, read.whole, read.on, (one for one in plan if one.open))
    asked_about = {number for one in read.indicators for number in one.evidence}
    lengths = shown_by_length(
        read.told, on=read.on, questions=asked_about, application=filters.application
    )
    selected = select(
        read.told,
        filters.length,
        on=read.on,
        questions=asked_about,
        narrowing=filters.narrowing,
        words=filters.words,
        application=filters.application,
    )
    chosen = list(selected.entries)
    if filters.newest_first:
        chosen.reverse()
    pages = max(1, -(-len(chosen) // A_PAGE))
    page = min(filters.page, pages)
    shown = chosen[(page - 1) * A_PAGE : page * A_PAGE]
    years = by_year(shown, read.told)
    period = period_of(read, filters)
    here = frozenset(a.id for _, lines in years for one in lines for a in one.accounts)
    return Shown(
        values={
            "read": read,
            "headline": headline(read),
            "by_year": years,
            "shown": shown,
            "names": names,
            "chosen": chosen,
            "numbers": {entry.id for entry in read.entries},
            "asked_about": asked_about,
            "owed": still,
            "typed": typed,
            "must_answer": must_answer,
            "moved": lambda asked: moved(read, asked),
            "short": selected.short,
            "found": selected.found,
            # What its link shows: what was chosen goes along from one length to the other.
            "by_length": [
                (str(n), LENGTHS[str(n)], one, len(narrowed(one.entries, selected.narrowing)))
                for n, one in lengths.items()
            ],
            "unanswered": sum(one.waits for one in read.indicators),
            # What must be decided stands first here, and marks last: nobody answers them.
            "in_order": sorted(read.indicators, key=lambda one: (not one.mandatory, one.marker)),
            # Whatever must be decided is never folded away, nor are one or two behind a heading.
            "asked_first": _asked_first(read.indicators),
            "mandatory": sum(one.mandatory and one.waits for one in read.indicators),
            "choices": _choices(read, selected.short.entries, selected.narrowing),
            "days": days(read.entries, read.on),
            "learners": sorted({k.agency for e in read.entries for k in e.event.learned}),
            "quiet": {
                one.before: one
                for one in silences(
                    read.entries, read.on, alive=read.child is None or read.child.died is None
                )
            },
            "close": {one.entries[0]: one for one in clusters(read.entries)},
            "analyses": analyses(read.entries),
            "unasked": {
                number: visit.url("plan_outcome", evidence=number)
                for number in unasked(read.entries)
            },
            "raised": _raised(read),
            "filters": filters,
            "lanes": LANES,
            "views": [
                (one.name, kept.address(), kept == filters)
                for one in views
                for kept, _ in [filters_in(MultiDict(one.chosen))]
            ],
            "pages": pages,
            "at_page": page,
            "picture": pictured(visit, read, plan, here, filters),
            "period": period,
            "beside_period": tuple(beside_period(visit, period, filters)) if period else (),
            "may": allowed,
            "complete_to": (read.whole.position, read.read),
            "form_errors": errors,
        }
    )


def _asked_first(asked: Sequence[Indicator]) -> int:
    """
    Return how many questions stand open; the rest are counted, and unfold.
    """
    first = max(ASKED_FIRST, sum(one.mandatory for one in asked))
    return first if len(asked) > first + 2 else len(asked)


def _raised(read: ReadChild) -> dict[str, list[Indicator]]:
    """
    Return which questions rest on each entry, by its number.
    """
    found: dict[str, list[Indicator]] = {}
    for one in read.indicators:
        for number in one.evidence:
            found.setdefault(number, []).append(one)
    return found


def _choices(
    read: ReadChild, entries: Sequence[Entry], narrowing: Narrowing
) -> dict[str, list[tuple[str, str, int]]]:
    """
    Return what can be chosen, in words, with how many entries each would leave.
    """
    counted = counts(entries, narrowing)
    child = read.told.record.child
    people = [
        (str(person), read.told.people[person].name, counted["persons"][str(person)])
        for person in read.told.people
        if str(person) in counted["persons"] and person != child
    ]
    return {
        "agency": [
            (one, "No agency named" if one == "other" else one, counted["agencies"][one])
            for one in sorted(counted["agencies"], key=str.casefold)
        ],
        "group": [
            (str(g), str(g), counted["groups"][str(g)]) for g in Group if g in counted["groups"]
        ],
        "kind": [
            (one, KINDS[one].label, counted["kinds"][one])
            for one in sorted(counted["kinds"], key=lambda name: KINDS[name].label)
        ],
        "person": sorted(people, key=lambda one: -one[2])[:PEOPLE_OFFERED],
        "state": [
            (one, words, counted["states"][one])
            for one, words in STATES.items()
            if one in counted["states"]
        ],
    }


PAGE = Page(
    path="/children/<uuid:child>",
    title="Chronology",
    policy=Action.READ,
    what="chronology and questions",
    view=view,
    form=True,
)
