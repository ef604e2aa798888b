"""
Asks whether a new baby has been thought of before birth, where the past or the present gives cause.

Source: "Learning the lessons from Serious Case Reviews", slides 11 and 25; Sussex Child Protection
and Safeguarding Procedures, pre-birth. The five working days are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.people.person import GESTATION_DAYS
from projections.risk.rule import Found, Rule, Settings
from projections.risk.violence import INCIDENT, of_violence

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 7, "pregnancy_days": GESTATION_DAYS}
"""Five working days, counted as seven days of the week."""

_CAUSE = frozenset(
    {"death", "plan_agreed", "section_47_enquiry_concluded", "conviction", "charge", INCIDENT}
)
_REMOVED = frozenset({"begins", "continues"})
_LOOKING = (
    "referral",
    "contact",
    "strategy_discussion",
    "section_47_enquiry_begun",
    "assessment_begun",
    "assessment_completed",
    "conference_held",
    "plan_agreed",
)
"""What may have looked at a baby who is not born."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask from a week after the pregnancy was learned of, where the past of either parent, or of
    anybody of the household, gives cause, or a plan does; until a pre-birth referral or assessment.
    On the baby's own record any referral, strategy discussion, section 47 enquiry, assessment,
    conference or plan since the pregnancy was learned of ends it.
    """
    for pregnancy in history.of("pregnancy_recorded"):
        if pregnancy.answer("referred") == "yes":
            continue
        if _thought_of(history, pregnancy, settings) or _born(history, pregnancy):
            continue
        cause = _cause(history, pregnancy)
        in_force = history.plan_in_force(on)
        first = min((entry.known_from for entry in cause), default=pregnancy.known_from)
        since = max(pregnancy.known_from, first) + timedelta(days=settings["days"])
        if (cause or in_force) and since <= on:
            yield Found(
                evidence=(pregnancy.id, *(entry.id for entry in cause)),
                since=since,
                about=pregnancy.id,
                note="A plan is in force for a child of this household." if in_force else "",
            )


def _thought_of(history: History, pregnancy: Entry, settings: Settings) -> bool:
    """
    Tell whether anything since the pregnancy was known looked at the baby, as all did that took up
    the baby's own record before birth.
    """
    own = _of_this_child(history, pregnancy, settings)
    return any(
        one.known_from >= pregnancy.known_from
        and (_names_a_baby(one) or (own and one.kind != "contact"))
        for one in history.near(*_LOOKING)
    )


def _names_a_baby(entry: Entry) -> bool:
    return "unborn" in (entry.content.get("concerns") or ()) or entry.answer("type") == "pre_birth"


def _of_this_child(history: History, pregnancy: Entry, settings: Settings) -> bool:
    """
    Tell whether it is the child of this record who was expected.
    """
    child = history.child
    if child is None or history.child_id not in pregnancy.people("child"):
        return False
    if child.born is None:
        return child.kind == "unborn" or child.expected is not None
    longest = timedelta(days=settings["pregnancy_days"])
    born = child.born.last
    return pregnancy.occurred.first <= born <= pregnancy.occurred.last + longest


def _cause(history: History, pregnancy: Entry) -> list[Entry]:
    """
    Return the past of whoever the baby will live with, and what befell the child of this record.

    Whom an entry names in no role, as an import does, may be the other parent.
    """
    home = set(pregnancy.people()) - {history.child_id} | history.adults_living_with_the_child
    return [
        entry
        for entry in history.of(such=_may_be_cause)
        if (home & set(entry.people()) and not home & set(entry.people("child")))
        or (_removed_or_dead(entry) and history.child_id in entry.people("child"))
    ]


def _may_be_cause(entry: Entry) -> bool:
    violence = entry.kind == "police_incident" and of_violence(entry)
    return entry.kind in _CAUSE or violence or entry.answer("looked_after") in _REMOVED


def _removed_or_dead(entry: Entry) -> bool:
    return entry.kind == "death" or entry.answer("looked_after") in _REMOVED


def _born(history: History, pregnancy: Entry) -> bool:
    return any(one.occurred.last >= pregnancy.occurred.first for one in history.of("birth"))


RULE = Rule(
    practice_id="R43",
    question="Has the new baby been thought of before birth?",
    lesson="A baby was born into a home that everybody knew.",
    would_show="The antenatal booking and who kept the appointments; the files of earlier "
    "children; who will live with the baby.",
    source="“Learning the lessons from Serious Case Reviews”, slides 11 and 25; Sussex Child "
    "Protection and Safeguarding Procedures",
    look=look,
    version=4,
    settings=SETTINGS,
    confirmed=False,
)
