"""The lengths at which a chronology is read: each a rule, none an edit, none hiding the longer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from events.dates_said import day_said
from projections.chronology.changed import last_conference, since

if TYPE_CHECKING:
    from projections.chronology.entry import Entry

COURT_YEARS_IN_DETAIL = 2
"""A common local form and no law: what the court directs goes first (a setting)."""


class Length(StrEnum):
    """
    How much of a chronology is read.
    """

    FULL = "full"
    SIGNIFICANT = "significant"
    COURT = "court"
    CONFERENCE = "conference"


@dataclass(frozen=True, kw_only=True, slots=True)
class Summarised:
    """
    Entries of one kind and year that a length counts instead of telling.
    """

    year: int
    kind: str
    count: int
    entries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Shortened:
    """
    What a length tells of a chronology, and what it leaves out.

    Args:
        entries: What is told whole, in the chronology's order.
        summarised: What is counted by year and kind; only a court's length does so.
        total: How many entries the chronology has.
        why: In a sentence, why these.
        lowered: What it leaves out because somebody marked it routine and said why.
    """

    length: Length
    entries: tuple[Entry, ...]
    summarised: tuple[Summarised, ...]
    total: int
    why: str
    lowered: tuple[str, ...] = ()


def shortened(
    entries: Sequence[Entry],
    length: Length,
    *,
    on: date,
    cited: Collection[str] = (),
    asked: Collection[str] = (),
    application: date | None = None,
) -> Shortened:
    """
    Read a chronology at one length.

    Args:
        on: The day it is read for.
        cited: The entries that open questions, plans and reviews rest on, by number.
        asked: Those among them that open questions rest on.
        application: The day from which a court's two years are counted back, as the reader chose
            it; None for the newest application to the family court in the record or, where none
            is, the day it is read for.

    Source: PRACTICE-DETAIL.md, B, "Court": the last two years in detail and older key events is a
    common local form; Practice Direction 12A of the Family Procedure Rules asks for a social work
    chronology with the application (text not verified). Differs by purpose: Care Inspectorate,
    Practice guide to chronologies (2017).
    """
    match length:
        case Length.FULL:
            kept, why = list(entries), "Every entry."
        case Length.SIGNIFICANT:
            kept = [e for e in entries if significant(e, cited)]
            why = (
                "Marked significant by their authors, of a kind that always is, or cited by an "
                "open question, a plan or a review."
            )
        case Length.COURT:
            back_from, because = _counted_back(entries, on, application)
            start = _years_before(back_from, COURT_YEARS_IN_DETAIL)
            kept = [e for e in entries if e.occurred.last >= start or significant(e, cited)]
            why = (
                f"Everything since {day_said(start)}, two years before {because}; before it the "
                "significant entries whole, and the rest counted by year and kind. Two years are "
                "a common local form: what the court directs goes first."
            )
        case Length.CONFERENCE:
            held = last_conference(entries, on)
            kept, why = list(entries), "Every entry: no conference is in the record yet."
            if held is not None:
                newer = {held.id, *(one.id for one in since(entries, held).entries)}
                kept = [e for e in entries if e.id in newer or e.id in asked]
                older = len(kept) - len(newer)
                why = (
                    f"The conference of {held.occurred.words()}, the {len(newer) - 1:,} that "
                    f"happened or became known on its day or later, and {older:,} older that open "
                    "questions rest on."
                )
    told = {entry.id for entry in kept}
    left_out = [entry for entry in entries if entry.id not in told]
    lowered = tuple(entry.id for entry in left_out if entry.lowered)
    if lowered:
        why += f" Marked routine with a reason, and so left out: {_numbers(lowered)}."
    return Shortened(
        length=length,
        entries=tuple(kept),
        summarised=_summarised(left_out) if length is Length.COURT else (),
        total=len(entries),
        why=why,
        lowered=lowered,
    )


def significant(entry: Entry, cited: Collection[str]) -> bool:
    """
    Tell whether a shortened chronology tells an entry.

    An author's mark can only raise: a kind that is always significant stays so. What was corrected
    or struck out stays in view; what was marked routine later goes, and the length says so.
    """
    return (
        entry.kind_declared.always_significant
        or entry.content.get("significance") == "significant"
        or entry.id in cited
        or any(change.kind != "significance_changed" for change in entry.changes)
        or bool(entry.differences)
    )


def _numbers(entries: Sequence[str]) -> str:
    return f"{'entry' if len(entries) == 1 else 'entries'} {', '.join(entries)}"


def _counted_back(entries: Sequence[Entry], on: date, application: date | None) -> tuple[date, str]:
    if application is not None:
        return application, f"{day_said(application)}, the day that was chosen"
    issued = [
        entry
        for entry in entries
        if entry.kind == "court_hearing"
        and entry.stands
        and entry.about == "child"
        and entry.content.get("step") == "application"
        and entry.content.get("court") == "family"
        and entry.occurred.last <= on
    ]
    if not issued:
        return on, f"{day_said(on)}, for which it is read: no application is in the record"
    newest = max((one.occurred for one in issued), key=lambda when: (when.last, when.order))
    return newest.last, f"the application of {newest.words()}"


def _years_before(day: date, years: int) -> date:
    if day.year <= years:
        return date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _summarised(entries: Sequence[Entry]) -> tuple[Summarised, ...]:
    grouped: dict[tuple[int, str], list[str]] = {}
    for entry in entries:
        grouped.setdefault((entry.occurred.first.year, entry.kind), []).append(entry.id)
    return tuple(
        Summarised(year=year, kind=kind, count=len(ids), entries=tuple(ids))
        for (year, kind), ids in sorted(grouped.items())
    )
