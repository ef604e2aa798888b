"""The periods for which records are kept, as data: to what each applies, from when, its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from events.vocabulary import KINDS
from projections.errors import ScheduleRefused

if TYPE_CHECKING:
    from collections.abc import Mapping


class From(StrEnum):
    """
    The day from which a period counts.
    """

    BIRTH = "birth"
    ENTRY = "entry"
    LAST_CONTACT = "last_contact"


@dataclass(frozen=True, kw_only=True, slots=True)
class Applies:
    """
    One kind of entry that brings a record under a period, where it gives these answers.
    """

    kind: str
    where: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """
    One period.

    Args:
        died_under_18_years: Counted from the death of a child instead; 0 where death changes
            nothing.
        otherwise: Whether it applies to a record to which no other does.
        confirmed: Whether its source says so for everybody; else the partnership confirms its own.
    """

    name: str
    what: str
    counts_from: From
    years: int
    died_under_18_years: int
    source: str
    confirmed: bool
    otherwise: bool
    applies: tuple[Applies, ...]


class _Base(Schema):
    class Meta:
        unknown = RAISE


class _Applies(_Base):
    kind = fields.String(
        required=True,
        validate=validate.OneOf(list(KINDS), error="“{input}” is no kind of event"),
    )
    where = fields.Dict(
        keys=fields.String(), values=fields.List(fields.String()), load_default=dict
    )

    @validates_schema
    def fields_exist(self, said: dict[str, Any], **_: Any) -> None:
        known = KINDS[said["kind"]].content().fields
        for name in said["where"]:
            if name not in known:
                raise ValidationError(f"“{said['kind']}” has no field “{name}”")


class _Period(_Base):
    what = fields.String(required=True, validate=validate.Length(min=1))
    counts_from = fields.Enum(From, by_value=True, required=True)
    years = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=150))
    died_under_18_years = fields.Integer(load_default=0, strict=True)
    source = fields.String(required=True, validate=validate.Length(min=1))
    confirmed = fields.Boolean(required=True)
    otherwise = fields.Boolean(load_default=False)
    applies = fields.List(fields.Nested(_Applies), required=True)


def read_schedule(text: str, file: str) -> tuple[Period, ...]:
    """
    Read one schedule; all of it or nothing.

    Raises:
        ScheduleRefused: The file, the entry and the fix are named.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScheduleRefused(file, "", f"this is not TOML: {error}") from None
    edition = table.pop("edition", None)
    if not isinstance(edition, dict) or not edition.get("version"):
        raise ScheduleRefused(file, "edition", "add version, such as version = “2026-11”")
    return tuple(_one(file, name, said) for name, said in table.items())


@cache
def schedule(nation: str = "england") -> tuple[Period, ...]:
    """
    Return the schedule that ships for a nation.

    Raises:
        ScheduleRefused: The shipped file is damaged.
    """
    file = files("projections.retention.schedules") / f"{nation}.toml"
    return read_schedule(file.read_text(encoding="utf-8"), file.name)


def _one(file: str, name: str, said: object) -> Period:
    try:
        read: dict[str, Any] = _Period().load(said)  # type: ignore[arg-type]
    except ValidationError as error:
        fix = "; ".join(f"{field}: {why}" for field, why in error.messages_dict.items())
        raise ScheduleRefused(file, name, fix) from None
    applies = tuple(
        Applies(
            kind=one["kind"],
            where=MappingProxyType({field: tuple(ok) for field, ok in one["where"].items()}),
        )
        for one in read.pop("applies")
    )
    return Period(name=name, applies=applies, **read)
