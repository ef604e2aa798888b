"""What asking every question costs, of one long record."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.databases import opened
from benchmarks.findings import MILLISECONDS, Comparison, Fact
from benchmarks.long_record import BORN, DAYS, fill
from benchmarks.row import Row
from benchmarks.turns import milliseconds, turns
from events.log.append import event_log
from projections.child_record import gather
from projections.risk.asked import RULES, asked
from projections.risk.history import history
from projections.risk.replay import replay

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from projections.child_record import ChildRecord

_MOST_TIMES = 10.0
_TOLD_FROM = 1.0
"""A rule is told by itself from so many milliseconds on."""


def measure(stage: Stage) -> Measured:
    """
    Ask every question of one long record, beside reading the events.
    """
    last = BORN + timedelta(days=DAYS)
    with opened(stage.databases.empty()) as database:
        child = fill(database, stage.sizes.child)
        stage.settle(database)

        def read() -> ChildRecord:
            with database.reading() as connection:
                record = gather(event_log(connection), child)
            assert all(event.content for event in record.events)
            return record

        held = read()
        taken = turns(
            stage.sizes.pairs,
            {"read": lambda: read, "asked": lambda: lambda: asked(history(read()), last)},
        )
    comparison = Comparison(
        title=f"{stage.sizes.child:,} entries",
        unit=MILLISECONDS,
        ours=milliseconds(taken["asked"]),
        beside="the same events read as objects, every content",
        theirs=milliseconds(taken["read"]),
        target=_MOST_TIMES,
        at_most=True,
    )
    began = perf_counter()
    changes = sum(1 for _ in replay(held))
    whole = perf_counter() - began
    replayed = Fact(
        title=f"its replay, {DAYS:,} days",
        value=f"{whole:,.1f} s, {changes:,} changes; asked anew each day it would be "
        f"{DAYS * len(RULES):,} askings",
    )
    return (comparison,), (replayed, *_rule_by_rule(held))


def _rule_by_rule(record: ChildRecord) -> tuple[Fact, ...]:
    last = BORN + timedelta(days=DAYS)
    known = history(record)
    asked(known, last)
    seconds = {}
    for name, rule in RULES.items():
        began = perf_counter()
        tuple(rule.ask(known, last))
        seconds[name] = (perf_counter() - began) * 1_000
    told = sorted(((ms, name) for name, ms in seconds.items() if ms >= _TOLD_FROM), reverse=True)
    said = [
        Fact(title=f"{RULES[name].practice_id} {name.replace('_', ' ')}", value=f"{ms:.1f} ms")
        for ms, name in told
    ]
    others = sum(ms for ms in seconds.values() if ms < _TOLD_FROM)
    rest = Fact(title=f"the other {len(RULES) - len(told)} rules", value=f"{others:.1f} ms in all")
    return (*said, rest)


ROW = Row(
    order=87,
    title="Every question, of one child",
    explains=(
        "A child with 5,000 entries of 25 kinds over eleven years, some of them corrected since, "
        "gathered and asked all 54 questions. Beside it, the same events read as objects, each "
        "content too."
    ),
    measure=measure,
)
