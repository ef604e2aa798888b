"""
Asks what of the past was set aside by an assessment that starts again after a change.

Source: Brandon et al., Analysing child deaths and serious injury (2008): start-again syndrome;
"Learning the lessons from Serious Case Reviews", slides 11 and 24.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.citing import cited
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

_CHANGES = ("birth", "household_joined", "household_changed", "transfer", "pregnancy_recorded")
_NEW_START = frozenset({"joined", "relationship_began"})
_WEIGHTY = frozenset(
    {
        "injury_observed",
        "domestic_abuse_incident",
        "disclosure",
        "sign_of_sexual_abuse",
        "section_47_enquiry_concluded",
        "conference_held",
        "conviction",
    }
)


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about the newest assessment where it cites nothing from before the change it follows.

    An import without citations does not say that there were none.
    """
    del on, settings
    for newest in history.near("assessment_completed", "assessment_reviewed").of_last_day:
        if newest.answer("cites") is not None:
            yield from _set_aside(history, newest)


def _set_aside(history: History, newest: Entry) -> Iterator[Found]:
    changes = [
        one for one in history.near(*_CHANGES) if one.answer("change") in {*_NEW_START, "", None}
    ]
    changes += [
        one for one in history.near("address_recorded") if one.answer("other_area") == "yes"
    ]
    changes += _another_lead(history)
    changes = [one for one in changes if one.occurred.last <= newest.occurred.first]
    if not changes:
        return
    day = max(one.occurred.last for one in changes)
    last = [one for one in changes if one.occurred.last == day]
    begun = max(one.occurred.first for one in last)
    past = [one for one in history.of(such=_weighty) if one.occurred.last < begun]
    named = (history.entry(number) for number in cited(newest))
    if past and not any(one is not None and one.occurred.last < begun for one in named):
        yield Found(
            # Who took the child on is no line of the chronology, and nothing to cite.
            evidence=tuple(one.id for one in (*past, *last, newest) if one.kind != "allocation"),
            since=newest.known_from,
            about=newest.id,
        )


def _another_lead(history: History) -> list[Entry]:
    lead = [one for one in history.allocations if one.answer("role") == "lead"]
    return [one for one in lead if one.answer("change") != "ends"][1:]


def _weighty(entry: Entry) -> bool:
    return entry.kind in _WEIGHTY or entry.answer("significance") == "significant"


RULE = Rule(
    practice_id="R19",
    question="What of the past has been set aside?",
    lesson="A new start was made, and what was known was left behind.",
    would_show="The earlier assessments and chronologies, and those of brothers and sisters; "
    "who was worried then, and what was tried.",
    source="Brandon et al., Analysing child deaths and serious injury (2008); “Learning the "
    "lessons from Serious Case Reviews”, slides 11 and 24",
    look=look,
    version=3,
)
