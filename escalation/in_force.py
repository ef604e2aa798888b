"""Which ladder something climbs: by its kind and urgency, in the edition under which it began."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from escalation.reading_ladders import DEFAULT, shipped_ladders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from escalation.ladder import Ladder
    from escalation.timescale import Timescale
    from projections.plans.planned_outcome import PlannedOutcome

URGENT = "urgent"


def may_not_wait(outcome: PlannedOutcome, ladder: Ladder) -> bool:
    """
    Tell whether people hear of it at once, and not grouped with what can wait until the morning.
    """
    return outcome.urgent or ladder.name == URGENT


@dataclass(frozen=True)
class Ladders:
    """
    Every ladder in every edition.

    Args:
        editions: Each ladder's editions by version, the newest last.
    """

    editions: Mapping[str, Mapping[str, Ladder]] = field(default_factory=dict)

    @classmethod
    def of(cls, adopted: Iterable[Ladder]) -> Ladders:
        """
        Return what ships and what a partnership adopted since, in the order of its adoption.
        """
        editions = {name: {one.version: one} for name, one in shipped_ladders().items()}
        for one in adopted:
            editions.setdefault(one.name, {})[one.version] = one
        return cls(editions)

    def in_force(self) -> dict[str, Ladder]:
        """
        Return the newest edition of each ladder.
        """
        return {name: [*kept.values()][-1] for name, kept in self.editions.items()}

    def named(self, name: str) -> Ladder:
        """
        Return the ladder of a name in force, or the default one.
        """
        found = self.in_force()
        return found.get(name) or found[DEFAULT]

    def not_there(self, timescales: Iterable[Timescale]) -> tuple[Timescale, ...]:
        """
        Return the timescales that ask for a ladder that nobody has adopted.

        What they set off climbs the default ladder, which may be slower than what was meant.
        """
        return tuple(one for one in timescales if one.ladder not in self.editions)

    def climbed(self, outcome: PlannedOutcome, timescale: Timescale | None = None) -> Ladder:
        """
        Return the ladder of something owed: the one it climbs already, else the one for its kind.

        What its timescale or its urgency asks for counts before what it is: a reply owed to a
        handover climbs ``handover`` where there is such a ladder.

        Args:
            timescale: The one that set its date, if any did.
        """
        if outcome.level and outcome.escalations:
            newest = outcome.escalations[-1]
            begun = self.editions.get(newest.ladder, {}).get(newest.ladder_version)
            if begun is not None:
                return begun
        return self.named(self._name(outcome, timescale))

    def _name(self, outcome: PlannedOutcome, timescale: Timescale | None) -> str:
        if outcome.urgent:
            return URGENT
        asked = timescale.ladder if timescale else DEFAULT
        if asked != DEFAULT:
            return asked
        return outcome.origin if outcome.origin in self.editions else DEFAULT
