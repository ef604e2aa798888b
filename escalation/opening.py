"""What mandatory triggers open and what satisfies it: derived from a record, on any day of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from escalation.timescale import timescales
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
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from escalation.timescale import Satisfies, Timescale
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
    Return everything that triggers ever opened for a child, as known by the end of a day.

    What a strategy discussion satisfied, a death ended or a strike-out undid is among it, closed.
    """
    known = record.known_at(on)
    found = [
        outcome
        for rule in rules.values()
        if rule.duty is not None
        for outcome in _of_rule(
            rule, timescales(calendar.nation)[rule.duty.timescale], known, on, calendar
        )
    ]
    return tuple(judged(outcome, on, at) for outcome in found)


def _of_rule(
    rule: Rule, timescale: Timescale, known: ChildRecord, on: date, calendar: Calendar
) -> Iterator[PlannedOutcome]:
    satisfying = {one.kind for one in timescale.satisfied_by}
    # Asked as if nothing had satisfied it and nothing had been struck out: what was opened once
    # stays listed, and the reason why it is no longer owed with it.
    undone = satisfying | {"entry_struck_out"}
    asked_of = replace(known, events=tuple(e for e in known.events if e.kind not in undone))
    asking, told = chronology(asked_of), chronology(known)
    for raised in rule.look(History(asking), on):
        opened = _opened(raised, timescale, asking, calendar)
        satisfied = _satisfied(opened, timescale, told)
        ended = _ended(opened, known)
        yield _earlier(satisfied, ended) or opened


def _opened(
    raised: Found, timescale: Timescale, asking: Chronology, calendar: Calendar
) -> PlannedOutcome:
    cited = [entry for entry in asking.entries if entry.id in raised.evidence]
    recorded = max(civil_day(entry.event.recorded) for entry in cited)
    due = timescale.limit.due(raised.since, calendar)
    child = asking.record.child
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
    opened: PlannedOutcome, timescale: Timescale, told: Chronology
) -> PlannedOutcome | None:
    for entry in told.entries:
        if not entry.stands or entry.occurred.last < (opened.arose or opened.opened):
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
    names = [str(number) for number in entry.content.get(one.naming) or ()] if one.naming else []
    if names:
        return not set(names).isdisjoint(opened.evidence)
    # Held before anybody knew of it, it cannot have decided on it unless it says so.
    return entry.occurred.last >= opened.opened


def _ended(opened: PlannedOutcome, known: ChildRecord) -> PlannedOutcome | None:
    state = opened
    for event in standing(known.events):
        if event.kind in ENDING or event.kind == "entry_struck_out":
            state = fold(state, event) or state
    return None if state.open else state


def _earlier(
    satisfied: PlannedOutcome | None, ended: PlannedOutcome | None
) -> PlannedOutcome | None:
    if satisfied is None or ended is None:
        return satisfied or ended
    done, gone = satisfied.closed_on, ended.closed_on
    return satisfied if done is not None and gone is not None and done <= gone else ended
