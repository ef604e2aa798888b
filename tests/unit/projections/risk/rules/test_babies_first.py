"""A baby about whom anything is asked stands at the top of every list."""

from __future__ import annotations

from events.recorded_event import RecordedEvent
from projections.child_record import ChildRecord
from projections.risk.asked import asked
from projections.risk.history import history
from projections.risk.rules.babies_first import RULE
from tests.factories.events import CHILD, family
from tests.unit.projections.risk.rules.told import day, entry, found

INJURY = entry(10, "injury_observed", 100, content={"type": ["bruise"], "mobile": "no"})


def test_a_child_under_twelve_months_is_marked_and_an_older_one_is_not() -> None:
    assert [(one.evidence, one.beside) for one in found(RULE, [INJURY], day(365))] == [
        (("10",), True)
    ]
    assert found(RULE, [INJURY], day(366)) == []


def test_the_mark_stands_first_and_only_beside_an_open_question() -> None:
    def ids(*events: RecordedEvent) -> list[str]:
        record = ChildRecord(child=CHILD, events=(*family(), *events))
        return [one.practice_id for one in asked(history(record.known_at(day(110))), day(110))]

    quiet = entry(10, "birth", 0, content={"fact": "Born."})
    assert ids(quiet) == []
    assert ids(INJURY)[:2] == ["R35", "R12"]
