"""What triggers and timescales open and what satisfies it: derived from a record, on any day."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from escalation.timescale import ENTRIES, timescales
from escalation.working_days import Calendar
from events.clock import civil_day
from projections.chronology.chronology import chronology
from projections.plans.due import HISTORIC_AFTER_DAYS
from projections.plans.fold import ENDING, fold
from projections.plans.ids import opened_by_rule
from projections.plans.outcomes import judged
from projections.plans.planned_outcome import PlannedOutcome
from projections.plans.standing import standing
from projections.risk.asked import RULES
from projections.risk.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from escalation.timescale import Satisfies, Timescale, When
    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.risk.rule import Found, Rule

ENGLAND = Calendar()


def derived(
    record: ChildRecord,
    on: date,
    *,
    calendar: Calendar = ENGLAND,
    rules: Mapping[str, Rule] = RULES,
    at: datetime | None = None,
) -> tuple[PlannedOutcome, ...]:
    """
    Return everything that triggers and timescales ever opened for a child, as known by a day's end.

    What the record satisfied, a death ended or a strike-out undid is among it, closed.
    """
    known = record.known_at(on)
    told = chronology(known)
    in_force = timescales(calendar.nation)
    found = [
        outcome
        for rule in rules.values()
        if rule.duty is not None
        for outcome in _of_rule(rule, in_force[rule.duty.timescale], told, on, calendar)
    ]
    found += [
        outcome
        for timescale in in_force.values()
        if timescale.opened_by == ENTRIES
        for outcome in _of_entries(timescale, told, calendar)
    ]
    return tuple(judged(outcome, on, at) for outcome in found)


def _of_entries(
    timescale: Timescale, told: Chronology, calendar: Calendar
) -> Iterator[PlannedOutcome]:
    """
    Yield what each entry that starts the clock opened; linked accounts start it once.
    """
    child = told.record.child
    started: set[str] = set()
    kinds = {one.kind for one in timescale.starts + timescale.satisfied_by + timescale.ended_by}
    concerned = [entry for entry in told.entries if entry.kind in kinds]
    endings = _endings(told.record)
    for entry in concerned:
        if child not in entry.people("child"):
            continue
        if not any(_answers(entry, one) for one in timescale.starts):
            continue
        if started.isdisjoint(entry.accounts):
            opened = _clock(timescale, entry, child, calendar)
            ends = [_satisfied(opened, timescale, concerned, entry), _ended(opened, endings)]
            ends.append(_stopped(opened, timescale, concerned, entry))
            yield reduce(_earlier, ends) or opened
        started.add(entry.id)


def _clock(timescale: Timescale, entry: Entry, child: UUID, calendar: Calendar) -> PlannedOutcome:
    due = timescale.limit.due(entry.known_from, calendar)
    recorded = civil_day(entry.event.recorded)
    return PlannedOutcome(
        id=opened_by_rule(timescale.practice_id, entry.id, child),
        child=child,
        origin="timescale",
        desired=timescale.desired,
        opened=entry.known_from,
        practice_id=timescale.practice_id,
        risk=timescale.risk,
        responsible=timescale.responsible,
        due=due,
        original_due=due,
        limit_words=timescale.limit.words(),
        evidence=(entry.id,),
        historic=(recorded - entry.known_from).days > HISTORIC_AFTER_DAYS,
        stored=False,
        position=entry.event.position,
        arose=min(entry.occurred.first, entry.known_from),
        timescale=timescale.name,
    )


def _answers(entry: Entry, when: When) -> bool:
    return entry.kind == when.kind and all(
        not _given(entry, name).isdisjoint(answers) for name, answers in when.where.items()
    )


def _given(entry: Entry, name: str) -> frozenset[str]:
    said = entry.content.get(name)
    return frozenset(map(str, said)) if isinstance(said, list | tuple) else frozenset({str(said)})


def _after(entry: Entry, start: Entry) -> bool:
    """
    Tell whether an entry is another one than what started a clock, and follows it.
    """
    if entry.id == start.id or entry.id in start.accounts or not entry.stands:
        return False
    # On one day the order of recording is all there is to go by.
    at, begun = entry.occurred.last, start.occurred.first
    return at > begun or (at == begun and entry.event.position > start.event.position)


def _stopped(
    opened: PlannedOutcome, timescale: Timescale, entries: Iterable[Entry], start: Entry
) -> PlannedOutcome | None:
    for entry in entries if timescale.ended_by else ():
        if _after(entry, start) and any(_answers(entry, one) for one in timescale.ended_by):
            return replace(
                opened,
                state="withdrawn",
                closed_on=max(opened.opened, entry.occurred.first),
                closed_because=f"Ended by entry {entry.id}",
                closed_by=entry.id,
                satisfied_by=entry.kind,
            )
    return None


def _of_rule(
    rule: Rule, timescale: Timescale, told: Chronology, on: date, calendar: Calendar
) -> Iterator[PlannedOutcome]:
    known = told.record
    satisfying = {one.kind for one in timescale.satisfied_by}
    # Asked as if nothing had satisfied it and nothing had been struck out: what was opened once
    # stays listed, and the reason why it is no longer owed with it.
    undone = satisfying | {"entry_struck_out"}
    asked_of = replace(known, events=tuple(e for e in known.events if e.kind not in undone))
    asking = chronology(asked_of)
    by_number = {entry.id: entry for entry in asking.entries}
    concerned = [entry for entry in told.entries if entry.kind in satisfying]
    endings = _endings(known)
    for raised in rule.look(History(asking), on):
        cited = [by_number[number] for number in raised.evidence if number in by_number]
        opened = _opened(raised, timescale, cited, known.child, calendar)
        satisfied = _satisfied(opened, timescale, concerned)
        ended = _ended(opened, endings)
        yield _earlier(satisfied, ended) or opened


def _opened(
    raised: Found, timescale: Timescale, cited: Sequence[Entry], child: UUID, calendar: Calendar
) -> PlannedOutcome:
    recorded = max(civil_day(entry.event.recorded) for entry in cited)
    due = timescale.limit.due(raised.since, calendar)
    return PlannedOutcome(
        id=opened_by_rule(timescale.practice_id, raised.about or raised.evidence[0], child),
        child=child,
        origin="trigger",
        desired=timescale.desired,
        opened=raised.since,
        practice_id=timescale.practice_id,
        risk=timescale.risk,
        responsible=timescale.responsible,
        due=due,
        original_due=due,
        limit_words=timescale.limit.words(),
        evidence=raised.evidence,
        historic=(recorded - raised.since).days > HISTORIC_AFTER_DAYS,
        stored=False,
        position=min(entry.event.position for entry in cited),
        arose=min([*(entry.occurred.first for entry in cited), raised.since]),
        timescale=timescale.name,
    )


def _satisfied(
    opened: PlannedOutcome,
    timescale: Timescale,
    entries: Iterable[Entry],
    start: Entry | None = None,
) -> PlannedOutcome | None:
    for entry in entries:
        if not entry.stands or entry.occurred.last < (opened.arose or opened.opened):
            continue
        if start is not None and not _after(entry, start):
            continue
        if any(_meets(entry, one, opened) for one in timescale.satisfied_by):
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


def _meets(entry: Entry, one: Satisfies, opened: PlannedOutcome) -> bool:
    if entry.kind != one.kind:
        return False
    # None: the import has no such column, and nothing can be held against it.
    if any(entry.answer(name) == "" for name in one.filled):
        return False
    if any(
        entry.answer(name) is not None and _given(entry, name).isdisjoint(answers)
        for name, answers in one.where.items()
    ):
        return False
    named = entry.content.get(one.naming) or () if one.naming else ()
    names = [named] if isinstance(named, str) else [str(number) for number in named]
    if names:
        return not set(names).isdisjoint(opened.evidence)
    # Held before anybody knew of it, it cannot have decided on it unless it says so.
    return entry.occurred.last >= opened.opened


def _endings(known: ChildRecord) -> tuple[RecordedEvent, ...]:
    """
    Return what may end a clock whatever it is for: deaths, closures and strike-outs.
    """
    return tuple(
        event
        for event in standing(known.events)
        if event.kind in ENDING or event.kind == "entry_struck_out"
    )


def _ended(opened: PlannedOutcome, endings: Iterable[RecordedEvent]) -> PlannedOutcome | None:
    state = opened
    for event in endings:
        state = fold(state, event) or state
    return None if state.open else state


def _earlier(
    satisfied: PlannedOutcome | None, ended: PlannedOutcome | None
) -> PlannedOutcome | None:
    if satisfied is None or ended is None:
        return satisfied or ended
    done, gone = satisfied.closed_on, ended.closed_on
    return satisfied if done is not None and gone is not None and done <= gone else ended
