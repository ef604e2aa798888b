"""A planned outcome as text in a table, and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from functools import cache
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
    said = {name: kept[name] for name in _known(of) & kept.keys()}
    for name, value in said.items():
        if isinstance(value, list):
            said[name] = tuple(value)
    for name in _dated(of) & said.keys():
        if isinstance(said[name], str):
            said[name] = _date(said[name])
    return said


@cache
def _known(of: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(of))


@cache
def _dated(of: type) -> frozenset[str]:
    # Of an escalation, ``to`` is people; of a moving, a day.
    return _known(of) & _DATES - ({"to"} if of is Raised else set())


def _date(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
