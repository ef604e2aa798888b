"""A child's history as rules read it: what stood and was known, by kind, with ages and windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from projections.chronology.chronology import Chronology, chronology
from projections.people.tie import LIVING_TOGETHER, Closeness

if TYPE_CHECKING:
    from uuid import UUID

    from events.occurred import Occurred
    from projections.child_record import ChildRecord
    from projections.chronology.entry import Entry
    from projections.people.person import Person

_PLAN = frozenset({"plan_made", "plan_continues"})
_NO_PLAN = frozenset({"plan_ends", "no_plan"})


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
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    def near(self, *kinds: str) -> tuple[Entry, ...]:
        """
        Return the entries of these kinds about the child and the household, and not the past
        of somebody tied to the child.
        """
        return tuple(entry for entry in self.of(*kinds) if entry.about != "history")

    @cached_property
    def weighed(self) -> frozenset[str]:
        """
        Return the numbers of the entries that any assessment or review cites.
        """
        return frozenset(
            str(number)
            for one in self.near("assessment_completed", "assessment_reviewed")
            for number in one.content.get("cites") or ()
        )

    def case_opened_by(self) -> Entry | None:
        """
        Return the entry that opened the case which is open still; None where none is.
        """
        opened = None
        for entry in self.near("referral", "assessment_begun", "plan_agreed", "closure"):
            if entry.kind == "closure":
                opened = None
            elif opened is None:
                opened = entry
        return opened

    def plan_in_force(self, on: date) -> bool:
        """
        Tell whether a plan was agreed, or a conference made or kept one, and none ended it since.
        """
        standing = False
        for entry in self.near("plan_agreed", "conference_held", "plan_ended"):
            if entry.occurred.first > on:
                continue
            if entry.kind == "conference_held":
                decided = entry.answer("decision")
                standing = (standing or decided in _PLAN) and decided not in _NO_PLAN
            else:
                standing = entry.kind == "plan_agreed"
        return standing

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


def within(occurred: Occurred, on: date, *, days: int) -> bool:
    """
    Tell whether something lies in the window of so many days that ends with ``on``.

    The latest reading of its date decides, so that no window is missed.
    """
    return on - timedelta(days=days) < occurred.last <= on or occurred.first <= on < occurred.last
