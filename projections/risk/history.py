"""A child's history as rules read it: what stood and was known, by kind, with ages and windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from projections.around.hidden import HiddenAdult, hidden
from projections.around.past import Past, past
from projections.chronology.chronology import Chronology, chronology, inserted, place
from projections.chronology.entry import Entry
from projections.people.tie import LIVING_TOGETHER, Closeness
from projections.plans.outcomes import OWING, fold_all, judged, outcomes
from projections.risk.citing import CITING, cited

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from events.occurred import Occurred
    from projections.child_record import ChildRecord
    from projections.people.person import Person
    from projections.plans.planned_outcome import PlannedOutcome

_PLAN = frozenset({"plan_made", "plan_continues"})
_NO_PLAN = frozenset({"plan_ends", "no_plan"})
_UNDER_A_PLAN = frozenset({"core_group", "outcome_planned"})
"""What exists under a plan alone, and so says that a conference made one."""

_OPENING = (
    "referral",
    "assessment_begun",
    "assessment_completed",
    "strategy_discussion",
    "section_47_enquiry_begun",
    "conference_held",
    "plan_agreed",
    "closure",
)


@dataclass(frozen=True)
class History:
    """
    What rules look at; already limited to what some agency had learned by the day asked.

    Args:
        told: The chronology it is read from.
    """

    told: Chronology

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """
        Every entry that stands, in the order it happened.
        """
        return tuple(entry for entry in self.told.entries if entry.stands)

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.kind, []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    def of(self, *kinds: str) -> tuple[Entry, ...]:
        """
        Return the entries of these kinds, in the order they happened.
        """
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        if kinds not in self._of:
            every = [entry for kind in set(kinds) for entry in self._by_kind.get(kind, ())]
            self._of[kinds] = tuple(sorted(every, key=place))
        return self._of[kinds]

    @cached_property
    def _of(self) -> dict[tuple[str, ...], tuple[Entry, ...]]:
        return {}

    def near(self, *kinds: str) -> tuple[Entry, ...]:
        """
        Return the entries of these kinds, or of all, about the child and the household, and not
        the past of somebody tied to the child.
        """
        if not kinds:
            return self._near
        if kinds not in self._near_of:
            self._near_of[kinds] = tuple(
                entry for entry in self.of(*kinds) if entry.about != "history"
            )
        return self._near_of[kinds]

    @cached_property
    def _near_of(self) -> dict[tuple[str, ...], tuple[Entry, ...]]:
        return {}

    @cached_property
    def _near(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.about != "history")

    def such(self, wanted: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        """
        Return every entry of which a claim holds, in the order they happened; looked at once.

        Args:
            wanted: Judges by the entry alone, and is the same function at each call.
        """
        if wanted not in self._such:
            self._such[wanted] = tuple(entry for entry in self.entries if wanted(entry))
        return self._such[wanted]

    @cached_property
    def _such(self) -> dict[Callable[[Entry], bool], tuple[Entry, ...]]:
        return {}

    @cached_property
    def by_number(self) -> dict[str, Entry]:
        """
        Every entry that stands, by its number.
        """
        return {entry.id: entry for entry in self.entries}

    def own(self, *kinds: str) -> tuple[Entry, ...]:
        """
        Return the entries of these kinds, or of all, that were recorded for the child, and not for
        a brother or sister alone.
        """
        return tuple(entry for entry in self.near(*kinds) if self.child_id in entry.people("child"))

    @cached_property
    def weighed(self) -> frozenset[str]:
        """
        Return the numbers of the entries that any assessment or review cites.
        """
        assessments = self.near("assessment_completed", "assessment_reviewed")
        return frozenset[str]().union(*map(cited, assessments))

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
        return any(cited(one).issuperset(numbers) for one in self.near(*CITING))

    def outcomes(self, on: date) -> tuple[PlannedOutcome, ...]:
        """
        Return everything ever owed for the child, as known by the end of a day; folded once.
        """
        if on not in self._outcomes:
            limit = self.told.record.as_known_at
            # What was limited to an earlier day holds nothing that the day asked would leave out.
            self._outcomes[on] = (
                tuple(judged(one, on) for one in self._owed)
                if limit is not None and limit <= on
                else outcomes(self.told.record, on)
            )
        return self._outcomes[on]

    @cached_property
    def _owed(self) -> tuple[PlannedOutcome, ...]:
        return tuple(fold_all(self.child_id, self.told.record.events).values())

    @cached_property
    def _outcomes(self) -> dict[date, tuple[PlannedOutcome, ...]]:
        return {}

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

    def case_opened_by(self) -> Entry | None:
        """
        Return the entry that opened the case which is open still; None where none is.
        """
        return self._case_opened_by

    @cached_property
    def _case_opened_by(self) -> Entry | None:
        opened = None
        for entry in self.near(*_OPENING):
            if entry.kind == "closure":
                opened = None
            elif opened is None:
                opened = entry
        return opened

    def plan_in_force(self, on: date) -> bool:
        """
        Tell whether a plan was agreed, or a conference made or kept one, and none ended it since.

        An import may not say what a conference decided: then a core group or an outcome of a
        plan, on its day or after it, says that there is a plan, until a next conference.
        """
        return self.plan_begun(on) is not None

    def plan_begun(self, on: date) -> Entry | None:
        """
        Return the entry by which the plan in force on a day was made; None where none is.
        """
        if on not in self._begun:
            self._begun[on] = self._plan_begun(on)
        return self._begun[on]

    @cached_property
    def _begun(self) -> dict[date, Entry | None]:
        return {}

    def _plan_begun(self, on: date) -> Entry | None:
        begun: Entry | None = None
        undecided: Entry | None = None
        for entry in self._of_plans:
            if entry.occurred.first > on:
                continue
            match entry.kind:
                case "conference_held":
                    decided = entry.answer("decision")
                    if decided in _NO_PLAN or decided is None:
                        begun = None
                    elif decided in _PLAN and (begun is None or decided == "plan_made"):
                        begun = entry
                    undecided = entry if decided is None else None
                case "core_group" | "outcome_planned":
                    if begun is None and entry.answer("origin") in {"plan", "", None}:
                        begun = undecided
                case "plan_agreed":
                    begun, undecided = entry, None
                case _:
                    begun, undecided = None, None
        return begun

    @cached_property
    def _of_plans(self) -> tuple[Entry, ...]:
        found = self.near("plan_agreed", "conference_held", "plan_ended", *_UNDER_A_PLAN)
        # Of one day, the conference comes before what it planned, however they were recorded.
        return tuple(sorted(found, key=lambda one: (one.occurred.first, one.kind in _UNDER_A_PLAN)))

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

    @cached_property
    def children_of_the_household(self) -> tuple[Person, ...]:
        """
        Return the child and every other child or unborn child known in the same household.
        """
        ids = [self.child_id] + [
            tie.person
            for tie in self.told.ties
            if tie.closeness in {Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD}
        ]
        return tuple(self.told.people[p] for p in dict.fromkeys(ids) if p in self.told.people)

    @cached_property
    def adults_living_with_the_child(self) -> frozenset[UUID]:
        """
        Return parents, their partners and other adults of the household, past and present.
        """
        adults = LIVING_TOGETHER - {Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD}
        return frozenset(tie.person for tie in self.told.ties if tie.closeness in adults)

    @cached_property
    def hidden(self) -> tuple[HiddenAdult, ...]:
        """
        Return the adults around the child whom no assessment includes.
        """
        return hidden(self.told)

    @cached_property
    def past(self) -> tuple[Past, ...]:
        """
        Return the past of everybody tied to the child.
        """
        return past(self.told)

    def grown(self, told: Chronology, more: Iterable[Entry], kinds: AbstractSet[str]) -> History:
        """
        Return what rules read once these entries came to what was told, and nothing else changed.

        Args:
            kinds: Those of all that came, of which not everything need be an entry of the child's.
        """
        entries, near, by_kind = self.entries, self._near, dict(self._by_kind)
        such, by_number = dict(self._such), dict(self.by_number)
        touched = set()
        for entry in more:
            by_number[entry.id] = entry
            for wanted, found in such.items():
                if wanted(entry):
                    such[wanted] = inserted(found, entry)
            entries = inserted(entries, entry)
            by_kind[entry.kind] = inserted(by_kind.get(entry.kind, ()), entry)
            touched.add(entry.kind)
            if entry.about != "history":
                near = inserted(near, entry)
        new = History(told)
        # What would be worked out again when it is first asked for is at hand already.
        new.__dict__.update(
            entries=entries,
            _near=near,
            _by_kind=by_kind,
            _of=_untouched(self._of, touched),
            _near_of=_untouched(self._near_of, touched),
            _such=such,
            by_number=by_number,
        )
        if "_owed" in self.__dict__ and OWING.isdisjoint(kinds):
            new.__dict__["_owed"] = self._owed
        return new

    def professional(self, person: UUID) -> bool:
        """
        Tell whether somebody is in the record as a professional.
        """
        found = self.told.people.get(person)
        return found is not None and found.kind == "professional"


def history(record: ChildRecord) -> History:
    """
    Fold a record, limited to a day or not, into what rules read.
    """
    return History(chronology(record))


def _untouched(
    found: dict[tuple[str, ...], tuple[Entry, ...]], touched: AbstractSet[str]
) -> dict[tuple[str, ...], tuple[Entry, ...]]:
    return {kinds: entries for kinds, entries in found.items() if touched.isdisjoint(kinds)}


def within(occurred: Occurred, on: date, *, days: int) -> bool:
    """
    Tell whether something lies in the window of so many days that ends with ``on``.

    The latest reading of its date decides, so that no window is missed.
    """
    return on - timedelta(days=days) < occurred.last <= on or occurred.first <= on < occurred.last
