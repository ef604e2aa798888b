"""What is happening around a child on a day: plan, enquiries, assessments, orders, conferences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.options import ASSESSMENTS, MEETINGS
from projections.around.restrictions import restrictions
from projections.risk.lines import Entries
from projections.risk.same_day import came_before

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from projections.chronology.entry import Entry
    from projections.risk.history import History

_DECIDE = ("plan_agreed", "conference_held", "plan_ended")
_BEGUN_AND_ENDED = (
    ("section_47_enquiry_begun", "section_47_enquiry_concluded", "A section 47 enquiry goes on"),
    ("assessment_begun", "assessment_completed", "An assessment goes on"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Now:
    """
    One thing that goes on.

    Args:
        what: In a few words.
        since: The entry by which that is known.
    """

    what: str
    since: Entry


def happening(history: History, on: date) -> tuple[Now, ...]:
    """
    Return what goes on around the child on a day, as the entries say; silence is no "no".
    """
    if history.child is not None and history.child.died is not None:
        return ()
    return tuple(_happening(history, on))


def _happening(history: History, on: date) -> Iterator[Now]:
    plan = [e for e in history.near(*_DECIDE) if e.occurred.first <= on]
    if plan and history.plan_in_force(on):
        yield Now(what="A plan is in force", since=_since_when(plan))
    for begun, ended, words in _BEGUN_AND_ENDED:
        yield from _going_on(history, begun, ended, words, on)
    for one in restrictions(history.told):
        if one.in_force(on):
            yield Now(what=one.what, since=one.entry)
    for called in history.near("conference_called"):
        day = str(called.content.get("on") or "")
        if day >= on.isoformat():
            which = MEETINGS.get(called.content.get("type", ""), "Conference")
            yield Now(what=f"{which} called for {day}", since=called)


def _since_when(plan: list[Entry]) -> Entry:
    standing = None
    for entry in plan:
        decided = entry.answer("decision")
        if entry.kind == "plan_ended" or decided in {"plan_ends", "no_plan"}:
            standing = None
        elif standing is None and (entry.kind == "plan_agreed" or decided == "plan_made"):
            standing = entry
    return standing or plan[-1]


def _going_on(history: History, begun: str, ended: str, words: str, on: date) -> Iterator[Now]:
    # Which beginning an end belongs to is rarely said, so that the newest of both decides.
    started = Entries(e for e in history.near(begun) if e.occurred.first <= on)
    newest = started.latest
    if newest is None or _over(started, newest, history.near(ended)):
        return
    which = ASSESSMENTS.get(newest.content.get("type", ""), "")
    yield Now(what=f"{words}: {which}" if which else words, since=newest)


def _over(started: Entries, newest: Entry, ends: Entries) -> bool:
    since = [one for one in ends if not came_before(one, newest)]
    if any(came_before(newest, one) for one in since):
        return True
    # Of one day, what ended first is what went on before, where something did.
    day = newest.occurred.last
    earlier = Entries(one for one in started if one.occurred.last < day).latest
    went_on = earlier is not None and not any(
        one.occurred.last < day and not came_before(one, earlier) for one in ends
    )
    return len(since) > went_on
