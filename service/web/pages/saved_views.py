"""One's own saved views of a child's chronology: keep what is chosen, or delete one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from projections.chronology.lengths import Length
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.saved_views.saved_views import delete_view, save_view, saved_views
from service.telling.extract import chosen_words
from service.web.choosing import LANES, LENGTHS, Filters, filters_in, filters_of
from service.web.page import Answer, Go, Page, Shown
from service.web.reading import read_around
from service.web.words import day, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projections.chronology.chronology import Chronology
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    List the views with what each chooses; keep another, or delete one.
    """
    if visit.posting and visit.text("delete"):
        return _deleted(visit)
    filters, _ = filters_of(visit)
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            return _kept(visit, filters)
        except ActionRefused as refused:
            errors = dict(refused.fields)
    with visit.throughline.reading() as session:
        told = read_around(session, visit.who, visit.child).told
        there = saved_views(session.connection, user=visit.user, child=visit.child)
    return Shown(
        values={
            "child_name": told.child.name if told.child else "",
            "filters": filters,
            "chosen": list(_words(filters, told)),
            "views": [
                (one, kept.address(), list(_words(kept, told)))
                for one in there
                for kept, _ in [filters_in(MultiDict(one.chosen))]
            ],
            "values": visit.form,
            "key": visit.text("key") or str(uuid4()),
        },
        errors=errors,
    )


def _kept(visit: Visit, filters: Filters) -> Go:
    with visit.throughline.writing() as session:
        save_view(
            session,
            user=visit.user,
            child=visit.child,
            name=visit.text("name"),
            chosen=filters.kept(),
            key=visit.key,
        )
    return Go(
        to=visit.url("child", anchor="chronology", **filters.address()),
        said="The view is kept. Nobody else sees it.",
    )


def _deleted(visit: Visit) -> Go:
    try:
        which = UUID(visit.text("delete"))
    except ValueError:
        return Go(to=visit.url("saved_views"))
    with visit.throughline.writing() as session:
        delete_view(session.connection, user=visit.user, child=visit.child, view=which)
    return Go(to=visit.url("saved_views"), said="The view is deleted.")


def _words(filters: Filters, told: Chronology) -> Iterator[str]:
    if filters.length is not Length.FULL:
        yield LENGTHS[str(filters.length)].lower()
    yield from chosen_words(filters.wanted, told)
    if filters.known:
        yield f"as known at {day(filters.known)}"
    if filters.known_by:
        yield f"known by {filters.known_by}"
    if filters.recorded:
        yield f"as recorded at {moment(filters.recorded)}"
    if filters.lanes != "agency":
        yield f"picture by {LANES[filters.lanes]}"
    if filters.newest_first:
        yield "newest first"


PAGE = Page(
    path="/children/<uuid:child>/views",
    title="Your views",
    policy=Action.READ,
    what="own saved views",
    view=view,
    form=True,
)
