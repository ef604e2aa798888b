"""A child's history as rules read it: what stood and was known by the day asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from projections.around.hidden import HiddenAdult, Mentions, hidden, may_hide, mentions
from projections.around.past import Past, past
from projections.chronology.chronology import Chronology, chronology
from projections.chronology.entry import Entry
from projections.people.tie import LIVING_TOGETHER, Closeness
from projections.plans.outcomes import OWING, fold_all, judged, outcomes
from projections.risk.citing import CITING, WEIGHING, cited
from projections.risk.lines import Choice, Entries, Lines, Of
from projections.risk.open_case import OpenCase, case_of, tells_of_the_case
from projections.risk.plan_in_force import OF_PLANS, in_their_order, plan_begun
from projections.risk.same_day import place_for_rules
from projections.standing import REWRITING, standing_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.growing import Grown
    from projections.people.person import Person
    from projections.people.tie import Tie
    from projections.plans.planned_outcome import PlannedOutcome


@dataclass(frozen=True)
class History:
    """
    What rules look at; already limited to what some agency had learned by the day asked.

    Where entries are chosen, ``such`` judges by the entry alone, and is the same function at each
    call: what it chose is kept.

    Args:
        told: The chronology it is read from. No rule reads it, because it is another one as soon
            as anything is learned.
        before: What was known before the last of it was learned, where it grew from that.
    """

    told: Chronology
    before: History | None = field(default=None, repr=False, compare=False)

    @cached_property
    def lines(self) -> Lines:
        """
        Every entry that stands, and what was chosen from them.
        """
        every = tuple(sorted((e for e in self.told.entries if e.stands), key=place_for_rules))
        return Lines(every, self.child_id)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """
        Every entry that stands, in the order it happened.
        """
        return self.lines.every

    def of(self, *kinds: str, such: Callable[[Entry], bool] | None = None) -> Entries:
        """
        Return the entries of these kinds, or of all, in the order they happened.
        """
        return self.lines.chosen(Choice(Of.ANY, kinds, such))

    def near(self, *kinds: str, such: Callable[[Entry], bool] | None = None) -> Entries:
        """
        Return the entries of these kinds, or of all, about the child and the household, and not
        the past of somebody tied to the child.
        """
        return self.lines.chosen(Choice(Of.NEAR, kinds, such))

    def own(self, *kinds: str, such: Callable[[Entry], bool] | None = None) -> Entries:
        """
        Return the entries of these kinds, or of all, that were recorded for the child, and not for
        a brother or sister alone.
        """
        return self.lines.chosen(Choice(Of.OWN, kinds, such))

    def entry(self, number: str) -> Entry | None:
        """
        Return the entry of this number, where it stands.
        """
        found = self.told.entry(number)
        return found if found is not None and found.stands else None

    @cached_property
    def weighed(self) -> frozenset[str]:
        """
        Return the numbers of the entries that any assessment or review cites.
        """
        return frozenset[str]().union(*map(cited, self.near(*WEIGHING)))

    def weighed_together(self, groups: Iterable[Collection[str]]) -> bool:
        """
        Tell whether one assessment weighs an entry of each of these groups.
        """
        every = tuple(groups)
        return any(
            all(not cited(one).isdisjoint(group) for group in every)
            for one in self.near("assessment_completed")
        )

    def decided_on(self, *numbers: str) -> bool:
        """
        Tell whether one decision or assessment rests on all of these entries.
        """
        first = self._resting_on.get(numbers[0], ())
        return any(on.issuperset(numbers) for on in first)

    @cached_property
    def _resting_on(self) -> Mapping[str, list[frozenset[str]]]:
        found: dict[str, list[frozenset[str]]] = {}
        for one in self.near(*CITING):
            numbers = cited(one)
            for number in numbers:
                found.setdefault(number, []).append(numbers)
        return found

    def outcomes(self, on: date) -> tuple[PlannedOutcome, ...]:
        """
        Return everything ever owed for the child, as known by the end of a day; folded once.
        """
        if on not in self._outcomes:
            # Nothing here was learned after this day, so there is nothing to leave out.
            self._outcomes[on] = (
                tuple(judged(one, on) for one in self._owed)
                if self._learned_by <= on
                else outcomes(self.told.record, on)
            )
        return self._outcomes[on]

    @cached_property
    def _learned_by(self) -> date:
        limit = self.told.record.as_known_at
        if limit is not None:
            return limit
        return max((event.known_from for event in self.told.record.events), default=date.min)

    @cached_property
    def _owed(self) -> tuple[PlannedOutcome, ...]:
        return tuple(fold_all(self.child_id, self.told.record.events).values())

    @cached_property
    def _outcomes(self) -> dict[date, tuple[PlannedOutcome, ...]]:
        return {}

    def alike(self, number: str) -> tuple[Entry, ...]:
        """
        Return the entries of the kind, day and decision of that of a number, and it: which of them
        came first, nobody can tell.
        """
        told = self.entry(number)
        return tuple(
            one
            for one in (self.near(told.kind) if told else ())
            if told
            and one.occurred == told.occurred
            and (one.answer("decision") or "") == (told.answer("decision") or "")
        )

    @cached_property
    def allocations(self) -> tuple[Entry, ...]:
        """
        Return who took the child on or gave the child up; made here, they are upkeep of the record
        and no lines of the chronology, but a question may rest on them.
        """
        return tuple(
            Entry(event=event, content=event.content, occurred=event.occurred, about="child")
            for event in self.told.record.events
            if event.kind == "allocation" and self.child_id in event.people("child")
        )

    @cached_property
    def partings(self) -> tuple[Entry, ...]:
        """
        Return the ends of relationships of the child's, which are no lines of the chronology.
        """
        if all(event.kind != "relationship_ended" for event in self.told.record.events):
            return ()
        return tuple(
            Entry(event=event, content=event.content, occurred=event.occurred, about="child")
            for event in standing_of(self.told.record.events)
            if event.kind == "relationship_ended" and self.child_id in event.people("child")
        )

    @cached_property
    def answers(self) -> tuple[RecordedEvent, ...]:
        """
        Return what practitioners answered to questions, in the order they did.
        """
        return tuple(
            event for event in self.told.record.events if event.kind == "indicator_answered"
        )

    def case(self, left_days: int) -> OpenCase | None:
        """
        Return the case that was opened last and that nothing recorded closed; None where none is.

        Args:
            left_days: After how long without social care a decision closed it that does not say
                what it was.
        """
        if left_days not in self._cases:
            self._cases[left_days] = case_of(self.near(such=tells_of_the_case), left_days)
        return self._cases[left_days]

    def open_case(self, on: date, left_days: int) -> Entry | None:
        """
        Return the entry that opened the case which is open on a day; None where none is.
        """
        case = self.case(left_days)
        closed = case.closed_from if case else None
        left = closed is not None and on >= closed and not self.plan_in_force(on)
        return case.opened_by if case and not left else None

    @cached_property
    def _cases(self) -> dict[int, OpenCase | None]:
        return {}

    def plan_in_force(self, on: date) -> bool:
        """
        Tell whether a plan was agreed, or a conference made or kept one, and none ended it since.
        """
        return self.plan_begun(on) is not None

    def plan_begun(self, on: date) -> Entry | None:
        """
        Return the entry by which the plan in force on a day was made; None where none is.
        """
        # Once all of them have happened, no later day tells otherwise.
        on = min(on, self._last_of_plans)
        if on not in self._begun:
            self._begun[on] = plan_begun(self._of_plans, on)
        return self._begun[on]

    @cached_property
    def _last_of_plans(self) -> date:
        return max((one.occurred.first for one in self._of_plans), default=date.min)

    @cached_property
    def _begun(self) -> dict[date, Entry | None]:
        return {}

    @cached_property
    def _of_plans(self) -> tuple[Entry, ...]:
        return in_their_order(self.near(*OF_PLANS))

    @property
    def child_id(self) -> UUID:
        """
        The child.
        """
        return self.told.record.child

    @property
    def child(self) -> Person | None:
        """
        The child, where the day asked knows of the child.
        """
        return self.told.child

    @property
    def people(self) -> Mapping[UUID, Person]:
        """
        Everybody in the record.
        """
        return self.told.people

    @property
    def ties(self) -> tuple[Tie, ...]:
        """
        What everybody is to the child.
        """
        return self.told.ties

    @cached_property
    def children_of_the_household(self) -> tuple[Person, ...]:
        """
        Return the child and every other child or unborn child known in the same household.
        """
        ids = [self.child_id] + [
            tie.person
            for tie in self.ties
            if tie.closeness in {Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD}
        ]
        return tuple(self.people[p] for p in dict.fromkeys(ids) if p in self.people)

    @cached_property
    def adults_living_with_the_child(self) -> frozenset[UUID]:
        """
        Return parents, their partners and other adults of the household, past and present.
        """
        adults = LIVING_TOGETHER - {Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD}
        return frozenset(tie.person for tie in self.ties if tie.closeness in adults)

    @cached_property
    def hidden(self) -> tuple[HiddenAdult, ...]:
        """
        Return the adults around the child whom no assessment includes.
        """
        return hidden(self.told, self._mentioned)

    @cached_property
    def _mentioned(self) -> Mentions:
        return self.told.once(mentions)

    @cached_property
    def past(self) -> tuple[Past, ...]:
        """
        Return the past of everybody tied to the child.
        """
        return past(self.told)

    @cached_property
    def professionals(self) -> frozenset[UUID]:
        """
        Return who is in the record as a professional.
        """
        return frozenset(id_ for id_, one in self.people.items() if one.kind == "professional")

    def grown(self, step: Grown, kinds: AbstractSet[str]) -> History:
        """
        Return what rules read once more was learned; what nothing of it touches is at hand already.

        Args:
            kinds: Those of all that was learned, of which not everything need be an entry.
        """
        gone = [entry for entry in step.gone if entry.stands]
        came = [entry for entry in step.came if entry.stands]
        # Only the day before is compared with: the days before that one are let go.
        self.__dict__.pop("before", None)
        new = History(step.told, before=self)
        kept = {"lines": self.lines.changed(gone, came) if gone or came else self.lines}
        kept |= {name: self.__dict__[name] for name in self._untouched(step, kinds)}
        known = self.__dict__.get("_mentioned")
        if known is not None and "relationship_recorded" not in kinds:
            kept["_mentioned"] = known.changed(step.gone, step.came, self.child_id)
        new.__dict__.update(kept)
        return new

    def _untouched(self, step: Grown, kinds: AbstractSet[str]) -> list[str]:
        touched = {entry.kind for entry in (*step.gone, *step.came)}
        same_people = self.people is step.told.people and self.ties is step.told.ties
        standing = {
            "_owed": OWING.isdisjoint(kinds) and "entry_corrected" not in kinds,
            "allocations": "allocation" not in kinds,
            "partings": kinds.isdisjoint(REWRITING | {"relationship_ended"}),
            "answers": "indicator_answered" not in kinds,
            "weighed": touched.isdisjoint(WEIGHING),
            "_resting_on": touched.isdisjoint(CITING),
            "_cases": not any(map(tells_of_the_case, (*step.gone, *step.came))),
            "_of_plans": touched.isdisjoint(OF_PLANS),
            "_last_of_plans": touched.isdisjoint(OF_PLANS),
            "_begun": touched.isdisjoint(OF_PLANS),
            "hidden": same_people
            and "relationship_recorded" not in kinds
            and not any(may_hide(one, self.child_id) for one in (*step.gone, *step.came)),
            "past": same_people
            and all(self.child_id in one.people() for one in (*step.gone, *step.came)),
            "children_of_the_household": same_people,
            "adults_living_with_the_child": same_people,
            "professionals": same_people,
        }
        return [name for name, stands in standing.items() if stands and name in self.__dict__]


def history(record: ChildRecord) -> History:
    """
    Fold a record, limited to a day or not, into what rules read.
    """
    return history_of(chronology(record))


def history_of(told: Chronology) -> History:
    """
    Fold a chronology into what rules read, once however many ask of it.
    """
    return told.once(History)
