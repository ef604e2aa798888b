"""When somebody last saw the child, and last spoke to the child alone: the first thing to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.chronology.patterns import saw_the_child
from projections.conference.wording import agency_words

if TYPE_CHECKING:
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
    own = own_entries(told)
    seen = next((e for e in reversed(own) if saw_the_child(e)), None)
    alone = next((e for e in reversed(own) if e.content.get("alone") == "yes"), None)
    return (("Last seen", _found(seen)), ("Last spoken to alone", _found(alone)))


def _found(entry: Entry | None) -> str:
    if entry is None:
        return NO_ENTRY
    return f"{entry.occurred.words()}, {agency_words(entry.agency)} (entry {entry.id})"
