"""A file that cannot be read is refused as a whole, a row that cannot be read alone."""

from __future__ import annotations

import pytest

from service.importing.errors import ImportRefused
from service.importing.read_case import LONGEST_CELL, read_case
from tests.factories.case_files import RowOfEventsFactory, write_case


def events_of(folder, text: str | bytes):
    write_case(folder, [])
    file = folder / "events.csv"
    heading = file.read_bytes().strip()
    file.write_bytes(heading + b"\r\n" + (text if isinstance(text, bytes) else text.encode()))
    return read_case(folder).events


GOOD = "row-1,2025-03-04,day,,police,contact,ash,,no,no,Rang,A file"


def test_a_row_is_named_by_the_line_it_starts_on(tmp_path):
    text = f'\n"row-0",2025,year,,police,contact,ash,,no,no,"Two\nlines","A file"\n\n{GOOD}\n'
    rows = list(events_of(tmp_path, text).rows())
    assert [(row.line, row.cells["row_id"]) for row in rows] == [(3, "row-0"), (6, "row-1")]
    assert rows[0].cells["summary"] == "Two\nlines"


def test_the_empty_rows_below_a_table_of_excel_are_no_faults_of_the_case(tmp_path):
    sheet = events_of(tmp_path, f"{GOOD}\n,,,,,,,,,,,\n , ,,,,,,,,,,\n")

    assert [row.cells["row_id"] for row in sheet.rows()] == ["row-1"]
    assert sheet.count() == 1


def test_a_byte_order_mark_is_no_part_of_a_column(tmp_path):
    folder = write_case(tmp_path, [RowOfEventsFactory()])
    file = folder / "events.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert next(read_case(folder).events.rows()).cells["row_id"].startswith("row-")


@pytest.mark.parametrize(
    ("bytes_", "said"),
    [
        ("row-1,Größe".encode("latin-1"), "UTF-8"),
        (b"row-1,\x00", "NUL"),
    ],
)
def test_a_file_in_another_encoding_is_refused_and_never_garbled(tmp_path, bytes_, said):
    with pytest.raises(ImportRefused, match=said) as refused:
        events_of(tmp_path, bytes_)
    assert refused.value.line == 2


def test_a_utf_16_file_is_called_by_its_name(tmp_path):
    folder = write_case(tmp_path, [RowOfEventsFactory()])
    file = folder / "people.csv"
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises(ImportRefused, match=r"people\.csv: it is UTF-16"):
        read_case(folder)


@pytest.mark.parametrize("name", ["events.csv", "people.csv"])
def test_a_missing_file_is_named(tmp_path, name):
    folder = write_case(tmp_path, [])
    (folder / name).unlink()
    with pytest.raises(ImportRefused, match=name):
        read_case(folder)


def test_a_case_without_conflicts_can_be_read(tmp_path):
    folder = write_case(tmp_path, [])
    (folder / "conflicts.csv").unlink()
    assert read_case(folder).conflicts is None


def test_missing_columns_are_all_named(tmp_path):
    folder = write_case(tmp_path, [])
    (folder / "events.csv").write_text("row_id,agency\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="occurred_on, occurred_precision"):
        read_case(folder)


def test_a_table_with_semicolons_is_told_what_to_do(tmp_path):
    folder = write_case(tmp_path, [])
    (folder / "people.csv").write_text("person_key;role;relation_to_child\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="with commas between the columns"):
        read_case(folder)


def test_two_columns_of_one_name_are_refused(tmp_path):
    folder = write_case(tmp_path, [RowOfEventsFactory(place="Home")])
    file = folder / "events.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("place", "agency"), encoding="utf-8")
    with pytest.raises(ImportRefused, match="twice: agency"):
        read_case(folder)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("row-0,2025", "2 cells and the heading 12"),
        (GOOD + ",one more", "13 cells and the heading 12"),
        ('row-0,2025,year,,police,contact,ash,,no,no,"half" quoted,A file', "quotation marks"),
        ("row-0,2025,year,,police,contact,ash,,no,no," + "x" * (LONGEST_CELL + 1), "more than"),
        (
            "row-0,2025,year,,police,contact,ash,,no,no,\u202eback,A file",
            "invisible character, U+202E",
        ),
        (
            "row-0,2025,year,,police,contact,ash,,no,no,bell\x07,A file",
            "invisible character, U+0007",
        ),
    ],
)
def test_a_row_that_is_no_row_is_refused_and_the_next_one_read(tmp_path, bad, reason):
    rows = list(events_of(tmp_path, f"{bad}\n{GOOD}\n").rows())
    assert reason in rows[0].faults[0].reason
    assert rows[0].line == 2
    assert not rows[1].faults
    assert rows[1].cells["row_id"] == "row-1"
    assert rows[1].line == 3


def test_a_rejects_file_comes_back_without_its_marks(tmp_path):
    folder = write_case(tmp_path, [])
    heading = (folder / "events.csv").read_text(encoding="utf-8").strip()
    text = f"{heading},line,column,reason,fix\n{GOOD},7,kind,there is none,Choose one\n"
    (folder / "events.csv").write_text(text, encoding="utf-8")
    sheet = read_case(folder).events
    assert sheet.further == ()
    assert next(sheet.rows()).cells["source"] == "A file"
