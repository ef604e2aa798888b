"""Whom a row names decides who counts as known, hidden or absent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import service.demo
from service.importing.family import family
from service.importing.known_names import shipped, with_those_of
from service.importing.people_named import PeopleOfTheCase
from service.importing.read_case import Row, read_case
from tests.factories.case_files import FAMILY, RowOfPeopleFactory

TODAY = date(2026, 3, 27)
SAMPLE = Path(service.demo.__file__).parent / "cases" / "baby-peter"


def people_of(rows, names=None) -> tuple[PeopleOfTheCase, dict]:
    read = [Row(line=n, cells=dict(row)) for n, row in enumerate(rows, start=2)]
    members, bad = family("invented", read, names or shipped(), TODAY)
    assert not bad
    known = PeopleOfTheCase.of(members, names or shipped())
    return known, {member.id: member.key for member in members}


def keys(known, by_id, cell):
    return [by_id[person] for person in known.read(cell).people]


@pytest.fixture(scope="module")
def sample():
    files = read_case(SAMPLE)
    names = shipped().using(row.cells["agency"] for row in files.events.rows())
    members, _ = family("baby-peter", files.people.rows(), names, TODAY)
    return PeopleOfTheCase.of(members, names), {member.id: member.key for member in members}


@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("mother", "mother"),
        ("father", "father"),
        ("mother's partner", "partner"),
        ("lodger", "lodger"),
        ("grandmother", "grandmother"),
        ("maternal grandmother", "grandmother"),
        ("childminder", "childminder"),
        ("allocated social worker", "sw2"),
        ("team manager", "tm"),
        ("GP", "gp"),
    ],
)
def test_somebody_of_the_sample_is_found_by_key_or_relation(sample, part, key):
    known, by_id = sample
    assert keys(known, by_id, part) == [key]


@pytest.mark.parametrize(
    "part",
    [
        "council lawyer",
        "council locum lawyer",
        "detective",
        "locum paediatrician",
        "paediatrician",
        "senior social worker",
        "senior team manager",
        "service manager",
    ],
)
def test_a_practitioner_of_the_sample_is_never_an_adult_nobody_knows(sample, part):
    named = sample[0].read(part)
    assert named.practitioners == (part,)
    assert not named.people
    assert not named.described


def test_an_agency_of_the_sample_is_called_as_its_column_calls_it(sample):
    named = sample[0].read("Police; hospital; Children's social care")
    assert named.agencies == ("police", "hospital", "social care")
    assert not named.described


def test_no_part_of_the_sample_is_left_over_but_two_descriptions(sample):
    cells = {row.cells["other_people"] for row in read_case(SAMPLE).events.rows()}
    left = {words for cell in cells for words in sample[0].read(cell).described}
    assert left == {"15-year-old girl", "family friend"}


def test_a_description_is_offered_as_somebody_and_made_nobody(sample):
    known, by_id = sample
    assert [by_id[who] for who in known.likely("family friend")] == ["friend"]
    assert [by_id[who] for who in known.likely("15-year-old girl")] == ["girl15"]
    assert known.likely("man at the door") == ()


def test_the_fathers_partner_is_never_offered_as_the_mothers():
    fathers = RowOfPeopleFactory(person_key="partner", relation_to_child="father's partner")
    known, _ = people_of([FAMILY[0], FAMILY[1], fathers])
    assert known.likely("mother's partner") == ()
    assert known.likely("partner") == (known.by_key["partner"].id,)


def test_a_remark_in_brackets_hides_nobody():
    known, by_id = people_of(FAMILY)
    assert keys(known, by_id, "Mother (by telephone); PARTNER (asleep)") == ["mother", "partner"]


def test_one_of_several_relations_is_enough():
    known, by_id = people_of(
        [
            *FAMILY,
            RowOfPeopleFactory(person_key="kin", relation_to_child="kinship carer; great-aunt"),
        ]
    )
    assert keys(known, by_id, "great-aunt") == ["kin"]
    assert keys(known, by_id, "Kinship carer; great-aunt") == ["kin"]


def test_a_role_counts_only_where_one_person_has_it():
    uncles = [
        RowOfPeopleFactory(person_key=key, role="extended family", relation_to_child=relation)
        for key, relation in (("u1", "uncle"), ("u2", "great-uncle"))
    ]
    known, by_id = people_of([*FAMILY, uncles[0]])
    assert keys(known, by_id, "extended family") == ["u1"]
    known, _ = people_of([*FAMILY, *uncles])
    assert known.read("extended family").described == ("extended family",)


def test_of_two_brothers_none_is_picked():
    known, _ = people_of(
        [
            *FAMILY,
            RowOfPeopleFactory(person_key="b1", relation_to_child="brother"),
            RowOfPeopleFactory(person_key="b2", relation_to_child="brother"),
        ]
    )
    assert known.read("brother").described == ("brother",)
    assert len(known.likely("brother")) == 2


@pytest.mark.parametrize(
    "part",
    [
        "the health visitor",
        "nurses",
        "midwives",
        "Dr A",
        "PC 1234",
        "social worker 2",
        "SW1",
        "head of year",
        "teacher at school",
        "detective in charge",
        "duty social workers",
        "mother's midwife",
        "CAMHS worker",
        "refuge workers",
    ],
)
def test_a_title_is_a_practitioner_however_it_is_written(part):
    known, _ = people_of(FAMILY)
    assert known.read(part).practitioners == (part,)


@pytest.mark.parametrize(
    "part",
    [
        "friend from school",
        "man known to police in the area",
        "mother's friend",
        "brother, a nurse",
        "boyfriend of the childminder",
        "unknown man",
        "neighbour",
        "child of a teacher",
        "factory worker",
    ],
)
def test_an_unknown_adult_is_not_hidden_behind_a_title_or_an_agency(part):
    known, _ = people_of(FAMILY)
    assert known.read(part).described == (part,)


def test_a_partnership_adds_its_own_titles_and_agencies(tmp_path):
    (tmp_path / "titles.toml").write_text('titles = ["wellbeing pilot"]\n', encoding="utf-8")
    (tmp_path / "agencies.toml").write_text(
        '[agencies]\n"Anyhub" = ["the hub"]\n', encoding="utf-8"
    )
    known, _ = people_of(FAMILY, with_those_of(tmp_path))
    named = known.read("senior wellbeing pilot; Anyhub; social worker")
    assert named.practitioners == ("senior wellbeing pilot", "social worker")
    assert named.agencies == ("Anyhub",)


@pytest.mark.parametrize(
    "part", ["health", "homeless persons unit", "homeless persons' unit", "Northtown Family Centre"]
)
def test_an_office_is_never_asked_about_as_an_adult_whom_nobody_met(part):
    known, _ = people_of([])

    named = known.read(part)

    assert named.agencies
    assert not named.described


def test_who_leads_a_plan_is_never_asked_about_as_an_adult_whom_nobody_met():
    known, _ = people_of([])

    named = known.read("care and support lead")

    assert (named.practitioners, named.described) == (("care and support lead",), ())
