"""The rule book: each question with its source and the settings in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.risk.book import Line


def rules_told(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """
    Tell every question that a record can raise, in the order of the practice table.
    """
    return [_told(line) for line in lines]


def _told(line: Line) -> dict[str, Any]:
    rule = line.rule
    return {
        "rule": line.name,
        "practice_id": rule.practice_id,
        "question": rule.question,
        "asked": line.asked,
        "mandatory": rule.mandatory,
        "marker": rule.marker,
        "weekly": rule.weekly,
        "source": rule.source,
        "confirmed": rule.confirmed,
        "adopted_on": line.adopted.occurred.first.isoformat() if line.adopted else None,
        "adopted_version": line.adopted.content.get("version") if line.adopted else None,
        "lesson": rule.lesson,
        "would_show": rule.would_show,
        "version": rule.version,
        "settings": [
            {
                "setting": one.name,
                "shipped": one.shipped,
                "value": one.value,
                "changed_by": one.changed.actor if one.changed else None,
                "changed_on": one.changed.occurred.first.isoformat() if one.changed else None,
                "reason": one.changed.content.get("reason") if one.changed else None,
            }
            for one in line.windows
        ],
    }
