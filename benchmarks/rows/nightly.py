"""What a night costs in which every question is asked about every child of a caseload."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.databases import opened
from benchmarks.findings import MILLISECONDS, Comparison, Fact
from benchmarks.invented import NOW, child_called
from benchmarks.long_record import BORN, DAYS, long_record
from benchmarks.row import Row
from benchmarks.turns import milliseconds, timed
from events.log.append import event_log
from events.log.contract import Append
from projections.child_record import gather
from projections.risk.asked import RULES, asked
from projections.risk.history import history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from events.log.database import Database
    from projections.risk.history import History
    from projections.risk.rule import Found, Rule, Settings

EACH_CHILD = 100
"""So many events concern one child, those that register the family among them."""

_FAMILY = 5
_AT_ONCE = 20
_MOST_TIMES = 10.0
_ON = BORN.replace(year=BORN.year + DAYS // 366)


def measure(stage: Stage) -> Measured:
    """
    Ask about every child once, in turns with reading the same children's events in order.
    """
    children, parts = stage.sizes.nightly, stage.sizes.pairs
    with opened(stage.databases.empty()) as database:
        for new in _caseload(children):
            with database.writing() as connection:
                event_log(connection).append_many(new, now=NOW)
        stage.settle(database)
        spent = dict.fromkeys((_GATHERED, *RULES), 0.0)
        # What is done for the first time also fills caches: that part of the night is done twice.
        _night(database, range(min(children, _AT_ONCE)), dict(spent))
        read, whole = [], []
        for part in range(parts):
            some = range(children * part // parts, children * (part + 1) // parts)
            read.append(timed(lambda some=some: _read(database, some)))  # type: ignore[misc]
            whole.append(timed(lambda some=some: _night(database, some, spent)))  # type: ignore[misc]
    events = children * EACH_CHILD
    night = Comparison(
        title=f"{children:,} children, {events:,} events",
        unit=MILLISECONDS,
        ours=milliseconds(tuple(whole)),
        beside="the same events read in order, every content",
        theirs=milliseconds(tuple(read)),
        target=_MOST_TIMES,
        at_most=True,
    )
    return (night,), (
        Fact(title="the whole night", value=f"{sum(whole):,.1f} s; reading {sum(read):,.1f} s"),
        *_line_by_line(spent, sum(read)),
    )


_GATHERED = "each child's record gathered and put in order"


def _line_by_line(spent: dict[str, float], read: float) -> Iterator[Fact]:
    for name, seconds in spent.items():
        rule = RULES.get(name)
        yield Fact(
            title=f"{rule.practice_id} {name.replace('_', ' ')}" if rule else name,
            value=f"{seconds:,.2f} s, {seconds / read:.2f} times reading",
        )


def _caseload(children: int) -> Iterator[list[Append]]:
    for start in range(0, children, _AT_ONCE):
        yield [
            Append(
                new=long_record(child_called(number), EACH_CHILD - _FAMILY, seed=number),
                stream=child_called(number),
                decided_on=0,
                key=str(uuid4()),
            )
            for number in range(start, min(start + _AT_ONCE, children))
        ]


def _read(database: Database, some: range) -> int:
    """
    Read these children's events as they lie in the log, which is one child after the other.
    """
    position, last, seen = some.start * EACH_CHILD, some.stop * EACH_CHILD, 0
    with database.reading() as connection:
        log = event_log(connection)
        while position < last and (
            events := log.after(position, limit=min(1_000, last - position))
        ):
            seen += sum(bool(event.content) for event in events)
            position = events[-1].position
            if position >= last:
                break
    return seen


def _night(database: Database, some: range, spent: dict[str, float]) -> int:
    rules = {name: replace(rule, look=_timed(name, rule, spent)) for name, rule in RULES.items()}
    found = 0
    with database.reading() as connection:
        log = event_log(connection)
        for number in some:
            began = perf_counter()
            known = history(gather(log, child_called(number)))
            assert len(known.entries) > 0
            spent[_GATHERED] += perf_counter() - began
            found += len(asked(known, _ON, rules))
    return found


def _timed(
    name: str, rule: Rule, spent: dict[str, float]
) -> Callable[[History, date, Settings], Iterator[Found]]:
    def look(known: History, on: date, settings: Settings) -> Iterator[Found]:
        began = perf_counter()
        found = tuple(rule.look(known, on, settings))
        spent[name] += perf_counter() - began
        return iter(found)

    return look


ROW = Row(
    order=88,
    title="Every question, of every child in one night",
    explains=(
        "Each child has 100 events: 95 entries of 25 kinds over eleven years, and what registers "
        "the family. Everybody is gathered and asked all 54 questions once, in turns with reading "
        "the same events in order, each content too. Which rule costs what is told by itself; "
        "where several rules choose the same entries, the first of them pays for it."
    ),
    measure=measure,
    # A million events are recorded first, and each child is read twice.
    patience=2_400,
)
