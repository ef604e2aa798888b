"""No question stands there without saying who must answer it by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from escalation.practice import ENGLAND
from escalation.who_answers import WhoAnswers, who_answers
from projections.plans.planned_outcome import PlannedOutcome
from projections.risk.asked import RULES, Answer, Indicator
from projections.risk.owed_for import Owing

ON = date(2024, 5, 6)
LEAD = "7d0c3b52-0000-4000-8000-000000000001"


def question(rule: str) -> Indicator:
    said = RULES[rule]
    return Indicator(
        rule=rule,
        practice_id=said.practice_id,
        question=said.question,
        lesson=said.lesson,
        would_show=said.would_show,
        source=said.source,
        evidence=("10",),
        since=ON,
        mandatory=said.mandatory,
        duty=said.duty,
        marker=said.marker,
    )


OWED = PlannedOutcome(
    id=UUID(int=1),
    child=UUID(int=2),
    origin="indicator",
    desired="An answer",
    opened=ON,
    practice_id="R08",
    owner=LEAD,
    due=date(2024, 5, 20),
    evidence=("10", "11"),
)


def test_whoever_owes_the_answer_is_named_with_the_day() -> None:
    told = who_answers(question("not_seen"), Owing([OWED]), ENGLAND, ON)

    assert told is not None
    assert told.words("A. Worker") == "To be answered by 20 May 2024: A. Worker."


def test_while_another_answer_is_owed_the_lead_is_named_and_no_date_is_made_up() -> None:
    told = who_answers(question("home_changed"), Owing([OWED]), ENGLAND, ON, lead=LEAD)

    assert told is not None
    assert (told.owner, told.due, told.within) == (LEAD, None, "10 working days")
    assert told.words("A. Worker") == (
        "To be answered: A. Worker. It has no date yet: one question about a child has a date at a "
        "time. Once it has, there are 10 working days."
    )


def test_a_child_without_a_lead_has_a_role_to_answer_and_nobody_named() -> None:
    told = who_answers(question("home_changed"), Owing([]), ENGLAND, ON)

    assert told is not None
    assert told.words().startswith("To be answered: Lead social worker, nobody named.")


def test_a_mandatory_question_names_who_must_decide_and_by_when() -> None:
    asked = question("violence_near_a_baby")
    assert asked.duty is not None
    duty = replace(OWED, origin="trigger", timescale=asked.duty.timescale, practice_id="T23")

    assert who_answers(asked, Owing([duty]), ENGLAND, ON) == WhoAnswers(
        owner=LEAD, due=date(2024, 5, 20), duty=True
    )


def test_what_was_answered_and_what_only_marks_is_owed_by_nobody() -> None:
    answer = Answer(
        by="", on=ON, considered="", follows="", why="", review_on="", evidence=("10",), entry="12"
    )
    answered = replace(question("not_seen"), answered=answer)

    assert who_answers(answered, Owing([OWED]), ENGLAND, ON) is None
    assert who_answers(question("babies_first"), Owing([]), ENGLAND, ON) is None
