"""A thousand broken rows of every sort: each refused by line, column and fix, none half-written."""

from __future__ import annotations

import csv
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest

from service.importing.agency_table import import_table
from service.importing.read_case import LONGEST_CELL
from service.importing.tables.mapping import checked
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADING = ("Date", "Time", "Source of information", "Event", "Comment")
GOOD = ("12/03/2019", "10:30", "nurse", "Weighed.", "")
DATES = (
    "31/02/2019",
    "29/02/2019",
    "00/03/2019",
    "12/13/2019",
    "2019-02-30",
    "32/1/2019",
    "12/03/2999",
    "3/13/19",
    "39153",
    "03/07",
    "14/2/2019 - 1/2/2019",
    "1/3/2019 and 2/3/2019",
    "last Tuesday",
    "1e9",
    "=TODAY()",
    "12/03/2019\N{RIGHT-TO-LEFT OVERRIDE}",
    "",
)
TIMES = ("25:00", "12:60", "noonish", "=NOW()", "-1:00")
TEXTS = (
    "",
    "a\x07b",
    "a\N{RIGHT-TO-LEFT OVERRIDE}b",
    "\N{LEFT-TO-RIGHT ISOLATE}b",
    "x" * (LONGEST_CELL + 1),
)
ROWS = (
    *((one, *GOOD[1:]) for one in DATES),
    *((GOOD[0], one, *GOOD[2:]) for one in TIMES),
    *((*GOOD[:3], one, "") for one in TEXTS),
    (*GOOD, "one", "too many"),
)


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def test_each_of_a_thousand_broken_rows_is_refused_by_line_column_and_fix_and_none_is_half_written(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "broken.csv"
    broken = list(islice(cycle(ROWS), 1_000))
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows([HEADING, *broken])
    with office.throughline.reading() as session:
        before = session.log.settled()

    done = import_table(
        office.throughline,
        file,
        child=office.child,
        agency="nursing",
        mapping=checked({}, "standard"),
        source="broken",
        actor="operator:tester",
    )

    passed = {row: broken[row - 2] for row in range(2, 1_002)}
    for bad in done.rows.bad:
        passed.pop(bad.line)
        assert all(fault.reason and fault.fix for fault in bad.faults), bad.line
        assert {fault.column for fault in bad.faults} <= {*HEADING, ""}, bad.line
    assert set(passed.values()) == set()
    assert (done.rows.imported, len(done.rows.bad)) == (0, 1_000)
    with office.throughline.reading() as session:
        assert session.log.settled() == before
