"""Brings in where published accounts differ: as likely accounts of one incident, or as a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from events.occurred import Occurred
from events.recorded_event import SOMEBODY, Learned, NewEvent, Origin, Subject
from service.importing.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from events.recorded_event import RecordedEvent
    from service.importing.read_case import Row
    from service.importing.row import Case
    from service.importing.tally import Tally
    from service.wiring import Session, Throughline

_REFERENCE = re.compile(r"[\w.\-]{1,20}")
_TOLD = 5
_CHANGED = Fault(
    column="conflict_id",
    reason="this conflict was imported before and said something else then",
    fix="Take the row out of the file, and correct it in the record",
)


def bring_conflicts(house: Throughline, case: Case, rows: Iterable[Row], tally: Tally) -> None:
    """
    Link the rows that each conflict names, as candidates that a person decides on.

    A link is known from the day of the import: no view of an earlier day knows of it.
    """
    seen: set[str] = set()
    for row in rows:
        tally.rows += 1
        conflict = row.cells.get("conflict_id", "")
        refs = [ref.strip() for ref in row.cells.get("row_ids", "").split(";") if ref.strip()]
        with house.writing() as session:
            entries = _by_ref(session, case.source, refs)
            fault = next(_faults(row, conflict, refs, seen, entries), None)
            if fault is not None:
                tally.refuse(row.line, fault, row.written)
            else:
                seen.add(conflict)
                _bring(session, case, row, [entries[ref] for ref in dict.fromkeys(refs)], tally)


def _by_ref(session: Session, source: str, refs: list[str]) -> dict[str, RecordedEvent]:
    return {
        event.origin.ref: event
        for event in session.log.by_origin(source, refs)
        if event.origin and event.people("child")
    }


def _faults(
    row: Row, conflict: str, refs: list[str], seen: set[str], entries: Mapping[str, object]
) -> Iterator[Fault]:
    yield from row.faults
    if not conflict or conflict in seen:
        yield Fault(
            column="conflict_id",
            reason="another line has the same id" if conflict else "the conflict has no id",
            fix="Give each conflict an id of its own",
        )
    unknown = [ref for ref in dict.fromkeys(refs) if ref not in entries]
    if not refs or unknown:
        yield Fault(
            column="row_ids",
            reason=f"it names a row that is not in the record{_which(unknown)}"
            if refs
            else "it names no row",
            fix="Write row ids of events.csv, parted by semicolons; mend refused rows first",
        )


def _which(refs: list[str]) -> str:
    # A reference and nothing else: what somebody wrote there instead may be about a child.
    told = [ref for ref in refs if _REFERENCE.fullmatch(ref)][:_TOLD]
    return f": {', '.join(told)}" if told else ""


def _bring(
    session: Session, case: Case, row: Row, entries: list[RecordedEvent], tally: Tally
) -> None:
    child = entries[0].people("child")[0]
    children = dict.fromkeys(child for entry in entries for child in entry.people("child"))
    conflict = row.cells["conflict_id"]
    origin = Origin(source=case.source, ref=f"conflicts.csv:{conflict}")
    content = {
        "entries": [entry.entry_id for entry in entries],
        "reference": conflict,
        "certainty": "candidate" if len(entries) > 1 else "",
        "about": row.cells["about"],
        "differences": row.cells["accounts"],
    }
    content = {name: said for name, said in content.items() if said}
    before = session.log.by_origin(case.source, [origin.ref])
    if before:
        if dict(before[0].content) == content:
            tally.already += 1
        else:
            tally.refuse(row.line, _CHANGED, row.written)
        return
    session.log.append(
        [
            NewEvent(
                kind="accounts_linked",
                occurred=Occurred.day(case.today),
                content=content,
                agency=SOMEBODY,
                actor=case.actor,
                subjects=tuple(Subject(person=one, role="child") for one in children),
                learned=(
                    Learned(agency=SOMEBODY, first=case.today, last=case.today, how="recorded"),
                ),
                origin=origin,
            )
        ],
        stream=child,
        decided_on=None,
        key=f"import/{case.source}/{origin.ref}",
        now=session.now,
    )
    tally.imported += 1
