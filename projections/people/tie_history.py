"""What one recorded tie says, what it has said before, and who changed it why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.vocabulary import kind_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.people.person import Person

RECORDED = "relationship_recorded"


@dataclass(frozen=True, kw_only=True, slots=True)
class TieChange:
    """
    One change of a tie.

    Args:
        before: What the tie said before a correction; "" for an end or a strike-out.
    """

    on: date
    sentence: str
    by: str
    before: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TieHistory:
    """
    A tie with its changes, the first first.

    Args:
        content: What it says now.
        struck: It does not stand.
    """

    recorded: RecordedEvent
    content: Mapping[str, Any]
    changes: tuple[TieChange, ...]
    struck: bool

    @property
    def entry(self) -> str:
        """
        The number of the entry that recorded it.
        """
        return self.recorded.entry_id

    @property
    def sentence(self) -> str:
        """
        What it says now, as a sentence.
        """
        return _sentence(RECORDED, self.content)

    def who(self, people: Mapping[UUID, Person]) -> tuple[str, ...]:
        """
        Return the names of those whom it ties, the child only where it ties nobody else.
        """
        child = set(self.recorded.people("child"))
        named = [who for who in dict.fromkeys(self.recorded.people()) if who not in child]
        ends = [self.content.get("from_person"), self.content.get("to_person")]
        if all(ends):
            named = [UUID(str(who)) for who in ends]
        return tuple(people[who].name for who in named if who in people)


def tie_history(events: Iterable[RecordedEvent], child: UUID, entry: str) -> TieHistory | None:
    """
    Return one tie of a child's record; None where it holds none of this number.
    """
    recorded: RecordedEvent | None = None
    content: Mapping[str, Any] = {}
    changes: list[TieChange] = []
    struck = False
    for event in events:
        if event.entry_id == entry and event.kind == RECORDED and child in event.people("child"):
            recorded, content = event, event.content
        elif recorded is None:
            continue
        elif event.kind == "entry_corrected" and str(event.content.get("entry")) == entry:
            changes.append(_change(event, before=_sentence(RECORDED, content)))
            content = event.content.get("content") or content
        elif event.kind == "entry_struck_out" and str(event.content.get("entry")) == entry:
            changes.append(_change(event))
            struck = True
        elif event.kind == "relationship_ended" and str(event.content.get("relationship")) == entry:
            changes.append(_change(event))
    if recorded is None:
        return None
    return TieHistory(recorded=recorded, content=content, changes=tuple(changes), struck=struck)


def _change(event: RecordedEvent, before: str = "") -> TieChange:
    return TieChange(
        on=event.occurred.first,
        sentence=_sentence(event.kind, event.content),
        by=event.actor,
        before=before,
    )


def _sentence(kind: str, content: Mapping[str, Any]) -> str:
    return kind_called(kind).sentence(content)
