"""
Asks at once about what a child told of abuse, and about any sign of sexual abuse.

Source: Working Together to Safeguard Children (2023); Child Safeguarding Practice Review Panel, "I
wanted them all to notice" (2024): protection does not wait for the child to tell again. The hours
are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.incidents import Incident, evidence, incidents
from projections.risk.rule import Duty, Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History


_BY_THE_CHILD = ("concern_raised", "contact", "referral")
_TOLD = ("disclosure", "sign_of_sexual_abuse", *_BY_THE_CHILD)
_ABUSE = frozenset(
    {
        "physical_abuse",
        "emotional_abuse",
        "sexual_abuse",
        "neglect",
        "domestic_abuse",
        "exploitation",
    }
)


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each, and about each concern or referral of abuse that the child raised, until a
    strategy discussion, or a manager with reasons, decided on it by name.

    That it was taken back later does not end the question.
    """
    del on, settings
    for incident in incidents(history.own(*_TOLD, such=_of_abuse)):
        if not _decided(history, incident):
            yield Found(evidence=evidence([incident]), since=incident.known_from, about=incident.id)


def _of_abuse(entry: Entry) -> bool:
    if entry.kind not in _BY_THE_CHILD:
        return True
    concerns = entry.content.get("concerns") or ()
    return entry.answer("from_whom") == "child" and not _ABUSE.isdisjoint(concerns)


def _decided(history: History, incident: Incident) -> bool:
    ids = {account.id for account in incident.accounts}
    return any(
        not ids.isdisjoint(map(str, entry.content.get(naming) or ())) and entry.answer("decision")
        for kind, naming in (("strategy_discussion", "about"), ("management_decision", "rests_on"))
        for entry in history.near(kind)
    )


RULE = Rule(
    practice_id="R51",
    question="Who has listened to this child, and are police and health in it? What do we know "
    "without waiting for the child to tell?",
    lesson="A child told somebody, and was left to tell it again.",
    would_show="The child's words as written at the time; what the child has shown at school "
    "or play; other children who may have been hurt.",
    source="Working Together to Safeguard Children (2023); Child Safeguarding Practice Review "
    "Panel, “I wanted them all to notice” (2024); the hours are local",
    look=look,
    version=2,
    duty=Duty(timescale="abuse_disclosed"),
)
