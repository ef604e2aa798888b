"""The form that is filled on paper while the service is down, from the questions of every entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from events.told import Told

AHEAD: Final = (
    ("Which child? Name and date of birth", 1),
    ("What was it? For example a call, a visit, a missed appointment, an incident", 1),
    (
        "When did it happen? Day and time; “about” or “between … and …” where not sure",
        1,
    ),
    ("Who was there, and what is each to the child?", 2),
)
"""What an entry is asked beside its content, which each page asks in a way of its own."""
_ASKED: Final = (
    "fact",
    "words",
    "opinion",
    "response",
    "seen",
    "alone",
    "source",
    "source_how",
    "known_by_description",
)
LAST: Final = (
    "Which agency do you speak for, and when did it first know of this?",
    "Who was told, when, and what did they say they would do?",
)
_PAPER: Final = ("paper_by", "paper_on")
_LINES: Final = {"fact": 12, "words": 6, "opinion": 5, "response": 5}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """
    One question on paper.

    Args:
        lines: How many lines to write on; 0 where an answer is ticked.
        choices: What may be ticked.
    """

    label: str
    hint: str = ""
    lines: int = 1
    choices: tuple[str, ...] = ()


def paper_form() -> tuple[Asked, ...]:
    """
    Return what is to be written down so that it can be recorded afterwards as if at the time.

    Source: the fields of every entry (events/told.py), and who wrote it and when.
    """
    declared: dict[str, Any] = Told().fields
    return (
        *(Asked(label=label, lines=lines) for label, lines in AHEAD),
        *(_asked(name, declared[name].metadata) for name in _ASKED),
        *(Asked(label=label) for label in LAST),
        *(_asked(name, declared[name].metadata) for name in _PAPER),
    )


def _asked(name: str, said: dict[str, Any]) -> Asked:
    choices = tuple(said.get("options", {}).values())
    return Asked(
        label=said["label"],
        hint=said["hint"],
        lines=0 if choices else _LINES.get(name, 1),
        choices=choices,
    )
