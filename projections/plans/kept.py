"""A planned outcome as text in a table, and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from projections.plans.planned_outcome import Moved, PlannedOutcome, Raised

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATES = frozenset(
    {
        "opened",
        "due",
        "original_due",
        "closed_on",
        "arose",
        "next_at",
        "was",
        "to",
        "on",
        "at",
        "next_step",
        "ends",
        "acknowledged",
        "by_when",
        "resolved",
    }
)


def as_text(outcome: PlannedOutcome) -> str:
    """
    Return the whole of an outcome as JSON with sorted keys, the same text for the same outcome.
    """
    return orjson.dumps(outcome, option=orjson.OPT_SORT_KEYS).decode()


def from_text(text: str) -> PlannedOutcome:
    """
    Read back what ``as_text`` wrote; what a newer version added has its default.
    """
    kept: dict[str, Any] = orjson.loads(text)
    kept["id"], kept["child"] = UUID(kept["id"]), UUID(kept["child"])
    kept["moves"] = tuple(Moved(**_read(move, Moved)) for move in kept["moves"])
    kept["escalations"] = tuple(Raised(**_read(one, Raised)) for one in kept["escalations"])
    return PlannedOutcome(**_read(kept, PlannedOutcome))


def _read(kept: Mapping[str, Any], of: type) -> dict[str, Any]:
    known = {field.name for field in fields(of)}
    return {name: _value(name, value, of) for name, value in kept.items() if name in known}


def _value(name: str, value: Any, of: type) -> Any:
    if isinstance(value, list):
        return tuple(value)
    # Of an escalation, ``to`` is people; of a moving, a day.
    dated = name in _DATES and not (of is Raised and name == "to")
    return _date(value) if dated and isinstance(value, str) else value


def _date(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
