"""What the line itself shows: how long nobody saw the child, and harm that comes close together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.kind import Group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projections.chronology.entry import Entry

QUIET_DAYS = 28
"""How long a silence may last before the line names it; a reader's aid, no limit of any rule."""
PLANNED_DAYS = 14
"""The same while a plan is in force that says no interval: ten working days."""
CLUSTER_DAYS = 28
CLUSTER_LEAST = 3
_DAYS_OF = {"calendar_days": 1, "working_days": 1.4, "weeks": 7, "months": 30.4}


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """
    A stretch in which no entry says that the child was seen.

    Args:
        days: How many days lie between, on the readings of their dates that leave the fewest.
        before: The number of the entry that ends it; "" where it lasts until the day shown.
        after: The number of the entry that it follows.
        planned: How often the child was to be seen meanwhile, in words; "" where no plan says so.
    """

    days: int
    since: date
    until: date
    after: str
    before: str = ""
    planned: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """
    Several entries of harm that lie close together, each incident counted once.
    """

    entries: tuple[str, ...]
    days: int


_MET = frozenset({"child_spoken_to", "medical_examination", "injury_observed"})
"""Kinds that cannot be recorded of a child whom nobody met."""


def saw_the_child(entry: Entry) -> bool:
    """
    Tell whether an entry says that somebody saw the child.

    A call about the child, an incident at which the child was not and an entry of an import that
    does not say so are no sight of the child. Nor is an entry of a death, whatever its import says:
    a child found dead was not seen.
    """
    if not entry.stands or entry.about != "child" or entry.by_rule or entry.kind == "death":
        return False
    seen = entry.content.get("seen")
    return seen == "yes" or (seen is None and entry.kind in _MET)


def silences(entries: Sequence[Entry], on: date, *, alive: bool = True) -> tuple[Silence, ...]:
    """
    Return the stretches in which no agency recorded that it saw the child, in their order.

    Args:
        on: The day until which the last may run.
        alive: Whether a silence after the newest sight of the child counts.
    """
    return tuple(_silences(entries, on, alive=alive))


def clusters(entries: Sequence[Entry]) -> tuple[Cluster, ...]:
    """
    Return where entries of harm lie close together, none counted in two clusters.
    """
    harm = list(_one_an_incident(entries))
    found: list[Cluster] = []
    start = 0
    while start < len(harm):
        first = harm[start].occurred.first
        end = start
        while end + 1 < len(harm) and harm[end + 1].occurred.first <= first + timedelta(
            days=CLUSTER_DAYS
        ):
            end += 1
        inside = harm[start : end + 1]
        if len(inside) < CLUSTER_LEAST:
            start += 1
            continue
        days = (inside[-1].occurred.first - first).days + 1
        found.append(Cluster(entries=tuple(entry.id for entry in inside), days=days))
        start = end + 1
    return tuple(found)


def _silences(entries: Sequence[Entry], on: date, *, alive: bool) -> Iterator[Silence]:
    last: Entry | None = None
    until: date | None = None
    interval = _Interval()
    for entry in entries:
        if saw_the_child(entry):
            if last is not None and until is not None:
                yield from _between(last, until, entry.occurred.first, entry.id, interval)
            if until is None or entry.occurred.last >= until:
                last, until = entry, entry.occurred.last
        interval = interval.after(entry)
    if alive and last is not None and until is not None:
        yield from _between(last, until, on, "", interval)


def _between(
    last: Entry, since: date, until: date, before: str, interval: _Interval
) -> Iterator[Silence]:
    days = (until - since).days
    if days > interval.days:
        yield Silence(
            days=days,
            since=since,
            until=until,
            after=last.id,
            before=before,
            planned=interval.words,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Interval:
    """
    How often the child is to be seen, as the entries up to here say.
    """

    days: float = QUIET_DAYS
    words: str = ""

    def after(self, entry: Entry) -> _Interval:
        if not entry.stands or entry.about == "history":
            return self
        decided = entry.content.get("decision")
        match entry.kind:
            case "plan_agreed":
                return _planned(entry)
            case "conference_held" if decided == "plan_made" and not self.words:
                return _Interval(days=PLANNED_DAYS, words="every 10 working days at most")
            case "conference_held" if decided in {"plan_ends", "no_plan"}:
                return _Interval()
            case "plan_ended":
                return _Interval()
            case _:
                return self


def _planned(entry: Entry) -> _Interval:
    every, unit = entry.content.get("visit_every"), str(entry.content.get("visit_every_unit"))
    if not every or unit not in _DAYS_OF:
        return _Interval(days=PLANNED_DAYS, words="every 10 working days at most")
    return _Interval(
        days=int(every) * _DAYS_OF[unit], words=f"every {every} {unit.replace('_', ' ')}"
    )


def _one_an_incident(entries: Sequence[Entry]) -> Iterator[Entry]:
    told: set[str] = set()
    for entry in sorted(entries, key=lambda one: one.occurred.order):
        if (
            entry.stands
            and entry.about != "history"
            and entry.kind_declared.group is Group.HARM
            and entry.id not in told
        ):
            told.update(entry.accounts)
            yield entry
