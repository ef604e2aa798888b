"""Day by day, which question would have been asked when, each day on what was known by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from projections.risk.asked import Indicator, indicators, rules_of
from projections.risk.day_by_day import day_by_day
from projections.risk.looking import Asked, ask

if TYPE_CHECKING:
    from projections.child_record import ChildRecord
    from projections.risk.rule import Found, Rule

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


def replay(
    record: ChildRecord,
    rules: Mapping[str, Rule] | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
) -> Iterator[Replayed]:
    """
    Yield every change, from the first learned day to the child's death, else the newest entry.

    Each day uses only what some agency had learned by its end, under the settings of that day.

    Args:
        rules: Other rules than those in force, to try one before it is adopted.
        first: Begin on this day; what stands on it by then is told as asked on it.
        last: End on this day.
    """
    before: dict[tuple[str, str], Indicator] = {}
    told: tuple[Indicator, ...] = ()
    for day, found in asked_each_day(record, rules, first=first, last=last):
        if found is told:
            continue
        told, now = found, {(i.rule, i.about): i for i in found}
        for key, indicator in now.items():
            earlier = before.get(key)
            if earlier is None:
                yield _replayed(day, indicator, "asked", indicator.evidence)
            elif earlier is not indicator and set(indicator.evidence) - set(earlier.evidence):
                yield _replayed(day, indicator, "more evidence", indicator.evidence)
        for key, indicator in before.items():
            if key not in now:
                yield _replayed(day, indicator, "no longer", indicator.evidence)
        before = now


def asked_each_day(
    record: ChildRecord,
    rules: Mapping[str, Rule] | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
) -> Iterator[tuple[date, tuple[Indicator, ...]]]:
    """
    Yield what is asked on each day.

    A rule is asked again only once something that it looked at reads otherwise, or the day itself
    makes a difference to it.
    """
    found: dict[str, Asked] = {}
    told: tuple[Indicator, ...] = ()
    answers: tuple[object, ...] = ()
    before: Mapping[str, tuple[Found, ...]] | None = None
    for day, known in day_by_day(record, first, last):
        now = rules_of(known, day) if rules is None else rules
        asked = {
            name: found[name].on(rule, known, day) if name in found else ask(rule, known, day)
            for name, rule in now.items()
        }
        raised = {name: one.found for name, one in asked.items()}
        if raised != before or known.answers != answers:
            before, answers = raised, known.answers
            told = indicators(known, now, raised, told)
        found = asked
        yield day, told


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
