"""Timescales as data: what opens one, its limit, what satisfies it, who is asked, its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
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
from escalation.limit import Limit, Unit
from escalation.refused import words_of
from escalation.working_days import Nation
from events.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLAN = "plan"
"""Opens where the plan itself gives the date."""

ENTRIES = "entries"
"""Opens with each entry that starts it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """
    One kind of entry that starts a clock, or stops it, where it gives these answers.

    Args:
        where: For each field the answers of which it must give one; what an import has no column
            for is no answer, and starts and stops nothing.
    """

    kind: str
    where: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Satisfies:
    """
    One kind of entry that satisfies a timescale.

    Args:
        filled: Fields that it must have filled; an import without such a column still satisfies.
        naming: A field that, where it names entries at all, must name the one that opened it.
        where: For each field the answers of which it must give one; an import without such a
            column still satisfies.
    """

    kind: str
    filled: tuple[str, ...] = ()
    naming: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timescale:
    """
    One statutory or procedural limit.

    Args:
        name: Its name, by which a rule's duty refers to it.
        practice_id: The row of the practice table that it implements.
        opened_by: The risk rule that opens it, ``plan``, or ``entries``.
        responsible: Who is asked first, in words; ``owner_role`` is how that person is found.
        edition: The version of its table, under which a clock stays that started under it.
        starts: The entries that start it, where entries do.
        ended_by: The entries that end it without satisfying it.
    """

    name: str
    practice_id: str
    opened_by: str
    desired: str
    limit: Limit
    satisfied_by: tuple[Satisfies, ...]
    responsible: str
    owner_role: str
    ladder: str
    source: str
    confirmed: bool
    edition: str
    risk: str = ""
    starts: tuple[When, ...] = ()
    ended_by: tuple[When, ...] = ()


class _Base(Schema):
    class Meta:
        unknown = RAISE


class _When(_Base):
    kind = fields.String(
        required=True,
        validate=validate.OneOf(list(KINDS), error="“{input}” is no kind of event"),
    )
    where = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String(), validate=validate.Length(min=1)),
        load_default=dict,
    )

    @validates_schema
    def fields_exist(self, said: dict[str, Any], **_: Any) -> None:
        known = KINDS[said["kind"]].content().fields
        for name in (*said["where"], *said.get("filled", ()), said.get("naming") or None):
            if name is not None and name not in known:
                raise ValidationError(f"“{said['kind']}” has no field “{name}”")
        for name, answers in said["where"].items():
            wrong = set(answers) - _offered(known[name], answers)
            if wrong:
                raise ValidationError(f"“{name}” is never answered “{min(wrong)}”")

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> When | Satisfies:
        return When(kind=said["kind"], where=_answers(said["where"]))


class _Satisfies(_When):
    filled = fields.List(fields.String(), load_default=list)
    naming = fields.String(load_default="")

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Satisfies:
        made = {"filled": tuple(said["filled"]), "where": _answers(said["where"])}
        return Satisfies(**said | made)


def _offered(asked: fields.Field[Any], answers: Iterable[str]) -> frozenset[str]:
    """
    Return the answers that a question offers; whatever is asked for, where it offers none.
    """
    one = asked.inner if isinstance(asked, fields.List) else asked
    lists = [v.choices for v in one.validators if isinstance(v, validate.OneOf)]
    return (
        frozenset(answer for choices in lists for answer in choices)
        if lists
        else frozenset(answers)
    )


def _answers(where: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(answers) for name, answers in where.items()})


class _Timescale(_Base):
    practice_id = fields.String(
        required=True, validate=validate.Regexp(r"^T\d\d$", error="write it as T01 to T99")
    )
    opened_by = fields.String(required=True, validate=validate.Length(min=1))
    desired = fields.String(required=True, validate=validate.Length(min=1))
    risk = fields.String(load_default="")
    limit = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=3660))
    unit = fields.Enum(Unit, by_value=True, required=True)
    safety = fields.Boolean(load_default=False)
    satisfied_by = fields.List(
        fields.Nested(_Satisfies),
        required=True,
        validate=validate.Length(min=1, error="name at least one kind of event"),
    )
    starts = fields.List(fields.Nested(_When), load_default=list)
    ended_by = fields.List(fields.Nested(_When), load_default=list)
    responsible = fields.String(required=True, validate=validate.Length(min=1))
    owner_role = fields.String(
        required=True,
        validate=validate.OneOf(["owner", "lead", "team_manager", "conference_chair"]),
    )
    ladder = fields.String(load_default="default")
    source = fields.String(required=True, validate=validate.Length(min=1))
    confirmed = fields.Boolean(required=True)

    @validates_schema
    def starts_somehow(self, said: dict[str, Any], **_: Any) -> None:
        if (said["opened_by"] == ENTRIES) != bool(said["starts"]):
            fix = f"name in “starts” what starts it, with opened_by = “{ENTRIES}”, or neither"
            raise ValidationError(fix, field_name="starts")


def read_timescales(text: str, file: str) -> Mapping[str, Timescale]:
    """
    Read one table of timescales; all of it or nothing.

    Raises:
        TableRefused: The file, the entry and the fix are named.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TableRefused(file, "", f"this is not TOML: {error}") from None
    edition = table.pop("edition", None)
    if not isinstance(edition, dict) or not edition.get("version"):
        raise TableRefused(file, "edition", "add version, such as version = “2026-11”")
    if edition.get("nation") not in list(Nation):
        raise TableRefused(file, "edition", f"nation is one of: {', '.join(Nation)}")
    return MappingProxyType(
        {name: _one(file, name, said, edition["version"]) for name, said in table.items()}
    )


@cache
def timescales(nation: Nation = Nation.ENGLAND) -> Mapping[str, Timescale]:
    """
    Return the timescales that ship for a nation; one without a table of its own has England's.

    Raises:
        TableRefused: The shipped file is damaged.
    """
    folder = files("escalation.timescales")
    file = folder / f"{nation}.toml"
    if not file.is_file():
        file = folder / f"{Nation.ENGLAND}.toml"
    return read_timescales(file.read_text(encoding="utf-8"), file.name)


def _one(file: str, name: str, said: object, edition: str) -> Timescale:
    if not isinstance(said, dict):
        raise TableRefused(file, name, "make it a table of its own")
    try:
        read: dict[str, Any] = _Timescale().load(said)
    except ValidationError as error:
        raise TableRefused(file, name, words_of(error.messages_dict)) from None
    limit = Limit(number=read.pop("limit"), unit=read.pop("unit"), safety=read.pop("safety"))
    return Timescale(
        name=name,
        edition=edition,
        limit=limit,
        **read | {name: tuple(read[name]) for name in ("satisfied_by", "starts", "ended_by")},
    )
