"""Nothing is acknowledged before the disk has it: seen in the system calls, as no kill can show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.counts import TORTURE, tell

ROOT = Path(__file__).parents[2]
_RUN = (
    "import tests.faults.mutants.plugin, sys; from tests.faults.saving import main;"
    " main(*sys.argv[1:])"
)


def traced(url: str, times: int, trace: Path) -> list[str]:
    """
    Save under a tracer and return the writes, flushes and acknowledgements, in order.
    """
    tracer = shutil.which("strace")
    assert tracer, "strace is needed: it shows what is flushed before it is acknowledged"
    subprocess.run(
        [tracer, "-f", "-y", "-s", "12", "-e", "trace=write,pwrite64,fdatasync,fsync",
         "-o", str(trace), sys.executable, "-c", _RUN, url, str(times)],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return trace.read_text().splitlines()


def not_flushed(calls: list[str]) -> tuple[int, int]:
    """
    Return how many acknowledgements there were, and how many came before their flush.
    """
    acknowledged = early = 0
    written = flushed = False
    for call in calls:
        if re.search(r"pwrite64\(\d+<[^>]*-wal>", call):
            written, flushed = True, False
        elif re.search(r"f(data)?sync\(\d+<[^>]*-wal>\) += 0", call):
            flushed = True
        elif "write(1<" in call and '"ACK saved' in call:
            acknowledged += 1
            early += not (written and flushed)
            written = flushed = False
    return acknowledged, early


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("times", [100, pytest.param(5000, marks=pytest.mark.torture)])
def test_every_acknowledgement_follows_the_flush_of_its_commit(
    migrated_sqlite_url: str, tmp_path: Path, times: int
) -> None:
    acknowledged, early = not_flushed(traced(migrated_sqlite_url, times, tmp_path / "trace"))

    assert acknowledged == times
    assert early == 0
    if TORTURE:
        tell("flush", "SQLite", acknowledged=acknowledged, before_their_flush=early)


def test_a_database_that_does_not_flush_is_seen(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_MUTANT", "committed without a flush")

    acknowledged, early = not_flushed(traced(migrated_sqlite_url, 20, tmp_path / "trace"))

    assert acknowledged == 20
    assert early >= 15
