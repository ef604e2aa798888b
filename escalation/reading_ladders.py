"""Reads ladders from a file or a page; what cannot be climbed is refused with its place and fix."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from marshmallow import (
    RAISE,
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from escalation.errors import TableRefused
from escalation.ladder import Ladder, Level
from escalation.limit import Limit, Unit
from escalation.people import AGENCY_ROLES, WHO, known_who
from escalation.refused import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNELS = ("inbox", "email", "notify", "webhook")
"""How a level may be told; beside the inbox, each is a file in ``running/deliveries/``."""
DEFAULT = "default"
MOST_LEVELS = 9
_HOURS_OF_A_DAY = 24
_ENDS = {"number": 20, "unit": "working_days"}


def read_ladders(text: str, file: str) -> Mapping[str, Ladder]:
    """
    Read a file of ladders; all of it or nothing.

    Raises:
        TableRefused: The file, the entry and the fix are named.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TableRefused(file, "", f"this is not TOML: {error}") from None
    edition = table.pop("edition", None)
    version = edition.get("version") if isinstance(edition, dict) else None
    if not isinstance(version, str) or not version:
        raise TableRefused(file, "edition", "add version, such as version = “2026-11”")
    if DEFAULT not in table:
        raise TableRefused(file, DEFAULT, "add the ladder for everything that names no other")
    return MappingProxyType(
        {name: read_ladder(name, version, said, file) for name, said in table.items()}
    )


def read_ladder(name: str, version: str, said: object, file: str) -> Ladder:
    """
    Read one ladder, as plain JSON or TOML gives it.

    Raises:
        TableRefused: It cannot be climbed.
    """
    try:
        read: dict[str, Any] = _Ladder().load(said if isinstance(said, dict) else {})
    except ValidationError as error:
        raise TableRefused(file, name, words_of(error.messages_dict)) from None
    return Ladder(
        name=name,
        version=version,
        levels=tuple(read["levels"]),
        again=read["again"],
        ends_within=read["ends_within"],
    )


def as_plain(ladder: Ladder) -> dict[str, Any]:
    """
    Return a ladder as plain JSON, which ``read_ladder`` reads back.
    """
    return {
        "levels": [
            {"who": list(one.who), "channels": list(one.channels), "wait": _plain(one.wait)}
            for one in ladder.levels
        ],
        "again": _plain(ladder.again),
        "ends_within": _plain(ladder.ends_within),
    }


@cache
def shipped_ladders() -> Mapping[str, Ladder]:
    """
    Return the ladders that ship.

    Raises:
        TableRefused: The shipped file is damaged.
    """
    file = files("escalation.ladders") / "default.toml"
    return read_ladders(file.read_text(encoding="utf-8"), file.name)


def _plain(limit: Limit) -> dict[str, Any]:
    return {"number": limit.number, "unit": str(limit.unit)}


def _with_the_inbox(channels: list[str]) -> None:
    if "inbox" not in channels:
        message = "add inbox: it is the one that cannot fail"
        raise ValidationError(message)


def _somebody(who: str) -> None:
    if not known_who(who):
        roles = " or ".join(f"{role}@an agency" for role in AGENCY_ROLES)
        message = f"choose from: {', '.join(WHO)}; or {roles}"
        raise ValidationError(message)


class _Base(Schema):
    class Meta:
        unknown = RAISE


class _Wait(_Base):
    number = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=99))
    unit = fields.Enum(
        Unit,
        by_value=True,
        required=True,
        validate=validate.OneOf(
            [Unit.WORKING_DAYS, Unit.HOURS], error="choose working_days or hours"
        ),
    )

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Limit:
        return Limit(**said)


class _Level(_Base):
    who = fields.List(
        fields.String(validate=_somebody),
        required=True,
        validate=validate.Length(min=1, error="say who hears at this level"),
    )
    channels = fields.List(
        fields.String(validate=validate.OneOf(CHANNELS)),
        required=True,
        validate=_with_the_inbox,
    )
    wait = fields.Nested(_Wait, required=True)

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Level:
        return Level(who=tuple(said["who"]), channels=tuple(said["channels"]), wait=said["wait"])


class _Ladder(_Base):
    levels = fields.List(
        fields.Nested(_Level),
        required=True,
        validate=validate.Length(
            min=1, max=MOST_LEVELS, error=f"a ladder has 1 to {MOST_LEVELS} levels"
        ),
    )
    again = fields.Nested(_Wait, required=True)
    ends_within = fields.Nested(_Wait, load_default=lambda: _Wait().load(_ENDS))

    @validates_schema
    def in_its_limit(self, said: dict[str, Any], **_: Any) -> None:
        limit = said.get("ends_within")
        levels = said.get("levels", ())
        # The last level's own time runs after it has heard.
        needed = sum(_days(level.wait) for level in levels[:-1])
        if limit is not None and needed > _days(limit):
            message = (
                f"the levels take {needed:g} working days until the last one hears; "
                "shorten them, or say a longer limit"
            )
            raise ValidationError(message, "ends_within")


def _days(limit: Limit) -> float:
    if limit.unit is Unit.HOURS:
        return math.ceil(limit.number / _HOURS_OF_A_DAY)
    return limit.number
