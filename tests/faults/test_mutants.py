"""The tests of the log can fail: each defect put into it on purpose is caught by one of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.counts import TORTURE, tell
from tests.faults.mutants.defects import DEFECTS, Defect

ROOT = Path(__file__).parents[2]
SAMPLE = ("newest first",)


def caught_by(defect: Defect) -> tuple[str, ...]:
    """
    Run the tests with a defect put in, in a process of their own, and return those that fell.
    """
    command = [
        sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider",
        "-p", "tests.faults.mutants.plugin", *defect.tests,
    ]  # fmt: skip
    if defect.only:
        command += ["-k", defect.only]
    environment = {**os.environ, "THROUGHLINE_MUTANT": defect.name}
    environment.pop("THROUGHLINE_TORTURE", None)
    environment.pop("THROUGHLINE_COUNTS", None)
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    # 1 is "tests were run and some fell"; anything else says nothing about the defect.
    assert run.returncode in {0, 1}, run.stdout[-2000:] + run.stderr[-2000:]
    return tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", run.stdout, re.MULTILINE))


@pytest.mark.parametrize("name", SAMPLE)
def test_a_defect_put_into_the_log_is_caught(name: str) -> None:
    assert caught_by(DEFECTS[name]), f"no test noticed that {name}"


@pytest.mark.torture
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", DEFECTS)
def test_every_defect_put_into_the_log_is_caught(name: str) -> None:
    fell = caught_by(DEFECTS[name])
    if TORTURE:
        tell("mutants", name, caught_by=fell[0] if fell else "nothing")
    assert fell, f"no test noticed that {name}"


def test_there_are_enough_of_them() -> None:
    assert len(DEFECTS) >= 30


@pytest.mark.parametrize("name", DEFECTS)
def test_each_defect_still_fits_the_program(name: str) -> None:
    defect = DEFECTS[name]
    assert (ROOT / defect.file).read_text(encoding="utf-8").count(defect.right) == 1
    assert defect.right != defect.wrong
