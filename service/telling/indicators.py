"""Indicators and their replay as JSON; evidence is named by its import's row where it has one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from projections.plans.due import due_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from escalation.who_answers import WhoAnswers
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
    indicators: Iterable[Indicator],
    told: Chronology,
    fell: Iterable[Fallen] = (),
    answering: Mapping[tuple[str, str], WhoAnswers] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """
    Tell the open questions about a child.

    Args:
        fell: What rested on entries that were struck out since.
        answering: By rule and what it is about, who must answer by when.
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
            "would_show": indicator.would_show,
            "mandatory": indicator.mandatory,
            "must_answer": must_answer(answering.get((indicator.rule, indicator.about))),
            "answered": indicator.answered is not None,
            "new_evidence": [name(number) for number in indicator.new_evidence],
            "rests_no_longer_on": [
                name(number) for number in lost.get((indicator.rule, indicator.about), ())
            ],
        }
        for indicator in indicators
    ]


def must_answer(who: WhoAnswers | None) -> dict[str, Any] | None:
    """
    Tell who must answer a question; None where nobody must.
    """
    if who is None:
        return None
    return {
        "owner": who.owner,
        "responsible": who.responsible,
        "due": due_text(who.due),
        "within": who.within,
        "duty": who.duty,
    }


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
