"""
Asks what several injuries say together, whoever saw each of them.

Source: "Learning the lessons from Serious Case Reviews", slide 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from events.body_map import MARKED, marked, places_of
from projections.risk.incidents import Incident, evidence, in_window, incidents, reached
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.risk.history import History

SETTINGS = {"near": 2, "near_days": 183, "far": 3, "far_days": 366, "same_place_days": 366}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where two were seen in six months, three in twelve, or two at the same place of the body.
    """
    injuries = incidents(history.own("injury_observed"))
    far = in_window(injuries, on, days=settings["far_days"])
    near = in_window(injuries, on, days=settings["near_days"])
    same = _same_place(in_window(injuries, on, days=settings["same_place_days"]))
    if len(far) >= settings["far"]:
        yield _asked(far, settings["far"])
    elif len(near) >= settings["near"]:
        yield _asked(near, settings["near"])
    elif same:
        yield _asked(same, len(same))


def _asked(injuries: Sequence[Incident], needed: int) -> Found:
    return Found(
        evidence=evidence(injuries), since=reached(injuries, needed), note=_marked_twice(injuries)
    )


def _same_place(injuries: Sequence[Incident]) -> tuple[Incident, ...]:
    return tuple(
        one
        for one in injuries
        if any(
            not _places(one).isdisjoint(_places(other)) for other in injuries if other is not one
        )
    )


def _places(injury: Incident) -> frozenset[str]:
    # Coarser than a body map marks: a bruise on the other cheek is at the same place of the body.
    return frozenset(place for one in injury.accounts for place in places_of(one.content))


def _marked_twice(injuries: Sequence[Incident]) -> str:
    """
    Say where several body maps mark the very same place, side included.
    """
    named = [
        {region.name for one in injury.accounts for region in marked(one.content)}
        for injury in injuries
    ]
    words = [words for name, words in MARKED.items() if sum(name in one for one in named) > 1]
    return f"Marked on more than one body map: {'; '.join(words)}." if words else ""


RULE = Rule(
    practice_id="R13",
    question="Would each explanation still convince, set beside the others?",
    lesson="Injuries were seen by several agencies, and each one explained by itself.",
    source="“Learning the lessons from Serious Case Reviews”, slide 9",
    look=look,
    version=2,
    settings=SETTINGS,
)
