"""Brings an agency's own chronology of one child into that child's record; looks first if asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.child_record import gather_people
from projections.people.tie import Closeness
from service.importing.family import Member
from service.importing.known_names import shipped
from service.importing.looking import Looked, good, look, numbers_of
from service.importing.people import bring_people
from service.importing.people_named import PeopleOfTheCase
from service.importing.row import Case
from service.importing.rows import BringRows
from service.importing.tables.sheet import CHILD, AgencySheet
from service.importing.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from service.importing.fault import BadRow
    from service.importing.tables.heading import Heading
    from service.importing.tables.mapping import ColumnMapping
    from service.wiring import Session, Throughline

NEW, ALREADY, REFUSED = "is new", "is there already", "is refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """
    What would become of one row.

    Args:
        said: As what it would be recorded, in a line; "" where it is refused.
        told: What it says happened.
        bad: Why it is refused.
    """

    line: int
    fate: str
    said: str = ""
    told: str = ""
    bad: BadRow | None = None


@dataclass(frozen=True, kw_only=True)
class TableImported:
    """
    What became of a table, or would.

    Args:
        fates: Every row's fate, where somebody only looked.
        top: Where the heading is.
        not_read: Columns from which nothing is taken.
        described: Words for people whom nobody has been matched with.
    """

    rows: Tally
    heading: tuple[str, ...]
    top: Heading
    not_read: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    fates: tuple[Fate, ...] = ()


def import_table(
    house: Throughline,
    file: Path,
    *,
    child: UUID,
    agency: str,
    mapping: ColumnMapping,
    source: str,
    actor: str,
    received_by: str = "",
    preview: bool = False,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> TableImported:
    """
    Import a table; whatever of it was imported before under this source is left as it is.

    People whom it names by a name or relation of this child's record are those people; whoever else
    it names is known by description until somebody decides who that is.

    Args:
        source: The name in which the rows' ids are unique.
        received_by: The agency that was sent it, and has learned of it today; "" where nobody was.
        preview: Only say what would become of every row; nothing is recorded.

    Raises:
        ImportRefused: The table cannot be read; nothing of it was imported.
        LogUnavailable: The database cannot write; the batches before it stand.
    """
    with house.reading() as session:
        members = _members(session, child)
        today = session.today
    sheet = AgencySheet.of(file, agency, mapping, today)
    names = shipped().using([agency])
    case = Case(
        source=source,
        today=today,
        actor=actor,
        people=PeopleOfTheCase.of(members, names),
        further=sheet.further,
        received_by=received_by,
    )
    looked = look(house, case, sheet, names)
    tally = Tally(rows=looked.rows, bad=[_as_written(bad, sheet) for bad in looked.bad.values()])
    result = TableImported(
        rows=tally,
        heading=sheet.heading,
        top=sheet.top,
        not_read=sheet.not_read,
        described=tuple(one.name for one in looked.described.values()),
    )
    if preview:
        return replace(result, fates=tuple(_fates(house, sheet, case, looked)))
    (subject,) = (one for one in members if one.subject)
    bring_people(house, case, looked.described.values(), [subject], looked.known, Tally())
    bringing = BringRows(
        house=house, case=case, described=looked.described, cited=frozenset(), tally=tally
    )
    done = len(tally.bad)

    def told(more: int) -> None:
        nonlocal done
        done += more
        tell(done, looked.rows)

    told(0)
    bringing.bring(good(looked), told)
    return result


def _members(session: Session, child: UUID) -> tuple[Member, ...]:
    record = gather_people(session.log, child)
    people = record.people()
    found = [Member(id=child, key=CHILD, name=CHILD, kind="child", relation="child", subject=True)]
    relations: dict[UUID, list[str]] = {}
    for tie in record.ties():
        relations.setdefault(tie.person, []).append(tie.relation)
    for person, said in relations.items():
        one = people.get(person)
        if one is not None and person != child:
            found.append(
                Member(
                    id=person,
                    key=one.name,
                    name=one.name,
                    kind=one.kind,
                    relation="; ".join(dict.fromkeys(filter(None, said))),
                    closeness=Closeness.NAMED,
                )
            )
    return tuple(found)


def _fates(house: Throughline, sheet: AgencySheet, case: Case, looked: Looked) -> list[Fate]:
    known = numbers_of(house, case.source, frozenset(looked.good))
    found = [
        Fate(line=line, fate=REFUSED, bad=_as_written(bad, sheet))
        for line, bad in looked.bad.items()
    ]
    for row in good(looked):
        words = f"{row.new.occurred.words()}: {row.new.kind.replace('_', ' ')}"
        fate = ALREADY if row.ref in known else NEW
        told = str(row.new.content.get("fact", ""))
        found.append(Fate(line=row.line, fate=fate, said=words, told=told))
    return sorted(found, key=lambda one: one.line)


def _as_written(bad: BadRow, sheet: AgencySheet) -> BadRow:
    """
    Name the columns of a refused row as the agency does.
    """
    faults = tuple(replace(fault, column=sheet.column(fault.column)) for fault in bad.faults)
    return replace(bad, faults=faults)
