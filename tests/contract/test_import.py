"""A case comes in once, whole where it is good, and a person mends only what is bad."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.stored.directory import children, find_child
from projections.stored.rebuild import check
from service.importing.family import outcome_of
from service.importing.importing import import_case
from service.importing.rejects import write_rejects
from service.settings import Settings
from service.wiring import Throughline, throughline
from tests.factories.case_files import FAMILY, RowOfEventsFactory, RowOfPeopleFactory, write_case
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = "2026-03-27T09:05:00Z"


@pytest.fixture
def house(migrated_database_url: str) -> Iterator[Throughline]:
    opened = throughline(Settings(database_url=migrated_database_url), StoppedClock(NOW))
    yield opened
    opened.database.close()


def bring(house: Throughline, folder: Path, source: str = "invented"):
    return import_case(house, folder, source=source, actor="operator:somebody")


def record_of(house: Throughline, child: str = "ash"):
    with house.reading() as session:
        return gather(session.log, find_child(session.connection, child))


def entries(house: Throughline, child: str = "ash"):
    return {entry.source_ref: entry for entry in chronology(record_of(house, child)).entries}


def rows(count: int):
    return [
        RowOfEventsFactory(row_id=f"r{n}", summary=f"Visit {n}", other_people="mother; unknown man")
        for n in range(count)
    ]


def test_the_same_files_twice_add_nothing(house, tmp_path):
    folder = write_case(
        tmp_path,
        rows(5),
        conflicts=[
            {"conflict_id": "c1", "row_ids": "r1; r2", "about": "date", "accounts": "x v y"}
        ],
    )
    first = bring(house, folder)
    assert (first.rows.imported, first.people.imported, first.conflicts.imported) == (5, 4, 1)
    with house.reading() as session:
        before = session.log.settled()
    again = bring(house, folder)
    assert (again.rows.already, again.people.already, again.conflicts.already) == (5, 4, 1)
    assert (again.rows.imported, again.people.imported, again.conflicts.imported) == (0, 0, 0)
    assert again.whole
    with house.reading() as session:
        assert session.log.settled() == before


def test_the_same_files_on_another_day_add_nothing(house, tmp_path):
    folder = write_case(tmp_path, rows(2))
    bring(house, folder)
    with house.reading() as session:
        before = session.log.settled()
    tomorrow = Throughline(
        settings=house.settings, database=house.database, clock=StoppedClock("2026-03-28T09:05:00Z")
    )
    assert bring(tomorrow, folder).whole
    with house.reading() as session:
        assert session.log.settled() == before


def test_a_row_that_changed_is_corrected_in_the_record_and_never_by_a_file(house, tmp_path):
    bring(house, write_case(tmp_path / "a", rows(2)))
    changed = rows(2)
    changed[1]["summary"] = "Visit, told otherwise"
    done = bring(house, write_case(tmp_path / "b", changed))
    assert done.rows.already == 1
    (refused,) = done.rows.as_json()["rejects"]
    assert refused["line"] == 3
    assert "correct it in the record" in refused["fix"]
    assert entries(house)["r1"].sentence == "Visit 1"


def test_two_sources_may_use_one_row_id(house, tmp_path):
    folder = write_case(tmp_path, rows(1))
    bring(house, folder, "one")
    assert bring(house, folder, "other").rows.imported == 1
    with house.reading() as session:
        assert len(children(session.connection)) == 2


def test_good_rows_stand_beside_bad_ones_and_the_mended_ones_follow(house, tmp_path):
    some = rows(4)
    some[1]["kind"] = "visitt"
    some[2] |= {"occurred_on": "2025-02-30", "subject_child": "oak"}
    done = bring(house, write_case(tmp_path / "case", some))
    assert (done.rows.rows, done.rows.imported, len(done.rows.bad)) == (4, 2, 2)
    assert [(one["line"], one["column"]) for one in done.rows.as_json()["rejects"]] == [
        (3, "kind"),
        (4, "occurred_on"),
        (4, "subject_child"),
    ]
    assert set(entries(house)) == {"r0", "r3"}

    file = tmp_path / "rejects.csv"
    write_rejects(file, done.heading, done.rows.bad)
    with file.open(encoding="utf-8", newline="") as opened:
        refused = list(csv.DictReader(opened))
    assert [row["row_id"] for row in refused] == ["r1", "r2"]
    assert [row["line"] for row in refused] == ["3", "4"]
    assert refused[1]["column"] == "occurred_on; subject_child"
    assert refused[0]["fix"] == "Did you mean visit?"

    mended = tmp_path / "mended"
    write_case(mended, [])
    text = file.read_text(encoding="utf-8")
    for bad, good in (("visitt", "visit"), ("2025-02-30", "2025-02-28"), (",oak,", ",ash,")):
        text = text.replace(bad, good)
    (mended / "events.csv").write_text(text, encoding="utf-8")
    done = bring(house, mended)
    assert (done.rows.imported, done.whole) == (2, True)
    assert set(entries(house)) == {"r0", "r1", "r2", "r3"}


def test_a_refused_row_of_a_case_is_guarded_where_it_is_mended_and_comes_back_to_the_letter(
    house, tmp_path
):
    trick = "=1+1 he said;+2\n- and '=3"
    some = [RowOfEventsFactory(row_id="r0", occurred_on="2025-02-30", summary=trick)]
    done = bring(house, write_case(tmp_path / "case", some))
    file = tmp_path / "rejects.csv"
    write_rejects(file, done.heading, done.rows.bad)
    text = file.read_text(encoding="utf-8")
    assert "'=1+1 he said;'+2" in text

    mended = tmp_path / "mended"
    write_case(mended, [])
    (mended / "events.csv").write_text(text.replace("2025-02-30", "2025-02-28"), encoding="utf-8")
    assert bring(house, mended).rows.imported == 1
    assert entries(house)["r0"].content["fact"] == trick


def test_a_person_is_known_from_the_first_row_that_names_them(house, tmp_path):
    some = [
        RowOfEventsFactory(row_id="r0", occurred_on="2025-03-04", other_people="mother"),
        RowOfEventsFactory(
            row_id="r1", occurred_on="2025-01", occurred_precision="month",
            recorded_on="2025-06", other_people="partner", agency="police",
        ),
    ]  # fmt: skip
    bring(house, write_case(tmp_path, some))
    known = {p.person_key: p.known_from for p in record_of(house).people().values()}
    assert known["mother"] == date(2025, 3, 4)
    assert known["partner"] == date(2025, 6, 30)
    assert known["ash"] == date(2025, 3, 4)
    assert known["sw"] == date(2026, 3, 27)
    before = record_of(house).known_at(date(2025, 6, 29))
    assert "partner" not in {p.person_key for p in before.people().values()}
    assert "mother's partner" not in {tie.relation for tie in before.ties()}


def test_a_later_file_can_show_that_somebody_was_known_earlier(house, tmp_path):
    bring(house, write_case(tmp_path / "a", rows(1)))
    earlier = RowOfEventsFactory(
        row_id="r9", occurred_on="2025-01-02", other_people="mother; partner"
    )
    done = bring(house, write_case(tmp_path / "b", [earlier]))
    assert done.whole
    known = {p.person_key: p for p in record_of(house).people().values()}
    assert known["mother"].known_from == date(2025, 1, 2)
    assert known["partner"].known_from == date(2025, 1, 2)
    ties = {tie.relation: tie for tie in record_of(house).known_at(date(2025, 1, 2)).ties()}
    assert {"mother", "mother's partner"} <= set(ties)
    assert not any(m.differing for m in check(house.database))


def test_one_description_is_one_person(house, tmp_path):
    some = rows(2)
    some[1]["other_people"] = "Unknown  Man; mother"
    done = bring(house, write_case(tmp_path, some))
    assert done.described == 1
    found = [p for p in record_of(house).people().values() if p.known_by_description]
    assert [p.name for p in found] == ["unknown man"]


def test_a_likely_match_is_noted_and_not_made(house, tmp_path):
    row = RowOfEventsFactory(row_id="r0", other_people="neighbour")
    assert bring(house, write_case(tmp_path, [row])).likely == ()
    row = RowOfEventsFactory(row_id="r1", other_people="partner of mother")
    done = bring(house, write_case(tmp_path / "b", [row]))
    assert done.likely == (("partner of mother", ("partner",)),)
    people = {p.person_key or p.name: p for p in record_of(house).people().values()}
    assert people["partner of mother"].likely == (people["partner"].id,)


def test_outcomes_and_what_shows_them_are_joined_by_row_id(house, tmp_path):
    some = [
        RowOfEventsFactory(
            row_id="r2", kind="plan_outcome_reviewed", occurred_on="2025-06-01",
            outcome="r1", result="achieved", evidence_of_change="r0; r3",
        ),
        RowOfEventsFactory(row_id="r0"),
        RowOfEventsFactory(
            row_id="r1", kind="plan_outcome_set", desired="Ash is heard", due="2025-05-01",
        ),
        RowOfEventsFactory(row_id="r3", follows_up="r0"),
    ]  # fmt: skip
    done = bring(house, write_case(tmp_path, some))
    assert done.whole
    found = entries(house)
    assert found["r2"].content["outcome"] == str(outcome_of("invented", "r1"))
    assert found["r2"].content["evidence_of_change"] == [found["r0"].id, found["r3"].id]
    assert found["r3"].content["follows_up"] == found["r0"].id
    assert found["r1"].event.stream == outcome_of("invented", "r1")
    assert bring(house, tmp_path).rows.already == 4


def test_a_row_that_cites_a_refused_row_is_refused_with_it(house, tmp_path):
    some = [
        RowOfEventsFactory(row_id="r0", kind="no_such_kind"),
        RowOfEventsFactory(row_id="r1", follows_up="r0"),
        RowOfEventsFactory(row_id="r2", follows_up="r1"),
        RowOfEventsFactory(row_id="r3", follows_up="r4"),
        RowOfEventsFactory(row_id="r4", follows_up="r3"),
        RowOfEventsFactory(row_id="r5"),
    ]
    done = bring(house, write_case(tmp_path, some))
    assert done.rows.imported == 1
    assert [row.line for row in sorted(done.rows.bad, key=lambda row: row.line)] == [2, 3, 4, 5, 6]


def test_accounts_that_may_be_of_one_incident_wait_for_a_person(house, tmp_path):
    conflicts = [
        {"conflict_id": "c1", "row_ids": "r0; r1", "about": "day", "accounts": "one v other"},
        {"conflict_id": "c2", "row_ids": "r2", "about": "count", "accounts": "three v four"},
        {"conflict_id": "c3", "row_ids": "r2; r8", "about": "who", "accounts": "a v b"},
        {"conflict_id": "c1", "row_ids": "r2", "about": "again", "accounts": ""},
    ]
    done = bring(house, write_case(tmp_path, rows(3), conflicts=conflicts))
    assert (done.conflicts.rows, done.conflicts.imported) == (4, 2)
    assert [one["column"] for one in done.conflicts.as_json()["rejects"]] == [
        "row_ids",
        "conflict_id",
    ]
    found = entries(house)
    (linked,) = found["r0"].differences
    assert (linked.entries, linked.candidate) == ((found["r0"].id, found["r1"].id), True)
    (noted,) = found["r2"].differences
    assert (noted.entries, noted.candidate) == ((found["r2"].id,), False)
    earlier = chronology(record_of(house).known_at(date(2026, 3, 26))).entries
    assert not any(entry.differences for entry in earlier)


def test_a_refused_person_takes_no_other_with_them(house, tmp_path):
    people = [*FAMILY, RowOfPeopleFactory(person_key="aunt", date_of_birth="1980-13")]
    done = bring(house, write_case(tmp_path, rows(1), people))
    assert (done.people.imported, done.rows.imported) == (4, 1)
    assert [(one["line"], one["column"]) for one in done.people.as_json()["rejects"]] == [
        (6, "date_of_birth")
    ]


def test_an_unborn_child_is_registered_by_the_expected_date(house, tmp_path):
    people = [
        RowOfPeopleFactory(
            person_key="bump",
            role="unborn child",
            relation_to_child="self",
            date_of_birth="2026-06",
        ),
        *FAMILY[1:],
    ]
    bring(house, write_case(tmp_path, [RowOfEventsFactory(subject_child="bump")], people))
    child = record_of(house, "bump").people()[record_of(house, "bump").child]
    assert (child.kind, child.born) == ("unborn", None)
    assert child.expected is not None


def test_an_import_larger_than_a_batch_counts_every_row(house, tmp_path):
    heard: list[tuple[int, int]] = []
    folder = write_case(tmp_path, rows(450))
    done = import_case(
        house,
        folder,
        source="invented",
        actor="operator:x",
        tell=lambda d, of: heard.append((d, of)),
    )
    assert done.rows.imported == 450
    assert heard[-1] == (450, 450)
    assert len(entries(house)) == 450
