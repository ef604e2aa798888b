"""What became of many entries that were sent at once."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.answers.shape import Told, many, number, truth
from service.api.asked import entry_number
from service.api.problem import Wrong

_STATUSES = [201, 409, 422]


class RowTold(Told):
    """
    What became of one of them.
    """

    row = number("Its place in what was sent, from 0.")
    status = fields.Integer(
        required=True,
        validate=validate.OneOf(_STATUSES),
        metadata={"description": "As if it had been sent alone: recorded, in conflict, refused."},
    )
    entry = entry_number(
        required=True, allow_none=True, metadata={"description": "The number it was given."}
    )
    already = truth("The same request had recorded it before.")
    errors = many(Wrong, "Every field that will not do, with its fix.")


class ManyTold(Told):
    """
    What became of each, in the order they were sent, and how many.
    """

    results = many(RowTold)
    recorded = number()
    already = number()
    refused = number()
