"""
Asks what several injuries say together, whoever saw each of them.

Source: "Learning the lessons from Serious Case Reviews", slide 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from events.body_map import MARKED, marked, places_of
from projections.risk.incidents import Incident, evidence, in_window, reached
from projections.risk.injuries import SAME_INJURY, injuries
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.risk.history import History

SETTINGS = {
    "near": 2,
    "near_days": 183,
    "far": 3,
    "far_days": 366,
    "same_place_days": 366,
    **SAME_INJURY,
}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where two were seen in six months, three in twelve, or two at the same place of the body.

    What a hospital admission or an examination found counts too, where it is not the same injury.
    """
    seen = injuries(history, settings)
    far = in_window(seen, on, days=settings["far_days"])
    near = in_window(seen, on, days=settings["near_days"])
    same = _same_place(in_window(seen, on, days=settings["same_place_days"]))
    if len(far) >= settings["far"]:
        yield _asked(far, settings["far"])
    elif len(near) >= settings["near"]:
        yield _asked(near, settings["near"])
    elif same:
        yield _asked(same, len(same))


def _asked(seen: Sequence[Incident], needed: int) -> Found:
    return Found(evidence=evidence(seen), since=reached(seen, needed), note=_marked_twice(seen))


def _same_place(seen: Sequence[Incident]) -> tuple[Incident, ...]:
    return tuple(
        one
        for one in seen
        if any(not _places(one).isdisjoint(_places(other)) for other in seen if other is not one)
    )


def _places(injury: Incident) -> frozenset[str]:
    # Coarser than a body map marks: a bruise on the other cheek is at the same place of the body.
    return frozenset(place for one in injury.accounts for place in places_of(one.content))


def _marked_twice(seen: Sequence[Incident]) -> str:
    """
    Say where several body maps mark the very same place, side included.
    """
    named = [
        {region.name for one in injury.accounts for region in marked(one.content)}
        for injury in seen
    ]
    words = [words for name, words in MARKED.items() if sum(name in one for one in named) > 1]
    return f"Marked on more than one body map: {'; '.join(words)}." if words else ""


RULE = Rule(
    practice_id="R13",
    question="Would each explanation still convince, set beside the others?",
    lesson="Injuries were seen by several agencies, and each one explained by itself.",
    would_show="Injuries that school, GP or hospital noted and nobody put together; "
    "photographs and body maps side by side; what the child says of each.",
    source="“Learning the lessons from Serious Case Reviews”, slide 9",
    look=look,
    version=3,
    settings=SETTINGS,
)
