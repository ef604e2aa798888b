"""
Asks what several referrals or contacts, each closed, say together.

Source: Brandon et al., biennial analyses of serious case reviews; "Learning the lessons from
Serious Case Reviews", slides 9 and 15; re-referral within twelve months is a national measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.incidents import (
    Incident,
    evidence,
    in_window,
    incidents,
    reached,
    with_accounts,
)
from projections.risk.rule import Found, Rule, Settings
from projections.risk.unsaid import of_social_care

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"far": 3, "far_days": 366, "sources": 2, "sources_days": 92, "taken_on_days": 63}
"""Forty-five working days, as sixty-three days of the week, for a referral to be taken on."""

_CLOSED = frozenset({"no_further_action", "advice"})
_SET_ASIDE = frozenset({"explained", "unfounded", "malicious", "withdrawn", "not_followed_up"})
_RAISING = {"contact": "outcome", "referral": "outcome", "concern_raised": "finding"}
"""What somebody raised, and the field that says what came of it."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where three were closed in twelve months, or two from different sources in three: contacts,
    referrals, and concerns that were set aside.
    """
    decided = _decided(history)
    longest = max(settings["far_days"], settings["sources_days"])
    told = history.near("contact", "referral", "concern_raised")
    closed = [
        one
        for one in incidents(with_accounts(told, on, days=longest))
        if one.says("outcome", *_CLOSED)
        or one.says("finding", *_SET_ASIDE)
        or any(account.id in decided for account in one.accounts)
        or _may_be_closed(history, one, settings)
    ]
    far = in_window(closed, on, days=settings["far_days"])
    near = in_window(closed, on, days=settings["sources_days"])
    sources = {source for one in near for source in _sources(one)}
    if len(far) >= settings["far"]:
        cluster: Sequence[Incident] = far
        needed = settings["far"]
    elif len(sources) >= settings["sources"]:
        cluster, needed = near, settings["sources"]
    else:
        return
    accounts = ([account.id for account in one.accounts] for one in cluster)
    if len(cluster) >= needed and not history.weighed_together(accounts):
        unknown = any(_may_be_closed(history, one, settings) for one in cluster)
        yield Found(
            evidence=evidence(cluster),
            since=reached(cluster, needed),
            note="What came of each is not in the import." if unknown else "",
        )


def _may_be_closed(history: History, one: Incident, settings: Settings) -> bool:
    """
    Tell whether an import does not say what came of a referral, a concern or a call to social care,
    and no enquiry or conference did; a concern while a plan is in force is the plan's.
    """
    first = one.accounts[0].occurred
    if not all(
        account.kind in _RAISING and account.answer(_RAISING[account.kind]) is None
        for account in one.accounts
    ):
        return False
    if one.accounts[0].kind == "concern_raised" and history.plan_in_force(first.last):
        return False
    if one.accounts[0].kind == "contact" and not _from_outside(history, one.accounts[0], settings):
        return False
    return not any(
        first.first
        <= taken_on.occurred.last
        <= first.last + timedelta(days=settings["taken_on_days"])
        for taken_on in history.near("section_47_enquiry_begun", "conference_held", "plan_agreed")
    )


def _from_outside(history: History, contact: Entry, settings: Settings) -> bool:
    """
    Tell whether somebody was in touch with social care about a child with whom it was not at work.
    """
    before = contact.occurred.first - timedelta(days=settings["taken_on_days"])
    return of_social_care(contact) and not any(
        before <= one.occurred.last <= contact.occurred.first and one.id != contact.id
        for one in history.near(such=_own_work)
    )


def _own_work(entry: Entry) -> bool:
    return of_social_care(entry) and entry.kind != "contact"


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
    # An import without the column says by which agency it was told.
    said = {
        account.agency if account.answer("from_whom") is None else account.answer("from_whom")
        for account in one.accounts
    }
    # Somebody who is none of those that have a name of their own is another source than they are.
    return frozenset(source for source in said if source and source != "unknown")


RULE = Rule(
    practice_id="R17",
    question="What do these concerns say together that none said alone?",
    lesson="Each contact was closed by itself, and nobody laid them side by side.",
    would_show="All the referrals read in one sitting; what each caller was told; whether the "
    "child was seen after any of them.",
    source="Brandon et al., biennial analyses of serious case reviews; national reviews; “Learning "
    "the lessons from Serious Case Reviews”, slides 9 and 15",
    look=look,
    version=4,
    weekly=True,
    settings=SETTINGS,
)
