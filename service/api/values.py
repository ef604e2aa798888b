"""How each sort of value is described in the document, kinds of event among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields

from events import fields as asking
from events.kind import By
from events.vocabulary import KINDS
from service.api.asked import DAY, IDENTIFIER, MOMENT, Day, Identifier, Moment, When
from service.api.entry_sent import EntrySent

if TYPE_CHECKING:
    from apispec import APISpec
    from apispec.ext.marshmallow import MarshmallowPlugin

    from events.kind import EventKind

_ISO_DAY = type(asking.day(""))
_DUE = type(asking.due(""))
_PARTIAL = type(asking.partial_day(""))
_ROUGH = type(asking.rough_day(""))
# Python's mark that a dot matches a new line; in the document a pattern is JavaScript's.
_ANYWHERE = "(?s).*"
_PARTIAL_DAY = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
_ONE_DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_ROUGH_DAY = rf"^((about )?{_ONE_DAY}(/{_ONE_DAY})?)?$"

A_DAY = {"type": "string", "format": "date", "pattern": f"^{DAY.pattern}$"}
A_MOMENT = {"type": "string", "format": "date-time", "pattern": f"^{MOMENT.pattern}$"}


def describe(spec: APISpec, plugin: MarshmallowPlugin) -> None:
    """
    Teach the document our sorts of value, and put every kind that can be recorded into it.
    """
    converter: Any = plugin.converter
    if converter is None:
        raise LookupError
    converter.add_attribute_function(_described)
    spec.components.schema("Occurred", _occurred())
    for name, kind in KINDS.items():
        spec.components.schema(f"held_{name}_{kind.version}", schema=_held(kind))
        if kind.by is By.FORM:
            spec.components.schema(f"content_{name}", schema=_asked_of_callers(kind))
            spec.components.schema(f"record_{name}", _entry(name, kind))
    # The schema that reads an entry leaves its content to the kind; the document does not.
    spec.components.schema("EntrySent", _any_entry())
    converter.refs[_key(EntrySent)] = "EntrySent"


def _described(self: Any, field: fields.Field[Any], **_: Any) -> dict[str, Any]:
    del self
    told: dict[str, Any] = {}
    if label := field.metadata.get("label"):
        told["title"] = label
    if hint := field.metadata.get("hint"):
        told["description"] = hint
    if isinstance(field, _ISO_DAY | Day):
        told |= {"format": "date"}
    elif isinstance(field, _DUE):
        told |= {"pattern": f"^{DAY.pattern}$|^{MOMENT.pattern}$"}
    elif isinstance(field, _PARTIAL):
        told |= {"pattern": _PARTIAL_DAY}
    elif isinstance(field, _ROUGH):
        told |= {"pattern": _ROUGH_DAY}
    elif isinstance(field, Moment):
        told |= {"format": "date-time"}
    elif isinstance(field, Identifier):
        told |= {"format": "uuid", "pattern": f"^{IDENTIFIER.pattern}$"}
    elif isinstance(field, When):
        told |= {"$ref": "#/components/schemas/Occurred"}
    return told | _pattern(field)


def _pattern(field: fields.Field[Any]) -> dict[str, Any]:
    for check in field.validators:
        pattern = getattr(getattr(check, "regex", None), "pattern", "")
        if pattern.startswith(_ANYWHERE):
            return {"pattern": pattern.removeprefix(_ANYWHERE)}
    return {}


def _asked_of_callers(kind: EventKind) -> type[Schema]:
    asked = {
        name: field
        for name, field in kind.content().fields.items()
        if not field.metadata.get("import_only")
    }
    # What a visit need not say depends on its other answers, which a document cannot tell.
    for name in kind.content().excused({"seen": "no"}):
        asked[name].required = False
    return type(kind.content.__name__, (_Told,), asked)


def _held(kind: EventKind) -> type[Schema]:
    """
    Describe content as the log may hold it: of an import any answer may be absent.
    """
    answers = dict(kind.content().fields)
    for answer in answers.values():
        answer.required = False
    return type(kind.content.__name__, (_Told,), answers)


class _Told(Schema):
    class Meta:
        unknown = "raise"


def _entry(name: str, kind: EventKind) -> dict[str, Any]:
    roles = sorted({*kind.roles, "named", "child"})
    words = {"type": "string", "minLength": 1, "maxLength": 500}
    return {
        "type": "object",
        "title": kind.label,
        "additionalProperties": False,
        "required": ["kind", "occurred", "content"],
        "properties": {
            "kind": {"const": name},
            "occurred": {"$ref": "#/components/schemas/Occurred"},
            "content": {"$ref": f"#/components/schemas/content_{name}"},
            "people": _list(
                {
                    "person": {"type": "string", "format": "uuid"},
                    "role": {"type": "string", "enum": roles},
                },
                "Who of the record was in it, and as what.",
            ),
            "new_people": _list(
                {
                    "name": words | {"pattern": r"\S"},
                    "role": {"type": "string", "enum": sorted({*kind.roles, "named"})},
                    "relation": words | {"minLength": 0},
                    "known_by_description": {"type": "boolean"},
                },
                "Who was in it and is not in the record yet.",
                required=["name", "role"],
            ),
            "learned_on": A_DAY
            | {"description": "When your agency learned it; today if left out."},
        },
    }


def _list(of: dict[str, Any], about: str, required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "array",
        "description": about,
        "maxItems": 100,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": required or list(of),
            "properties": of,
        },
    }


def _any_entry() -> dict[str, Any]:
    names = [name for name, kind in KINDS.items() if kind.by is By.FORM]
    where = {name: f"#/components/schemas/record_{name}" for name in names}
    return {
        "oneOf": [{"$ref": ref} for ref in where.values()],
        "discriminator": {"propertyName": "kind", "mapping": where},
    }


def _occurred() -> dict[str, Any]:
    exact = {"type": "object", "additionalProperties": False, "required": ["from", "precision"]}
    day, moment = A_DAY, A_MOMENT
    return {
        "description": (
            "When it happened, as exactly as is known and no more exactly. For a day, a month or "
            "a year “from” is its first day, and “to” its last or left out. For before and after "
            "some day, “from” is the nearest day that it can have been: “before 12 May” is from "
            "11 May, “after 12 May” from 13 May."
        ),
        "oneOf": [
            exact
            | {
                "title": "The very moment",
                "properties": {"from": moment, "to": moment, "precision": {"const": "instant"}},
            },
            exact
            | {
                "title": "A day, a month, a year, about, before or after",
                "properties": {
                    "from": day,
                    "to": day,
                    "precision": {
                        "type": "string",
                        "enum": ["day", "month", "year", "about", "before", "after"],
                    },
                },
            },
            exact
            | {
                "title": "Between two days, both included",
                "required": ["from", "to", "precision"],
                "properties": {"from": day, "to": day, "precision": {"const": "range"}},
            },
        ],
    }


def _key(schema: type[Schema]) -> Any:
    from apispec.ext.marshmallow.common import make_schema_key  # noqa: PLC0415 - typed nowhere

    return make_schema_key(schema())
