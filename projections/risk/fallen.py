"""Which questions rested on an entry that was struck out since, so that none falls in silence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.risk.asked import Indicator, asked, asked_of
from projections.risk.history import History, history

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from projections.child_record import ChildRecord
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
    restored = tuple(
        replace(entry, status="stands") if entry.id in struck else entry for entry in told.entries
    )
    before = asked(History(replace(told, entries=restored)), on, rules)
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
