"""The clocks that entries start: each with its date, and how it ended."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import TYPE_CHECKING

from escalation.answering import given, matches
from escalation.ends import Ends, earlier, ended, lapsed
from escalation.gathered import gathered
from escalation.limit import Limit, Unit
from escalation.periods import reaches, stretches
from escalation.timescale import ANY, RECORDING
from events.clock import civil_day
from events.occurred import Precision
from projections.people.tie import Closeness
from projections.plans.due import day_of, due_words, over_long_ago, overdue_from, read_due
from projections.plans.ids import opened_by_rule
from projections.plans.planned_outcome import PlannedOutcome, changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from escalation.gathered import Gathered
    from escalation.practice import Practice
    from escalation.timescale import Timescale, When
    from escalation.timescale_files import InForce
    from escalation.working_days import Calendar
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry

_DAY = timedelta(days=1)
_YEAR = 365.25


def started(told: Chronology, on: date, practice: Practice) -> Iterator[PlannedOutcome]:
    """
    Yield every clock that entries ever started for a child, silent ones that will open included.

    Accounts that somebody linked start it once. What was recorded too late is no clock, and comes
    from ``recorded_late``.
    """
    known = gathered(told, on, practice)
    for row in practice.rows:
        if row.timescale.opened_by != RECORDING and any(
            _there(one, known) for one in row.timescale.starts
        ):
            yield from _of_row(row, known)


def recorded_late(told: Chronology, on: date, practice: Practice) -> Iterator[PlannedOutcome]:
    """
    Yield what was recorded later than it was to be: done as it is, it is owed by nobody.
    """
    known = gathered(told, on, practice)
    for row in practice.rows:
        if row.timescale.opened_by == RECORDING:
            yield from _recorded_late(row, known)


def _of_row(row: InForce, known: Gathered) -> Iterator[PlannedOutcome]:
    timescale = row.timescale
    during = timescale.during
    kinds = {one.kind for one in during.begun_by + during.ended_by} if during else set()
    every = known.of(timescale.kinds | kinds)
    concerned = known.whose.counting(every, timescale)
    ends = Ends(timescale, concerned)
    running: PlannedOutcome | None = None
    for entry in _starting(row, concerned, known):
        if timescale.once and running is not None and _runs(running, entry):
            # What would have ended it in time begins anew, though the one before it is late.
            again = [one for one in timescale.ended_by if one.in_time]
            if not matches(entry, again):
                continue
        for clock in _clocks(ends, entry, known):
            running = clock
            if not timescale.silent or _came_to_be_late(clock):
                yield clock


def _there(one: When, known: Gathered) -> bool:
    return one.kind == ANY or one.kind in known.by_kind


def _starting(row: InForce, concerned: Sequence[Entry], known: Gathered) -> Iterator[Entry]:
    """
    Yield the entries that start a clock, each incident once, in the order they happened.
    """
    timescale = row.timescale
    if timescale.during and not any(_there(one, known) for one in timescale.during.begun_by):
        return
    within = stretches(timescale.during, concerned) if timescale.during else ()
    seen: set[str] = set()
    counted: Counter[str] = Counter()
    kinds = {one.kind for one in timescale.starts}
    for entry in concerned:
        if entry.kind not in kinds and ANY not in kinds:
            continue
        if not _may_start(row, entry, known) or not seen.isdisjoint(entry.accounts):
            continue
        begun = ""
        if timescale.during:
            stretch = next((one for one in within if one.holds(entry)), None)
            if stretch is None:
                # Struck out, it began nothing; whatever it seemed to begin says so.
                if not entry.stands and matches(entry, timescale.during.begun_by):
                    yield entry
                continue
            if not reaches(timescale, stretch, entry.occurred.first):
                continue
            begun = stretch.begun.id
        seen.add(entry.id)
        counted[begun] += entry.stands
        if not entry.stands or _counts(timescale, counted[begun]):
            yield entry


def _recorded_late(row: InForce, known: Gathered) -> Iterator[PlannedOutcome]:
    """
    Yield what was recorded too late, done as it is; of an import nobody can tell.
    """
    timescale = row.timescale
    for entry in known.of(timescale.kinds):
        if entry.event.origin is not None or not entry.stands or not _may_start(row, entry, known):
            continue
        due = _due(timescale, timescale.limit, entry, known.calendar)
        if due is None or entry.event.recorded < overdue_from(due):
            continue
        clock = _clock(timescale, entry, due, known, limit_words=timescale.limit.words())
        recorded = civil_day(entry.event.recorded)
        yield changed(
            clock,
            opened=recorded,
            state="achieved",
            closed_on=recorded,
            closed_because=f"Recorded late, as entry {entry.id}",
            closed_by=entry.id,
            evidence_of_change=(entry.id,),
            satisfied_by=entry.kind,
        )


def _may_start(row: InForce, entry: Entry, known: Gathered) -> bool:
    timescale = row.timescale
    day = entry.known_from
    if not matches(entry, timescale.starts) or not row.covers(day):
        return False
    if (timescale.begins and day < timescale.begins) or (timescale.ends and day >= timescale.ends):
        return False
    if known.told.record.child not in entry.children and not (
        timescale.related and _of_an_adult(entry, known.told)
    ):
        return False
    if not timescale.after_death and known.told.after_death(entry):
        return False
    if timescale.unborn is not None and timescale.unborn != _unborn(known.told, day):
        return False
    return timescale.ages is None or _of_age(timescale.ages, known.told, entry.occurred.last)


_ADULTS = frozenset(
    {Closeness.PARENT, Closeness.PARTNER, Closeness.HOUSEHOLD_ADULT, Closeness.CARER}
)
_THERE = ("harmed", "harmed_by", "present")


def _of_an_adult(entry: Entry, told: Chronology) -> bool:
    """
    Tell whether an entry concerns an adult to whom the child belonged when it happened.
    """
    concerned = set(entry.people(*_THERE))
    first, last = entry.occurred.first, entry.occurred.last
    return any(
        tie.person in concerned and tie.closeness in _ADULTS and tie.covers(first, last)
        for tie in told.ties
    )


def _unborn(told: Chronology, on: date) -> bool:
    """
    Tell whether the child is surely not born yet: what holds for the born is never the laxer.
    """
    child = told.child
    if child is None:
        return False
    days = child.age_in_days(on)
    return child.kind == "unborn" if days is None else days[1] < 0


def _of_age(ages: tuple[int, int], told: Chronology, on: date) -> bool:
    """
    Tell whether the child is of an age, on any reading of the birth; one not born is of none.
    """
    days = told.child.age_in_days(on) if told.child else None
    if days is None:
        return False
    return days[1] >= ages[0] * _YEAR and days[0] < (ages[1] + 1) * _YEAR


def _counts(timescale: Timescale, nth: int) -> bool:
    return timescale.nth_from <= nth and (not timescale.nth_to or nth <= timescale.nth_to)


def _runs(clock: PlannedOutcome, entry: Entry) -> bool:
    closed = clock.closed_on
    return clock.open or (closed is not None and closed > entry.known_from)


def _came_to_be_late(clock: PlannedOutcome) -> bool:
    """
    Tell whether a silent clock was not met in time; it opens on the day after.
    """
    return clock.closed_on is None or clock.closed_on > clock.opened


SENT = frozenset({"handover", "challenge"})
"""What is owed by whoever it was sent to."""


def _clocks(ends: Ends, entry: Entry, known: Gathered) -> Iterator[PlannedOutcome]:
    """
    Yield the clock that an entry starts, or one for each agency that owes its part.
    """
    timescale = ends.timescale
    limit = _own(timescale, entry, known)
    due = _due(timescale, limit, entry, known.calendar)
    if due is None:
        return
    gate = ends.gate(entry)
    if gate is not None and overdue_from(gate.known_from) < overdue_from(due):
        due = gate.known_from
    agencies = sorted(given(entry, timescale.each)) if timescale.each else [""]
    for agency in agencies:
        # Where the import has no such column, nobody can be named.
        named = "" if agency == "None" else agency
        words = _words(timescale, limit, entry)
        clock = _clock(timescale, entry, due, known, named, limit_words=words)
        over = [
            ends.satisfied(clock, known.calendar, entry),
            ended(clock, known.endings),
            ends.stopped(clock, entry),
        ]
        clock = reduce(earlier, over) or lapsed(clock, timescale, known.on) or clock
        if timescale.silent:
            opens = day_of(due) + _DAY
            closed = clock.closed_on
            clock = changed(clock, opened=opens if closed is None else min(opens, closed))
        yield clock


def _clock(
    timescale: Timescale,
    entry: Entry,
    due: date | datetime,
    known: Gathered,
    agency: str = "",
    *,
    limit_words: str,
) -> PlannedOutcome:
    child = known.told.record.child
    recorded = civil_day(entry.event.recorded)
    # What was sent to somebody is owed by them, and by the day that the sender named if it is
    # sooner: a limit is what the child can wait at most.
    sent = timescale.origin in SENT
    asked_by = read_due(entry.content.get("due")) if sent else None
    if asked_by is not None and overdue_from(asked_by) < overdue_from(due):
        due = max(asked_by, entry.known_from) if not isinstance(asked_by, datetime) else asked_by
    return PlannedOutcome(
        id=opened_by_rule(
            f"{timescale.key}/{agency}" if agency else timescale.key, entry.id, child
        ),
        child=child,
        origin=timescale.origin,
        desired=timescale.desired,
        opened=entry.known_from,
        practice_id=timescale.practice_id,
        risk=timescale.risk,
        responsible=timescale.responsible,
        owner=str(entry.content.get("to_whom") or "") if sent else "",
        agency=agency or (str(entry.content.get("to") or "") if sent else ""),
        due=due,
        original_due=due,
        limit_words=limit_words,
        evidence=(entry.id,),
        historic=over_long_ago(recorded, entry.known_from, due),
        stored=False,
        position=entry.event.position,
        arose=min(entry.occurred.first, entry.known_from),
        timescale=timescale.name,
        edition=timescale.edition,
    )


def _due(
    timescale: Timescale, limit: Limit, entry: Entry, calendar: Calendar
) -> date | datetime | None:
    """
    Return when it is due; None where the day that it counts from or back from is not known.
    """
    known = entry.known_from
    if timescale.counts_back_from:
        end = read_due(entry.content.get(timescale.counts_back_from))
        if end is None:
            return None
        last = day_of(end)
        due = limit.before(last, calendar)
        if due >= known:
            return due
        late = timescale.known_late
        if late is None:
            return known
        outer = timescale.at_latest.before(last, calendar) if timescale.at_latest else last
        return min(day_of(late.due(known, calendar)), max(outer if outer > known else last, known))
    if timescale.counts_from:
        begun = read_due(entry.content.get(timescale.counts_from))
        if begun is not None:
            return limit.due(begun, calendar)
    return limit.due(_start(entry, limit), calendar)


def _start(entry: Entry, limit: Limit) -> date | datetime:
    """
    Return where the limit counts from: the day of learning, or for hours the moment if it is known.
    """
    at = entry.occurred.at
    if limit.unit is Unit.HOURS and at is not None and civil_day(at) == entry.known_from:
        return at.astimezone(UTC)
    return entry.known_from


def _own(timescale: Timescale, entry: Entry, known: Gathered) -> Limit:
    """
    Return the interval that the newest plan before an entry names, else the row's own limit.
    """
    own = timescale.own
    if own is None:
        return timescale.limit
    limit = timescale.limit
    for plan in known.by_kind.get(own.kind, ()):
        number, unit = plan.content.get(own.number), str(plan.content.get(own.unit) or "")
        if not plan.stands or plan.occurred.first > entry.occurred.last or not number:
            continue
        if unit in list(Unit):
            limit = Limit(number=int(number), unit=Unit(unit), safety=timescale.limit.safety)
    return limit


def _words(timescale: Timescale, limit: Limit, entry: Entry) -> str:
    words = limit.words()
    if timescale.counts_back_from:
        end = read_due(entry.content.get(timescale.counts_back_from))
        words = f"{words} before {due_words(end)}"
    uncertain = entry.occurred.precision not in {Precision.DAY, Precision.INSTANT}
    # Only the earliest day it can have begun is sure to be early enough.
    return f"{words}, at the latest" if uncertain else words
