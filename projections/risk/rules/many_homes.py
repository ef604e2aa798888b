"""
Asks who has the whole history when a child moves and moves again.

Source: Brandon et al., biennial analyses of serious case reviews; published procedures on families
that move between areas.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.incidents import Incident, evidence, in_window, incidents, reached
from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"homes": 3, "days": 366}


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask where there were three new homes in twelve months.

    A placement that was planned, with its reason, is not counted.
    """
    moves = [one for one in incidents(history.near("address_recorded")) if _new_home(one)]
    lately = in_window(moves, on, days=SETTINGS["days"])
    if len(lately) >= SETTINGS["homes"]:
        yield Found(evidence=evidence(lately), since=reached(lately, SETTINGS["homes"]))


def _new_home(one: Incident) -> bool:
    planned = any(
        account.answer("move") == "placement"
        and account.answer("planned") == "yes"
        and account.answer("reason")
        for account in one.accounts
    )
    return one.says("new_home", "yes") and not planned


RULE = Rule(
    practice_id="R31",
    question="Who has the whole history now?",
    lesson="A family moved, and its history stayed behind.",
    source="Brandon et al., biennial analyses of serious case reviews",
    look=look,
    settings=SETTINGS,
)
