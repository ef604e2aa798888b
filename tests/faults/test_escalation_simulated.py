"""
Days on which everything goes wrong, and an oracle apart that says who had to hear at which moment.

Workers die in the middle, sweep inside one another and stand still for days; the clock is set back;
people leave, are away, stand in for one another in a circle; days are closed after clocks have
started; answers race the ladder. Small here; `make torture` runs 1,000 days and 20,000 outcomes.
"""

from __future__ import annotations

import pytest

from tests.faults.counts import SEED, TORTURE, many, tell
from tests.faults.simulated import Simulation

DAYS, OUTCOMES = many(50, 1000), many(80, 20_000)
FLOORS = (
    *("kills", "answers that failed", "clock set back"),
    *("acknowledge", "move", "hand on", "withdraw", "achieve"),
)


def simulated(url: str, name: str, workers: int) -> None:
    it = Simulation(url, seed=SEED, workers=workers)
    oracle = it.oracle

    def say() -> None:
        if TORTURE:
            tell(
                "simulation",
                f"{name}, {workers} workers",
                days=it.counts["days"],
                outcomes=it.counts["outcomes"],
                sweeps=it.counts["sweeps"],
                told=oracle.told,
                kills=it.counts["kills"],
                cut_off=it.counts["restarts in the middle of a sweep"],
                within_one_another=it.counts["sweeps within a sweep"],
                missing=oracle.missing,
                duplicate=oracle.extra,
                early=oracle.early,
            )

    # Every day, so that a run that is stopped says how far it came.
    it.run(DAYS, OUTCOMES, passed=say)
    say()
    assert oracle.wrong[:10] == []
    assert (it.counts["days"], it.counts["outcomes"]) == (DAYS, OUTCOMES)
    assert oracle.told >= OUTCOMES / 2
    # A run in which nothing went wrong would prove nothing.
    assert [what for what in FLOORS if not it.counts[what]] == []
    if workers > 1:
        assert it.counts["restarts in the middle of a sweep"]
        assert it.counts[f"{workers if TORTURE else 2} workers at once"]


@pytest.mark.timeout(7200)
def test_sqlite_with_one_worker_tells_each_level_once_and_at_its_moment(migrated_sqlite_url):
    simulated(migrated_sqlite_url, "SQLite", 1)


@pytest.mark.timeout(7200)
def test_postgresql_with_four_workers_tells_each_level_once_and_at_its_moment(
    migrated_postgresql_database,
):
    simulated(migrated_postgresql_database, "PostgreSQL", 4)
