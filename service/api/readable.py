"""Refuses text that a page could not show as it was meant, wherever it stands in what was sent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

ALLOWED = frozenset("\t\n\r")
# They turn the direction of what follows, so that a reader sees other words than were written.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

FIX = "Remove the control character; tabs and new lines are the only ones that stay"


def unreadable(sent: Any) -> dict[str, str]:
    """
    Return the fields that hold such text, each with its fix.
    """
    return dict.fromkeys(_fields(sent, ""), FIX)


def _fields(sent: Any, within: str) -> Iterator[str]:
    if isinstance(sent, str):
        if any(map(_hidden, sent)):
            yield within or "body"
    elif isinstance(sent, Mapping):
        for name, value in sent.items():
            if any(map(_hidden, str(name))):
                yield within or "body"
            else:
                yield from _fields(value, f"{within}.{name}" if within else str(name))
    elif isinstance(sent, list):
        for place, value in enumerate(sent):
            yield from _fields(value, f"{within}.{place}" if within else str(place))


def _hidden(character: str) -> bool:
    # Cs: half of a pair, which no encoding can carry.
    sort = unicodedata.category(character)
    return character in TURNING or (sort in {"Cc", "Cs"} and character not in ALLOWED)
