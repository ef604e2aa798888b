"""
Asks what several referrals or contacts, each closed, say together.

Source: Brandon et al., biennial analyses of serious case reviews; "Learning the lessons from
Serious Case Reviews", slides 9 and 15; re-referral within twelve months is a national measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.incidents import Incident, evidence, in_window, incidents, reached
from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.risk.history import History

SETTINGS = {"far": 3, "far_days": 366, "sources": 2, "sources_days": 92}

_CLOSED = frozenset({"no_further_action", "advice"})


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask where three were closed in twelve months, or two from different sources in three.
    """
    decided = _decided(history)
    closed = [
        one
        for one in incidents(history.near("contact", "referral"))
        if one.says("outcome", *_CLOSED) or any(account.id in decided for account in one.accounts)
    ]
    far = in_window(closed, on, days=SETTINGS["far_days"])
    near = in_window(closed, on, days=SETTINGS["sources_days"])
    sources = {source for one in near for source in _sources(one)}
    if len(far) >= SETTINGS["far"]:
        cluster: Sequence[Incident] = far
        needed = SETTINGS["far"]
    elif len(sources) >= SETTINGS["sources"]:
        cluster, needed = near, SETTINGS["sources"]
    else:
        return
    if len(cluster) >= needed and not _all_weighed(history, cluster):
        yield Found(evidence=evidence(cluster), since=reached(cluster, needed))


def _decided(history: History) -> frozenset[str]:
    """
    Return the referrals that somebody decided to do nothing further about.
    """
    return frozenset(
        str(decision.content.get("referral"))
        for decision in history.near("referral_decision")
        if decision.answer("decision") in _CLOSED
    )


def _sources(one: Incident) -> frozenset[str]:
    said = {account.answer("from_whom") for account in one.accounts}
    return frozenset(source for source in said if source and source not in {"unknown", "other"})


def _all_weighed(history: History, cluster: Sequence[Incident]) -> bool:
    """
    Tell whether one assessment weighs them all.
    """
    return any(
        all(any(a.id in weighed for a in one.accounts) for one in cluster)
        for assessment in history.near("assessment_completed")
        if (weighed := set(map(str, assessment.content.get("cites") or ())))
    )


RULE = Rule(
    practice_id="R17",
    question="What do these concerns say together that none said alone?",
    lesson="Each contact was closed by itself, and nobody laid them side by side.",
    source="Brandon et al., biennial analyses of serious case reviews; national reviews; “Learning "
    "the lessons from Serious Case Reviews”, slides 9 and 15",
    look=look,
    settings=SETTINGS,
)
