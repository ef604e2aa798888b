"""
Asks what was done about what relatives and neighbours said.

Source: Ofsted, The voice of the child (2011): grandparents who were not heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.incidents import evidence, incidents
from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"days": 7}
"""Five working days, counted as seven days of the week."""

_WHO = frozenset({"family", "other_parent", "neighbour", "anonymous", "child"})
_OPEN = frozenset({"", "open", "not_followed_up"})


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask about each concern of theirs that no entry followed up in time.
    """
    followed = {
        str(entry.content["follows_up"])
        for entry in history.near("visit", "contact")
        if entry.content.get("follows_up")
    }
    for concern in incidents(history.near("concern_raised")):
        asked_on = concern.known_from + timedelta(days=SETTINGS["days"])
        theirs = concern.says("from_whom", *_WHO)
        open_still = all(account.answer("finding") in _OPEN for account in concern.accounts)
        answered = concern.says("followed_up", "yes") or any(
            account.id in followed for account in concern.accounts
        )
        if theirs and open_still and not answered and on >= asked_on:
            yield Found(evidence=evidence([concern]), since=asked_on, about=concern.id)


RULE = Rule(
    practice_id="R49",
    question="Who told us, and what did we do?",
    lesson="Grandparents and neighbours said what they saw, and nobody went back to them.",
    source="Ofsted, The voice of the child (2011)",
    look=look,
    settings=SETTINGS,
)
