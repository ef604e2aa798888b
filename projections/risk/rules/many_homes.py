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
from projections.risk.open_case import OPEN_CASE
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"homes": 3, "days": 366, **OPEN_CASE}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where there were three new homes in twelve months, and about each move to another area
    with a plan or a case open, until that area says that it took the case on.

    A placement that was planned, with its reason, is not counted.
    """
    addresses = incidents(history.near("address_recorded"))
    moves = [one for one in addresses if _new_home(one)]
    lately = in_window(moves, on, days=settings["days"])
    if len(lately) >= settings["homes"]:
        yield Found(evidence=evidence(lately), since=reached(lately, settings["homes"]))
    if not (history.plan_in_force(on) or history.open_case(on, settings["left_days"])):
        return
    taken_on = [
        one.occurred.last for one in history.near("transfer") if one.answer("step") == "accepted"
    ]
    for one in (*moves, *incidents(history.near("transfer"))):
        if _another_area(one) and not any(
            day >= one.accounts[0].occurred.first for day in taken_on
        ):
            yield Found(
                evidence=evidence([one]),
                since=one.known_from,
                about=one.id,
                note="To another area, which has not said that it took the case on.",
            )


def _another_area(one: Incident) -> bool:
    told = one.says("step", "notified", "information_sent", "information_received", "refused")
    return told or one.says("other_area", "yes")


def _new_home(one: Incident) -> bool:
    planned = any(
        account.answer("move") == "placement"
        and account.answer("planned") == "yes"
        and account.answer("reason")
        for account in one.accounts
    )
    # An import without the column calls the row a move, and so says that it was one.
    moved = one.says("new_home", "yes") or all(
        account.answer("new_home") is None for account in one.accounts
    )
    return moved and not planned


RULE = Rule(
    practice_id="R31",
    question="Who has the whole history now?",
    lesson="A family moved, and its history stayed behind.",
    would_show="The files of each area the child lived in; which school and GP hold notes; why "
    "each move was made.",
    source="Brandon et al., biennial analyses of serious case reviews",
    look=look,
    settings=SETTINGS,
)
