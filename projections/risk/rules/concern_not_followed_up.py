"""
Asks what was done about what relatives and neighbours said.

Source: Ofsted, The voice of the child (2011): grandparents who were not heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.recorded_event import SOMEBODY
from projections.people.tie import Closeness
from projections.risk.incidents import Incident, evidence, incidents
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 7}
"""Five working days, counted as seven days of the week."""

_WHO = frozenset({"family", "other_parent", "neighbour", "anonymous", "child"})
_OPEN = frozenset({"", "open", "not_followed_up"})
_OUTSIDE = frozenset({Closeness.RELATIVE, Closeness.FRIEND, Closeness.OUTSIDER})
_HELPLINE = "nspcc"
_NOTHING_CAME = frozenset({"no_further_action", "follow_up", "", None})
_PASSING_ON = frozenset({SOMEBODY, _HELPLINE})
"""No agency, and the helpline that tells what members of the public said."""
_LOOKING = ("visit", "assessment_begun", "section_47_enquiry_begun", "medical_examination")
_RAISING = ("concern_raised", "referral", "contact")
"""A worry is written down as a concern, a referral or a call, whoever writes it down."""
_WENT_BACK = ("visit", "contact")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each concern of theirs that no entry followed up in time, as a concern, a referral or
    a contact that raised one.

    An import may not say who was worried: then whoever is no agency, and relatives and friends
    whom the row names, may have been, and any visit or enquiry since may have gone back to them.
    """
    outside = {tie.person for tie in history.ties if tie.closeness in _OUTSIDE}
    followed = {
        str(entry.content["follows_up"]) for entry in history.near(*_WENT_BACK, such=_follows_up)
    }
    decided = {str(one.content.get("referral")) for one in history.near("referral_decision")}
    for concern in incidents(history.near(*_RAISING, such=_raises)):
        asked_on = concern.known_from + timedelta(days=settings["days"])
        silent = all(account.answer("from_whom") is None for account in concern.accounts)
        theirs = concern.says("from_whom", *_WHO) or (silent and _theirs(concern, outside))
        open_still = all((account.answer("finding") or "") in _OPEN for account in concern.accounts)
        answered = concern.says("followed_up", "yes") or any(
            account.id in followed for account in concern.accounts
        )
        answered = answered or any(account.id in decided for account in concern.accounts)
        # A referral names no entry by which it was gone back to: what began on it answers it.
        loosely = silent or any(account.kind == "referral" for account in concern.accounts)
        answered = answered or (
            loosely and theirs and open_still and _looked_into(history, concern, settings)
        )
        if theirs and open_still and not answered and on >= asked_on:
            note = "Who was worried is not in the import." if silent else ""
            yield Found(evidence=evidence([concern]), since=asked_on, about=concern.id, note=note)


def _raises(entry: Entry) -> bool:
    if entry.kind != "contact":
        return True
    if entry.answer("from_whom") is None:
        # A call of which an import says no more is a worry where the helpline passed it on.
        return entry.event.origin is not None and entry.agency == _HELPLINE
    # What came of it is said; a call that raised nothing is nobody's worry.
    return bool(entry.content.get("concerns")) and entry.answer("outcome") in _NOTHING_CAME


def _follows_up(entry: Entry) -> bool:
    return bool(entry.content.get("follows_up"))


def _theirs(concern: Incident, outside: AbstractSet[UUID]) -> bool:
    return any(
        account.agency in _PASSING_ON or not outside.isdisjoint(account.people())
        for account in concern.accounts
    )


def _looked_into(history: History, concern: Incident, settings: Settings) -> bool:
    first = concern.accounts[0].occurred.first
    ended = concern.known_from + timedelta(days=settings["days"])
    return any(
        first <= one.occurred.last <= ended and one.answer("seen") != "no"
        for one in history.near(*_LOOKING)
    )


RULE = Rule(
    practice_id="R49",
    question="Who told us, and what did we do?",
    lesson="Grandparents and neighbours said what they saw, and nobody went back to them.",
    would_show="A call back to whoever was worried; when they last saw the child; what they "
    "have seen before.",
    source="Ofsted, The voice of the child (2011)",
    look=look,
    version=3,
    settings=SETTINGS,
)
