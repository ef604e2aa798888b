"""Says a ladder in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.people import who_words

if TYPE_CHECKING:
    from escalation.ladder import Ladder, Level

LADDER_WORDS = {
    "default": "Everything that has no ladder of its own",
    "urgent": "What may not wait, because a child may be in danger",
    "plan": "Outcomes of plans",
    "timescale": "Statutory and procedural timescales",
    "trigger": "What a mandatory trigger opened",
    "handover": "Handovers that nobody has said they understood",
    "challenge": "Challenges between professionals",
    "indicator": "Open questions that nobody has answered",
}


def ladder_words(name: str) -> str:
    """
    Say what a ladder is for.
    """
    return LADDER_WORDS.get(name, name.replace("_", " ").capitalize())


def level_words(ladder: Ladder) -> list[str]:
    """
    Say each level in a line of its own.
    """
    top = len(ladder.levels)
    return [_line(ladder, number, level, top) for number, level in enumerate(ladder.levels, 1)]


def heard_by(level: Level) -> str:
    """
    Say who hears at a level.
    """
    *first, last = [who_words(one) for one in level.who]
    return f"{', '.join(first)} and {last}" if first else last


def _line(ladder: Ladder, number: int, level: Level, top: int) -> str:
    if number < top:
        return f"{number}: {heard_by(level)}; {level.wait.words()} to answer"
    again = ladder.again.words().removeprefix("1 ")
    return f"{number}: {heard_by(level)}; again every {again} until somebody acts"
