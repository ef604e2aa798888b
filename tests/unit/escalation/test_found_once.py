"""What a record opens is found once for a day: a page of a long record is not waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from escalation import opening
from escalation.opening import derived
from escalation.practice import ENGLAND, Practice
from escalation.started import started
from tests.factories.events import BORN, ChildRecordFactory


def test_a_day_is_asked_once_and_anew_under_another_practice_or_on_another_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def counted(told, on, practice: Practice):
        asked.append(id(practice))
        return started(told, on, practice)

    monkeypatch.setattr(opening, "started", counted)
    record, day, other = ChildRecordFactory(), BORN + timedelta(days=200), replace(ENGLAND)
    first = derived(record, day)

    assert derived(record, day) == first
    assert asked == [id(ENGLAND)]
    assert derived(record, day, practice=other) == first
    assert derived(record, day + timedelta(days=1), practice=other)
    assert asked == [id(ENGLAND), id(other), id(other)]
