"""An explanation that changes, is doubted, is missing or comes late is compared by somebody."""

from __future__ import annotations

from typing import Any

import pytest

from projections.risk.rules.explanation_in_doubt import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def injury(position: int = 10, **content: Any) -> Any:
    said = {
        "type": ["bruise"],
        "site": ["face"],
        "mobile": "walking",
        "explanations": ["Fell from the sofa"],
        "fact": "A bruise.",
    }
    return entry(position, "injury_observed", 400, content=said | content)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ({"explanations": ["none"]}, "No explanation was given."),
        ({"explanations": ["A fall", "Hit by a toy"]}, "More than one explanation was given."),
        ({"explanation_changed": "yes"}, "The explanation changed, or people differ."),
        ({"explanation_fits": "doubtful"}, "The explanation is doubted, or does not fit."),
        ({"explanation_fits": "does_not_fit"}, "The explanation is doubted, or does not fit."),
        ({"delay": "yes"}, "Care was sought late."),
    ],
)
def test_each_sort_of_doubt_is_asked_about_and_named(content: dict[str, Any], note: str) -> None:
    assert [(one.about, one.note) for one in found(RULE, [injury(**content)], day(400))] == [
        ("10", note)
    ]


def test_one_explanation_that_fits_is_not_doubted() -> None:
    assert found(RULE, [injury(explanation_fits="fits", delay="no")], day(400)) == []


def test_the_same_explanation_in_other_letters_is_one() -> None:
    assert found(RULE, [injury(explanations=["A fall.", "a fall"])], day(400)) == []


def test_what_two_agencies_were_told_of_one_injury_is_compared() -> None:
    linked = entry(
        20, "accounts_linked", 402, content={"entries": ["10", "11"], "reason": "One bruise."}
    )
    events = [injury(10), injury(11, explanations=["Hit by a toy"])]

    assert found(RULE, events, day(401)) == []
    assert [one.evidence for one in found(RULE, [*events, linked], day(402))] == [("10", "11")]


def test_an_import_without_the_column_is_not_an_injury_without_explanation() -> None:
    from events.recorded_event import Origin

    row = entry(
        10,
        "injury_observed",
        400,
        content={"fact": "Bruise seen."},
        origin=Origin(source="file", ref="1"),
    )

    assert found(RULE, [row], day(400)) == []


def test_a_decision_with_its_reason_on_the_injury_resolves_it() -> None:
    injury = entry(
        10, "injury_observed", 100, content={"type": ["bruise"], "explanation_changed": "yes"}
    )
    decided = entry(
        11,
        "management_decision",
        110,
        content={"about": "other", "decision": "d", "reason": "r", "rests_on": ["10"]},
    )

    assert found(RULE, [injury], day(110))
    assert found(RULE, [injury, decided], day(110)) == []


def test_a_doctor_who_doubts_it_is_asked_about_on_the_injury_or_in_an_examination_of_it() -> None:
    assert found(RULE, [injury(medical_opinion="doubtful")], day(400))

    def examined(finding: str) -> Any:
        content = {"type": "acute", "finding": finding, "about": ["10"]}
        return entry(11, "medical_examination", 401, content=content)

    assert [one.evidence for one in found(RULE, [injury(), examined("doubtful")], day(401))] == [
        ("10",)
    ]
    assert found(RULE, [injury(), examined("accidental")], day(401)) == []


def test_care_sought_late_is_asked_about_as_the_hospital_recorded_it() -> None:
    content = {"type": "emergency", "complaint": "Burn", "injuries": ["burn"], "delay": "yes"}
    late = entry(10, "hospital_admission", 400, content=content)

    assert [one.note for one in found(RULE, [late], day(400))] == ["Care was sought late."]
