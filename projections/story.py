"""Which events are lines of a child's story, and which are upkeep of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.kind import By, Group
from events.vocabulary import kind_called

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

_STORY = frozenset({Group.PROCESS, Group.BETWEEN})
_DIRECTORY = frozenset(
    {
        "person_registered",
        "name_recorded",
        "identifier_recorded",
        "birth_date_recorded",
        "home_recorded",
        "persons_may_match",
        "persons_linked",
        "persons_unlinked",
        "relationship_recorded",
        "relationship_ended",
    }
)


def is_entry(event: RecordedEvent) -> bool:
    """
    Tell whether an event is a line of the chronology, and not upkeep of the record itself.
    """
    if event.kind in _DIRECTORY:
        return False
    kind = kind_called(event.kind)
    if kind.group is Group.RECORD:
        return False
    return kind.by is By.FORM or kind.group in _STORY or event.origin is not None
