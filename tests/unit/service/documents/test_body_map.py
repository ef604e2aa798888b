"""A mark on the left cheek is drawn on the child's left cheek, of an infant and of a child."""

from __future__ import annotations

import re

import pytest

from events.body_map import REGIONS, marked, places_of
from events.options import BODY_PLACES
from service.documents.body.figures import FIGURES, MIDDLE, drawings, figure_for


@pytest.mark.parametrize("figure", FIGURES)
def test_every_place_that_can_be_named_can_be_pointed_at_once(figure: str) -> None:
    drawn = [
        (drawing.view, shape.region)
        for drawing in drawings(figure)
        for shape in drawing.shapes
        if shape.region
    ]

    assert sorted(drawn) == sorted((one.view, one.name) for one in REGIONS.values())


@pytest.mark.parametrize("figure", FIGURES)
def test_left_is_the_childs_own_left_seen_from_the_front_and_from_the_back(figure: str) -> None:
    for drawing in drawings(figure):
        for shape in drawing.shapes:
            points = re.findall(r"([-\d.]+),([-\d.]+)", shape.path)
            across = sum(float(x) for x, _ in points) / len(points)
            assert all(0 <= float(x) <= drawing.width for x, _ in points)
            assert all(0 <= float(y) <= drawing.height for _, y in points)
            side = REGIONS[shape.region].side if shape.region else ""
            on_the_right = across > MIDDLE
            if side:
                assert on_the_right == ((side == "left") == (drawing.view != "back")), shape.region


def test_every_place_belongs_to_one_that_lists_and_rules_know() -> None:
    assert {one.place for one in REGIONS.values()} <= set(BODY_PLACES)
    assert places_of({"site": ["ear"], "body_map": ["left_knee", "chin"]}) == (
        "face",
        "ear",
        "knee",
    )
    assert [one.words for one in marked({"body_map": ["left_knee", "chin"]})] == [
        "Chin or jaw",
        "Left knee",
    ]


@pytest.mark.parametrize(
    ("age", "figure"),
    [((-30, -30), "infant"), ((200, 200), "infant"), ((900, 900), "child"), (None, "child")],
)
def test_the_figure_suits_the_age(age: tuple[int, int] | None, figure: str) -> None:
    assert figure_for(age) == figure
