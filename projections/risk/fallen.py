"""Which questions rested on an entry that was struck out since, so that none falls in silence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.chronology.growing import Grown
from projections.risk.asked import Indicator, asked, asked_of
from projections.risk.history import history

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from projections.child_record import ChildRecord
    from projections.risk.history import History
    from projections.risk.rule import Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Fallen:
    """
    That a question rests no longer on entries that were struck out.

    Args:
        entries: Their numbers.
        still_asked: The question stands without them, on other entries.
    """

    rule: str
    practice_id: str
    question: str
    about: str
    entries: tuple[str, ...]
    still_asked: bool


def fallen_of(record: ChildRecord, on: date) -> tuple[Fallen, ...]:
    """
    Tell what of a record's questions fell, once for each day however many look.
    """
    return record.once(_fallen_of, on)


def _fallen_of(record: ChildRecord, on: date) -> tuple[Fallen, ...]:
    return fallen(history(record), on, asked_of(record, on))


def fallen(
    known: History,
    on: date,
    now: tuple[Indicator, ...],
    rules: Mapping[str, Rule] | None = None,
) -> tuple[Fallen, ...]:
    """
    Ask every rule again as if nothing had been struck out, and tell what that would add.

    What was recorded for the wrong child is not asked of: which question it raised would tell
    what it said.

    Args:
        known: What was known by ``on``.
        now: What is asked without the entries that were struck out.
    """
    told = known.told
    struck = {entry.id for entry in told.entries if not entry.stands and not entry.withheld}
    if not struck:
        return ()
    restored = {one.id: replace(one, status="stands") for one in told.entries if one.id in struck}
    every = tuple(restored.get(entry.id, entry) for entry in told.entries)
    came = tuple(restored.values())
    step = Grown(told=replace(told, entries=every), gone=(), came=came)
    # What rules choose of the many others is at hand from when they were asked of now.
    before = asked(known.grown(step, {one.kind for one in came}), on, rules)
    still = {(one.rule, one.about) for one in now}
    return tuple(
        Fallen(
            rule=one.rule,
            practice_id=one.practice_id,
            question=one.question,
            about=one.about,
            entries=rested,
            still_asked=(one.rule, one.about) in still,
        )
        for one in before
        if (rested := tuple(number for number in one.evidence if number in struck))
    )
