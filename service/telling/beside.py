"""What each agency had learned by a day, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projections.chronology.beside import Beside, beside, known_by_nobody
from projections.chronology.chronology import Chronology, chronology
from service.access.enforce import Withheld, visible
from service.clocks import Clocks
from service.telling.chronology import changes_told

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from projections.chronology.beside import Knew, Line
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True)
class ReadBeside:
    """
    A child's record side by side, as far as a reader may see it.

    Args:
        told: The chronology as known at the day.
        now: The chronology as it is known today.
        nobody: What had happened by then and became known only later.
    """

    beside: Beside
    told: Chronology
    now: Chronology
    nobody: tuple[Entry, ...]
    withheld: tuple[Withheld, ...]

    @property
    def withheld_count(self) -> int:
        """
        How many entries of the day's knowledge are withheld.
        """
        return sum(part.count for part in self.withheld)


def read_beside(
    session: Session, reader: Reader, child: UUID, on: date, recorded: datetime | None = None
) -> ReadBeside:
    """
    Read for one reader what each agency had learned by the end of a day.

    Args:
        recorded: Of what this log held at this moment; None for all that it holds.
    """
    record = Clocks(recorded=recorded).of(session.record(child), session)
    whole, known = chronology(record), chronology(record.known_at(on))
    seen = visible(session.connection, reader, known, session.now)
    today = visible(session.connection, reader, whole, session.now)
    return ReadBeside(
        beside=beside(seen.entries, on),
        told=seen.told,
        now=today.told,
        nobody=known_by_nobody(today.entries, on),
        withheld=seen.withheld,
    )


def beside_told(read: ReadBeside, missed_by: str = "") -> dict[str, Any]:
    """
    Tell a column an agency.

    Args:
        missed_by: Only what this agency had not learned; "" for every line.
    """
    side = read.beside
    lines = side.missed(missed_by) if missed_by else side.lines
    child = read.told.child
    return {
        "child": {
            "id": str(read.told.record.child),
            "name": child.name if child else "",
            "person_key": child.person_key if child else "",
        },
        "as_known_at": side.on.isoformat(),
        "missed_by": missed_by or None,
        "agencies": [
            {
                "agency": agency,
                "learned": side.learned(agency),
                "missed": len(side.missed(agency)),
            }
            for agency in side.agencies
        ],
        "total": len(side.lines),
        "lines": [_line(line, read.told) for line in lines],
        "struck_out": [_brief(entry, read.told) for entry in side.struck],
        "known_by_nobody_yet": [_brief(entry, read.now) for entry in read.nobody],
        "withheld": read.withheld_count,
    }


def _line(line: Line, told: Chronology) -> dict[str, Any]:
    return _brief(line.entry, told) | {
        "knew": {agency: _knew(knew) for agency, knew in line.knew.items()},
    }


def _knew(knew: Knew) -> dict[str, Any]:
    return {
        "how": knew.how,
        "on": knew.on.isoformat() if knew.on else None,
        "days_after": knew.days_after,
        "account": knew.account,
        "roughly": knew.roughly,
    }


def _brief(entry: Entry, told: Chronology) -> dict[str, Any]:
    return {
        "entry": entry.id,
        "source_ref": entry.source_ref,
        "kind": entry.kind,
        "agency": entry.agency,
        "occurred": entry.occurred.as_json() | {"words": entry.occurred.words()},
        "sentence": entry.sentence,
        "status": entry.status,
        "changes": changes_told(entry, told),
        "known_from": entry.known_from.isoformat(),
    }
