"""Brings a case into the log: people, rows, and where accounts differ; never anything twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.risk.unsaid import SAYING
from service.actions.suggest_matches import suggest_matches
from service.importing.conflicts import bring_conflicts
from service.importing.content import field_named
from service.importing.family import Member, family
from service.importing.follow_ups import owe_follow_ups
from service.importing.known_names import with_those_of
from service.importing.looking import Looked, good, look, numbers_of
from service.importing.people import bring_people
from service.importing.people_named import PeopleOfTheCase
from service.importing.read_case import read_case
from service.importing.row import Case, ReadRow, fields_of_any_kind
from service.importing.rows import BringRows
from service.importing.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path

    from service.wiring import Throughline

_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Imported:
    """
    What became of an import.

    Args:
        described: How many people are known by description alone.
        likely: Descriptions of people, each with the keys of those whom it may mean.
        ignored: Columns that no kind of event has a field for.
        unsaid: Rows of decisions that say in no column what was decided.
        heading: The events file's columns, to write refused rows back under.
    """

    rows: Tally
    people: Tally
    conflicts: Tally
    described: int = 0
    likely: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ignored: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """
        Whether nothing at all was refused.
        """
        return not (self.rows.bad or self.people.bad or self.conflicts.bad)


def import_case(
    house: Throughline,
    folder: Path,
    *,
    source: str,
    actor: str,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Imported:
    """
    Import a folder's case; whatever was imported before is left as it is.

    The rows are read once, to learn whom they name and since when, and held packed until they are
    brought in.

    Args:
        source: The name in which row ids and person keys are unique.
        tell: Hears how many rows of how many are done.

    Raises:
        ImportRefused: A file cannot be read; nothing was imported.
        LogUnavailable: The database cannot write; the batches before it stand.
    """
    files = read_case(folder)
    with house.reading() as session:
        today = session.today
    names = with_those_of(folder).using(
        row.cells.get("agency", "") for row in files.events.rows() if not row.faults
    )
    members, bad_people = family(source, files.people.rows(), names, today)
    case = Case(
        source=source,
        today=today,
        actor=actor,
        people=PeopleOfTheCase.of(members, names),
        further=files.events.further,
    )
    looked = look(house, case, files.events, names)
    children = [member for member in members if member.subject]

    people = Tally(rows=files.people.count(), bad=list(bad_people))
    bring_people(house, case, members, children, looked.known, people)
    bring_people(house, case, looked.described.values(), children, looked.known, Tally())

    _suggest(house, members)

    rows = Tally(rows=looked.rows, bad=list(looked.bad.values()))
    cited = frozenset(ref for row in looked.citing for refs in row.cites.values() for ref in refs)
    bringing = BringRows(
        house=house,
        case=case,
        described=looked.described,
        cited=cited,
        tally=rows,
        entries=numbers_of(house, source, cited),
    )
    done = len(rows.bad)

    def told(more: int) -> None:
        nonlocal done
        done += more
        tell(done, looked.rows)

    told(0)
    unsaid: list[str] = []
    bringing.bring(_noting(good(looked), unsaid), told)
    owe_follow_ups(house, case, bringing.to_follow_up)
    conflicts = Tally()
    if files.conflicts is not None:
        bring_conflicts(house, case, files.conflicts.rows(), conflicts)
    return Imported(
        rows=rows,
        people=people,
        conflicts=conflicts,
        described=len(looked.described),
        likely=_likely(looked, members),
        ignored=tuple(c for c in case.further if field_named(c) not in fields_of_any_kind()),
        unsaid=tuple(unsaid),
        heading=files.events.heading,
    )


def _noting(rows: Iterator[ReadRow], unsaid: list[str]) -> Iterator[ReadRow]:
    for row in rows:
        if row.new.kind == "management_decision" and row.new.content.keys().isdisjoint(SAYING):
            unsaid.append(row.ref)
        yield row


def _suggest(house: Throughline, members: tuple[Member, ...]) -> None:
    named = [member.id for member in members if member.kind != "professional"]
    for start in range(0, len(named), _AT_ONCE):
        with house.writing() as session:
            suggest_matches(session, named[start : start + _AT_ONCE])


def _likely(looked: Looked, members: tuple[Member, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    keys = {member.id: member.key for member in members}
    return tuple(
        (one.name, tuple(keys[who] for who in one.likely))
        for one in looked.described.values()
        if one.likely
    )
