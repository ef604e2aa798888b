"""Killed at any moment and started again, the sweep loses no escalation and doubles none."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from service.migrating import open_database
from tests.contract.following_through import FollowingThrough
from tests.factories.plans import outcome_id
from tests.fakes.people import MANAGER, WORKER

ROOT = Path(__file__).parents[2]
OUTCOMES = 1000
ALL = 4 * OUTCOMES
"""Two people have each in their inbox and in their mail."""
DUE = "2026-03-27"
FIRST_SWEEP = datetime.fromisoformat("2026-03-28T00:00:00Z")
KILLS = 6
KILLED_HALF_WAY_AT_LEAST = 4


def test_kill_9_in_the_middle_of_a_sweep_neither_loses_nor_doubles(
    migrated_database_url, smtp_server
):
    database = open_database(migrated_database_url)
    it = FollowingThrough(database)
    for number in range(OUTCOMES):
        it.plan(DUE, stream=outcome_id(number))
    chance = random.Random(20260328)
    half_way = 0
    # An hour later each time, so that mail which was tried is tried again.
    later = (FIRST_SWEEP + timedelta(minutes=61 * number) for number in count())
    for _ in range(KILLS):
        before = _done(it)
        strike = (str(chance.randint(1, 2)), str(chance.uniform(0, 0.03)))
        with _sweeping(migrated_database_url, next(later), smtp_server.port, *strike) as sweeper:
            sweeper.wait()
        half_way += sweeper.returncode == -signal.SIGKILL and before < _done(it) < ALL
    # Kills that never struck a sweep at work would prove nothing.
    assert half_way >= KILLED_HALF_WAY_AT_LEAST
    # What was left when a day's one message had gone is sent on the next day.
    for moment in (next(later), FIRST_SWEEP + timedelta(hours=26)):
        with _sweeping(migrated_database_url, moment, smtp_server.port) as sweeper:
            assert sweeper.wait() == 0
    _each_once(it)
    assert all(row.sent for row in it.outbox())
    for one in (WORKER, MANAGER):
        told = [re.match(r"\d+(?= tasks)", mail["Subject"]) for mail in smtp_server.to(one.email)]
        assert sum(int(found[0]) for found in told if found) >= OUTCOMES
    ids = [mail["Message-ID"] for mail in smtp_server.messages]
    assert len(ids) - len(set(ids)) <= KILLS
    database.close()


def _done(it: FollowingThrough) -> int:
    return len(it.inboxes()) + sum(row.sent is not None for row in it.outbox())


def _each_once(it: FollowingThrough) -> None:
    outcomes = it.stored()
    assert len(outcomes) == OUTCOMES
    for outcome in outcomes.values():
        assert [(one.cycle, one.level) for one in outcome.escalations] == [(1, 1)]
    told = Counter(recipient for recipient, _ in it.inboxes())
    assert told == {WORKER.id: OUTCOMES, MANAGER.id: OUTCOMES}
    assert len(it.outbox()) == 2 * OUTCOMES


def _sweeping(url: str, now: datetime, port: int, *strike: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.sweeping", url, now.isoformat(), str(port)]
    command += strike
    return subprocess.Popen(command, cwd=ROOT, text=True)
