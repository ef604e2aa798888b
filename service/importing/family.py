"""Reads the people of a case: who they are, and what they are to the child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from events.errors import ContentRefused
from events.vocabulary import KINDS
from projections.people.tie import Closeness
from service.importing.closeness import closeness, is_young, of_description
from service.importing.dates import span
from service.importing.fault import BadRow, Fault
from service.importing.known_names import KnownNames, plain

if TYPE_CHECKING:
    from datetime import date

    from service.importing.read_case import Row

_IMPORTS = uuid5(NAMESPACE_URL, "throughline/import")
_CHILDREN = {Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD}
_SELF = {"self", "subject", "subject child", "index child"}
KEY_LONGEST = 200
_SHORTEST_WORD = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """
    One person of the case.

    Args:
        key: The import's own key, or "" for one known by description alone.
        name: What to call them: their name, or their relation where the file gives no name.
        kind: ``child``, ``unborn``, ``adult`` or ``professional``.
        subject: Whether the case is about this child.
        likely: People of the case who may be the same person.
        line: The line of the people file that they stand on; 0 where none does.
    """

    id: UUID
    key: str
    name: str
    kind: str
    role: str = ""
    relation: str = ""
    born: str = ""
    expected: str = ""
    notes: str = ""
    closeness: Closeness = Closeness.NAMED
    subject: bool = False
    described: bool = False
    likely: tuple[UUID, ...] = ()
    line: int = 0
    written: tuple[str, ...] = ()

    def content(self) -> dict[str, Any]:
        """
        Return what their registration says; what the file leaves open is absent.
        """
        said = {
            "name": self.name,
            "kind_of_person": self.kind,
            "date_of_birth": self.born,
            "expected_date_of_birth": self.expected,
            "relation": self.relation,
            "role": self.role,
            "known_by_description": "yes" if self.described else "",
            "person_key": self.key,
            "notes": self.notes,
        }
        content: dict[str, Any] = {field: words for field, words in said.items() if words}
        return content | ({"likely": [str(who) for who in self.likely]} if self.likely else {})

    @property
    def ref(self) -> str:
        """
        How the origin of their events names them, apart from the rows of the events file.
        """
        return f"described:{plain(self.name)}" if self.described else f"people.csv:{self.key}"


def id_of(source: str, key: str) -> UUID:
    """
    Return the id of a source's person.
    """
    return uuid5(_IMPORTS, f"person\n{source}\n{plain(key)}")


def outcome_of(source: str, row: str) -> UUID:
    """
    Return the id of the outcome that a row planned.
    """
    return uuid5(_IMPORTS, f"outcome\n{source}\n{row}")


def described(source: str, words: str, names: KnownNames, likely: tuple[UUID, ...]) -> Member:
    """
    Return somebody whom rows only describe; the same words are the same person.
    """
    sort = of_description(words, names)
    return Member(
        id=uuid5(_IMPORTS, f"described\n{source}\n{plain(words)}"),
        key="",
        name=words,
        kind="child" if sort in _CHILDREN or is_young(words) else "adult",
        relation=words,
        closeness=sort,
        described=True,
        likely=likely,
    )


def family(
    source: str, rows: Iterable[Row], names: KnownNames, today: date
) -> tuple[tuple[Member, ...], tuple[BadRow, ...]]:
    """
    Read the people file: everybody who can be read, and every row that cannot.
    """
    members: dict[str, Member] = {}
    bad: list[BadRow] = []
    seen: dict[str, int] = {}
    for row in rows:
        faults = [*row.faults, *_faults(row.cells, seen)]
        seen.setdefault(plain(row.cells.get("person_key", "")), row.line)
        if faults:
            bad.append(BadRow(line=row.line, faults=tuple(faults), cells=row.written))
            continue
        member = _member(source, row, names, today)
        refused = tuple(_refused(member))
        if refused:
            bad.append(BadRow(line=row.line, faults=refused, cells=row.written))
        else:
            members[plain(member.key)] = member
    return (_apart(members.values()), tuple(bad))


def _faults(cells: Mapping[str, str], seen: Mapping[str, int]) -> Iterable[Fault]:
    key = cells.get("person_key", "")
    if not key:
        yield Fault(
            column="person_key",
            reason="the key is missing",
            fix="Give each person a key of their own",
        )
    elif plain(key) in seen:
        yield Fault(
            column="person_key",
            reason=f"line {seen[plain(key)]} has the same key",
            fix="Give each person a key of their own",
        )
    elif len(key) > KEY_LONGEST or ";" in key:
        yield Fault(
            column="person_key",
            reason="this cannot be a key",
            fix=f"Use at most {KEY_LONGEST} characters and no semicolon",
        )
    if cells.get("date_of_birth") and span(cells["date_of_birth"]) is None:
        yield Fault(
            column="date_of_birth",
            reason="there is no such date",
            fix="Write a real date as 2006-03-01, or 2006-03 or 2006 where no more is known",
        )


def _refused(member: Member) -> Iterable[Fault]:
    try:
        KINDS["person_registered"].read("person_registered", member.content(), imported=True)
    except ContentRefused as refused:
        for path, reasons in refused.fields.items():
            name = path.partition(".")[0]
            column = {"relation": "relation_to_child", "name": "person_key"}.get(name, name)
            yield Fault(column=column, reason="this cannot be kept", fix="; ".join(reasons))


def _member(source: str, row: Row, names: KnownNames, today: date) -> Member:
    cells = row.cells
    key, role = cells["person_key"], cells.get("role", "")
    relation, born = cells.get("relation_to_child", ""), cells.get("date_of_birth", "")
    subject = plain(relation) in _SELF
    sort = Closeness.NAMED if subject else closeness(role, relation, names)
    # Expected, and not born: the day named has not come, or the role says so.
    days = span(born)
    unborn = (subject or sort in _CHILDREN) and (
        "unborn" in plain(role) or (days is not None and days[0] > today)
    )
    return Member(
        id=id_of(source, key),
        key=key,
        name=cells.get("name", "") or _called(key, relation, subject=subject),
        kind="unborn" if unborn else _kind(sort, role, subject=subject),
        role=role,
        relation=relation,
        born="" if unborn else born,
        expected=born if unborn else "",
        notes=cells.get("notes", ""),
        closeness=sort,
        subject=subject,
        line=row.line,
        written=row.written,
    )


def _kind(sort: Closeness, role: str, *, subject: bool) -> str:
    if subject:
        return "child"
    if sort is Closeness.PROFESSIONAL:
        return "professional"
    young = sort in _CHILDREN and "adult" not in plain(role)
    return "child" if young else "adult"


def _called(key: str, relation: str, *, subject: bool) -> str:
    written = " ".join(key.replace("_", " ").split())
    first = relation.split(";", maxsplit=1)[0].strip()
    if subject or not first:
        return written[:1].upper() + written[1:]
    name = first[:1].upper() + first[1:]
    plain_key = plain(written)
    says_more = plain_key.replace(" ", "").isalpha() and len(plain_key) >= _SHORTEST_WORD
    return f"{name} ({written})" if says_more and plain_key not in plain(first) else name


def _apart(members: Iterable[Member]) -> tuple[Member, ...]:
    """
    Tell people of one name apart by their keys.
    """
    everyone = list(members)
    names = [plain(member.name) for member in everyone]
    return tuple(
        replace(member, name=f"{member.name} ({member.key})")
        if names.count(plain(member.name)) > 1 and f"({member.key})" not in member.name
        else member
        for member in everyone
    )
