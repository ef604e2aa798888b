"""A picture is drawn once for those who see the same, and anew for whoever sees something else."""

from __future__ import annotations

from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from service.web.pictured import MOST, _Drawn
from tests.factories.events import CHILD


def drawn() -> tuple[_Drawn, list[str]]:
    told = chronology(ChildRecord(child=CHILD, events=()))
    return told.once(_Drawn), []


def test_who_sees_the_same_is_shown_what_was_drawn() -> None:
    kept, made = drawn()

    def draw() -> str:
        made.append("drawn")
        return f"picture {len(made)}"

    assert [kept.of(("agency", 1), draw), kept.of(("agency", 1), draw)] == ["picture 1"] * 2
    assert kept.of(("agency", 2), draw) == "picture 2"


def test_pictures_do_not_fill_the_memory_however_many_pages_are_turned() -> None:
    kept, made = drawn()
    for page in range(3 * MOST):
        kept.of(page, lambda page=page: f"picture {page}")  # type: ignore[misc]

    def again() -> str:
        made.append("drawn")
        return "anew"

    assert kept.of(3 * MOST - 1, again) == f"picture {3 * MOST - 1}"
    assert kept.of(0, again) == "anew"
    assert made == ["drawn"]


def test_another_chronology_has_pictures_of_its_own() -> None:
    kept, _ = drawn()
    other, _ = drawn()
    kept.of("a page", lambda: "with what is withheld")

    assert other.of("a page", lambda: "without") == "without"
