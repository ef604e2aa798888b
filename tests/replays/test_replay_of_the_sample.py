"""What docs/replay-sample.md says would have been asked is what the replay asks, on the day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from projections.chronology.chronology import chronology
from projections.risk.replay import replay

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "replay-sample.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (.+?) \| (\S+) \| (R\d\d) \| (bp-\d+) \| (\S+) \| (\d+) \|$", TABLE, re.MULTILINE
)


@pytest.fixture(scope="module")
def asked(record):
    """
    Every asking of the replay as (rule, row, day), where a row newly raises or adds to it.
    """
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


def test_the_table_is_read():
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[2]}-{row[3]}-{row[4]}")
def test_each_question_of_the_table_is_asked_on_its_day(asked, row):
    _, known, rule, ref, day, days = row
    assert (rule, ref, date.fromisoformat(day)) in asked
    assert (date.fromisoformat(day) - date.fromisoformat(known)).days == int(days)
