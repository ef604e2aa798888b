"""When somebody last saw the child, and last spoke to the child alone: the first thing to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.chronology.patterns import saw_the_child
from projections.conference.wording import agency_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry

NO_ENTRY = "no entry says so"


def own_entries(told: Chronology) -> list[Entry]:
    """
    Return what stands of the child's own story, told by somebody.

    What the service recorded by rule is no sign of anybody having looked at the child.
    """
    return [e for e in told.entries if e.stands and e.about == "child" and not e.by_rule]


def last_seen(told: Chronology) -> tuple[tuple[str, str], ...]:
    """
    Say when, by whom and in which entry the child was last seen, and last spoken to alone.
    """
    return (
        ("Last seen", _found(last_sight(told))),
        ("Last spoken to alone", _found(last_alone(told))),
    )


def last_sight(told: Chronology) -> Entry | None:
    """
    Return the newest entry that says somebody saw the child alive.
    """
    return _newest(told, saw_the_child)


def last_alone(told: Chronology) -> Entry | None:
    """
    Return the newest entry that says the child was spoken to alone.
    """
    return _newest(told, lambda entry: entry.content.get("alone") == "yes")


def _newest(told: Chronology, such: Callable[[Entry], bool]) -> Entry | None:
    alive = [e for e in own_entries(told) if not _of_the_death(e, told) and such(e)]
    return max(alive, key=lambda entry: entry.by_latest, default=None)


def _of_the_death(entry: Entry, told: Chronology) -> bool:
    # The ambulance and the hospital of that day met a child who was dying or dead. Of one day no
    # entry says which came first, and silence is never read as safety.
    died = told.child.died if told.child else None
    return entry.kind == "death" or (died is not None and entry.occurred.last >= died.last)


def _found(entry: Entry | None) -> str:
    if entry is None:
        return NO_ENTRY
    return f"{entry.occurred.words()}, {agency_words(entry.agency)} (entry {entry.id})"
