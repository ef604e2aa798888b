"""How a clock ends: satisfied, stopped by an entry, or ended with the child's life or the work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from escalation.answering import matches, satisfies
from escalation.timescale import ANY
from projections.plans.due import day_of
from projections.plans.fold import ENDING, fold
from projections.plans.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from escalation.timescale import Satisfies, Timescale, When
    from escalation.working_days import Calendar
    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome

LAPSED = "time"
"""Stands for the kind of entry where it was time alone that ended a clock."""


def satisfied(
    opened: PlannedOutcome,
    timescale: Timescale,
    entries: Iterable[Entry],
    calendar: Calendar,
    start: Entry | None = None,
) -> PlannedOutcome | None:
    """
    Return what was opened as satisfied by the first entry that does so; None for none.
    """
    arose = opened.arose or opened.opened
    early = timescale.looks_back
    begins = early.before(arose, calendar) if early else arose
    wait = timescale.not_before
    for entry in _of_kinds(entries, timescale.satisfied_by):
        if not entry.stands or entry.occurred.last < begins:
            continue
        if start is not None and not (follows(entry, start) or (early and entry.id != start.id)):
            continue
        if wait is not None and entry.occurred.last <= day_of(wait.due(opened.opened, calendar)):
            continue
        if opened.agency and timescale.each and not _told_by(entry, opened.agency):
            continue
        if any(
            satisfies(entry, one, opened, early=early is not None)
            and not (start and one.another and _same(entry, start, one.another))
            for one in timescale.satisfied_by
        ):
            return replace(
                opened,
                state="achieved",
                closed_on=max(opened.opened, entry.occurred.first),
                closed_because=f"Satisfied by entry {entry.id}",
                closed_by=entry.id,
                evidence_of_change=(entry.id,),
                satisfied_by=entry.kind,
            )
    return None


def stopped(
    opened: PlannedOutcome, timescale: Timescale, entries: Iterable[Entry], start: Entry
) -> PlannedOutcome | None:
    """
    Return what was opened as stopped by the first entry that ends it; None for none.
    """
    ending = timescale.ended_by + (timescale.during.ended_by if timescale.during else ())
    for entry in _of_kinds(entries, ending):
        if follows(entry, start) and matches(entry, ending):
            return replace(
                opened,
                state="withdrawn",
                closed_on=max(opened.opened, entry.occurred.first),
                closed_because=f"Ended by entry {entry.id}",
                closed_by=entry.id,
                satisfied_by=entry.kind,
            )
    return None


def lapsed(opened: PlannedOutcome, timescale: Timescale, on: date) -> PlannedOutcome | None:
    """
    Return what was opened as over, where its time passed and nobody is late for it.
    """
    if not timescale.lapses or opened.due is None or day_of(opened.due) >= on:
        return None
    return replace(
        opened,
        state="withdrawn",
        closed_on=day_of(opened.due),
        closed_because="Its time is over",
        satisfied_by=LAPSED,
    )


def follows(entry: Entry, start: Entry) -> bool:
    """
    Tell whether an entry is another one than what started a clock, and follows it.
    """
    if entry.id == start.id or entry.id in start.accounts or not entry.stands:
        return False
    # On one day the order of recording is all there is to go by.
    at, begun = entry.occurred.last, start.occurred.first
    return at > begun or (at == begun and entry.event.position > start.event.position)


def endings(known: ChildRecord) -> tuple[RecordedEvent, ...]:
    """
    Return what may end a clock whatever it is for: deaths, closures and strike-outs.
    """
    return tuple(
        event
        for event in standing(known.events)
        if event.kind in ENDING or event.kind == "entry_struck_out"
    )


def ended(opened: PlannedOutcome, ending: Iterable[RecordedEvent]) -> PlannedOutcome | None:
    """
    Return what was opened as ended by one of these; None where none did.
    """
    state = opened
    for event in ending:
        state = fold(state, event) or state
    return None if state.open else state


def earlier(one: PlannedOutcome | None, other: PlannedOutcome | None) -> PlannedOutcome | None:
    """
    Return which of two ends came first.
    """
    if one is None or other is None:
        return one or other
    done, gone = one.closed_on, other.closed_on
    return one if done is not None and gone is not None and done <= gone else other


def _same(entry: Entry, start: Entry, name: str) -> bool:
    said = start.answer(name)
    return bool(said) and entry.answer(name) == said


def _of_kinds(entries: Iterable[Entry], named: Iterable[When | Satisfies]) -> Iterable[Entry]:
    """
    Keep what can be any of these by its kind: of a long record that is little, and the rest costs.
    """
    kinds = {one.kind for one in named}
    return entries if ANY in kinds else [entry for entry in entries if entry.kind in kinds]


def _told_by(entry: Entry, agency: str) -> bool:
    by = str(entry.content.get("by") or "")
    return agency in {entry.agency, by}
