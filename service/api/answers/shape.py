"""The parts that answers are made of."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields

from service.api.asked import Day, Identifier, Moment, entry_number


class Told(Schema):
    """
    The root of every answer: what is not declared is never told.
    """

    class Meta:
        """
        Say nothing else, so that the document is exact.
        """

        unknown = RAISE


def text(about: str = "") -> fields.String:
    """
    Words; "" where there are none.
    """
    return fields.String(required=True, metadata=_about(about))


def maybe_text(about: str = "") -> fields.String:
    """
    Words, or null.
    """
    return fields.String(required=True, allow_none=True, metadata=_about(about))


def number(about: str = "") -> fields.Integer:
    """
    A whole number.
    """
    return fields.Integer(required=True, metadata=_about(about))


def truth(about: str = "") -> fields.Boolean:
    """
    True or false.
    """
    return fields.Boolean(required=True, metadata=_about(about))


def identifier(about: str = "") -> Identifier:
    """
    An id.
    """
    return Identifier(required=True, metadata=_about(about))


def day(about: str = "") -> Day:
    """
    A day.
    """
    return Day(required=True, metadata=_about(about))


def maybe_day(about: str = "") -> Day:
    """
    A day, or null.
    """
    return Day(required=True, allow_none=True, metadata=_about(about))


def moment(about: str = "") -> Moment:
    """
    A moment in UTC.
    """
    return Moment(required=True, metadata=_about(about))


def maybe_moment(about: str = "") -> Moment:
    """
    A moment in UTC, or null.
    """
    return Moment(required=True, allow_none=True, metadata=_about(about))


def entry(about: str = "") -> fields.String:
    """
    The number of an entry.
    """
    return entry_number(required=True, metadata=_about(about))


def texts(about: str = "") -> fields.List[Any]:
    """
    A list of words.
    """
    return fields.List(fields.String(), required=True, metadata=_about(about))


def anything(about: str = "") -> fields.Dict:
    """
    An object whose keys depend on what it is about.
    """
    return fields.Dict(required=True, metadata=_about(about))


def one(of: type[Schema], about: str = "") -> fields.Nested:
    """
    One of a shape.
    """
    return fields.Nested(of, required=True, metadata=_about(about))


def maybe(of: type[Schema], about: str = "") -> fields.Nested:
    """
    One of a shape, or null.
    """
    return fields.Nested(of, required=True, allow_none=True, metadata=_about(about))


def many(of: type[Schema], about: str = "") -> fields.List[Any]:
    """
    A list of a shape.
    """
    return fields.List(fields.Nested(of), required=True, metadata=_about(about))


def _about(about: str) -> dict[str, Any]:
    return {"description": about} if about else {}
