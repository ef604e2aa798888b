"""Indicators and their replay as JSON; evidence is named by its import's row where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from projections.chronology.chronology import Chronology
    from projections.risk.asked import Indicator
    from projections.risk.replay import Replayed

UNCONFIRMED = "source to be confirmed by the partnership"


def citing(told: Chronology) -> Callable[[str], str]:
    """
    Return what names an entry in evidence: the import's row where it was one, else its number.
    """
    names = {entry.id: entry.cited_as for entry in told.entries}
    return lambda number: names.get(number, number)


def indicators_told(indicators: Iterable[Indicator], told: Chronology) -> list[dict[str, Any]]:
    """
    Tell the open questions about a child.
    """
    name = citing(told)
    return [
        {
            "rule": indicator.rule,
            "practice_id": indicator.practice_id,
            "question": indicator.question,
            "about": name(indicator.about) if indicator.about else "",
            "since": indicator.since.isoformat(),
            "evidence": [name(number) for number in indicator.evidence],
            "entries": list(indicator.evidence),
            "note": indicator.note,
            "source": indicator.source,
            "source_note": "" if indicator.confirmed else UNCONFIRMED,
            "mandatory": indicator.mandatory,
            "answered": indicator.answered is not None,
            "new_evidence": [name(number) for number in indicator.new_evidence],
        }
        for indicator in indicators
    ]


def replay_told(changes: Iterable[Replayed], told: Chronology) -> list[dict[str, Any]]:
    """
    Tell day by day which question would have been asked.
    """
    name = citing(told)
    return [
        {
            "day": change.day.isoformat(),
            "rule": change.rule,
            "practice_id": change.practice_id,
            "about": name(change.about) if change.about else "",
            "change": change.change,
            "evidence": [name(number) for number in change.evidence],
        }
        for change in changes
    ]
