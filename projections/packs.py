"""The conference packs that are on record, and which of their entries changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class PackOnRecord:
    """
    One pack that was made of a child's record, and may lie in somebody's file.

    Args:
        entry: The number under which it is on record that it was made.
        position: Up to where it was read; what came later cannot be in it.
        root: The root that it can be proved against.
        struck_out: The entries it may hold that were struck out since, by number.
        moved: Those among them that were another child's.
        corrected: The entries it may hold that were corrected since.
        delivered: The entries that say to whom it went, in the order in which it did.
    """

    entry: str
    audience: str
    format: str
    on: date
    by: str
    position: int
    root: str
    struck_out: tuple[str, ...]
    moved: tuple[str, ...]
    corrected: tuple[str, ...]
    delivered: tuple[Entry, ...] = ()

    @property
    def outdated(self) -> bool:
        """
        Whether whoever holds it should hear that it says what no longer stands.
        """
        return bool(self.struck_out or self.corrected)


def packs_on_record(told: Chronology) -> tuple[PackOnRecord, ...]:
    """
    Return every pack of a child, the newest first.

    A pack was made for one audience and at one length, so that it may hold fewer entries than it
    was read from; none that changed since is left out of the answer.
    """
    return tuple(
        PackOnRecord(
            entry=event.entry_id,
            audience=event.content.get("audience", ""),
            format=event.content.get("format", ""),
            on=event.occurred.first,
            by=event.actor,
            position=position,
            root=event.content.get("root", ""),
            struck_out=tuple(e.id for e in told.entries if _since(e, position, "entry_struck_out")),
            moved=tuple(
                e.id for e in told.entries if e.withheld and _since(e, position, "entry_struck_out")
            ),
            corrected=tuple(e.id for e in told.entries if _since(e, position, "entry_corrected")),
            delivered=tuple(
                entry
                for entry in told.of_kinds("pack_delivered")
                if entry.stands and str(entry.content.get("pack")) == event.entry_id
            ),
        )
        for event in reversed(told.record.events)
        if event.kind == "pack_generated"
        and told.record.child in event.people("child")
        and (position := int(event.content.get("position") or 0))
    )


def holding(packs: tuple[PackOnRecord, ...], entry: Entry) -> tuple[PackOnRecord, ...]:
    """
    Return the packs that may hold an entry as it was before it changed.
    """
    return tuple(pack for pack in packs if entry.id in {*pack.struck_out, *pack.corrected})


def _since(entry: Entry, position: int, kind: str) -> bool:
    return entry.event.position <= position and any(
        change.kind == kind and int(change.entry) > position for change in entry.changes
    )
