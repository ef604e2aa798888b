"""
Who lived with the child on a day, surely or possibly; and which entries say that a home changed.

Source: Care Inspectorate, Practice guide to chronologies (2017): who joins or leaves the household.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.people.tie import LIVING_TOGETHER, Closeness

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.tie import Tie

CHANGES = ("household_joined", "household_left", "household_changed")
_NEED_A_DAY = frozenset({Closeness.PARTNER, Closeness.HOUSEHOLD_ADULT, Closeness.HOUSEHOLD_CHILD})
"""Those who came to live there: without a date, what names them in a change of the home counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LivedThere:
    """
    Somebody who lived with the child on a day, as far as the record can say.

    Args:
        sure: Whether every reading of its dates says so.
        why: Why it is not sure; "" where it is.
        entries: The numbers of the entries that it rests on.
    """

    person: UUID
    relation: str
    sure: bool
    why: str
    entries: tuple[str, ...]


def changes_naming(told: Chronology, person: UUID) -> tuple[Entry, ...]:
    """
    Return the standing entries of a change in the household that name somebody, as they happened.
    """
    return tuple(
        entry for entry in told.of_kinds(*CHANGES) if entry.stands and person in entry.people()
    )


def lived_there(told: Chronology, on: date) -> tuple[LivedThere, ...]:
    """
    Return who lived with the child on a day, those who surely did first.
    """
    found: dict[UUID, LivedThere] = {}
    for tie in told.ties:
        living = tie.closeness in LIVING_TOGETHER or tie.household
        one = _of(tie, told, on) if living else None
        if one is not None and (tie.person not in found or one.sure):
            found[tie.person] = one
    return tuple(sorted(found.values(), key=lambda one: (not one.sure, one.relation)))


def _of(tie: Tie, told: Chronology, on: date) -> LivedThere | None:
    if not tie.covers(on, on):
        return None
    sure, why = _how_sure(tie, on), ""
    entries: tuple[str, ...] = (tie.because,)
    moved = _last_move(told, tie.person, on) if not tie.household else None
    if moved is not None and _left(moved, tie.person):
        if moved.occurred.last < on:
            # The tie goes on: a father who moved out is a father still, and lives elsewhere.
            return None
        return LivedThere(
            person=tie.person,
            relation=tie.relation,
            sure=False,
            why=f"left {moved.occurred.words()}",
            entries=(tie.because, moved.id),
        )
    if tie.first is None and tie.closeness in _NEED_A_DAY:
        named = changes_naming(told, tie.person)
        if named and on < min(entry.occurred.first for entry in named):
            return None
        entries += tuple(entry.id for entry in named)
        why = (
            "no date is recorded; a change of the household names them"
            if named
            else "no date is recorded"
        )
    elif tie.first is None and moved is not None and not _came(moved, tie.person):
        entries += (moved.id,)
        why = f"a change of the household, {moved.occurred.words()}, names them"
    elif tie.first is None:
        why = "no date is recorded"
    elif not sure:
        why = "the dates are not known to the day"
    if tie.certainty in {"claimed", "denied", "likely"}:
        sure, why = False, f"it is only {tie.certainty}" if tie.certainty != "denied" else "denied"
    return LivedThere(
        person=tie.person, relation=tie.relation, sure=sure and not why, why=why, entries=entries
    )


def _last_move(told: Chronology, person: UUID, on: date) -> Entry | None:
    """
    Return the last change of the home that names somebody, begun by a day and since the birth.
    """
    child = told.child
    life = child.life() if child else None
    born = life[0] if life else None
    moves = [
        entry
        for entry in changes_naming(told, person)
        if entry.occurred.first <= on and (born is None or entry.occurred.last >= born)
    ]
    return max(moves, key=lambda entry: (entry.occurred.last, entry.event.position), default=None)


def _left(move: Entry, person: UUID) -> bool:
    if person in move.event.people("left"):
        return True
    said = move.kind == "household_left" or move.content.get("change") == "left"
    return said and not move.event.people("left") and not _came(move, person)


def _came(move: Entry, person: UUID) -> bool:
    if person in move.event.people("joined"):
        return True
    said = move.kind == "household_joined" or move.content.get("change") == "joined"
    return said and not move.event.people("joined")


def _how_sure(tie: Tie, on: date) -> bool:
    begun = tie.surely_from or tie.first
    ended = tie.surely_to or tie.last
    return begun is not None and begun <= on and (ended is None or on <= ended)
