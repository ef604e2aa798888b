"""A plan that names no date, owner or measure is asked for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from events.recorded_event import Origin
from projections.risk.rules.plan_without_a_date import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

OUTCOME = UUID(int=77)
WHOLE = {
    "desired": "Looked after every evening.",
    "owner": "w",
    "measure": "Says so.",
    "response": "A carer comes.",
    "due": day(120).isoformat(),
}


def planned(content: dict[str, str], **more: Any) -> Any:
    return entry(10, "outcome_planned", 100, content=content, stream=OUTCOME, **more)


def test_a_whole_outcome_is_not_asked_about() -> None:
    assert found(RULE, [planned(WHOLE)], day(100)) == []


@pytest.mark.parametrize(
    ("lacks", "named"),
    [
        ("owner", "owner"),
        ("desired", "desired outcome"),
        ("measure", "measure of change"),
        ("response", "response"),
        ("due", "date"),
    ],
)
def test_what_it_lacks_is_named(lacks: str, named: str) -> None:
    content = {name: said for name, said in WHOLE.items() if name != lacks}

    assert [one.note for one in found(RULE, [planned(content)], day(100))] == [
        f"Not recorded: {named}."
    ]


def test_of_an_import_only_the_date_is_asked_for_where_it_has_no_such_columns() -> None:
    row = planned({"fact": "Visits."}, origin=Origin(source="file", ref="r1"))

    assert [one.note for one in found(RULE, [row], day(100))] == ["Not recorded: date."]


def test_an_outcome_with_two_owners_has_none() -> None:
    two = WHOLE | {"owner": "Social worker; Health visitor"}

    assert found(RULE, [planned(WHOLE)], day(100)) == []
    (asked,) = found(RULE, [planned(two)], day(100))
    assert asked.note == "Not recorded: one owner, and not several."


def test_what_is_to_be_done_is_no_change_for_the_child() -> None:
    task = WHOLE | {"desired": "Attend the course.", "response": "attend the course."}

    assert found(RULE, [planned(task)], day(100))


def test_a_plan_of_which_no_outcome_is_recorded_is_asked_about_after_ten_working_days() -> None:
    plan = entry(9, "plan_agreed", 90, content={"type": "child_protection", "agencies": []})

    assert found(RULE, [plan], day(103)) == []
    assert [(one.evidence, one.note) for one in found(RULE, [plan], day(104))] == [
        (("9",), "A plan, and no outcome of it is recorded.")
    ]
    assert found(RULE, [plan, planned(WHOLE)], day(104)) == []
    written = entry(11, "core_group", 100, content={"detailed_plan": "yes"})
    assert found(RULE, [plan, written], day(104)) == []


def test_of_two_plans_of_one_day_without_an_outcome_both_are_cited() -> None:
    content = {"type": "child_protection", "agencies": []}
    both = [entry(number, "plan_agreed", 90, content=content) for number in (9, 10)]

    assert [one.evidence for one in found(RULE, both, day(104))] == [("9", "10")]
