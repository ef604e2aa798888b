"""What is wrong with a file of rules, in one line that names each field and its fix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow.exceptions import SCHEMA

_ABSENT = "Missing data for required field."
_UNKNOWN = "Unknown field."


def words_of(messages: Mapping[Any, Any]) -> str:
    """
    Return a validation's messages as text: ``add limit and unit; levels, 1st, who: choose …``.
    """
    absent, parts = [], []
    for path, said in _flat(messages):
        if said == _ABSENT:
            absent.append(path)
        elif said == _UNKNOWN:
            parts.append(f"{path} means nothing here: take it out, or mend its name")
        else:
            parts.append(f"{path}: {said}" if path else said)
    if absent:
        *before, last = absent
        parts.insert(0, f"add {', '.join(before)} and {last}" if before else f"add {last}")
    return "; ".join(parts)


def _flat(messages: Mapping[Any, Any], within: str = "") -> Iterator[tuple[str, str]]:
    for name, said in messages.items():
        # A number is a place in a list, which people count from one.
        step = f"no. {name + 1}" if isinstance(name, int) else str(name)
        path = within if name == SCHEMA else ", ".join(part for part in (within, step) if part)
        if isinstance(said, Mapping):
            yield from _flat(said, path)
        else:
            yield path, " ".join(str(one) for one in said)
