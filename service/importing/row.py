"""Turns one row of an import into one event, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from events.fields import YES_NO_UNKNOWN
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, Learned, NewEvent, Origin, Subject
from events.vocabulary import IMPORT_NAMES, KINDS
from service.importing import dates
from service.importing.content import field_of, fill
from service.importing.family import Member, outcome_of
from service.importing.fault import Fault
from service.importing.known_names import plain
from service.importing.read_case import Row

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from events.kind import EventKind
    from service.importing.people_named import Named, PeopleOfTheCase

LONGEST_REF = 200
TIME = "occurred_time"
"""A further column: the time of day, where a row's date is a day."""
_SUGGESTED_FROM = 60


@dataclass(frozen=True, kw_only=True)
class Case:
    """
    What a row is read against.

    Args:
        source: The import's name, in which row ids and person keys are unique.
        today: The day of the import.
        actor: Who imports.
        further: The file's columns beyond the sample's.
        received_by: The agency that was sent the whole table and learns of it on the day of the
            import; "" where only those learned of a row whom it names.
    """

    source: str
    today: date
    actor: str
    people: PeopleOfTheCase
    further: tuple[str, ...] = ()
    received_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """
    One good row.

    Args:
        ref: Its row id.
        new: The event it becomes, but for the rows it cites and the people it only describes.
        described: Descriptions of people whom the case's people file does not hold.
        cites: Each field that cites other rows, with their row ids.
        people: The people of the case that it names, its children among them.
    """

    line: int
    ref: str
    new: NewEvent
    stream: UUID
    described: tuple[str, ...]
    people: tuple[UUID, ...]
    cites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    written: tuple[str, ...] = ()

    @property
    def known_from(self) -> date:
        """
        The first day on which some agency had learned it.
        """
        return min(learned.on for learned in self.new.learned)


def read_row(row: Row, case: Case, seen: Mapping[str, int]) -> ReadRow | tuple[Fault, ...]:
    """
    Read one row, or return every fault of it.

    Args:
        seen: The row ids before it, each with its line.
    """
    if row.faults:
        return row.faults
    faults: list[Fault] = list(_row_id(row.cells["row_id"], seen))
    occurred = dates.occurred_on(
        row.cells["occurred_on"], plain(row.cells["occurred_precision"]), case.today
    )
    if isinstance(occurred, Occurred) and row.cells.get(TIME):
        occurred = dates.at_time(occurred, row.cells[TIME])
    if isinstance(occurred, Fault):
        faults.append(occurred)
    learned = _learned_days(row, occurred, case.today)
    if isinstance(learned, Fault):
        faults.append(learned)
    kind = kind_of(row.cells["kind"])
    if kind is None:
        faults.append(_unknown_kind(row.cells["kind"]))
    children = tuple(_children(row.cells["subject_child"], case, faults))
    faults.extend(_seen(row.cells))
    if kind is None:
        return _once(faults)
    named = case.people.read(row.cells["other_people"])
    filled = fill(row.cells, kind, case.people, named, case.further)
    faults.extend(filled.faults)
    if faults or isinstance(occurred, Fault) or isinstance(learned, Fault) or learned is None:
        return _once(faults)
    ref = row.cells["row_id"]
    agency = (
        case.people.names.agencies.get(plain(row.cells["agency"]), row.cells["agency"]) or SOMEBODY
    )
    subjects = _subjects(children, named.people, filled.roles)
    return ReadRow(
        line=row.line,
        ref=ref,
        new=NewEvent(
            kind=kind,
            occurred=occurred,
            content=filled.content,
            agency=agency,
            actor=case.actor,
            subjects=subjects,
            learned=(
                *_learned(agency, learned, row, KINDS[kind], named, filled.content),
                *_received(agency, case),
            ),
            origin=Origin(source=case.source, ref=ref),
        ),
        stream=outcome_of(case.source, ref) if kind == "outcome_planned" else children[0].id,
        described=named.described,
        people=tuple(dict.fromkeys(subject.person for subject in subjects)),
        cites=filled.cites,
        written=row.written,
    )


def _once(faults: list[Fault]) -> tuple[Fault, ...]:
    # What a column is told once is enough to mend it.
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.column, fault)
    return tuple(first.values())


def finished(
    row: ReadRow, described: Mapping[str, Member], entries: Mapping[str, str], source: str
) -> NewEvent:
    """
    Return the event itself, with those it only describes and the numbers of what it cites.

    Args:
        described: Everybody known by description, by plain words.
        entries: The number of each cited row's entry.
    """
    content = dict(row.new.content)
    many = {name: field_of(row.new.kind, name).metadata["shown_as"] for name in row.cites}
    for name, refs in row.cites.items():
        if many[name] == "outcome":
            content[name] = str(outcome_of(source, refs[0]))
        elif many[name] == "entry":
            content[name] = entries[refs[0]]
        else:
            content[name] = [entries[ref] for ref in refs]
    subjects = row.new.subjects + tuple(
        Subject(person=described[plain(words)].id, role="named") for words in row.described
    )
    return replace(row.new, content=content, subjects=subjects)


@cache
def _importable() -> Mapping[str, str]:
    return {name: kind for name, kind in IMPORT_NAMES.items() if KINDS[kind].told}


