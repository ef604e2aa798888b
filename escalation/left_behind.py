"""What those who led a child's work left behind, and the next lead owns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from events.recorded_event import RecordedEvent


def left_behind(events: Iterable[RecordedEvent], working: Collection[str]) -> frozenset[UUID]:
    """
    Return the outcomes of a child that wait for whoever leads next.

    Their owner works with the child no longer, and led the work, or holds them only because
    somebody's work with the child ended. What anybody else was given by name stays theirs.

    Args:
        events: The child's record, in the order of the log.
        working: The ids of those who work with the child now.

    Source: “Learning the lessons from Serious Case Reviews”, slide 15: work that nobody holds.
    """
    led: set[str] = set()
    ends: set[str] = set()
    owned: dict[UUID, tuple[str, str]] = {}
    for event in events:
        said = event.content
        if event.kind == "allocation":
            if said.get("change") == "ends":
                ends.add(event.entry_id)
            elif said.get("role") == "lead":
                led.add(str(said.get("worker")))
        elif event.kind in {"outcome_planned", "outcome_moved"} and said.get("owner"):
            owned[event.stream] = (str(said["owner"]), str(said.get("because_of", "")))
    return frozenset(
        outcome
        for outcome, (owner, because) in owned.items()
        if owner not in working and (owner in led or because in ends)
    )
