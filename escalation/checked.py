"""What a decision must say; each check returns fields with what is wrong and the fix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from escalation.errors import AnswerRefused
from events.clock import civil_day
from projections.plans.due import day_of, due_words, overdue_from

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

MOST_PROMISED_DAYS = 28
"""How far ahead an acknowledgement may promise; longer is moving the date, with its reason."""

ATTENDANCE = frozenset({"appointment_attended", "conference_held", "core_group"})
"""Kinds that show that somebody came, and not yet that anything changed."""


def unsaid(**said: str) -> dict[str, list[str]]:
    """
    Name the fields that say nothing, each with what to say.
    """
    asked = {
        "understood": "Say in your own words what you have understood",
        "will_do": "Say what you will do",
        "changed": "Say what is different for the child",
        "reason": "Give the reason",
        "next_step": "Say what follows",
        "owner": "Name one person",
        "agency": "Name the agency",
    }
    return {name: [asked[name]] for name, words in said.items() if not words.strip()}


def not_promised(
    by_when: date | datetime | None, now: datetime, ends: datetime | None = None
) -> dict[str, list[str]]:
    """
    Tell what is wrong with the date of a promise: none, past, or so far ahead that it silences.

    Args:
        ends: By when the last level of the ladder must hear; None where it has heard.
    """
    wrong = not_ahead("by_when", by_when, now)
    if by_when is None or wrong:
        return wrong
    latest = civil_day(now) + timedelta(days=MOST_PROMISED_DAYS)
    if day_of(by_when) > latest:
        ahead = f"Promise a date within {MOST_PROMISED_DAYS} days"
        return {"by_when": [f"{ahead}; to owe it later, move the date with its reason"]}
    if ends is not None and overdue_from(by_when) > ends:
        last = due_words(civil_day(ends - timedelta(microseconds=1)))
        return {"by_when": [f"The whole ladder ends by {last}; promise no later date"]}
    return {}


def not_ahead(name: str, due: date | datetime | None, now: datetime) -> dict[str, list[str]]:
    """
    Tell what is wrong with a date that must lie ahead.
    """
    if due is None:
        return {name: ["Give a date"]}
    if overdue_from(due) <= now:
        return {name: ["This date has passed; give one that lies ahead"]}
    return {}


def no_evidence(
    entries: Collection[str], cited_kinds: Collection[str], why: str
) -> dict[str, list[str]]:
    """
    Tell what the evidence of change lacks: an entry, or why mere attendance shows change.
    """
    if not entries:
        return {"evidence_of_change": ["Cite at least one entry that shows the change"]}
    if cited_kinds and ATTENDANCE.issuperset(cited_kinds) and not why.strip():
        return {
            "why_attendance_shows_change": [
                "Only attendance is cited: say how it shows change for the child"
            ]
        }
    return {}


def refuse(wrong: dict[str, list[str]]) -> None:
    """
    Refuse where anything is wrong.

    Raises:
        AnswerRefused: Each field with its fix.
    """
    if wrong:
        raise AnswerRefused(wrong)
