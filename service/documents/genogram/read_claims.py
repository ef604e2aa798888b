"""
What the record says that people are to one another: the one place that reads ties for the picture.

Only the fields of a tie are read, and of its words only those of a closed list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.people.between import ties_between
from projections.people.tie import Closeness, Tie, ties
from projections.standing import standing
from service.documents.genogram.relation_words import Relation, read_relation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.people.between import TieBetween
    from service.documents.genogram.family import Bond

_BY_CLOSENESS = {
    Closeness.PARENT: Relation(what="parent", row=-1),
    Closeness.PARTNER: Relation(what="partner", row=-1, whose="parent"),
    Closeness.SIBLING: Relation(what="sibling"),
}
_FOR_LIFE = frozenset({"parent", "child", "sibling", "grandparent", "aunt", "only the generation"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """
    That somebody is something to somebody, as the record says it.

    Args:
        relation: None where the words are not among those that are drawn.
        sure: False where it is only likely, or claimed by one person.
        order: When it became known and where it stands, so that all is drawn in one order.
    """

    person: UUID
    to: UUID
    words: str
    closeness: Closeness
    relation: Relation | None
    sure: bool
    denied: bool
    first: date | None
    last: date | None
    order: tuple[date, int]

    def begun(self, on: date) -> bool:
        """
        Tell whether it can hold on a day: kinship always, anything else from its first day on.
        """
        kin = self.relation is not None and self.relation.what in _FOR_LIFE
        return (kin and self.relation is not None and self.relation.sort == "birth") or (
            self.first is None or self.first <= on
        )

    def over(self, on: date) -> bool:
        """
        Tell whether it had ended by a day.
        """
        return self.last is not None and self.last < on


def claims_of(told: Chronology) -> tuple[Claim, ...]:
    """
    Return what everybody is to the child; practitioners are not drawn.
    """
    return tuple(
        claim
        for tie in told.ties
        if tie.closeness is not Closeness.PROFESSIONAL
        for claim in _of(tie, told.record.child)
    )


def claims_of_others(told: Chronology, closed: frozenset[UUID]) -> tuple[Claim, ...]:
    """
    Return what people are to other children in view, and to one another.

    Args:
        closed: Children whose record the reader may not open: nothing of theirs is read.
    """
    related = [
        event for event in standing(told.record.events) if event.kind == "relationship_recorded"
    ]
    others = {who for event in related for who in event.people("child")}
    found: list[Claim] = []
    for other in sorted(others - closed - {told.record.child}, key=lambda one: one.int):
        for tie in ties(other, told.record.events):
            found.extend(_of(tie, other))
    found.extend(
        claim
        for tie in ties_between(told.record.events)
        if not closed.issuperset(tie.children)
        for claim in _between(tie, told)
    )
    return tuple(found)


def closed_children(told: Chronology, closed: frozenset[UUID]) -> Iterator[tuple[UUID, Claim]]:
    """
    Yield each child whose record is closed to the reader, with whose child it is; nothing else.
    """
    for other in sorted(closed - {told.record.child}, key=lambda one: one.int):
        for tie in ties(other, told.record.events):
            for claim in _of(tie, other):
                if claim.relation is not None and claim.relation.what == "parent":
                    yield other, claim


def _of(tie: Tie, ego: UUID) -> Iterator[Claim]:
    parts = [part.strip() for part in tie.relation.split(";") if part.strip()] or [""]
    read = [(part, read_relation(part)) for part in parts]
    known = [one for one in read if one[1] is not None]
    for part, relation in known or [(tie.relation, _BY_CLOSENESS.get(tie.closeness))]:
        yield Claim(
            person=tie.person,
            to=ego,
            words=part,
            closeness=tie.closeness,
            relation=_placed(relation, tie),
            sure=tie.certainty in {"", "certain"},
            denied=tie.certainty == "denied",
            first=tie.first,
            last=tie.last,
            order=(tie.known_from, int(tie.because)),
        )


def _placed(relation: Relation | None, tie: Tie) -> Relation | None:
    # "Boyfriend" of a tie that says "partner of a parent" is a parent's, and not the child's own.
    if relation and relation.what == "partner" and not relation.whose:
        if tie.closeness is Closeness.PARTNER:
            return Relation(
                what="partner",
                row=-1,
                whose="parent",
                sex=relation.sex,
                bond=relation.bond,
                ended=relation.ended,
                divorced=relation.divorced,
            )
        return relation
    return relation


def _between(tie: TieBetween, told: Chronology) -> Iterator[Claim]:
    child = told.record.child
    if child in tie.persons or tie.other in tie.children:
        return
    relation = _as_couple(read_relation(tie.relation), tie)
    if relation is None:
        return
    yield Claim(
        person=tie.one,
        to=tie.other,
        words=tie.relation,
        closeness=Closeness.NAMED,
        relation=relation,
        sure=tie.certainty in {"", "certain"},
        denied=tie.certainty == "denied",
        first=tie.began.first if tie.began else None,
        # A death is seen by the cross of who died; no stroke goes through the line for it.
        last=tie.ended.last if tie.ended and tie.over != "death" else None,
        order=(tie.known_from, int(tie.because)),
    )


def _as_couple(relation: Relation | None, tie: TieBetween) -> Relation | None:
    """
    Return a relation with what the record says beside its words of the couple and its end.
    """
    if not tie.union and not (tie.over and relation and relation.what == "partner"):
        return relation
    relation = relation or Relation(what="partner")
    if relation.what != "partner":
        return relation
    bond: Bond = "married" if tie.union == "married" else "partners" if tie.union else relation.bond
    parted = tie.over in {"separated", "divorced"}
    return replace(
        relation,
        bond=bond,
        ended=relation.ended or parted,
        divorced=relation.divorced or tie.over == "divorced",
    )
