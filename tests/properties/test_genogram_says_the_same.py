"""Whatever the ties, the picture draws everybody once and the table says all that is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from service.documents.genogram.drawn import genogram_svg
from service.documents.genogram.layout import laid_out
from service.documents.genogram.table import table_of
from tests.factories.genograms import Families
from tests.faults.counts import many

if TYPE_CHECKING:
    from service.documents.genogram.family import Family

NAMES = ("Ivo", "Ada", "Ben", "Cat", "Dov", "Elf", "Fay", "Gil", "Hob")
RELATIONS = (
    "mother",
    "father",
    "parent",
    "son",
    "child",
    "foster carer",
    "adoptive mother",
    "brother",
    "full sister",
    "maternal half-brother",
    "partner",
    "wife",
    "ex-husband",
    "divorced wife",
    "maternal grandmother",
    "paternal uncle",
    "mother's partner",
    "partner's brother",
    "cousin",
    "lodger",
    "",
)
SORTS = ("parent", "partner of a parent", "sibling", "adult of the household", "friend", "named")


@st.composite
def families(draw: st.DrawFn) -> Family:
    made = Families()
    made.person("Ivo", born="2022-05-04", kind_of_person="child")
    for name in NAMES[1:]:
        made.person(
            name,
            draw(st.sampled_from(("", "male", "female"))),
            draw(st.sampled_from(("", "1990", "2001-02-03", "2023-01-01"))),
            kind_of_person=draw(st.sampled_from(("adult", "child", "unborn"))),
            known_by_description=draw(st.sampled_from(("yes", "no"))),
        )
    for _ in range(draw(st.integers(0, 10))):
        made.tie(
            draw(st.sampled_from(NAMES[1:])),
            draw(st.sampled_from(RELATIONS)),
            draw(st.sampled_from(SORTS)),
            certainty=draw(st.sampled_from(("", "claimed", "denied"))),
        )
    for _ in range(draw(st.integers(0, 10))):
        one, other = draw(st.sampled_from(NAMES[1:])), draw(st.sampled_from(NAMES[1:]))
        if one != other:
            made.between(one, draw(st.sampled_from(RELATIONS[:-2])), other)
    return made.family()


@settings(max_examples=many(60, 600), deadline=None)
@given(families())
def test_everybody_and_every_tie_that_is_drawn_is_in_the_table(family: Family) -> None:
    layout = laid_out(family)
    rows = {row.key: row for row in table_of(family)}

    assert set(layout.at) == set(rows) == {member.key for member in family.members}
    for drawn in layout.drawn:
        union = next(one for one in family.unions if one.key == drawn.union)
        for line in drawn.lines:
            if line.part == "child" and union.partners:
                others = [rows[key].name for key in union.partners]
                assert any(all(one in tie for one in others) for tie in rows[line.to].ties)
            elif line.part == "child":
                assert any("brother or sister of" in tie for tie in rows[line.to].ties)
            elif line.part == "partners":
                one, other = union.partners
                assert any(rows[other].name in tie for tie in rows[one].ties)


@settings(max_examples=many(60, 600), deadline=None)
@given(families())
def test_no_contradiction_keeps_the_picture_from_being_drawn(family: Family) -> None:
    layout = laid_out(family)

    assert ET.fromstring(genogram_svg(family)) is not None  # noqa: S314 - our own drawing
    for union in family.unions:
        heights = {layout.at[key][1] for key in union.partners}
        assert len(heights) <= 1
        for child in union.children:
            assert all(layout.at[child.key][1] > height for height in heights)
