"""What a parent lived through as a child is read with what they can give."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.recorded_event import Subject
from projections.risk.rules.parents_own_childhood import RULE
from tests.factories.events import CHILD, MOTHER, PARTNER
from tests.unit.projections.risk.rules.told import day, entry, found

OTHER = UUID(int=9)


def elsewhere(
    position: int, of_life: int, kind: str, person: UUID, role: str, **content: Any
) -> Any:
    """
    Return an entry of another family's record that concerns somebody tied to this child.
    """
    subjects = [Subject(person=OTHER, role="child")] if role != "child" else []
    return entry(
        position,
        kind,
        of_life,
        stream=OTHER,
        subjects=(*subjects, Subject(person=person, role=role)),
        content={"fact": "Recorded of another family."} | content,
    )


def assessed(of_life: int, *cites: str) -> Any:
    content = {
        "type": "child_and_family",
        "included_persons": [],
        "considered_children": [],
        "cites": list(cites),
        "analysis": "Weighed.",
        "outcome": "plan",
    }
    return entry(90, "assessment_completed", of_life, content=content)


def test_a_mother_who_was_on_a_plan_as_a_child_is_asked_about() -> None:
    childhood = elsewhere(10, -6_000, "plan_agreed", MOTHER, "child")

    assert [(one.evidence, one.about) for one in found(RULE, [childhood], day(10))] == [
        (("10",), str(MOTHER))
    ]


def test_an_assessment_that_cites_it_answers_it() -> None:
    childhood = elsewhere(10, -6_000, "plan_agreed", MOTHER, "child")

    assert found(RULE, [childhood, assessed(20)], day(30))
    assert found(RULE, [childhood, assessed(20, "10")], day(30)) == []


def test_a_partners_childhood_is_not_a_parents() -> None:
    childhood = elsewhere(10, -6_000, "plan_agreed", PARTNER, "child")

    assert found(RULE, [childhood], day(100)) == []


def test_an_ordinary_entry_of_childhood_is_not_harm() -> None:
    childhood = elsewhere(10, -6_000, "appointment_attended", MOTHER, "child")

    assert found(RULE, [childhood], day(10)) == []


def test_this_childs_own_plan_is_not_the_mothers_childhood() -> None:
    subjects = (
        Subject(person=CHILD, role="child"),
        Subject(person=MOTHER, role="responsible_adult"),
    )
    here = entry(10, "plan_agreed", 5, subjects=subjects, content={"fact": "Made."})

    assert found(RULE, [here], day(10)) == []


def test_a_row_from_when_a_parent_was_a_child_is_read_in_the_childs_own_record() -> None:
    def row(of_life: int) -> Any:
        subjects = (Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="named"))
        return entry(10, "injury_observed", of_life, content={}, subjects=subjects, imported=True)

    # The mother is twenty-five when the child is born.
    assert [one.evidence for one in found(RULE, [row(-15 * 365)], day(1))] == [("10",)]
    assert found(RULE, [row(-5 * 365)], day(1)) == []
    assert found(RULE, [row(-15 * 365), assessed(2, "10")], day(3)) == []
