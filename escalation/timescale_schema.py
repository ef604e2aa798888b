"""What a row of a table of timescales may say, and what is wrong with one that will not do."""

from __future__ import annotations

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

from escalation.limit import Limit, Unit
from escalation.timescale import ANY, ENTRIES, LEAD, RECORDING, Own, Period, Satisfies, When
from events.told import Told
from events.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_UNKNOWN = "“{input}” is no kind of event; docs/kinds.md lists them"


class _Base(Schema):
    class Meta:
        unknown = RAISE


def _where() -> fields.Dict:
    return fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String(), validate=validate.Length(min=1)),
        load_default=dict,
    )


def _names() -> fields.List[Any]:
    return fields.List(fields.String(), load_default=list)


class _When(_Base):
    kind = fields.String(required=True, validate=validate.OneOf([ANY, *KINDS], error=_UNKNOWN))
    where = _where()
    unless = _where()
    empty = _names()
    at_least = fields.Dict(
        keys=fields.String(), values=fields.Integer(strict=True), load_default=dict
    )
    in_time = fields.Boolean(load_default=False)
    imported = fields.Boolean(load_default=False)

    @validates_schema
    def fields_exist(self, said: dict[str, Any], **_: Any) -> None:
        kind = said["kind"]
        known = Told().fields if kind == ANY else KINDS[kind].content().fields
        answers = said["where"] | said["unless"]
        asked = [*answers, *said.get("filled", ()), *said.get("empty", ())]
        asked += [*said.get("at_least", {}), *said.get("each_of", {})]
        asked += [said.get("naming"), said.get("another")]
        for name in asked:
            if name and name not in known:
                raise ValidationError(f"“{kind}” has no field “{name}”")
        for name, given in answers.items():
            _refuse_unanswered(name, known[name], given)
        for name, groups in said.get("each_of", {}).items():
            _refuse_unanswered(name, known[name], [one for group in groups for one in group])

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> When | Satisfies:
        frozen = _frozen(said) | {"at_least": MappingProxyType(said["at_least"])}
        return When(**said | frozen | {"empty": tuple(said["empty"])})


class _Satisfies(_When):
    class Meta(_Base.Meta):
        exclude = ("empty", "at_least", "in_time")

    filled = _names()
    naming = fields.String(load_default="")
    another = fields.String(load_default="")
    unnamed_within_days = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(min=0)
    )
    each_of = fields.Dict(
        keys=fields.String(),
        values=fields.List(
            fields.List(fields.String(), validate=validate.Length(min=1)),
            validate=validate.Length(min=1),
        ),
        load_default=dict,
    )

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Satisfies:
        groups = {name: tuple(map(tuple, every)) for name, every in said["each_of"].items()}
        frozen = _frozen(said) | {"each_of": MappingProxyType(groups)}
        return Satisfies(**said | frozen | {"filled": tuple(said["filled"])})


class _Limit(_Base):
    limit = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=3660))
    unit = fields.Enum(Unit, by_value=True, required=True)

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Limit:
        return Limit(number=said["limit"], unit=said["unit"])


class _Own(_Base):
    kind = fields.String(required=True, validate=validate.OneOf(list(KINDS), error=_UNKNOWN))
    number = fields.String(required=True)
    unit = fields.String(required=True)

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Own:
        return Own(**said)


class PeriodRow(_Base):
    """
    A period as a file declares it.
    """

    begun_by = fields.List(fields.Nested(_When), required=True, validate=validate.Length(min=1))
    ended_by = fields.List(fields.Nested(_When), load_default=list)

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Period:
        """
        Return the period.
        """
        return Period(begun_by=tuple(said["begun_by"]), ended_by=tuple(said["ended_by"]))


class Row(_Base):
    """
    A timescale as a file declares it.
    """

    practice_id = fields.String(
        required=True,
        validate=validate.Regexp(r"^[A-Z]\d\d$", error="write it as T01 to T99"),
    )
    part = fields.String(load_default="")
    origin = fields.String(
        load_default="timescale",
        validate=validate.OneOf(["timescale", "handover", "challenge"]),
    )
    opened_by = fields.String(required=True, validate=validate.Length(min=1))
    desired = fields.String(required=True, validate=validate.Length(min=1))
    risk = fields.String(load_default="")
    limit = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=3660))
    unit = fields.Enum(Unit, by_value=True, required=True)
    safety = fields.Boolean(load_default=False)
    satisfied_by = fields.List(
        fields.Nested(_Satisfies),
        load_default=list,
    )
    begins = fields.Date(load_default=None)
    ends = fields.Date(load_default=None)
    starts = fields.List(fields.Nested(_When), load_default=list)
    ended_by = fields.List(fields.Nested(_When), load_default=list)
    during = fields.String(load_default="")
    after_months = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0))
    until_months = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0))
    nth_from = fields.Integer(load_default=1, strict=True, validate=validate.Range(min=1))
    nth_to = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0))
    ages = fields.Tuple((fields.Integer(), fields.Integer()), load_default=None)
    unborn = fields.Boolean(load_default=None, allow_none=True)
    once = fields.Boolean(load_default=False)
    related = fields.Boolean(load_default=False)
    after_death = fields.Boolean(load_default=False)
    counts_from = fields.String(load_default="")
    counts_back_from = fields.String(load_default="")
    known_late = fields.Nested(_Limit, load_default=None)
    at_latest = fields.Nested(_Limit, load_default=None)
    own = fields.Nested(_Own, load_default=None)
    late_when = fields.List(fields.Nested(_When), load_default=list)
    not_before = fields.Nested(_Limit, load_default=None)
    looks_back = fields.Nested(_Limit, load_default=None)
    each = fields.String(load_default="")
    whose = fields.String(load_default="", validate=validate.OneOf(["", LEAD]))
    silent = fields.Boolean(load_default=False)
    lapses = fields.Boolean(load_default=False)
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
        """
        Refuse a row that nothing starts, and one that two things do.
        """
        if (said["opened_by"] in {ENTRIES, RECORDING}) != bool(said["starts"]):
            fix = f"name in “starts” what starts it, with opened_by = “{ENTRIES}”, or neither"
            raise ValidationError(fix, field_name="starts")
        if not said["satisfied_by"] and said["opened_by"] != RECORDING:
            fix = "name at least one kind of event"
            raise ValidationError(fix, field_name="satisfied_by")

    @validates_schema
    def starting_fields_exist(self, said: dict[str, Any], **_: Any) -> None:
        """
        Refuse a field to count from, or to open one for each, that no starting kind has.
        """
        for asked in ("counts_from", "counts_back_from", "each"):
            name = said[asked]
            for start in said["starts"] if name else ():
                if start.kind == ANY or name not in KINDS[start.kind].content().fields:
                    raise ValidationError(f"“{start.kind}” has no field “{name}”", field_name=asked)


def _refuse_unanswered(name: str, asked: fields.Field[Any], answers: Iterable[str]) -> None:
    wrong = set(answers) - _offered(asked, answers)
    if wrong:
        raise ValidationError(f"“{name}” is never answered “{min(wrong)}”")


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


def _frozen(said: Mapping[str, Any]) -> dict[str, Mapping[str, tuple[str, ...]]]:
    return {
        one: MappingProxyType({name: tuple(answers) for name, answers in said[one].items()})
        for one in ("where", "unless")
    }
