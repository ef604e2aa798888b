"""An entry as callers send one; its content is read by its kind."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.asked import Day, Identifier, Sent, When

MOST_PEOPLE = 100
MOST_ENTRIES = 200
FEW = validate.Length(max=MOST_PEOPLE, error=f"Give {MOST_PEOPLE} or fewer")
_WORDS = validate.Length(min=1, max=500, error="Use 1 to 500 characters")


class PersonSent(Sent):
    """
    Somebody of the record, and what they did.
    """

    person = Identifier(required=True)
    role = fields.String(required=True)


class NewPersonSent(Sent):
    """
    Somebody who is not in the record yet.
    """

    name = fields.String(required=True, validate=_WORDS)
    role = fields.String(required=True)
    relation = fields.String(validate=validate.Length(max=500, error="Use 500 characters or fewer"))
    known_by_description = fields.Boolean(truthy={True}, falsy={False})


class EntrySent(Sent):
    """
    One entry of any kind that people record.
    """

    kind = fields.String(required=True)
    occurred = When(required=True)
    content = fields.Dict(keys=fields.String(), required=True)
    people = fields.List(fields.Nested(PersonSent), validate=FEW)
    new_people = fields.List(fields.Nested(NewPersonSent), validate=FEW)
    learned_on = Day()


class ManySent(Sent):
    """
    Many entries about one child, each judged by itself.
    """

    entries = fields.List(
        fields.Dict(keys=fields.String()),
        required=True,
        validate=validate.Length(min=1, max=MOST_ENTRIES, error=f"Give 1 to {MOST_ENTRIES}"),
        metadata={
            "description": "Each as EntrySent has it; what does not fit is refused in its own"
            " result, and stops no other. The Idempotency-Key stands for each by its place: send"
            " the mended list with the same key, and what was recorded before is not again."
        },
    )
