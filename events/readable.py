"""Refuses text that a page could not show as it was meant, before it can stand in the log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

# Controls but tab and new line; halves of a pair, which no encoding can carry; and the marks that
# turn the direction of what follows, so that a reader sees other words than were written.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)

FIX = "Remove the control character; tabs and new lines are the only ones that stay"


def is_readable(text: str) -> bool:
    """
    Tell whether every character of a text can be shown for what it is.
    """
    # What Python can print holds none of them, and that is asked for less.
    return text.isprintable() or _HIDDEN.search(text) is None


def unreadable(sent: Any) -> dict[str, str]:
    """
    Return the fields that hold such text, wherever it stands in what was sent, each with its fix.
    """
    return dict.fromkeys(_fields(sent, ""), FIX)


def _fields(sent: Any, within: str) -> Iterator[str]:
    if isinstance(sent, str):
        if not is_readable(sent):
            yield within or "body"
    elif isinstance(sent, Mapping):
        for name, value in sent.items():
            if not is_readable(str(name)):
                yield within or "body"
            else:
                yield from _fields(value, f"{within}.{name}" if within else str(name))
    elif isinstance(sent, list):
        for place, value in enumerate(sent):
            yield from _fields(value, f"{within}.{place}" if within else str(place))
