"""A partnership changes a window from a day on, and what was asked before is asked as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from projections.child_record import ChildRecord
from projections.risk.asked import RULES, asked, rules_of
from projections.risk.book import book as rule_lines
from projections.risk.history import history
from projections.risk.in_force import in_force
from projections.rule_book import RULE_BOOK, named
from tests.factories.events import CHILD, family
from tests.unit.projections.risk.rules.told import day, entry

if TYPE_CHECKING:
    from datetime import date

    from events.recorded_event import RecordedEvent

SETTING = named("repeated_injuries", "near_days")


def changed(position: int, of_life: int, to: str, setting: str = SETTING) -> RecordedEvent:
    content = {"setting": setting, "was": "183", "to": to, "reason": "Adopted by the board."}
    return entry(
        position, "setting_changed", of_life, stream=RULE_BOOK, content=content, subjects=()
    )


def ids(book: tuple[RecordedEvent, ...], on: date) -> list[str]:
    injuries = [entry(n, "injury_observed", at, content={"type": ["bruise"], "mobile": "walking"})
                for n, at in ((10, 400), (11, 600))]  # fmt: skip
    record = ChildRecord(child=CHILD, events=(*family(), *injuries), rule_book=book)
    return [one.practice_id for one in asked(history(record.known_at(on)), on)]


def test_a_longer_window_asks_from_its_day_on_and_not_before() -> None:
    book = (changed(20, 610, "250"),)

    assert "R13" not in ids((), day(610))
    assert "R13" not in ids(book, day(609))
    assert "R13" in ids(book, day(610))


def test_the_last_change_counts_and_an_earlier_day_keeps_the_earlier_one() -> None:
    book = (changed(20, 610, "250"), changed(21, 620, "100"))

    assert "R13" in ids(book, day(615))
    assert "R13" not in ids(book, day(620))


@pytest.mark.parametrize(
    ("setting", "to"),
    [("The key that signs checkpoints", "7"), (SETTING, "many"), ("repeated_injuries.no", "1")],
)
def test_what_is_no_setting_of_a_rule_changes_none(setting: str, to: str) -> None:
    record = ChildRecord(child=CHILD, events=family(), rule_book=(changed(20, 1, to, setting),))

    assert rules_of(history(record), day(10)) == RULES


def test_what_the_log_did_not_hold_yet_changes_nothing() -> None:
    record = ChildRecord(child=CHILD, events=family(), rule_book=(changed(20, 1, "5"),))

    assert record.held_to(19).rule_book == ()
    assert replace(record, rule_book=()) == record.held_to(19)


UNCONFIRMED = "violence_near_a_baby"


def adopted(position: int, of_life: int, version: str, rule: str = UNCONFIRMED) -> RecordedEvent:
    content = {"type": "rule", "rule": rule, "version": version, "reason": "Adopted by the board."}
    return entry(position, "rule_adopted", of_life, stream=RULE_BOOK, content=content, subjects=())


def test_a_source_counts_as_confirmed_from_the_day_on_which_the_partnership_adopted_it() -> None:
    version = str(RULES[UNCONFIRMED].version)
    assert not RULES[UNCONFIRMED].confirmed

    book = (adopted(20, 610, version),)

    assert not in_force(RULES, book, day(609))[UNCONFIRMED].confirmed
    assert in_force(RULES, book, day(610))[UNCONFIRMED].confirmed


def test_a_version_that_nobody_adopted_is_not_called_confirmed() -> None:
    book = (adopted(20, 10, "0"), adopted(21, 10, "7", "no_such_rule"))

    assert in_force(RULES, book, day(20)) == RULES
    (line,) = (one for one in rule_lines(RULES, book, day(20)) if one.name == UNCONFIRMED)
    assert line.adopted == book[0]
    assert not line.adopted_as_it_is
