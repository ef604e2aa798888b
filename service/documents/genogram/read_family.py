"""Folds what people are to one another, as known and as at a day, into the family to draw."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from projections.around.household import lived_there
from projections.people.tie import Closeness
from service.documents.genogram.family import Family, Lives, Member, Sex, Sort, State
from service.documents.genogram.generations import Generations
from service.documents.genogram.read_between import read_between
from service.documents.genogram.read_claims import (
    Claim,
    claims_of,
    claims_of_others,
    closed_children,
)
from service.documents.genogram.read_member import exists, read_member
from service.documents.genogram.unions import Bonds, unions_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from projections.chronology.chronology import Chronology


@dataclass(kw_only=True)
class _Reading:
    """
    A family while it is put together; ties are taken in the order in which they became known.
    """

    told: Chronology
    on: date
    drawn: dict[UUID, Claim | None] = field(default_factory=dict)
    sexes: dict[UUID, Sex] = field(default_factory=dict)
    rows: dict[UUID, int] = field(default_factory=dict)
    generations: Generations = field(default_factory=Generations)
    parents: dict[UUID, dict[UUID, Sort]] = field(default_factory=dict)
    siblings: list[tuple[UUID, UUID]] = field(default_factory=list)
    bonds: Bonds = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def name(self, who: UUID) -> str:
        person = self.told.people.get(who)
        return person.name if person and person.name else "Somebody of another record"


def read_family(told: Chronology, on: date, *, closed: frozenset[UUID] = frozenset()) -> Family:
    """
    Return the family around a child as at a day, from a chronology limited to what was known.

    Kinship holds on every day; whatever else people are to one another is drawn from the day on
    which it began. Whoever was not yet expected on the day is not drawn. What ties contradict,
    and what goes in a circle, is noted and not drawn.

    Args:
        closed: Children whose records the reader may not open; they are drawn as withheld, and
            nothing that their records say is used.
    """
    child = told.record.child
    reading = _Reading(told=told, on=on)
    if child in told.people:
        reading.drawn[child] = None
    claims = [one for one in claims_of(told) if one.begun(on) and one.person in told.people]
    for claim in claims:
        person = told.people[claim.person]
        if person.kind != "professional" and exists(person, on):
            reading.drawn.setdefault(claim.person, claim)
    others = [one for one in claims_of_others(told, closed) if one.begun(on)]
    _children_of_those_drawn(reading, others)
    inside = [c for c in (*claims, *others) if c.person in reading.drawn and c.to in reading.drawn]
    _take_all(reading, inside)
    withheld = _withheld(reading, closed)
    return _finished(reading, inside, withheld, closed)


def _children_of_those_drawn(reading: _Reading, others: Iterable[Claim]) -> None:
    """
    Draw the other children of those who are drawn, where their records are open to the reader.
    """
    for claim in others:
        relation = claim.relation
        if relation is None or relation.what != "parent" or claim.person not in reading.drawn:
            continue
        person = reading.told.people.get(claim.to)
        if person is None or exists(person, reading.on):
            reading.drawn.setdefault(claim.to, None)


def _first_look(reading: _Reading, ordered: list[Claim]) -> None:
    for claim in ordered:
        relation = claim.relation
        if claim.denied:
            reading.notes.append(
                f"{reading.name(claim.person)} as {claim.words} is denied, and not drawn as that."
            )
        elif relation is not None and relation.sex:
            reading.sexes.setdefault(claim.person, relation.sex)


def _take_all(reading: _Reading, claims: list[Claim]) -> None:
    ordered = sorted(claims, key=lambda one: (one.order, one.words, one.person.int, one.to.int))
    _first_look(reading, ordered)
    taken = [one for one in ordered if one.relation is not None and not one.denied]
    # What others are to a parent can be placed only once it is known who the parents are.
    for wanted in (("parent", "child"), ("partner",), ("grandparent",), ("sibling", "aunt")):
        for direct in (True, False):
            for claim in taken:
                relation = claim.relation
                if relation and relation.what in wanted and bool(relation.whose) is not direct:
                    _take(reading, claim)
    for claim in taken:
        if claim.relation is not None and claim.to == reading.told.record.child:
            reading.rows.setdefault(claim.person, claim.relation.row)


def _take(reading: _Reading, claim: Claim) -> None:  # noqa: C901, PLR0912 - a table of relations
    relation = claim.relation
    if relation is None:
        return
    to = claim.to if not relation.whose else _owner(reading, claim, relation.whose)
    if to is None or to == claim.person:
        return
    match relation.what:
        case "parent":
            _parent(reading, claim, claim.person, to, relation.sort)
        case "child":
            _parent(reading, claim, to, claim.person, relation.sort)
        case "partner":
            _partner(reading, claim, to)
        case "grandparent":
            parent = _parent_of(reading, to, relation.side)
            if parent is None:
                _unplaced(reading, claim, "through which parent")
                return
            _parent(reading, claim, claim.person, parent, "birth")
        case "aunt":
            parent = _parent_of(reading, to, relation.side)
            if parent is None:
                _unplaced(reading, claim, "through which parent")
                return
            _sibling(reading, claim, parent)
        case "sibling" if relation.side and (one := _parent_of(reading, to, relation.side)):
            _parent(reading, claim, one, claim.person, "birth")
        case "sibling" if relation.full and reading.parents.get(to):
            for parent, sort in tuple(reading.parents[to].items()):
                if sort == "birth":
                    _parent(reading, claim, parent, claim.person, "birth")
        case "sibling":
            _sibling(reading, claim, to)
        case _:
            return


def _owner(reading: _Reading, claim: Claim, whose: str) -> UUID | None:
    """
    Return the one person whom "mother's" or "partner's" can mean; None where it may be several.
    """
    if whose in {"mother", "father"}:
        found = _parent_of(reading, claim.to, "female" if whose == "mother" else "male")
    elif whose == "partner":
        partners = {one for pair in reading.bonds for one in pair} - set(
            reading.parents.get(claim.to, ())
        )
        found = partners.pop() if len(partners) == 1 else None
    else:
        found = _parent_of(reading, claim.to, "")
    if found is None:
        _unplaced(reading, claim, "whose")
    return found


def _parent_of(reading: _Reading, child: UUID, sex: Sex) -> UUID | None:
    born_to = [one for one, sort in reading.parents.get(child, {}).items() if sort != "foster"]
    if sex:
        born_to = [one for one in born_to if _sex_of(reading, one) == sex]
    return born_to[0] if len(born_to) == 1 else None


def _sex_of(reading: _Reading, who: UUID) -> Sex:
    person = reading.told.people.get(who)
    recorded = person.sex.strip().casefold() if person else ""
    if recorded in {"m", "male", "boy", "man"}:
        return "male"
    if recorded in {"f", "female", "girl", "woman"}:
        return "female"
    return reading.sexes.get(who, "")


def _unplaced(reading: _Reading, claim: Claim, what: str) -> None:
    reading.notes.append(
        f"{reading.name(claim.person)}, {claim.words}: the record does not say {what}, "
        "so no line is drawn."
    )


def _contradicts(reading: _Reading, claim: Claim) -> None:
    reading.notes.append(
        f"{reading.name(claim.person)} as {claim.words} of {reading.name(claim.to)} contradicts "
        "what was known before, so no line is drawn for it."
    )


def _parent(reading: _Reading, claim: Claim, parent: UUID, child: UUID, sort: Sort) -> None:
    if parent == child or parent not in reading.drawn or child not in reading.drawn:
        return
    known = reading.parents.setdefault(child, {})
    sort = sort if claim.sure or sort == "foster" else "not said"
    if parent in known:
        return
    if sum(one == sort for one in known.values()) >= _TWO and sort != "foster":
        reading.notes.append(
            f"More than two people are recorded as parents of {reading.name(child)}: "
            f"{reading.name(parent)} is not drawn as one."
        )
        return
    if not reading.generations.take(parent, child, 1):
        _contradicts(reading, claim)
        return
    known[parent] = sort
    if not claim.sure:
        reading.notes.append(
            f"{reading.name(parent)} as parent of {reading.name(child)} is not certain."
        )


def _partner(reading: _Reading, claim: Claim, other: UUID) -> None:
    if claim.person == other or not reading.generations.take(claim.person, other, 0):
        _contradicts(reading, claim)
        return
    pair = frozenset({claim.person, other})
    reading.bonds.setdefault(pair, []).append(claim)


def _sibling(reading: _Reading, claim: Claim, other: UUID) -> None:
    if reading.parents.get(claim.person) and reading.parents.get(other):
        return
    if not reading.generations.take(claim.person, other, 0):
        _contradicts(reading, claim)
        return
    reading.siblings.append((claim.person, other))


def _withheld(reading: _Reading, closed: frozenset[UUID]) -> list[UUID]:
    hidden: dict[UUID, None] = {}
    for child, claim in closed_children(reading.told, closed):
        tied = child in reading.drawn and reading.drawn[child] is not None
        if tied or claim.person not in reading.drawn or claim.denied:
            continue
        if child not in reading.drawn and reading.generations.take(claim.person, child, 1):
            reading.drawn[child] = None
            hidden[child] = None
            reading.parents.setdefault(child, {})[claim.person] = "not said"
    return list(hidden)


def _finished(
    reading: _Reading, claims: list[Claim], withheld: list[UUID], closed: frozenset[UUID]
) -> Family:
    told, on, child = reading.told, reading.on, reading.told.record.child
    lived = {one.person: one for one in lived_there(told, on)}
    index = told.people.get(child)
    alive = index is not None and not (index.died and index.died.first < on)
    words: dict[UUID, list[str]] = {}
    for claim in claims:
        if claim.to == child and claim.words and claim.closeness is not Closeness.NAMED:
            words.setdefault(claim.person, []).append(claim.words)
    members: list[Member] = []
    for who in reading.drawn:
        person = told.people.get(who)
        if who in withheld or person is None:
            state = "withheld" if who in withheld else "person"
            name = "Withheld" if who in withheld else "Child of another record"
            members.append(Member(key=str(who), name=name, state=_state(state)))
            continue
        here = lived.get(who)
        lives = "" if here is None or not alive else "yes" if here.sure else "possibly"
        members.append(
            read_member(
                person,
                on,
                index=who == child,
                sex_said=reading.sexes.get(who, ""),
                to_child=", ".join(dict.fromkeys(words.get(who, ()))),
                lives="yes" if who == child and alive else "" if who == child else _lives(lives),
            )
        )
    rows = {str(who): row for who, row in _rows(reading).items()}
    placed = [replace(one, row=rows[one.key]) for one in members]
    unions, more = unions_of(
        parents=reading.parents,
        siblings=reading.siblings,
        bonds=reading.bonds,
        on=on,
        births={who: told.people[who].born for who in reading.drawn if who in told.people},
    )
    row_of = {one.key: one.row for one in placed}
    for unknown, union in more:
        row = next((row_of[one] for one in union.partners if row_of.get(one) is not None), None)
        placed.append(replace(unknown, row=row))
    return Family(
        members=tuple(placed),
        unions=unions,
        between=read_between(told, on, frozenset(reading.drawn), closed),
        notes=tuple(dict.fromkeys((*reading.notes, *_not_drawn(reading)))),
        on=on,
        as_known_at=told.record.as_known_at,
    )


def _state(said: str) -> State:
    return "withheld" if said == "withheld" else "person"


def _lives(said: str) -> Lives:
    return "yes" if said == "yes" else "possibly" if said == "possibly" else ""


def _rows(reading: _Reading) -> dict[UUID, int | None]:
    """
    Return everybody's generation: the child's is 0; None for who belongs to no generation.

    Those whom no line joins to the child stand where the first of them does who is in a row by
    the relation, else with their youngest in the child's row.
    """
    child = reading.told.record.child
    beside = _beside(reading)
    rows: dict[UUID, int | None] = {}
    for who in reading.drawn:
        if who in rows:
            continue
        together = {
            other: down
            for other in reading.drawn
            if (down := reading.generations.apart(who, other)) is not None
        }
        if child in together:
            base: int | None = -together[child]
        else:
            known = next((one for one in together if one in beside), None)
            base = beside[known] - together[known] if known is not None else None
            if base is None and len(together) > 1:
                base = -max(together.values())
        for other, down in together.items():
            rows[other] = None if base is None else base + down
    return rows


def _beside(reading: _Reading) -> dict[UUID, int]:
    """
    Return the generation of those whom no line reaches: by their relation, or as household.
    """
    found: dict[UUID, int] = {}
    for who, claim in reading.drawn.items():
        if who in reading.rows:
            found[who] = reading.rows[who]
        elif claim is not None and claim.closeness is Closeness.HOUSEHOLD_ADULT:
            found[who] = -1
        elif claim is not None and claim.closeness is Closeness.HOUSEHOLD_CHILD:
            found[who] = 0
    return found


def _not_drawn(reading: _Reading) -> list[str]:
    practitioners = {
        tie.person for tie in reading.told.ties if tie.closeness is Closeness.PROFESSIONAL
    }
    said = [
        f"{person.name} and {other.name} may be one person: nobody has decided."
        for who in reading.drawn
        if (person := reading.told.people.get(who)) is not None
        for likely in person.likely
        if likely in reading.drawn and (other := reading.told.people.get(likely)) is not None
    ]
    if practitioners:
        said.append("Practitioners are not drawn; the list of everybody names them.")
    return said


_TWO = 2
