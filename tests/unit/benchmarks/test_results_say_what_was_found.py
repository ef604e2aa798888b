"""The figures that are published are the figures that were taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import ROWS
from benchmarks.findings import EVENTS, MILLISECONDS, Comparison, Fact, Found
from benchmarks.interval import interval
from benchmarks.rendering import rendered
from benchmarks.row import NotThere, Row
from benchmarks.run import Run
from benchmarks.running import run_row
from benchmarks.sizes import TINY
from benchmarks.stage import Stage
from benchmarks.tailed import Tailed


def compared(*ratios: float, target: float | None = None, at_most: bool = False) -> Comparison:
    return Comparison(
        title="known work",
        unit=MILLISECONDS if at_most else EVENTS,
        ours=tuple(1_000 * ratio for ratio in ratios),
        beside="raw",
        theirs=(1_000.0,) * len(ratios),
        target=target,
        at_most=at_most,
    )


def run_with(*found: Found) -> Run:
    return Run(began="2026-01-01T00:00+00:00", circumstances={"memory": "8 GiB"}, pairs=15,
               found=list(found))  # fmt: skip


def test_an_interval_of_equal_ratios_is_that_ratio() -> None:
    found = interval([0.5] * 15)

    assert (found.low, found.middle, found.high) == (0.5, 0.5, 0.5)


def test_an_interval_lies_within_what_was_measured_and_around_its_median() -> None:
    ratios = [n / 10 for n in range(1, 16)]

    found = interval(ratios)

    assert found.middle == 0.8
    # The median of 15 falls between the 4th and the 12th with 95% confidence.
    assert 0.4 <= found.low <= 0.5
    assert 1.1 <= found.high <= 1.2


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        interval([])


@pytest.mark.parametrize(
    ("comparison", "met"),
    [
        (compared(0.5, 0.5, 0.5, target=0.5), True),
        (compared(0.4, 0.5, 0.6, target=0.55), True),
        (compared(0.4, 0.4, 0.4, target=0.5), False),
        (compared(0.4, 0.4, 0.4, target=0.5, at_most=True), True),
        (compared(0.6, 0.6, 0.6, target=0.5, at_most=True), False),
        (compared(0.1), None),
    ],
)
def test_a_target_is_met_when_the_interval_reaches_it(
    comparison: Comparison, met: bool | None
) -> None:
    assert comparison.met is met


def test_each_turn_is_held_against_itself() -> None:
    one = Comparison(
        title="", unit=EVENTS, ours=(10.0, 100.0), beside="", theirs=(20.0, 200.0), target=None
    )

    assert one.ratio.middle == 0.5


def test_the_table_shows_both_figures_the_interval_the_target_and_whether_it_is_met() -> None:
    found = Found(
        row="append_log",
        database="SQLite",
        comparisons=(compared(0.5, 0.5, 0.5, target=0.6), compared(0.7, 0.7, 0.7, target=0.6)),
        facts=(Fact(title="missed", value="0 of 20", target="0", met=True),),
    )

    text = rendered(run_with(found), ROWS)

    assert "| known work | 500/s | raw | 1,000/s | 0.50 (0.50 to 0.50) | 0.6 | **no** |" in text
    assert "| known work | 700/s | raw | 1,000/s | 0.70 (0.70 to 0.70) | 0.6 | yes |" in text
    assert "| missed | 0 of 20 | 0 | yes |" in text
    assert "**2 of 3 targets are met.**" in text


def test_a_row_that_failed_says_why_and_the_others_stand() -> None:
    failed = Found(row="tree", database="SQLite", failed="RuntimeError: the disk was full")
    stands = Found(row="stream", database="SQLite", comparisons=(compared(1.0),))

    text = rendered(run_with(failed, stands), ROWS)

    assert "failed: RuntimeError: the disk was full" in text
    assert "1.00 (1.00 to 1.00)" in text
    assert "1 rows were not measured" in text


def test_a_run_is_read_back_with_every_turn(tmp_path: Path) -> None:
    found = Found(
        row="stream",
        database="SQLite",
        comparisons=(compared(0.4, 0.5, target=0.6),),
        facts=(Fact(title="a", value="b"),),
        seconds=1.5,
    )
    run = run_with(found)
    run.keep(tmp_path / "results.json")

    assert Run.kept_in(tmp_path / "results.json") == run


class NoDatabases:
    name = "SQLite"

    def empty(self) -> str:
        raise NotImplementedError

    def version(self) -> str:
        raise NotImplementedError


def test_what_breaks_in_a_row_is_what_was_found_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    row = Row(order=1, title="", explains="", measure=lambda stage: 1 // 0)  # type: ignore[arg-type, return-value]

    found = run_row("broken", row, Stage(NoDatabases(), TINY))

    assert found.failed.startswith("ZeroDivisionError")
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_what_is_not_built_yet_is_said_and_no_error() -> None:
    def measure(stage: Stage) -> object:
        raise NotThere("not in this version")

    row = Row(order=1, title="", explains="", measure=measure)  # type: ignore[arg-type]

    assert run_row("later", row, Stage(NoDatabases(), TINY)).failed == "not in this version"


def test_the_tailing_reader_counts_what_it_missed_and_what_came_late() -> None:
    from uuid import UUID

    one, other = UUID(int=1), UUID(int=2)
    tailed = Tailed(10)
    for position, stream, version in ((11, one, 1), (14, one, 3), (15, other, 1), (16, one, 2)):
        tailed.take(position, stream, version)

    assert tailed.missed({11, 12, 14, 15, 16}) == 1
    assert tailed.out_of_order == 1
    assert tailed.last == 16


def test_what_was_measured_after_a_run_was_cut_off_stands_in_place_of_the_failure_and_says_when():
    run = run_with(
        Found(row="tree", database="SQLite", facts=(Fact(title="proof", value="3 ms"),)),
        Found(row="tree", database="PostgreSQL", failed="the clock"),
    )
    assert not run.lacks("tree", "SQLite")
    assert run.lacks("tree", "PostgreSQL")
    assert run.lacks("verify", "SQLite")

    told = Found(row="tree", database="PostgreSQL", later="2026-01-02T03:04+00:00")
    run.take(told)

    table = rendered(run, ROWS)
    assert "the clock" not in table
    assert "2026-01-02T03:04" in table
    assert Found.from_json(told.as_json()) == told
