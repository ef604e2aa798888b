"""Where a partnership's changes to its rules stand: one stream, read with every child."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from events.recorded_event import RecordedEvent

RULE_BOOK = UUID("7a1d6c1e-52a4-5c8e-9d4f-6f0b1f0a5e07")
"""The stream of the rule book."""


def changed_by(changes: Iterable[RecordedEvent], on: date) -> tuple[RecordedEvent, ...]:
    """
    Return the changes of a setting that are in force on a day, in the order they took effect.
    """
    found = [one for one in changes if one.kind == "setting_changed" and one.occurred.first <= on]
    return tuple(sorted(found, key=lambda one: (one.occurred.first, one.position)))


def adopted_by(changes: Iterable[RecordedEvent], on: date) -> dict[str, RecordedEvent]:
    """
    Return by a rule's name its last adoption by the partnership, as it counts on a day.
    """
    found = [
        one
        for one in changes
        if one.kind == "rule_adopted"
        and one.content.get("type") == "rule"
        and one.occurred.first <= on
    ]
    ordered = sorted(found, key=lambda one: (one.occurred.first, one.position))
    return {str(one.content.get("rule", "")): one for one in ordered}


def adopts(adoption: RecordedEvent, version: int) -> bool:
    """
    Tell whether an adoption is of this version of its rule; a version that came since is not it.
    """
    return adoption.content.get("version") == str(version)


def named(rule: str, setting: str) -> str:
    """
    Return what a change calls a setting of a rule.
    """
    return f"{rule}.{setting}"
