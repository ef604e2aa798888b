"""The problems that the API can answer with: one a status, with what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from marshmallow import RAISE, Schema, fields

KIND = "application/problem+json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """
    One problem.

    Args:
        name: What its type is called in the document.
        title: The same for every occurrence.
        fix: What the caller can do.
    """

    name: str
    title: str
    fix: str


PROBLEMS: Mapping[HTTPStatus, Known] = MappingProxyType(
    {
        HTTPStatus.BAD_REQUEST: Known(
            name="not-understood",
            title="This was not understood",
            fix="Send JSON text in UTF-8; a signed-in browser sends X-CSRFToken as well.",
        ),
        HTTPStatus.UNAUTHORIZED: Known(
            name="not-signed-in",
            title="Nobody is signed in",
            fix="Sign in, or send a service token as “Authorization: Bearer …”.",
        ),
        HTTPStatus.FORBIDDEN: Known(
            name="not-open-to-you",
            title="This is not open to you",
            fix="Ask the person named under “ask”.",
        ),
        HTTPStatus.NOT_FOUND: Known(
            name="not-found",
            title="There is no such thing",
            fix="Check the address; what it names may not be open to you either.",
        ),
        HTTPStatus.METHOD_NOT_ALLOWED: Known(
            name="cannot-be-done-here",
            title="This cannot be done here",
            fix="Use one of the methods that the header Allow lists.",
        ),
        HTTPStatus.CONFLICT: Known(
            name="in-conflict",
            title="This contradicts what is there",
            fix="Read it again and decide again.",
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Known(
            name="too-much-at-once",
            title="Too much at once",
            fix="Shorten it and send it again.",
        ),
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Known(
            name="not-json",
            title="This is not sent as JSON",
            fix="Send JSON with “Content-Type: application/json”.",
        ),
        HTTPStatus.UNPROCESSABLE_ENTITY: Known(
            name="will-not-do",
            title="Something sent will not do",
            fix="Change the fields listed under “errors”; nothing was recorded.",
        ),
        HTTPStatus.TOO_MANY_REQUESTS: Known(
            name="too-many-calls",
            title="Too many calls",
            fix="Wait as long as the header Retry-After says.",
        ),
        HTTPStatus.INTERNAL_SERVER_ERROR: Known(
            name="went-wrong-here",
            title="Something went wrong here",
            fix="Tell your administrator the reference; the same request can be sent again.",
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: Known(
            name="unavailable",
            title="The record cannot be reached or written just now",
            fix="Nothing was recorded. Send the same again, with the same key, in a moment.",
        ),
    }
)


class Wrong(Schema):
    """
    One field that will not do.
    """

    field = fields.String(
        required=True, metadata={"description": "Dotted, such as content.purpose."}
    )
    fix = fields.String(required=True, metadata={"description": "What to do about it."})

    class Meta:
        """
        Say nothing else.
        """

        unknown = RAISE


class Problem(Schema):
    """
    What went wrong, as RFC 9457 has it.
    """

    type = fields.String(required=True, metadata={"description": "Where it is explained."})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True, metadata={"description": "What to do about it."})
    errors = fields.List(fields.Nested(Wrong))
    ask = fields.String(metadata={"description": "Whom to ask for access."})
    reference = fields.String(metadata={"description": "By which the failure is found again."})

    class Meta:
        """
        Say nothing else.
        """

        unknown = RAISE
