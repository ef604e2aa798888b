"""Which part of a chronology somebody asks for: its length, its two clocks, its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from projections.chronology.chronology import chronology
from projections.chronology.lengths import Length
from projections.chronology.narrowed import Narrowing, counts
from projections.risk.asked import asked_of
from service.access.enforce import visible
from service.clocks import Clocks
from service.telling.chronology import chronology_told, entry_told
from service.telling.selected import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.telling.selected import Selected
    from service.wiring import Session


class CursorLost(Exception):
    """
    The entry to go on after is not in the view: it is another child's, or now withheld.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """
    The two clocks, the length and the page of a chronology.

    Args:
        as_known_at: Only what had been learned by the end of this day.
        as_recorded_at: Only what this log held at this moment.
        agency: Only what this agency had learned; "" for any.
        after: Go on after the entry of this number; "" from the beginning.
        limit: At most so many entries; None for all, because a part can be taken for the whole.
        narrowing: What of it was chosen.
        words: Only entries in which these stand.
        counted: Whether to count what each further choice would leave.
        application: The day from which a court's length counts back; None for the record's own.
    """

    length: Length = Length.FULL
    as_known_at: date | None = None
    as_recorded_at: datetime | None = None
    agency: str = ""
    after: str = ""
    limit: int | None = None
    narrowing: Narrowing = field(default_factory=Narrowing)
    words: str = ""
    counted: bool = False
    application: date | None = None

    @property
    def clocks(self) -> Clocks:
        """
        Both clocks of it.
        """
        return Clocks(known=self.as_known_at, recorded=self.as_recorded_at, agency=self.agency)


@dataclass(frozen=True, kw_only=True)
class Part:
    """
    What was asked for of one chronology, its entries told one after the other.

    Args:
        head: Everything that is told beside the entries.
        page: The entries.
        told: The whole chronology as its reader may see it.
    """

    head: Mapping[str, Any]
    page: Sequence[Entry]
    told: Chronology

    def entries(self) -> Iterator[dict[str, Any]]:
        """
        Tell the entries, none of which is kept: a long chronology need not fit in memory twice.
        """
        return (entry_told(entry, self.told) for entry in self.page)


def tell_chronology(
    session: Session, reader: Reader, child: UUID, wanted: Wanted
) -> dict[str, Any]:
    """
    Read a child's chronology for one reader and tell it whole.

    The caller has asked the policy and noted the read.

    Raises:
        CursorLost: ``wanted.after`` names no entry of the view.
    """
    part = part_of_chronology(session, reader, child, wanted)
    return {**part.head, "entries": list(part.entries())}


def tell_page(session: Session, reader: Reader, child: UUID, wanted: Wanted) -> dict[str, Any]:
    """
    Read a child's chronology for one reader and tell a page of it, each entry as written JSON.

    What was written of an entry is kept as long as the chronology that it was told from, which
    serves whoever may see all of it and is let go once anything is added to the record.

    Raises:
        CursorLost: ``wanted.after`` names no entry of the view.
    """
    part = part_of_chronology(session, reader, child, wanted)
    kept = part.told.once(_written_so_far) if wanted.limit is not None else {}
    for entry in part.page:
        if entry.id not in kept:
            kept[entry.id] = orjson.Fragment(orjson.dumps(entry_told(entry, part.told)))
    return {**part.head, "entries": [kept[entry.id] for entry in part.page]}


def _written_so_far(told: Chronology) -> dict[str, orjson.Fragment]:
    del told
    return {}


def part_of_chronology(session: Session, reader: Reader, child: UUID, wanted: Wanted) -> Part:
    """
    Read what was asked for of a child's chronology, for one reader.

    The caller has asked the policy and noted the read.

    Raises:
        CursorLost: ``wanted.after`` names no entry of the view.
    """
    record = wanted.clocks.of(session.record(child), session)
    whole = chronology(record)
    seen = visible(session.connection, reader, whole, session.now)
    day = wanted.clocks.day(session.today)
    questions = record.once(_asked_about, day)
    selected = select(
        seen.told,
        wanted.length,
        on=day,
        questions=questions,
        narrowing=wanted.narrowing,
        words=wanted.words,
        application=wanted.application,
    )
    shown = selected.short
    page, following = _page(selected.entries, wanted)
    head = chronology_told(
        seen.told,
        length=str(wanted.length),
        total=shown.total,
        withheld=seen.withheld_count,
    ) | {
        "as_known_at": wanted.as_known_at.isoformat() if wanted.as_known_at else None,
        "as_recorded_at": wanted.as_recorded_at.isoformat() if wanted.as_recorded_at else None,
        "agency": wanted.agency or None,
        "shown": len(selected.entries),
        "of_this_length": len(shown.entries),
        "why_these": shown.why,
        "summarised": [
            {"year": one.year, "kind": one.kind, "count": one.count, "entries": list(one.entries)}
            for one in shown.summarised
        ],
        "next": following,
        **_found(selected, counted=wanted.counted),
    }
    # What an entry's other account says is withheld where that account is.
    return Part(head=head, page=page, told=seen.told)


def _asked_about(record: ChildRecord, day: date) -> frozenset[str]:
    return frozenset(number for one in asked_of(record, day) for number in one.evidence)


def _found(selected: Selected, *, counted: bool) -> dict[str, Any]:
    """
    Say how words were read, and how many entries each further choice would leave.
    """
    found = selected.found
    return {
        "read_as": {word: list(near) for word, near in found.read_as} if found else {},
        "in_no_entry": list(found.unknown) if found else [],
        "counts": {
            sort: dict(sorted(of.items()))
            for sort, of in counts(selected.short.entries, selected.narrowing).items()
        }
        if counted
        else {},
    }


def _page(shown: Sequence[Entry], wanted: Wanted) -> tuple[Sequence[Entry], str | None]:
    first = 0
    if wanted.after:
        after = (place for place, entry in enumerate(shown, 1) if entry.id == wanted.after)
        first = next(after, 0)
        if not first:
            raise CursorLost
    if wanted.limit is None or first + wanted.limit >= len(shown):
        return shown[first:], None
    page = shown[first : first + wanted.limit]
    return page, page[-1].id
