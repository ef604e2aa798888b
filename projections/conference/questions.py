"""The questions that the record raises, each with its entries, its age and who must answer it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from events.dates_said import date_said
from projections.conference.plan import owner_words
from projections.conference.wording import agency_words, counted
from projections.risk.owed_for import Owing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.asked import Indicator

    Named = Callable[[str], str]

NOT_SAFE = "No open question does not mean safe."
UNCONFIRMED = "source to be confirmed by the partnership"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """
    One question as a reader of the pack meets it; every field is text.

    Args:
        evidence: The entries that raise it, each with its date.
        numbers: Their numbers alone.
        standing: How long it has been askable, and whether it was answered.
        duty: What procedures attach to it; "" where they attach nothing.
        mark: Nobody is to answer it: it marks the child for the top of lists.
        owner: Who owes what it asks for; "" where nothing owed names anybody.
        agency: The owner's.
        by_when: Until when; "" where nothing owed says so.
        must_answer: Who must answer it by when, in one sentence; "" where nobody must.
        would_show: What else would show it, and where to look.
    """

    number: int
    practice_id: str
    question: str
    since: str
    standing: str
    evidence: tuple[str, ...]
    numbers: tuple[str, ...]
    source: str
    lesson: str
    note: str = ""
    duty: str = ""
    answer: str = ""
    answered: bool = False
    mark: bool = False
    owner: str = ""
    agency: str = ""
    by_when: str = ""
    must_answer: str = ""
    would_show: str = ""

    @property
    def waits(self) -> bool:
        """
        Whether somebody has yet to answer it.
        """
        return not self.answered and not self.mark


def questions(
    indicators: Iterable[Indicator],
    entries: Mapping[str, Entry],
    named: Named,
    on: date,
    outcomes: Sequence[PlannedOutcome] = (),
    falls_to: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> tuple[Asked, ...]:
    """
    Return every question in the order in which they are asked, numbered for this pack.

    Args:
        outcomes: What is owed, among it what the questions themselves opened.
        falls_to: By rule and what it is about, in words, who must answer by when.
    """
    owing = Owing(outcomes)
    return tuple(
        _asked(
            n,
            one,
            entries,
            named,
            on,
            owing=owing.because_of(one),
            falls_to=falls_to.get((one.rule, one.about), ""),
        )
        for n, one in enumerate(indicators, 1)
    )


def _asked(
    number: int,
    one: Indicator,
    entries: Mapping[str, Entry],
    named: Named,
    on: date,
    *,
    owing: PlannedOutcome | None,
    falls_to: str,
) -> Asked:
    answered = one.answered is not None
    return Asked(
        number=number,
        practice_id=one.practice_id,
        question=one.question,
        since=date_said(one.since),
        standing=_standing(one, on),
        evidence=tuple(_cited(cited, entries) for cited in one.evidence),
        numbers=one.evidence,
        source=one.source if one.confirmed else f"{one.source} ({UNCONFIRMED})",
        lesson=one.lesson,
        note=one.note,
        duty="Procedures attach a duty to this question." if one.mandatory else "",
        answer=_answer(one, named),
        answered=answered,
        mark=one.marker,
        owner=owner_words(owing, named) if owing else "",
        agency=agency_words(owing.agency) if owing else "",
        by_when=date_said(owing.due) if owing and owing.due else "",
        must_answer=falls_to,
        would_show=one.would_show,
    )


def _standing(one: Indicator, on: date) -> str:
    if one.marker:
        return "A mark, not to be answered"
    if one.answered is not None:
        return "Answered"
    return f"Not answered for {counted(max((on - one.since).days, 0), 'day')}"


def _cited(number: str, entries: Mapping[str, Entry]) -> str:
    entry = entries.get(number)
    if entry is None:
        return f"Entry {number}, not shown in this pack"
    return f"Entry {number}, {entry.occurred.words()}"


def _answer(one: Indicator, named: Named) -> str:
    answer = one.answered
    if answer is None:
        if one.new_evidence:
            return f"It was answered before; new since then: entries {', '.join(one.new_evidence)}."
        return ""
    said = f"{named(answer.by)}, {date_said(answer.on)}. Considered: {answer.considered}"
    said += f" What follows: {answer.follows}" if answer.follows else ""
    said += f" Why: {answer.why}" if answer.why else ""
    return said + (f" To be looked at again on {answer.review_on}." if answer.review_on else "")
