"""A row is brought in as it says, or every single thing wrong with it is named."""

from __future__ import annotations

from datetime import date

import pytest

from events.recorded_event import Learned, Subject
from events.vocabulary import IMPORT_NAMES, KINDS
from service.importing.family import family, outcome_of
from service.importing.known_names import shipped
from service.importing.people_named import PeopleOfTheCase
from service.importing.read_case import Row
from service.importing.row import Case, ReadRow, read_row
from tests.factories.case_files import FAMILY, RowOfEventsFactory, RowOfPeopleFactory

TODAY = date(2026, 3, 27)
PEOPLE = [
    *FAMILY,
    RowOfPeopleFactory(person_key="elm", relation_to_child="self", date_of_birth="2020"),
]


@pytest.fixture(scope="module")
def case() -> Case:
    names = shipped().using(["health visiting", "Police"])
    rows = [Row(line=n, cells=dict(row)) for n, row in enumerate(PEOPLE, start=2)]
    members, _ = family("invented", rows, names, TODAY)
    return Case(
        source="invented",
        today=TODAY,
        actor="operator:somebody",
        people=PeopleOfTheCase.of(members, names),
        further=(
            "behaviour",
            "decision",
            "type",
            "agencies_present",
            "harmed_by",
            "due",
            "nonsense",
        ),
    )


def read(case, seen=None, **cells):
    more = dict.fromkeys(case.further, "")
    row = more | RowOfEventsFactory(row_id="row-1", **cells)
    return read_row(Row(line=9, cells=row), case, seen or {})


def person(case, key):
    return case.people.by_key[key].id


def columns(found) -> list[str]:
    assert not isinstance(found, ReadRow), "the row was taken"
    return [fault.column for fault in found]


def test_a_row_becomes_one_event_of_its_child(case):
    row = read(case, other_people="mother; social worker; unknown man")
    assert row.stream == person(case, "ash")
    assert row.new.kind == "visit"
    assert row.new.subjects == (
        Subject(person=person(case, "ash"), role="child"),
        Subject(person=person(case, "mother"), role="named"),
    )
    assert row.described == ("unknown man",)
    assert row.new.content == {
        "fact": "Visit at home; calm.",
        "source": "An invented file",
        "seen": "yes",
        "alone": "no",
        "professionals": ["social worker"],
        "known_by_description": ["unknown man"],
        "people_as_written": "mother; social worker; unknown man",
        "behaviour": "",
    }


def test_learned_is_the_earliest_day_it_can_have_happened(case):
    row = read(case, occurred_on="2025-03", occurred_precision="month")
    assert row.new.learned == (
        Learned(
            agency="health visiting",
            first=date(2025, 3, 1),
            last=date(2025, 3, 1),
            how="at the time",
        ),
    )


def test_what_was_recorded_later_is_known_from_the_latest_day_that_can_mean(case):
    assert read(case, recorded_on="2025-08").known_from == date(2025, 8, 31)


def test_an_agency_that_sat_at_the_table_has_learned_and_one_that_is_mentioned_has_not(case):
    met = read(case, kind="strategy_discussion", other_people="police; hospital; mother")
    assert {known.agency for known in met.new.learned} == {"health visiting", "Police", "hospital"}
    rang = read(case, kind="contact", other_people="police")
    assert {known.agency for known in rang.new.learned} == {"health visiting"}
    assert rang.new.content["agencies_named"] == ["Police"]


def test_two_children_of_a_row_are_both_its_children(case):
    row = read(case, subject_child="ash; elm")
    assert row.new.subjects[:2] == (
        Subject(person=person(case, "ash"), role="child"),
        Subject(person=person(case, "elm"), role="child"),
    )


def test_an_outcome_lies_in_a_stream_of_its_own(case):
    assert read(case, kind="plan_outcome_set").stream == outcome_of("invented", "row-1")


def test_an_empty_cell_in_a_column_of_words_says_that_nothing_was_recorded(case):
    assert read(case).new.content["behaviour"] == ""
    assert read(case, behaviour="Cried").new.content["behaviour"] == "Cried"
    assert "type" not in read(case).new.content


def test_a_further_column_of_another_kind_is_passed_over(case):
    assert "behaviour" not in read(case, kind="arrest", behaviour="Cried").new.content


