"""Every error as RFC 9457 problem details: what is wrong, the field, the fix, nobody's record."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import orjson
from flask import Response
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from events.errors import (
    ContentRefused,
    KeyReused,
    KindUnknown,
    LogUnavailable,
    SchemaOutOfDate,
    StreamMoved,
)
from projections.errors import NoSuchChild
from service.access.errors import NotAgreed, Refused
from service.actions.errors import ActionRefused, EntryMoved
from service.api.problem import KIND, PROBLEMS
from service.api.refusals import NoSuchThing, NotSignedIn, OutOfScope, Overtaken, Unacceptable
from service.attachments.errors import ScannerSilent
from service.telling.wanted import CursorLost

if TYPE_CHECKING:
    from flask import Blueprint

log = logging.getLogger("throughline.service")

RETRY_SECONDS = "5"
UNKNOWN = (
    "It is not known whether this was still recorded. Send the same again, with the same key: it is"
    " never recorded twice."
)
NO_KIND = "Give a kind that GET /api/kinds lists as recordable"
KEY_REUSED = "Use a new key for new content; repeat a key only with what it was first sent with"

# What the libraries say of a value, in words that say what to do.
FIXES = {
    "Missing data for required field.": "Give this field",
    "Field may not be null.": "Give a value, or leave the field out",
    "Unknown field.": "This field is not known; remove it",
    "Not a valid string.": "Give text",
    "Not a valid integer.": "Give a whole number",
    "Not a valid boolean.": "Give true or false",
    "Not a valid list.": "Give a list",
    "Not a valid mapping type.": "Give a JSON object",
    "Not a valid UUID.": "Give an id such as 0b6f3a52-2f0e-4b53-9d53-3f3e9ddc0a11",
    "Invalid input type.": "Give a JSON object",
    "Invalid JSON body.": "Send JSON text in UTF-8",
}


def problem(
    status: HTTPStatus,
    detail: str = "",
    *,
    errors: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    **more: str,
) -> Response:
    """
    Answer with one problem.

    Args:
        errors: Each field that will not do, with its fix.
    """
    known = PROBLEMS[status]
    body: dict[str, Any] = {
        "type": f"/api/docs#{known.name}",
        "title": known.title,
        "status": int(status),
        "detail": detail or known.fix,
    }
    if errors:
        body["errors"] = [{"field": field, "fix": fix} for field, fix in errors.items()]
    body |= {name: value for name, value in more.items() if value}
    answer = Response(orjson.dumps(body), status=int(status), mimetype=KIND)
    answer.headers.update(headers or {})
    return answer


def attach(blueprint: Blueprint) -> None:
    """
    Answer every failure below ``/api`` in this one shape.
    """
    for error, answer in _ANSWERS.items():
        blueprint.register_error_handler(error, answer)
    blueprint.register_error_handler(HTTPException, _http)
    blueprint.register_error_handler(Exception, _unknown)


def flat(messages: Mapping[str, Any] | list[Any], within: str = "") -> dict[str, str]:
    """
    Flatten what marshmallow says into field and fix.
    """
    if not isinstance(messages, Mapping):
        return {within.removesuffix(".") or "body": " ".join(_fix(one) for one in messages)}
    found: dict[str, str] = {}
    for name, said in messages.items():
        step = "" if name == "_schema" else f"{name}."
        found |= flat(said, f"{within}{step}")
    return found


def _fix(message: object) -> str:
    text = str(message)
    return FIXES.get(text, text)


def _fields(error: Any) -> Response:
    said = {
        name: fix if isinstance(fix, str) else " ".join(fix) for name, fix in error.fields.items()
    }
    said = {name: FIXES.get(fix, fix) for name, fix in said.items()}
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors=said)


def _not_signed_in(error: NotSignedIn) -> Response:
    detail = "The token opens nothing: it may be mistyped, revoked or past its end." * error.tried
    challenge = 'Bearer realm="throughline"' + ', error="invalid_token"' * error.tried
    return problem(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": challenge})


def _not_agreed(_: NotAgreed) -> Response:
    return problem(
        HTTPStatus.FORBIDDEN,
        "The token opens nothing until the account that it acts for agrees, signed in, under "
        "“Your account”.",
        ask="whoever holds that account",
    )


def _out_of_scope(error: OutOfScope) -> Response:
    return problem(
        HTTPStatus.FORBIDDEN,
        f"The token was not made for this; it needs the scope “{error.scope}”.",
        ask="the person who administers accounts in your agency",
    )


def _refused(error: Refused) -> Response:
    denied = error.denied
    return problem(HTTPStatus.FORBIDDEN, denied.reason, ask=denied.ask)


def _no_token(_: CSRFError) -> Response:
    fix = "Send the csrf_token of GET /api/me in this header"
    return problem(HTTPStatus.BAD_REQUEST, errors={"X-CSRFToken": fix})


def _missing(_: Exception) -> Response:
    return problem(HTTPStatus.NOT_FOUND)


def _kind(_: KindUnknown) -> Response:
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors={"kind": NO_KIND})


def _cursor(_: CursorLost) -> Response:
    fix = "Leave it out, or give the “next” of the answer before"
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors={"after": fix})


def _moved(_: Exception) -> Response:
    return problem(
        HTTPStatus.CONFLICT,
        "Somebody else recorded here in the meantime. Read it again and decide again.",
    )


def _reused(_: KeyReused) -> Response:
    return problem(HTTPStatus.CONFLICT, errors={"Idempotency-Key": KEY_REUSED})


def _overtaken(error: Overtaken) -> Response:
    return problem(HTTPStatus.CONFLICT, error.why)


def _unavailable(error: Exception) -> Response:
    unknown = isinstance(error, LogUnavailable) and error.unknown
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        UNKNOWN if unknown else "",
        headers={"Retry-After": RETRY_SECONDS},
    )


def _no_scanner(error: ScannerSilent) -> Response:
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE, error.fix, headers={"Retry-After": RETRY_SECONDS}
    )


def _http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    if status not in PROBLEMS:
        status = HTTPStatus.BAD_REQUEST if status < HTTPStatus.INTERNAL_SERVER_ERROR else _BROKEN
    # Such as Allow with 405: without it nobody knows what is allowed.
    headers = {name: value for name, value in error.get_headers() if name.lower() != "content-type"}
    messages = getattr(error, "data", {}).get("messages", {})
    errors = {name: fix for part in messages.values() for name, fix in flat(part).items()}
    return problem(status, errors=errors, headers=headers)


def _unknown(error: Exception) -> Response:
    # The text of an error may hold somebody's record: its type and place are enough to find it.
    reference = uuid4().hex[:8]
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
    log.error("failure %s: %s at %s", reference, type(error).__name__, place)
    return problem(_BROKEN, reference=reference)


_BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR

_ANSWERS: Mapping[type[Exception], Callable[[Any], Response]] = {
    NotSignedIn: _not_signed_in,
    NotAgreed: _not_agreed,
    OutOfScope: _out_of_scope,
    Refused: _refused,
    CSRFError: _no_token,
    NoSuchThing: _missing,
    NoSuchChild: _missing,
    Unacceptable: _fields,
    ActionRefused: _fields,
    ContentRefused: _fields,
    KindUnknown: _kind,
    CursorLost: _cursor,
    StreamMoved: _moved,
    EntryMoved: _moved,
    KeyReused: _reused,
    Overtaken: _overtaken,
    ScannerSilent: _no_scanner,
    LogUnavailable: _unavailable,
    SchemaOutOfDate: _unavailable,
}
