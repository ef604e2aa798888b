"""What triggers and timescales open and what satisfies it: derived from a record, on any day."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from escalation.ends import Endings, Ends, earlier, ended
from escalation.practice import ENGLAND
from escalation.started import recorded_late, started
from escalation.undecided import of_matches
from events.clock import civil_day
from projections.chronology.chronology import chronology
from projections.chronology.undone import STRIKE_OUT, undone
from projections.plans.due import over_long_ago
from projections.plans.ids import opened_by_rule
from projections.plans.outcomes import judged
from projections.plans.planned_outcome import PlannedOutcome
from projections.risk.asked import rules_of
from projections.risk.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from escalation.practice import Practice
    from escalation.timescale import Timescale
    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.risk.rule import Found, Rule


def derived(
    record: ChildRecord,
    on: date,
    *,
    practice: Practice = ENGLAND,
    rules: Mapping[str, Rule] | None = None,
    at: datetime | None = None,
    late_records: bool = True,
) -> tuple[PlannedOutcome, ...]:
    """
    Return everything that triggers and timescales ever opened for a child, as known by a day's end.

    What the record satisfied, a death ended or a strike-out undid is among it, closed.

    Args:
        late_records: Whether what was recorded too late is among it: nobody owes it any more.
    """
    every = opened_or_opening(
        record, on, practice=practice, rules=rules, at=at, late_records=late_records
    )
    return tuple(one for one in every if one.opened <= on)


def opened_or_opening(
    record: ChildRecord,
    on: date,
    *,
    practice: Practice = ENGLAND,
    rules: Mapping[str, Rule] | None = None,
    at: datetime | None = None,
    late_records: bool = True,
) -> tuple[PlannedOutcome, ...]:
    """
    Return the same, and with it what opens on a day to come if nothing more is recorded.
    """
    told = chronology(record.known_at(on))
    if rules is None:
        under = told.once(_Found, on).under(practice)
        found = under.every if late_records else under.owed
    else:
        late = recorded_late(told, on, practice) if late_records else ()
        found = (*_found(told, on, practice, rules), *late)
    return tuple(judged(outcome, on, at) for outcome in found)


class _Found:
    """
    What was found of one chronology for one day, for whoever asks again under the same practice.
    """

    def __init__(self, told: Chronology, on: date) -> None:
        self._told, self._on = told, on
        self._known: _Under | None = None

    def under(self, practice: Practice) -> _Under:
        """
        Return what is found under a practice; another one is looked at anew.
        """
        known = self._known
        if known is None or known.practice is not practice:
            known = self._known = _Under(self._told, self._on, practice)
        return known


class _Under:
    """
    What one practice finds: what is or was owed, and apart from it what was recorded too late.
    """

    def __init__(self, told: Chronology, on: date, practice: Practice) -> None:
        self._told, self._on, self.practice = told, on, practice

    @cached_property
    def owed(self) -> tuple[PlannedOutcome, ...]:
        rules = rules_of(History(self._told), self._on)
        return tuple(_found(self._told, self._on, self.practice, rules))

    @cached_property
    def every(self) -> tuple[PlannedOutcome, ...]:
        return (*self.owed, *recorded_late(self._told, self._on, self.practice))


def _found(
    told: Chronology, on: date, practice: Practice, rules: Mapping[str, Rule]
) -> list[PlannedOutcome]:
    found = [
        outcome
        for rule in rules.values()
        if rule.duty is not None
        for outcome in _of_rule(rule, rule.duty.timescale, told, on, practice)
    ]
    found += started(told, on, practice)
    endings = told.record.once(Endings)
    found += [
        ended(outcome, endings) or outcome if outcome.open else outcome
        for outcome in of_matches(told, on, practice)
    ]
    return found


def _of_rule(
    rule: Rule, name: str, told: Chronology, on: date, practice: Practice
) -> Iterator[PlannedOutcome]:
    known = told.record
    satisfying = {one.kind for one in practice.newest[name].satisfied_by}
    # Asked as if nothing had satisfied it and nothing had been struck out: what was opened once
    # stays listed, and the reason why it is no longer owed with it.
    asking = undone(told, satisfying | {STRIKE_OUT})
    concerned = [entry for entry in told.entries if entry.kind in satisfying]
    endings = known.once(Endings)
    ends: dict[str, Ends] = {}
    for raised in rule.ask(History(asking), on):
        every = map(asking.entry, raised.evidence)
        cited = [entry for entry in every if entry is not None]
        timescale = practice.called(name, raised.since)
        opened = _opened(raised, timescale, cited, known.child, practice)
        if timescale.edition not in ends:
            ends[timescale.edition] = Ends(timescale, concerned)
        done = ends[timescale.edition].satisfied(opened, practice.calendar)
        yield earlier(done, ended(opened, endings)) or opened


def _opened(
    raised: Found, timescale: Timescale, cited: Sequence[Entry], child: UUID, practice: Practice
) -> PlannedOutcome:
    recorded = max(civil_day(entry.event.recorded) for entry in cited)
    due = timescale.limit.due(raised.since, practice.calendar)
    return PlannedOutcome(
        id=opened_by_rule(timescale.key, raised.about or raised.evidence[0], child),
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
        historic=over_long_ago(recorded, raised.since, due),
        stored=False,
        position=min(entry.event.position for entry in cited),
        arose=min([*(entry.occurred.first for entry in cited), raised.since]),
        timescale=timescale.name,
        edition=timescale.edition,
    )
