"""A short way to tell a rule a history, in the order it was recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from events.occurred import Occurred
from projections.child_record import ChildRecord
from projections.risk.history import history
from tests.factories.events import BORN, CHILD, RecordedEventFactory, family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.recorded_event import RecordedEvent
    from projections.risk.rule import Found, Rule


def day(of_life: int) -> date:
    """
    Return a day of the invented child's life; negative before birth.
    """
    return BORN + timedelta(days=of_life)


def entry(position: int, kind: str, of_life: int, **more: object) -> RecordedEvent:
    """
    Return an entry of a kind on a day of the child's life; ``content`` is its fields.
    """
    return RecordedEventFactory(position=position, kind=kind, day=day(of_life), **more)


def at(of_life: int, hour: int) -> Occurred:
    """
    Return an hour, in UTC, of a day of the child's life.
    """
    return Occurred.instant(datetime.combine(day(of_life), time(hour, tzinfo=UTC)))


def found(rule: Rule, events: Sequence[RecordedEvent], on: date) -> list[Found]:
    """
    Return what a rule finds on a day, from what was known by then.
    """
    record = ChildRecord(child=CHILD, events=(*family(), *events))
    return list(rule.ask(history(record.known_at(on)), on))
