"""
Asks who spoke for the child, where a member of the family interpreted, or nobody did.

Source: Working Together to Safeguard Children (2023); reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 92}

_NOT_INDEPENDENT = frozenset({"family", "child", "none"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where the last three months hold such an entry, and name each.
    """
    found = history.near(such=_not_independent).lately(on, days=settings["days"])
    if found:
        yield Found(
            evidence=tuple(entry.id for entry in found),
            since=min(entry.known_from for entry in found),
        )


def _not_independent(entry: Entry) -> bool:
    return entry.answer("interpreter") in _NOT_INDEPENDENT


RULE = Rule(
    practice_id="R48",
    question="Who spoke for the child, and in whose words?",
    lesson="What the child said was told by those it was about.",
    would_show="The same questions with an independent interpreter; what the child understands "
    "of what was said.",
    source="Working Together to Safeguard Children (2023); reviews",
    look=look,
    settings=SETTINGS,
)
