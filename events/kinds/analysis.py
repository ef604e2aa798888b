"""
What a practitioner makes of several entries together: beside the facts, never inside them.

Source: Care Inspectorate, Practice guide to chronologies (2017): analysis apart from fact; the talk
"Learning the lessons from Serious Case Reviews", slide 9.
"""

from __future__ import annotations

from events.fields import day, entries, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import cites, dated, line, says


class Analysis(Done):
    """
    Dated and signed like any entry, and resting on those that it cites.
    """

    cites = entries("Which entries is it about?", required=True)
    analysis = text("What do they mean for this child?", required=True, long=True)
    otherwise = text("What else could explain them?", long=True)
    not_known = text("What would we need to know?", long=True)
    next_on = day("When will you look at it again?")


def sentence(content: Content) -> str:
    """
    Say what the entries are taken to mean, and what else could be.
    """
    return line(
        says(content, "analysis", "Analysis: {}"),
        cites(content, "cites", "About {}"),
        says(content, "otherwise", "It could also be: {}"),
        says(content, "not_known", "Not known: {}"),
        dated(content, "next_on", "To be looked at again on {}"),
    )


KIND = EventKind(
    label="Analysis",
    group=Group.PROCESS,
    content=Analysis,
    sentence=sentence,
    roles=("worker",),
    always_significant=True,
)
