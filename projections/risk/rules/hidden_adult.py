"""
Asks who an adult around the child is, whom no assessment includes, and who has met them.

Source: "Learning the lessons from Serious Case Reviews", slide 14; Child Safeguarding Practice
Review Panel, The myth of invisible men (2021); Ofsted, The voice of the child (2011).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.around.hidden import hidden
from projections.people.tie import Closeness
from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from projections.around.hidden import HiddenAdult
    from projections.risk.history import History

SETTINGS = {"days": 14}
"""Ten working days, counted as fourteen days of the week."""

_CLOSE = frozenset({Closeness.PARTNER, Closeness.HOUSEHOLD_ADULT, Closeness.CARER})


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask for each partner, lodger, carer or visitor two weeks after they were learned of, and at
    once for somebody known by description alone.
    """
    close = {tie.person for tie in history.told.ties if tie.closeness in _CLOSE}
    for adult in hidden(history.told):
        mentioned = [entry for entry in adult.mentioned if entry.stands]
        if not mentioned or not (adult.described or adult.person in close):
            continue
        wait = 0 if adult.described else SETTINGS["days"]
        asked_on = adult.since + timedelta(days=wait)
        if on >= asked_on:
            yield Found(
                evidence=tuple(entry.id for entry in mentioned),
                since=asked_on,
                about=str(adult.person) if adult.person else f"described/{mentioned[0].id}",
                note=_note(adult),
            )


def _note(adult: HiddenAdult) -> str:
    said = ", ".join(adult.relations)
    by_description = "Known by description alone. " if adult.described else ""
    return f"{by_description}{f'To the child: {said}.' if said else ''}".strip()


RULE = Rule(
    practice_id="R05",
    question="Who is this person, and who has met them?",
    lesson="A man lived with the child, and nobody asked who he was.",
    source="“Learning the lessons from Serious Case Reviews”, slide 14; Child Safeguarding "
    "Practice Review Panel, The myth of invisible men (2021); Ofsted, The voice of the child "
    "(2011)",
    look=look,
    settings=SETTINGS,
)