@lru_cache(maxsize=1024)
def kind_of(written: str) -> str | None:
    """
    Return the stored name of the kind that a row is of; None where there is none.
    """
    return _importable().get(plain(written).replace(" ", "_"))


@cache
def fields_of_any_kind() -> frozenset[str]:
    """
    Return every field and role that a further column may be named after.
    """
    kinds = [KINDS[name] for name in set(_importable().values())]
    asked = {name for kind in kinds for name in kind.content().fields}
    return frozenset(asked | {TIME} | {role for kind in kinds for role in kind.roles})


def _row_id(ref: str, seen: Mapping[str, int]) -> Iterator[Fault]:
    if not ref:
        yield Fault(
            column="row_id", reason="the row has no id", fix="Give each row an id of its own"
        )
    elif ref in seen:
        yield Fault(
            column="row_id",
            reason=f"line {seen[ref]} has the same id",
            fix="Give each row an id of its own",
        )
    elif len(ref) > LONGEST_REF or any(c in ref for c in ";\n"):
        yield Fault(
            column="row_id",
            reason="this cannot be an id",
            fix=f"Use at most {LONGEST_REF} characters on one line, and no semicolon",
        )


def _learned_days(
    row: Row, occurred: Occurred | Fault, today: date
) -> tuple[date, date] | Fault | None:
    when = None if isinstance(occurred, Fault) else occurred
    if row.cells["recorded_on"]:
        return dates.recorded_on(row.cells["recorded_on"], when, today)
    return (when.first, when.first) if when else None


def _learned(
    agency: str,
    days: tuple[date, date],
    row: Row,
    kind: EventKind,
    named: Named,
    content: Mapping[str, Any],
) -> tuple[Learned, ...]:
    how = "recorded" if row.cells["recorded_on"] else "at the time"
    found = [Learned(agency=agency, first=days[0], last=days[1], how=how)]
    if kind.attended:
        present = dict.fromkeys((*named.agencies, *content.get("agencies_present", ())))
        found.extend(
            Learned(agency=other, first=days[0], last=days[1], how="attended")
            for other in present
            if other not in {agency, SOMEBODY}
        )
    sent_to = content.get("to", ())
    found.extend(
        Learned(agency=other, first=days[0], last=days[1], how="sent")
        for other in ([sent_to] if isinstance(sent_to, str) else sent_to)
        if other not in {agency, SOMEBODY, ""}
    )
    return tuple(found)


def _received(agency: str, case: Case) -> tuple[Learned, ...]:
    if case.received_by in {"", agency}:
        return ()
    return (Learned(agency=case.received_by, first=case.today, last=case.today, how="sent"),)


def _unknown_kind(written: str) -> Fault:
    # Whole words against whole words: a part alone makes a flood a handover that was understood.
    nearest = process.extractOne(
        plain(written).replace(" ", "_"),
        list(_importable()),
        scorer=fuzz.ratio,
        score_cutoff=_SUGGESTED_FROM,
    )
    return Fault(
        column="kind",
        reason="there is no such kind of event" if written else "the kind is missing",
        fix=f"Did you mean {nearest[0]}?"
        if nearest
        else "Choose a kind of the vocabulary, or other",
    )


def _children(cell: str, case: Case, faults: list[Fault]) -> Iterator[Member]:
    keys = [key.strip() for key in cell.split(";") if key.strip()]
    if not keys:
        faults.append(
            Fault(
                column="subject_child",
                reason="the row names no child",
                fix="Write the child's person_key of people.csv",
            )
        )
    for key in keys:
        child = case.people.person(key)
        if child is not None:
            yield child
        else:
            faults.append(
                Fault(
                    column="subject_child",
                    reason="people.csv has no such person_key, or its row was refused",
                    fix="Write the child's person_key, or add the child to people.csv",
                )
            )


def _seen(cells: Mapping[str, str]) -> Iterator[Fault]:
    for column in ("child_seen", "child_spoken_to_alone"):
        if cells[column] and plain(cells[column]) not in YES_NO_UNKNOWN:
            yield Fault(
                column=column,
                reason="this is none of the three answers",
                fix="Write yes, no or unknown; leave it empty if the source has no such column",
            )
    if plain(cells["child_seen"]) == "no" and plain(cells["child_spoken_to_alone"]) == "yes":
        yield Fault(
            column="child_spoken_to_alone",
            reason="the child was spoken to alone and not seen",
            fix="Check both columns; spoken to by telephone is contact, with child_seen unknown",
        )


def _subjects(
    children: tuple[Member, ...], people: tuple[UUID, ...], roles: Mapping[str, tuple[UUID, ...]]
) -> tuple[Subject, ...]:
    subjects = [Subject(person=child.id, role="child") for child in children]
    subjects += [Subject(person=who, role=role) for role, those in roles.items() for who in those]
    already = {subject.person for subject in subjects}
    subjects += [Subject(person=who, role="named") for who in people if who not in already]
    return tuple(subjects)


def cites_outcome(kind: str, column: str) -> bool:
    """
    Tell whether a column of a row of this kind names a planned outcome.
    """
    return str(field_of(kind, column).metadata.get("shown_as")) == "outcome"
