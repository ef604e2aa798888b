"""
Asks about the other children, where something befell a brother or sister of the household.

Source: Sussex Child Protection and Safeguarding Procedures, 5.11.4; Derby. The five working days
are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 7}
"""Five working days, counted as seven days of the week."""

_BEFELL = (
    "injury_observed",
    "disclosure",
    "sign_of_sexual_abuse",
    "section_47_enquiry_begun",
    "plan_agreed",
    "conference_held",
    "death",
)
_CONSIDERING = (
    "assessment_begun",
    "assessment_completed",
    "assessment_reviewed",
    "strategy_discussion",
    "section_47_enquiry_begun",
)


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about what was recorded for another child of the household and not for this one, until an
    assessment or discussion since considers this child too.
    """
    waited = timedelta(days=settings["days"])
    due = [
        entry
        for entry in history.near(*_BEFELL)
        if entry.people("child")
        and history.child_id not in entry.people("child")
        and entry.known_from + waited <= on
        and _grave(entry)
        and not _considered(history, entry)
    ]
    if due:
        yield Found(
            evidence=tuple(entry.id for entry in due),
            since=min(entry.known_from for entry in due) + waited,
        )


def _grave(entry: Entry) -> bool:
    return entry.kind != "conference_held" or entry.answer("decision") in {"plan_made", None}


def _considered(history: History, befell: Entry) -> bool:
    child = str(history.child_id)
    return any(
        one.occurred.last >= befell.occurred.first
        and (
            history.child_id in one.people("considered", "child")
            or child in (one.content.get("considered_children") or ())
            or one.answer("siblings_considered") == "yes"
        )
        for one in history.near(*_CONSIDERING)
    )


RULE = Rule(
    practice_id="R44",
    question="And the other children?",
    lesson="One child was looked at, and the others stayed in the same rooms.",
    would_show="When each other child was last seen and heard; their school and health records "
    "in the same weeks.",
    source="Sussex Child Protection and Safeguarding Procedures, 5.11.4; Derby",
    look=look,
    version=3,
    settings=SETTINGS,
    confirmed=False,
)
