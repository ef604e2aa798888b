"""A reader meets one way of writing a date; a second begins where one is formatted in passing."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = "events/dates_said.py"
NEITHER = {
    # The months and days of an axis, which say no whole date.
    "service/documents/drawing/scale.py",
    # What a cell of somebody else's workbook shows.
    "service/importing/tables/excel.py",
}
MONTH = re.compile(r":%[ABb]|strftime\([^)]*%[Bb]")
WRITES_A_MONTH = {
    ".py": MONTH,
    ".html": MONTH,
    # A pattern of Typst's: [day] [month repr:long] [year]; and a date shown without one.
    ".typ": re.compile(r"\[month\b|datetime\.today\([^)]*\)\.display"),
}


def test_no_file_writes_a_month_but_the_home_of_dates() -> None:
    found = {
        str(file.relative_to(ROOT))
        for layer in ("events", "projections", "escalation", "service")
        for file in (ROOT / layer).rglob("*")
        if (written := WRITES_A_MONTH.get(file.suffix)) and written.search(file.read_text("utf-8"))
    }
    assert found - NEITHER == {HOME}