def test_a_choice_may_be_written_in_the_words_that_offer_it(case):
    assert read(case, type="Statutory visit").new.content["type"] == "statutory"
    assert columns(read(case, type="sideways")) == ["type"]


def test_a_column_named_after_a_role_says_who_did_it(case):
    row = read(case, kind="dv_incident", other_people="mother", harmed_by="partner")
    assert Subject(person=person(case, "partner"), role="harmed_by") in row.new.subjects
    assert columns(read(case, kind="dv_incident", harmed_by="stranger")) == ["harmed_by"]


@pytest.mark.parametrize("blank", ["summary", "source", "child_seen", "child_spoken_to_alone"])
def test_a_gap_is_kept_as_a_gap(case, blank):
    row = read(case, **{blank: ""})
    assert isinstance(row, ReadRow)


def test_what_happened_before_the_birth_is_taken(case):
    assert isinstance(read(case, occurred_on="1999", occurred_precision="year"), ReadRow)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"subject_child": "oak"}, ["subject_child"]),
        ({"subject_child": ""}, ["subject_child"]),
        ({"subject_child": "ash; oak"}, ["subject_child"]),
        ({"kind": "telephone_call"}, ["kind"]),
        ({"kind": ""}, ["kind"]),
        ({"kind": "entry_struck_out"}, ["kind"]),
        ({"occurred_on": "2025-02-30"}, ["occurred_on"]),
        ({"occurred_on": "2027-01-01"}, ["occurred_on"]),
        ({"recorded_on": "2025-01-01"}, ["recorded_on"]),
        ({"recorded_on": "last week"}, ["recorded_on"]),
        ({"child_seen": "maybe"}, ["child_seen"]),
        ({"child_seen": "no", "child_spoken_to_alone": "yes"}, ["child_spoken_to_alone"]),
        ({"other_people": "x" * 600}, ["other_people"]),
        ({"summary": "x" * 20_001}, ["summary"]),
    ],
)
def test_one_fault_is_named_by_its_column(case, cells, wrong):
    found = read(case, **cells)
    assert columns(found) == wrong
    assert all(fault.fix for fault in found)


def test_every_fault_of_a_row_is_named_at_once(case):
    found = read(
        case, occurred_on="2025-99", kind="visitt", subject_child="oak", child_seen="perhaps"
    )
    assert columns(found) == ["occurred_on", "kind", "subject_child", "child_seen"]


def test_a_misspelt_kind_is_answered_with_the_nearest(case):
    (fault,) = read(case, kind="strategy_discusion")
    assert fault.fix == "Did you mean strategy_discussion?"


@pytest.mark.parametrize("kind", ["flood", "zzz"])
def test_a_kind_like_none_is_answered_with_no_other(case, kind):
    (fault,) = read(case, kind=kind)
    assert fault.fix == "Choose a kind of the vocabulary, or other"


@pytest.mark.parametrize("day", ["02/05/2006", "2 May 2006", "2006.05.02"])
def test_a_date_as_people_write_it_is_told_how_to_be_written(case, day):
    (fault,) = read(case, occurred_on=day)
    assert fault.column == "occurred_on"
    assert "year first" in fault.reason
    assert "27 March 2007 as 2007-03-27" in fault.fix


def test_a_child_of_the_row_may_be_written_by_relation(case):
    row = read(case, subject_child="subject child")
    assert row.stream == person(case, "ash")


def test_a_row_id_stands_once_in_a_file(case):
    (fault,) = read(case, seen={"row-1": 4})
    assert fault.column == "row_id"
    assert "line 4" in fault.reason


def test_a_row_without_an_id_is_refused(case):
    row = dict.fromkeys(case.further, "") | RowOfEventsFactory(row_id="")
    assert columns(read_row(Row(line=2, cells=row), case, {})) == ["row_id"]


@pytest.mark.parametrize("name", sorted(n for n, kind in IMPORT_NAMES.items() if KINDS[kind].told))
def test_every_kind_that_tells_of_the_world_can_be_brought_in(case, name):
    row = read(case, kind=name)
    assert isinstance(row, ReadRow)
    assert row.new.kind == IMPORT_NAMES[name]
