"""Reads how people who are drawn are with one another: what ties say, and violence on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.people.between import ties_between
from service.documents.genogram.family import Between

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from service.documents.genogram.family import Quality

_HARM = "domestic_abuse_incident"
_QUALITIES: dict[str, Quality] = {
    "close": "close",
    "distant": "distant",
    "conflict": "conflict",
    "cut_off": "cut off",
}


def read_between(
    told: Chronology, on: date, drawn: frozenset[UUID], closed: frozenset[UUID]
) -> tuple[Between, ...]:
    """
    Return the lines of quality to draw as at a day, violence last and so nearest to the eye.

    Args:
        closed: Children whose records the reader may not open: nothing of theirs is read.
    """
    said: dict[tuple[str, str, Quality], list[str]] = {}
    for one, other, quality, entry in (*_of_ties(told, on, closed), *_violence(told, on)):
        if one != other and one in drawn and other in drawn:
            said.setdefault((str(one), str(other), quality), []).append(entry)
    return tuple(
        Between(one=one, other=other, quality=quality, entries=tuple(dict.fromkeys(entries)))
        for (one, other, quality), entries in said.items()
    )


def _of_ties(
    told: Chronology, on: date, closed: frozenset[UUID]
) -> list[tuple[UUID, UUID, Quality, str]]:
    to_child = [
        (told.record.child, tie.person, _QUALITIES[tie.quality], tie.because)
        for tie in told.ties
        if tie.quality in _QUALITIES and (tie.first is None or tie.first <= on)
    ]
    between = [
        (tie.one, tie.other, _QUALITIES[tie.quality], tie.because)
        for tie in ties_between(told.record.events)
        if tie.quality in _QUALITIES
        if tie.began is None or tie.began.first <= on
        if not closed.issuperset(tie.children)
    ]
    return to_child + between


def _violence(told: Chronology, on: date) -> list[tuple[UUID, UUID, Quality, str]]:
    return [
        (by, harmed, "violence", entry.id)
        for entry in told.entries
        if entry.kind == _HARM and entry.stands and not entry.withheld
        if entry.occurred.first <= on
        for by in entry.people("harmed_by")
        for harmed in entry.people("harmed")
    ]
