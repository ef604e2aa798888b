"""Indicators and their replay as JSON; evidence is named by its import's row where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from projections.chronology.chronology import Chronology
    from projections.risk.asked import Indicator
    from projections.risk.fallen import Fallen
    from projections.risk.replay import Replayed

UNCONFIRMED = "source to be confirmed by the partnership"


def citing(told: Chronology) -> Callable[[str], str]:
    """
    Return what names an entry in evidence: the import's row where it was one, else its number.
    """
    names = {entry.id: entry.cited_as for entry in told.entries}
    return lambda number: names.get(number, number)


def indicators_told(
    indicators: Iterable[Indicator], told: Chronology, fell: Iterable[Fallen] = ()
) -> list[dict[str, Any]]:
    """
    Tell the open questions about a child.

    Args:
        fell: What rested on entries that were struck out since.
    """
    name = citing(told)
    lost = {(one.rule, one.about): one.entries for one in fell}
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
            "rests_no_longer_on": [
                name(number) for number in lost.get((indicator.rule, indicator.about), ())
            ],
        }
        for indicator in indicators
    ]


def asked_no_longer(fell: Iterable[Fallen], told: Chronology) -> list[str]:
    """
    Say of each question that fell with a struck-out entry what it rested on.
    """
    name = citing(told)
    return [
        f"{one.practice_id} is asked no longer. It rests no longer on entry "
        f"{', '.join(name(number) for number in one.entries)}, struck out: {one.question}"
        for one in fell
        if not one.still_asked
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
