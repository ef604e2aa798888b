"""One good thing does not hide what is still owed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.child_record import ChildRecord
from projections.risk.asked import RULES, asked
from projections.risk.history import history
from projections.risk.rules.one_good_thing import RULE
from tests.factories.events import CHILD, family
from tests.unit.projections.risk.rules.told import day, entry, found


def planned(number: int, due: int) -> Any:
    content = {"desired": f"Outcome {number}", "owner": "w", "measure": "m"}
    content |= {"due": day(due).isoformat()}
    return entry(number, "outcome_planned", 100, content=content, stream=UUID(int=number))


def achieved(number: int, position: int, of_life: int) -> Any:
    content = {"outcome": str(UUID(int=number)), "evidence_of_change": ["9"], "changed": "c"}
    return entry(position, "outcome_achieved", of_life, content=content, stream=UUID(int=number))


LATE = "outcome_delayed"
THREE = [planned(10, 120), planned(11, 125), planned(12, 300)]


def test_one_achieved_while_two_are_overdue_is_asked_about() -> None:
    events = [*THREE, achieved(12, 20, 130)]

    assert [(one.evidence, one.since) for one in found(RULE, events, day(130))] == [
        (("20", "10", "11"), day(130))
    ]


def test_with_one_alone_overdue_it_is_not() -> None:
    assert found(RULE, [*THREE, achieved(11, 20, 130)], day(130)) == []


def test_after_three_months_the_good_thing_is_no_news() -> None:
    assert found(RULE, [*THREE, achieved(12, 20, 130)], day(221)) == []


def test_it_is_asked_beside_a_question_of_the_last_three_months_and_beside_no_older_one() -> None:
    events = [
        planned(10, 100),
        planned(11, 105),
        planned(12, 500),
        achieved(12, 20, 210),
        entry(30, "injury_observed", 215, content={"fact": "Bruise."}),
    ]

    def asks(on: int, of: list[Any]) -> bool:
        record = ChildRecord(child=CHILD, events=(*family(), *of)).known_at(day(on))
        only = {name: RULES[name] for name in ("one_good_thing", "explanation_in_doubt", LATE)}
        return any(one.practice_id == "R47" for one in asked(history(record), day(on), only))

    late = {"content": {"fact": "Bruise.", "delay": "yes"}}
    assert not asks(214, events)
    assert asks(215, [*events[:-1], entry(30, "injury_observed", 215, **late)])
    assert not asks(215, events)
