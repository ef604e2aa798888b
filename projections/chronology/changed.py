"""What changed for a child since the last conference, or since somebody last visited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from projections.chronology.entry import Entry

VISITS = ("visit", "child_spoken_to")


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """
    What happened or became known since an entry.

    Args:
        of: The conference or visit.
        entries: What happened on its day or later, or was learned then, but not itself; in the
            order it happened.
    """

    of: Entry
    entries: tuple[Entry, ...]


def last_conference(entries: Sequence[Entry], on: date) -> Entry | None:
    """
    Return the newest conference that was surely held before a day.
    """
    return _newest(entries, ("conference_held",), on)


def last_visit(entries: Sequence[Entry], on: date) -> Entry | None:
    """
    Return the newest visit, or talk with the child, before a day.
    """
    return _newest(entries, VISITS, on)


def since(entries: Sequence[Entry], of: Entry) -> Since:
    """
    Return what happened or became known since an entry, without the entry itself.

    The entry's own day counts: which of two events of one day came first is seldom recorded, and
    what was learned that evening was not before the conference of that morning.
    """
    day = of.occurred.last
    return Since(
        of=of,
        entries=tuple(
            entry
            for entry in entries
            if entry.id != of.id and (entry.occurred.last >= day or entry.known_from >= day)
        ),
    )


def _newest(entries: Sequence[Entry], kinds: tuple[str, ...], on: date) -> Entry | None:
    held = [e for e in entries if e.kind in kinds and e.stands and e.occurred.last < on]
    return max(held, key=lambda entry: entry.by_latest, default=None)
