"""
Asks who brings a child whose appointments are missed, over all agencies together.

Source: "Learning the lessons from Serious Case Reviews", slide 16; Sussex Child Protection and
Safeguarding Procedures, 5.3 (was not brought).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.incidents import (
    Incident,
    evidence,
    in_window,
    incidents,
    reached,
    with_accounts,
)
from projections.risk.missed import by_the_family
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"near": 2, "near_days": 56, "far": 3, "far_days": 183, "own_booking_years": 16}


_NO_PLAN = frozenset({"no_plan", "plan_ends"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where two were missed in eight weeks, three in six months, or one that a plan counts on or
    that was made as one of the plan's.
    """
    longest = max(settings["near_days"], settings["far_days"])
    missed = incidents(
        one
        for one in with_accounts(history.own("missed_appointment"), on, days=longest)
        if by_the_family(history, one) and not _own_booking(history, one, settings)
    )
    near = in_window(missed, on, days=settings["near_days"])
    far = in_window(missed, on, days=settings["far_days"])
    cluster: Sequence[Incident]
    if len(far) >= settings["far"]:
        cluster, needed = far, settings["far"]
    elif len(near) >= settings["near"]:
        cluster, needed = near, settings["near"]
    else:
        neglect = _neglect(history)
        cluster = [m for m in near if neglect or _on_the_plan(history, m)]
        needed = 1
    if cluster:
        yield Found(evidence=evidence(cluster), since=reached(cluster, needed))


def _own_booking(history: History, missed: Entry, settings: Settings) -> bool:
    """
    Tell whether it is surely an older teenager's own, whom nobody brings any more.
    """
    age = history.child.age_in_days(missed.occurred.first) if history.child else None
    old = age is not None and age[0] >= settings["own_booking_years"] * 1461 // 4
    return old and missed.answer("whose") == "child"


def _neglect(history: History) -> bool:
    """
    Tell whether the last conference that named a category named neglect, and no plan ended since.
    """
    of_plans = history.own("conference_held", "plan_ended")
    named = [one for one in of_plans if one.answer("category")]
    if not named or "neglect" not in str(named[-1].content.get("category")):
        return False
    since = of_plans[of_plans.index(named[-1]) :]
    return not any(one.kind == "plan_ended" or one.answer("decision") in _NO_PLAN for one in since)


def _on_the_plan(history: History, missed: Incident) -> bool:
    made = {account.answer("appointment_made") for account in missed.accounts} - {"", None}
    if any(
        one.answer("in_plan") == "yes" for number in made if (one := history.entry(str(number)))
    ):
        return True
    return bool(made) and any(
        not made.isdisjoint(outcome.content.get("evidence") or ())
        for outcome in history.near("outcome_planned")
    )


RULE = Rule(
    practice_id="R09",
    question="Who brings this child, and what is being missed? "
    "Not “did not attend”: was not brought.",
    lesson="Missed appointments were counted one agency at a time.",
    would_show="Appointments with the other agencies in the same months; how the family was "
    "invited, and in which language; what the illness does untreated.",
    source="“Learning the lessons from Serious Case Reviews”, slide 16; Sussex Child Protection "
    "and Safeguarding Procedures, 5.3",
    look=look,
    version=3,
    weekly=True,
    settings=SETTINGS,
)
