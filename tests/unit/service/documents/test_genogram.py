"""What a reader of the genogram would miss, or be told wrongly, if it drew wrongly."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import uuid5
from xml.etree import ElementTree as ET

import pytest

from events.recorded_event import Subject
from projections.chronology.chronology import chronology
from service.documents.genogram.crossings import Stroke, crossings
from service.documents.genogram.drawn import genogram_svg
from service.documents.genogram.layout import laid_out
from service.documents.genogram.read_family import read_family
from service.documents.genogram.relation_words import read_relation
from service.documents.genogram.table import table_of
from tests.factories.events import CHILD
from tests.factories.genograms import (
    ON,
    Families,
    of_eight,
    of_forty,
    of_three,
    of_twenty,
    person_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.documents.genogram.family import Family, Member

SVG = "{http://www.w3.org/2000/svg}"


def one(family: Family, name: str) -> Member:
    return next(member for member in family.members if member.name == name)


def in_words(family: Family, name: str) -> str:
    return " ".join(next(row for row in table_of(family) if row.name == name).cells)


@pytest.mark.parametrize(
    ("family", "people", "least"),
    [
        (of_three, 3, 0),
        (of_eight, 8, 0),
        (of_twenty, 20, 0),
        # The mother has brothers and sisters, and two of her partners have parents on record: she
        # stands beside two people at most, so one line passes over one family, whatever the order.
        (of_forty, 40, 1),
    ],
)
def test_no_line_of_one_family_crosses_another_where_that_can_be_avoided(
    family: Callable[[], Families], people: int, least: int
) -> None:
    drawn = family().family()

    assert len([one for one in drawn.members if one.state != "not recorded"]) == people
    assert laid_out(drawn).crossings == least


def test_two_lines_that_cross_are_counted_and_two_that_meet_nobody_are_not() -> None:
    down = Stroke(union="a", x1=5, y1=0, x2=5, y2=10)
    across = Stroke(union="b", x1=0, y1=5, x2=10, y2=5)
    upon = Stroke(union="b", x1=5, y1=4, x2=5, y2=20)

    assert crossings([down, across]) == 1
    assert crossings([down, upon]) == 1
    assert crossings([down, Stroke(union="a", x1=0, y1=5, x2=10, y2=5)]) == 0
    assert crossings([down, Stroke(union="b", x1=6, y1=0, x2=9, y2=9)]) == 0


def test_no_two_symbols_and_no_two_names_lie_upon_one_another() -> None:
    layout = laid_out(of_forty().family())
    places = sorted((y, x) for x, y in layout.at.values())

    assert all(
        other[1] - first[1] >= 80 for first, other in pairwise(places) if first[0] == other[0]
    )


def test_children_stand_below_their_parents_and_a_couple_in_one_row() -> None:
    layout = laid_out(of_forty().family())

    for union in layout.family.unions:
        heights = {layout.at[key][1] for key in union.partners}
        assert len(heights) <= 1
        assert all(layout.at[child.key][1] > max(heights, default=0) for child in union.children)


def test_a_man_known_by_description_alone_is_seen_to_have_no_name_yet() -> None:
    drawn = of_eight().family()
    partner = one(drawn, "Mother's new partner")

    assert partner.described
    assert "known by description alone" in in_words(drawn, "Mother's new partner")
    assert 'stroke-dasharray="4 3"' in genogram_svg(drawn)


def test_violence_on_record_is_drawn_from_who_harmed_to_who_was_harmed() -> None:
    drawn = of_eight().family()

    assert [(b.one, b.other, b.quality) for b in drawn.between] == [
        (str(person_id("Mother's new partner")), str(person_id("Mira")), "violence")
    ]
    assert "violence on record from Mother's new partner" in in_words(drawn, "Mira")


def test_a_partner_is_not_there_before_the_day_on_which_it_began() -> None:
    before = of_eight().family(date(2024, 1, 31))

    assert "Mother's new partner" not in {member.name for member in before.members}
    assert "Mother's new partner" in {m.name for m in of_eight().family().members}


def test_what_nobody_knew_on_a_day_is_not_drawn_as_known_at_it() -> None:
    told = of_eight().chronology()
    before = read_family(told, date(2024, 5, 31))
    unknown = read_family(chronology(told.record.known_at(date(2024, 5, 31))), date(2024, 5, 31))

    assert before.members
    assert unknown.members == ()
    assert "Nobody was known on this day." in genogram_svg(unknown)


def test_the_dead_are_crossed_from_the_day_of_their_death_and_not_before() -> None:
    assert one(of_eight().family(), "Ruth").died
    assert not one(of_eight().family(date(2023, 2, 19)), "Ruth").died


def test_a_baby_not_yet_born_is_a_triangle_and_a_child_not_yet_expected_is_not_there() -> None:
    assert one(of_eight().family(), "Unborn").state == "pregnancy"
    assert "Unborn" not in {m.name for m in of_eight().family(date(2023, 6, 1)).members}


def test_a_union_that_is_over_has_one_stroke_and_a_divorce_two() -> None:
    drawn = of_twenty().family()
    states = {
        frozenset(drawn.member(key).name for key in union.partners): (union.ended, union.divorced)
        for union in drawn.unions
    }

    assert states[frozenset({"Mira", "Tom"})] == (True, False)
    assert states[frozenset({"Walter", "Edna"})] == (True, True)
    assert states[frozenset({"Olga", "Sven"})] == (False, False)


def test_a_brother_of_whom_no_parent_is_said_is_not_drawn_as_the_fathers_son() -> None:
    made = of_three()
    made.person("Jon", "male", "2019", kind_of_person="child")
    made.tie("Jon", "brother", "sibling", started="2022-05-04")
    drawn = made.family()

    (sorts,) = [
        {drawn.member(child.key).name: child.sort for child in union.children}
        for union in drawn.unions
    ]
    assert sorts == {"Jon": "not said", "Ivo": "birth"}
    assert "which parents is not certain" in in_words(drawn, "Jon")


def test_the_parent_whom_the_record_does_not_name_is_seen_to_be_missing() -> None:
    drawn = of_eight().family()

    assert any(member.state == "not recorded" for member in drawn.members)
    assert "parent of Mira" in in_words(drawn, "Other parent of Mira, not recorded")


def test_a_sex_that_nobody_recorded_is_said_to_be_not_recorded() -> None:
    drawn = of_forty().family()

    assert one(drawn, "Lou").sex == ""
    assert "sex not recorded" in in_words(drawn, "Lou")


def test_somebody_who_would_be_their_own_grandmother_is_noted_and_breaks_nothing() -> None:
    made = of_three()
    made.person("Eve", "female")
    made.tie("Eve", "maternal grandmother")
    made.between("Mira", "mother", "Eve")
    drawn = made.family()

    assert any("contradicts" in note for note in drawn.notes)
    assert ET.fromstring(genogram_svg(drawn)) is not None  # noqa: S314 - our own drawing


def test_a_third_father_is_noted_and_not_drawn() -> None:
    made = of_three()
    for name in ("Rolf", "Udo"):
        made.person(name, "male")
        made.tie(name, "father", "parent")
    drawn = made.family()

    assert sum("More than two people" in note for note in drawn.notes) == 2


def test_a_relation_in_free_words_places_nobody() -> None:
    assert read_relation("a man who may be the father of her sister") is None
    made = of_three()
    made.person("Guy", "male")
    made.tie("Guy", "says that he is her brother", "friend")

    assert all("Guy" not in {c.key for c in u.children} for u in made.family().unions)
    assert one(made.family(), "Guy").row is None


def test_a_grandmother_of_no_side_stands_in_her_row_without_a_line() -> None:
    made = of_three()
    made.person("Eve", "female")
    made.tie("Eve", "grandmother")
    drawn = made.family()

    assert one(drawn, "Eve").row == -2
    assert any("Eve" in note and "which parent" in note for note in drawn.notes)


def test_a_child_whose_record_is_closed_is_withheld_and_nothing_of_theirs_is_told() -> None:
    made = of_three()
    other = uuid5(CHILD, "closed")
    made.person("Secret", "female", "2020-01-01", kind_of_person="child")
    made.event(
        "relationship_recorded",
        {"relation": "mother", "closeness": "parent"},
        (Subject(person=other, role="child"), Subject(person=person_id("Mira"), role="related")),
        other,
    )
    drawn = read_family(made.chronology(), ON, closed=frozenset({other}))

    assert one(drawn, "Withheld").state == "withheld"
    assert "Secret" not in genogram_svg(drawn)
    assert one(read_family(made.chronology(), ON), "Child of another record").state == "person"


def test_twins_hang_from_one_point() -> None:
    layout = laid_out(of_twenty().family())
    tops = [
        line.points[0]
        for drawn in layout.drawn
        for line in drawn.lines
        if line.part == "child" and layout.family.member(line.to).name in {"Bo", "Liv"}
    ]

    assert len(tops) == 2
    assert len(set(tops)) == 1


def test_what_two_others_are_to_one_another_makes_neither_that_to_the_child() -> None:
    ties = of_eight().chronology().ties

    assert {tie.relation for tie in ties if tie.person == person_id("Dale")} == {
        "mother's former husband"
    }


def test_the_drawing_needs_no_style_no_script_and_no_address() -> None:
    drawing = genogram_svg(of_forty().family())
    names = {part.tag.removeprefix(SVG) for part in ET.fromstring(drawing).iter()}  # noqa: S314
    attributes = {name for part in ET.fromstring(drawing).iter() for name in part.keys()}  # noqa: S314, SIM118

    assert names <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "rect",
        "circle",
        "polygon",
        "line",
        "text",
    }
    assert "style" not in attributes
    assert not {name for name in attributes if name.startswith("on") or "href" in name}


def test_a_name_written_as_markup_is_drawn_as_the_letters_that_it_is() -> None:
    made = of_three()
    made.person("<script>x</script> & co", "female")
    made.tie("<script>x</script> & co", "maternal aunt")

    assert "<script" not in genogram_svg(made.family())
