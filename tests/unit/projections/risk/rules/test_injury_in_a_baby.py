"""Any injury on a baby who cannot have done it is examined and weighed, whatever was said of it."""

from __future__ import annotations

from typing import Any

import pytest

from events.recorded_event import Origin
from projections.risk.rules.injury_in_a_baby import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def injury(of_life: int, mobile: str = "walking", **more: Any) -> Any:
    content = {
        "type": ["bruise"],
        "site": ["face"],
        "mobile": mobile,
        "explanations": ["Rolled on a toy"],
        "fact": "A bruise.",
    }
    return entry(10, "injury_observed", of_life, content=content, **more)


def examined(position: int, of_life: int, finding: str = "inconclusive", **more: Any) -> Any:
    content = {
        "type": "acute",
        "examined_by": "Consultant",
        "paediatric": "yes",
        "finding": finding,
        "fact": "Examined.",
    }
    return entry(position, "medical_examination", of_life, content=content | more)


def discussed(position: int, of_life: int) -> Any:
    content = {
        "agencies_present": ["police"],
        "decision": "To be examined.",
        "s47": "joint",
        "reason": "A baby.",
    }
    return entry(position, "strategy_discussion", of_life, content=content)


@pytest.mark.parametrize(
    ("of_life", "mobile"),
    [(182, "walking"), (182, "crawling"), (273, "unknown"), (900, "no"), (900, "rolling")],
)
def test_it_is_asked_about_at_once_whatever_the_explanation(of_life: int, mobile: str) -> None:
    (asked,) = found(RULE, [injury(of_life, mobile)], day(of_life))

    assert (asked.evidence, asked.about, asked.since) == (("10",), "10", day(of_life))
    assert asked.note


@pytest.mark.parametrize(
    ("of_life", "mobile"),
    [(183, "crawling"), (273, "cruising"), (274, "unknown"), (900, "walking")],
)
def test_a_child_who_moves_about_is_another_rules_question(of_life: int, mobile: str) -> None:
    assert found(RULE, [injury(of_life, mobile)], day(of_life)) == []


def test_an_imported_row_without_the_column_is_judged_by_age() -> None:
    origin = Origin(source="file", ref="1")
    row = entry(10, "injury_observed", 200, content={"fact": "A bruise."}, origin=origin)
    later = entry(10, "injury_observed", 400, content={"fact": "A bruise."}, origin=origin)

    assert found(RULE, [row], day(200))
    assert found(RULE, [later], day(400)) == []


def test_examining_alone_or_discussing_alone_does_not_answer_it() -> None:
    assert found(RULE, [injury(100), examined(11, 100)], day(101))
    assert found(RULE, [injury(100), discussed(12, 101)], day(101))


def test_examined_and_weighed_together_it_is_answered() -> None:
    assert found(RULE, [injury(100), examined(11, 100), discussed(12, 101)], day(101)) == []


def test_a_clinicians_birth_mark_closes_it() -> None:
    assert found(RULE, [injury(100), examined(11, 101, "birth_mark")], day(101)) == []


def test_what_was_examined_for_another_injury_does_not_close_this_one() -> None:
    assert found(RULE, [injury(100), examined(11, 101, "birth_mark", about=["9"])], day(101))


def test_an_injury_that_only_the_examination_found_is_asked_about() -> None:
    exam = examined(11, 100, injuries=["fracture"])

    assert [one.evidence for one in found(RULE, [exam], day(100))] == [("11",)]


def test_an_examination_months_later_that_names_nothing_weighed_no_injury() -> None:
    late = [examined(11, 190, paediatric="yes"), discussed(12, 191)]

    assert len(found(RULE, [injury(100), *late], day(200))) == 1


def admitted(position: int, of_life: int, *injuries: str) -> Any:
    content = {"type": "emergency", "complaint": "Crying", "injuries": list(injuries)}
    return entry(position, "hospital_admission", of_life, content=content)


def test_an_injury_found_on_admission_to_hospital_is_asked_about() -> None:
    assert [one.evidence for one in found(RULE, [admitted(20, 100, "fracture")], day(100))] == [
        ("20",)
    ]
    assert found(RULE, [admitted(20, 100)], day(100)) == []


def test_an_admission_for_an_injury_that_was_seen_is_not_asked_about_twice() -> None:
    events = [injury(100, "no"), admitted(20, 101, "bruise")]

    assert [one.evidence for one in found(RULE, events, day(101))] == [("10",)]


def test_why_a_child_is_taken_not_to_have_moved_about_is_said_in_months() -> None:
    assert [found(RULE, [injury(at, "unknown")], day(at))[0].note for at in (100, 273)] == [
        "Under 6 months (183 days) old.",
        "Under 9 months (274 days) old, and not recorded as moving about alone.",
    ]
