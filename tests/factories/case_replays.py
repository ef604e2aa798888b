"""Replays an invented case that comes in by the twelve columns of a case file alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from projections.child_record import ChildRecord, gather
from projections.chronology.chronology import chronology
from projections.risk.asked import asked_of
from projections.stored.directory import find_child
from service.importing.importing import import_case
from service.migrating import migrate
from service.settings import Settings
from service.wiring import throughline
from tests.factories.case_files import FAMILY, RowOfEventsFactory, write_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Told:
    """
    The record of a case that was brought in.
    """

    record: ChildRecord

    def asked(self, practice_id: str, on: str) -> list[tuple[set[str], str]]:
        """
        Return what a rule asks on a day: the rows it rests on, and its note.
        """
        day = date.fromisoformat(on)
        known = self.record.known_at(day)
        rows = {entry.id: entry.source_ref for entry in chronology(known).entries}
        return [
            ({rows[number] for number in one.evidence}, one.note)
            for one in asked_of(known, day)
            if one.practice_id == practice_id
        ]


def row(ref: str, on: str, kind: str, agency: str = "social care", **more: str) -> dict[str, str]:
    """
    Return one row of a case file: nobody but the child in it, and the child not seen.
    """
    said = {"child_seen": "unknown", "other_people": "", "summary": "Invented.", **more}
    if len(on) < len("2025-01-01"):
        said.setdefault("occurred_precision", "month" if "-" in on else "year")
    made: dict[str, str] = RowOfEventsFactory(
        row_id=ref, occurred_on=on, kind=kind, agency=agency, **said
    )
    return made


def told(
    folder: Path,
    rows: Iterable[Mapping[str, str]],
    people: Iterable[Mapping[str, str]] = FAMILY,
    conflicts: Iterable[Mapping[str, str]] = (),
) -> Told:
    """
    Bring a case in, into a database of its own, and return the record of Ash.
    """
    return Told(imported(folder, write_case(folder / "case", rows, people, conflicts), "ash"))


def imported(folder: Path, case: Path, child: str) -> ChildRecord:
    """
    Bring the files of a case in, into a database in a folder, and return the child's record.
    """
    url = f"sqlite:///{folder / 'case.db'}"
    migrate(url)
    house = throughline(Settings(database_url=url))
    assert import_case(house, case, source="case", actor="operator:somebody").whole
    with house.reading() as session:
        record = gather(session.log, find_child(session.connection, child))
    house.database.close()
    return record
