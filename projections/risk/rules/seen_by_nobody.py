"""
Asks who still sees a child who no longer comes to school, nursery, GP or the last service.

Source: Education Act 1996 s.434A, by the Children's Wellbeing and Schools Act 2026 s.37
(commencement to be confirmed); Child Safeguarding Practice Review Panel on elective home education
(2024).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each withdrawal while a plan is in force or an enquiry is going on, or while
    another question is open.

    A later entry that the child comes to a school again ends it, for school and nursery.
    """
    del settings
    by_itself = history.plan_in_force(on) or _enquiry(history)
    back = [entry.occurred.last for entry in history.near("change_of_school")]
    for entry in history.own("withdrawn_from_school_or_nursery"):
        if _again(entry, back):
            continue
        yield Found(
            evidence=(entry.id,), since=entry.known_from, about=entry.id, beside=not by_itself
        )


def _again(entry: Entry, back: list[date]) -> bool:
    learning = entry.answer("withdrawn_from") in {"school", "nursery"}
    return learning and any(day > entry.occurred.last for day in back)


def _enquiry(history: History) -> bool:
    going_on = False
    for entry in history.near("section_47_enquiry_begun", "section_47_enquiry_concluded"):
        going_on = entry.kind == "section_47_enquiry_begun"
    return going_on


RULE = Rule(
    practice_id="R54",
    question=(
        "Who still sees this child? Was the local authority's consent asked where it is required?"
    ),
    lesson="A child was taken out of school, and the last people who saw the child saw no more.",
    would_show="Who has seen the child since, and where; the reasons given to each service; "
    "brothers and sisters who left at the same time.",
    source="Education Act 1996 s.434A (commencement to be confirmed)",
    look=look,
    confirmed=False,
)
