"""What a reader of the strip of who lived with the child would be told wrongly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from events.occurred import Occurred
from events.recorded_event import Subject
from service.documents.lived_here import Stay, lived_here, lived_here_svg
from tests.factories.events import CHILD
from tests.factories.genograms import ON, Families, of_eight, of_three, person_id

if TYPE_CHECKING:
    from collections.abc import Sequence


def named(stays: Sequence[Stay], name: str) -> Stay:
    return next(stay for stay in stays if stay.name == name)


def joined(made: Families, name: str, occurred: Occurred) -> None:
    subjects = (
        Subject(person=CHILD, role="child"),
        Subject(person=person_id(name), role="joined"),
    )
    made.event("household_joined", {"as_what": "lodger"}, subjects, CHILD, occurred)


def test_a_lodger_who_came_in_november_or_december_is_not_drawn_as_there_in_november() -> None:
    made = of_three()
    made.person("Lodger")
    joined(made, "Lodger", Occurred.between(date(2023, 11, 1), date(2023, 12, 31)))
    stay = named(lived_here(made.chronology(), ON).stays, "Lodger")

    assert (stay.first, stay.sure_from) == (date(2023, 11, 1), date(2023, 12, 31))
    assert "1 November 2023 or later, by 31 December 2023" in stay.cells
    assert 'stroke-dasharray="4 3"' in lived_here_svg(lived_here(made.chronology(), ON))


def test_somebody_with_no_date_on_record_is_never_drawn_as_surely_there() -> None:
    stay = named(lived_here(of_three().chronology(), ON).stays, "Tom")

    assert stay.sure_from is None
    assert "no date is recorded" in stay.unsure


def test_a_home_shared_before_there_was_this_child_is_not_told_as_with_the_child() -> None:
    names = {stay.name for stay in lived_here(of_eight().chronology(), ON).stays}

    assert "Dale" not in names
    assert "Mother's new partner" in names


def test_nobody_is_there_before_their_stay_began() -> None:
    stays = lived_here(of_eight().chronology(), date(2024, 1, 31)).stays

    assert "Mother's new partner" not in {stay.name for stay in stays}


def test_no_address_is_anywhere_in_the_strip() -> None:
    made = of_three()
    for address, protected, day in (
        ("1 Invented Street", "no", date(2022, 5, 4)),
        ("2 Hidden Lane", "yes", date(2023, 5, 4)),
    ):
        made.event(
            "address_recorded",
            {"address": address, "protected": protected},
            (Subject(person=CHILD, role="child"),),
            CHILD,
            Occurred.day(day),
        )
    lived = lived_here(made.chronology(), ON)
    drawing = lived_here_svg(lived)

    assert [stay.name for stay in lived.stays if stay.home] == [
        "Home 1",
        "Home 2, protected address",
    ]
    assert "Invented Street" not in drawing
    assert "Hidden Lane" not in drawing


def test_every_stay_that_is_drawn_says_in_its_title_what_its_row_says() -> None:
    lived = lived_here(of_eight().chronology(), ON)
    titles = {
        part.text
        for part in ET.fromstring(lived_here_svg(lived)).iter()  # noqa: S314 - our own drawing
        if part.tag.endswith("title")
    }

    assert {"; ".join(stay.cells) for stay in lived.stays} <= titles
