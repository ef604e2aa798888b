"""How a clock ends: satisfied, stopped by an entry, or ended with the child's life or the work."""

from __future__ import annotations

from functools import cached_property
from heapq import merge
from typing import TYPE_CHECKING

from escalation.answering import decides_on, fits, matches
from escalation.closed import achieved_by, stopped_by
from escalation.reaching import Reaching
from escalation.timescale import ANY
from projections.plans.due import day_of
from projections.plans.fold import ENDING, fold
from projections.plans.planned_outcome import changed
from projections.standing import REWRITING, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from escalation.timescale import Satisfies, Timescale, When
    from escalation.working_days import Calendar
    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome

LAPSED = "time"
"""Stands for the kind of entry where it was time alone that ended a clock."""


class Ends:
    """
    The entries that may end the clocks of one row, looked through once however many there are, and
    not before there is one.

    Args:
        entries: All of a record that the row reads, in the order they happened.
    """

    def __init__(self, timescale: Timescale, entries: Sequence[Entry]) -> None:
        self.timescale = timescale
        self._entries = entries
        during = timescale.during.ended_by if timescale.during else ()
        self._ending = timescale.ended_by + during

    @cached_property
    def _satisfying(self) -> Reaching[tuple[Entry, list[Satisfies]]]:
        wanted = self.timescale.satisfied_by
        kinds = {one.kind for one in wanted}
        return Reaching(
            (
                (entry, fitting)
                for entry in self._entries
                if (entry.kind in kinds or ANY in kinds)
                and entry.stands
                and (fitting := [one for one in wanted if fits(entry, one)])
            ),
            lambda one: one[0].occurred.last,
        )

    @cached_property
    def _stopping(self) -> Reaching[Entry]:
        return _standing(self._entries, self._ending)

    @cached_property
    def _gates(self) -> Reaching[Entry]:
        return _standing(self._entries, self.timescale.late_when)

    def satisfied(
        self, opened: PlannedOutcome, calendar: Calendar, start: Entry | None = None
    ) -> PlannedOutcome | None:
        """
        Return what was opened as satisfied by the first entry that does so; None for none.
        """
        timescale = self.timescale
        arose = opened.arose or opened.opened
        early = timescale.looks_back
        begins = early.before(arose, calendar) if early else arose
        wait = timescale.not_before
        over = day_of(wait.due(opened.opened, calendar)) if wait else None
        for entry, fitting in self._satisfying.from_day(begins):
            if entry.occurred.last < begins or (over and entry.occurred.last <= over):
                continue
            # What was done for a brother or sister is told here too, and satisfies nothing.
            if opened.child not in entry.people("child"):
                continue
            if start is not None and not (
                follows(entry, start) or (early and entry.id != start.id)
            ):
                continue
            if opened.agency and timescale.each and not _told_by(entry, opened.agency):
                continue
            if any(
                decides_on(entry, one, opened, early=early is not None)
                and not (start and one.another and _same(entry, start, one.another))
                for one in fitting
            ):
                return achieved_by(opened, entry.event, "Satisfied by")
        return None

    def stopped(self, opened: PlannedOutcome, start: Entry) -> PlannedOutcome | None:
        """
        Return what was opened as stopped by the first entry that ends it; None for none.
        """
        entry = next((e for e in _after(start, self._stopping) if self._ends(opened, e)), None)
        return None if entry is None else stopped_by(opened, entry.event)

    def _ends(self, opened: PlannedOutcome, entry: Entry) -> bool:
        late = opened.due is not None and day_of(opened.due) < entry.occurred.first
        return not late or matches(entry, (one for one in self._ending if not one.in_time))

    def gate(self, start: Entry) -> Entry | None:
        """
        Return the first entry by which it must have been done; None for none.
        """
        return next(iter(_after(start, self._gates)), None)


def _standing(entries: Iterable[Entry], named: tuple[When, ...]) -> Reaching[Entry]:
    kinds = {one.kind for one in named}
    return Reaching(
        (
            one
            for one in entries
            if (one.kind in kinds or ANY in kinds) and one.stands and matches(one, named)
        ),
        lambda one: one.occurred.last,
    )


def _after(start: Entry, among: Reaching[Entry]) -> Iterator[Entry]:
    return (one for one in among.from_day(start.occurred.first) if follows(one, start))


def lapsed(opened: PlannedOutcome, timescale: Timescale, on: date) -> PlannedOutcome | None:
    """
    Return what was opened as over, where its time passed and nobody is late for it.
    """
    if not timescale.lapses or opened.due is None or day_of(opened.due) >= on:
        return None
    return changed(
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


_READ = ENDING | REWRITING
"""The kinds by which a clock ends whatever it is for, and what changes how these are read."""


class Endings:
    """
    What may end a clock whatever it is for: deaths, closures and strike-outs.

    Args:
        known: The record, whose events come in the order of the log.
    """

    def __init__(self, known: ChildRecord) -> None:
        self._struck: dict[str, list[RecordedEvent]] = {}
        lives: list[RecordedEvent] = []
        services: dict[str, list[RecordedEvent]] = {}
        for event in standing(one for one in known.events if one.kind in _READ):
            if event.kind == "closure" and event.content.get("type") == "service":
                services.setdefault(event.agency, []).append(event)
            elif event.kind in ENDING:
                lives.append(event)
            elif event.kind == "entry_struck_out":
                self._struck.setdefault(str(event.content.get("entry", "")), []).append(event)
        self._lives = _reaching(lives)
        self._services = {agency: _reaching(some) for agency, some in services.items()}

    def of(self, opened: PlannedOutcome) -> Iterator[RecordedEvent]:
        """
        Yield what may end one clock, in the order of the log.
        """
        begun = min(opened.arose or opened.opened, opened.opened)
        cited = {*opened.evidence, opened.entry}
        found = [event for number in cited for event in self._struck.get(number, ())]
        lives = self._lives.from_day(begun)
        # That one agency's service closed ends what that agency owes and nothing else.
        service = self._services.get(opened.agency)
        if not found and service is None:
            return lives
        theirs = service.from_day(begun) if service is not None else iter(())
        return merge(lives, theirs, sorted(found, key=_place), key=_place)


def _reaching(events: Iterable[RecordedEvent]) -> Reaching[RecordedEvent]:
    return Reaching(events, lambda event: event.occurred.last)


def _place(event: RecordedEvent) -> int:
    return event.position


def ended(opened: PlannedOutcome, endings: Endings) -> PlannedOutcome | None:
    """
    Return what was opened as ended by the first of these that does; None where none did.
    """
    state = opened
    for event in endings.of(opened):
        state = fold(state, event) or state
        if not state.open:
            break
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


def _told_by(entry: Entry, agency: str) -> bool:
    by = str(entry.content.get("by") or "")
    return agency in {entry.agency, by}
