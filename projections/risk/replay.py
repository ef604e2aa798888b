"""Day by day, which question would have been asked when, each day on what was known by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from projections.risk.asked import RULES, Indicator, asked
from projections.risk.history import History, history

if TYPE_CHECKING:
    from projections.child_record import ChildRecord
    from projections.risk.rule import Rule

Change = Literal["asked", "more evidence", "no longer"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Replayed:
    """
    One change on one day in what the record asks.
    """

    day: date
    rule: str
    practice_id: str
    about: str
    change: Change
    evidence: tuple[str, ...]


def replay(record: ChildRecord, rules: Mapping[str, Rule] = RULES) -> Iterator[Replayed]:
    """
    Yield every change, from the first learned day to the child's death, else the newest entry.

    Each day uses only what some agency had learned by its end.
    """
    before: dict[tuple[str, str], Indicator] = {}
    for day, known in _days(record):
        now = {(i.rule, i.about): i for i in asked(known, day, rules)}
        for key, indicator in now.items():
            earlier = before.get(key)
            if earlier is None:
                yield _replayed(day, indicator, "asked", indicator.evidence)
            elif set(indicator.evidence) - set(earlier.evidence):
                yield _replayed(day, indicator, "more evidence", indicator.evidence)
        for key, indicator in before.items():
            if key not in now:
                yield _replayed(day, indicator, "no longer", indicator.evidence)
        before = now


def _replayed(
    day: date, indicator: Indicator, change: Change, evidence: tuple[str, ...]
) -> Replayed:
    return Replayed(
        day=day,
        rule=indicator.rule,
        practice_id=indicator.practice_id,
        about=indicator.about,
        change=change,
        evidence=evidence,
    )


def _days(record: ChildRecord) -> Iterator[tuple[date, History]]:
    whole = history(record)
    if not whole.told.entries:
        return
    # Only lines of the story start the clock: registering the family is not a day in it.
    learned = sorted({entry.known_from for entry in whole.told.entries})
    died = whole.child.died if whole.child else None
    last = died.last if died else learned[-1]
    fresh = {event.known_from for event in record.events}
    day, known = learned[0], history(record.known_at(learned[0]))
    while day <= last:
        if day in fresh:
            known = history(record.known_at(day))
        yield day, known
        day += timedelta(days=1)
