"""A worker that is asked to end finishes what it has begun, and one that fails goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from escalation.running.scheduler import beside_the_pages

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_end_finishes_the_sweep_it_has_begun(asked):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.working"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        process.send_signal(asked)
        said = process.stdout.read().split()
        assert process.wait(timeout=20) == 0
    assert said[0] == "ends"
    assert said.count("begins") == said.count("ends") - 1


def test_pages_do_not_open_before_one_sweep_has_come_to_its_end():
    swept = []
    scheduler = beside_the_pages(lambda: swept.append(1), every_seconds=3600)
    scheduler.shutdown()
    assert swept == [1]


def test_pages_do_not_open_on_a_sweep_that_cannot_run():
    def broken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        beside_the_pages(broken, every_seconds=3600)


def test_one_sweep_that_fails_is_not_the_last(caplog):
    again = Event()
    swept = []

    def fails_at_first():
        swept.append(1)
        if len(swept) == 2:
            raise ZeroDivisionError
        if len(swept) > 2:
            again.set()

    scheduler = beside_the_pages(fails_at_first, every_seconds=1)
    assert again.wait(timeout=30)
    scheduler.shutdown()
    assert "the sweep stopped before its end: ZeroDivisionError" in caplog.text
