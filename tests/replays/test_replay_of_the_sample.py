"""What docs/replay-sample.md says would have been asked is what the replay asks, on the day."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from projections.chronology.chronology import chronology
from projections.risk.replay import replay
from service.importing.read_case import EVENTS
from tests.factories.case_files import write_table
from tests.factories.case_replays import imported
from tests.replays.sample import SAMPLE

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "replay-sample.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (.+?) \| (\S+) \| (R\d\d) \| (bp-\d+) \| (\S+) \| (\d+) \|$", TABLE, re.MULTILINE
)


EVERY = re.findall(r"^\| (R\d\d) [\w’ ]+ \| (.+?) \| (.+?) \| .*\|$", TABLE, re.MULTILINE)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """
    The record of the same file with the columns of every case file alone.
    """
    folder = tmp_path_factory.mktemp("bare")
    shutil.copytree(SAMPLE, folder / "case")
    with (SAMPLE / "events.csv").open(encoding="utf-8", newline="") as opened:
        rows = [{name: row[name] for name in EVENTS} for row in csv.DictReader(opened)]
    write_table(folder / "case" / "events.csv", EVENTS, rows)
    return imported(folder, folder / "case", "peter")


@pytest.fixture(scope="module")
def asked(record):
    """
    Every asking of the replay as (rule, row, day), where a row newly raises or adds to it.
    """
    return _asked(record)


def _asked(record):
    rows = {entry.id: entry.source_ref for entry in chronology(record).entries}
    before: set[tuple[str, str, str]] = set()
    found: set[tuple[str, str, date]] = set()
    for one in replay(record):
        for number in one.evidence:
            raised = (one.practice_id, one.about, rows[number])
            if one.change != "no longer" and raised not in before:
                before.add(raised)
                found.add((one.practice_id, rows[number], one.day))
    return found


def _first_and_times(record):
    """
    Return of each rule the day on which it first asked, on which rows, and how often it asked.
    """
    rows = {entry.id: entry.source_ref for entry in chronology(record).entries}
    first: dict[str, str] = {}
    times: Counter[str] = Counter()
    for one in replay(record):
        if one.change == "asked":
            times[one.practice_id] += 1
            on, more = rows[one.evidence[0]], ", …" if len(one.evidence) > 1 else ""
            first.setdefault(one.practice_id, f"{one.day} ({on}{more})")
    return {
        rule: f"{said}; {times[rule]} times in all" if times[rule] > 1 else said
        for rule, said in first.items()
    }


def test_every_question_of_the_sample_is_told_with_the_hand_filled_columns_and_without(
    record, bare
):
    filled, base = _first_and_times(record), _first_and_times(bare)
    told = {
        rule: (said, said if without == "the same" else without) for rule, said, without in EVERY
    }

    assert len(told) == 54
    assert told == {rule: (filled.get(rule, "-"), base.get(rule, "-")) for rule in told}


def test_how_much_of_the_table_the_bare_file_is_asked_is_told(record, bare, asked):
    lines = [(rule, ref, date.fromisoformat(on)) for _, _, rule, ref, on, _ in ROWS]
    without = _asked(bare)

    assert f"in {sum(one in without for one in lines)} of these {len(lines)} lines" in TABLE
    assert f"the replay changes {len(list(replay(record)))} times in ten months" in TABLE


def test_how_each_further_column_was_filled_is_written_beside_it():
    beside = (SAMPLE / "README.md").read_text(encoding="utf-8")
    with (SAMPLE / "events.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    further = [name for name in rows[0] if name not in EVENTS]
    filled = {name: {row["row_id"] for row in rows if row[name]} for name in further}

    assert [name for name in further if f"`{name}`" not in beside] == []
    for name in ("explanations", "explanation", "announced"):
        line = next(line for line in beside.splitlines() if line.startswith(f"| `{name}`"))
        assert filled[name] <= set(re.findall(r"bp-\d+", line)), name
    assert filled["weight"] == set()


def test_what_was_said_of_each_injury_is_read_and_not_only_told(record):
    said = {
        entry.source_ref: entry.content.get("explanations") or entry.content.get("explanation")
        for entry in chronology(record).entries
    }

    assert said["bp-011"] == ["He fell downstairs."]
    assert said["bp-048"] == ["Another child pushed him into the fireplace."]
    assert said["bp-060"] == "The mother blamed another child."
    assert not said["bp-016"]


def test_the_table_is_read():
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[2]}-{row[3]}-{row[4]}")
def test_each_question_of_the_table_is_asked_on_its_day(asked, row):
    _, known, rule, ref, day, days = row
    assert (rule, ref, date.fromisoformat(day)) in asked
    assert (date.fromisoformat(day) - date.fromisoformat(known)).days == int(days)
