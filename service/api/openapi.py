"""The document of the API, derived from what the resources declare and never written by hand."""

from __future__ import annotations

import re
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from service.api.answering import NAMED_KEY
from service.api.asked import KEY
from service.api.problem import KIND, PROBLEMS, Problem
from service.api.values import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.api.operation import Operation, Resource

ABOUT = """\
What the pages of Throughline do, for other programs, within the same rights. It shows facts and \
asks questions; it never scores a child, and “no open question” does not mean safe.

Sign in as in a browser, or send a service token as `Authorization: Bearer …`. Every read of a \
child's record is in the access log before a byte of it leaves. Names stay out of addresses. \
What records something needs an `Idempotency-Key`: the same key with the same content answers as \
before and records nothing more.\
"""

_PART = re.compile(r"<(?P<sort>[a-z]+):(?P<name>[a-z_]+)>")
_SORTS: Mapping[str, dict[str, Any]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "number": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
}
_WHAT_IT_IS = {
    "view": "A saved view of the caller’s own.",
    "attachment": "The number of the event that added it.",
    "child": "A child of the record; never a name.",
    "person": "Somebody of the record; never a name.",
    "entry": "The number of an entry.",
    "challenge": "The number of the entry that raised it to its present stage.",
    "escalation": "The number of the entry by which somebody was told.",
    "outcome": "The id of what is owed.",
}


def document(resources: Mapping[str, Resource]) -> dict[str, Any]:
    """
    Return the OpenAPI document of these resources.
    """
    spec = APISpec(
        title="Throughline",
        version=version("throughline"),
        openapi_version="3.1.0",
        plugins=[plugin := MarshmallowPlugin(schema_name_resolver=_name)],
        info={"description": ABOUT, "license": {"name": "MIT", "identifier": "MIT"}},
        servers=[{"url": "/"}],
        security=[{"session": []}, {"token": []}],
    )
    describe(spec, plugin)
    _components(spec)
    for name, resource in resources.items():
        spec.tag({"name": resource.name, "description": resource.about})
        for operation in resource.operations:
            path, parts = _path(operation.path)
            spec.path(
                path=path,
                operations={operation.method.lower(): _operation(name, resource, operation)},
                parameters=parts,
            )
    return spec.to_dict()


def operation_id(name: str, operation: Operation) -> str:
    """
    Return the name by which programs call an operation.
    """
    return f"{name}_{operation.view.__name__}"


def refusals(operation: Operation) -> list[HTTPStatus]:
    """
    Return every status but the good ones that an operation can answer with.
    """
    about_something = "<" in operation.path
    found = {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.SERVICE_UNAVAILABLE,
        *operation.refuses,
    }
    if about_something:
        found.add(HTTPStatus.NOT_FOUND)
    if operation.method == "POST":
        found |= {HTTPStatus.BAD_REQUEST}
    if operation.body is not None:
        found |= {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE}
    if operation.keyed:
        found.add(HTTPStatus.CONFLICT)
    return sorted(found)


def _operation(name: str, resource: Resource, operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation_id(name, operation),
        "summary": operation.summary,
        "tags": [resource.name],
        "parameters": _parameters(operation),
        "responses": _responses(operation),
        "x-policy": str(operation.policy),
        "x-scope": str(operation.scope),
    }
    if operation.body is not None:
        told["requestBody"] = {
            "required": True,
            "description": f"At most {operation.most_sent:,} bytes.",
            "content": {"application/json": {"schema": operation.body}},
        }
    return told


def _responses(operation: Operation) -> dict[str, Any]:
    good: dict[str, Any] = {
        "description": "Recorded." if operation.keyed else "As asked.",
        "content": {operation.media: {"schema": operation.answer}},
    }
    if operation.links:
        good["links"] = dict(operation.links)
    if operation.makes:
        good["headers"] = {
            "Location": {"required": True, "schema": {"type": "string"}},
            "Idempotent-Replayed": {
                "description": "The same request had recorded it before.",
                "schema": {"const": "true"},
            },
        }
    if operation.method == "GET":
        good["headers"] = {"ETag": {"required": True, "schema": {"type": "string"}}} | {
            name: {"description": about, "required": True, "schema": {"type": "string"}}
            for name, about in operation.headers.items()
        }
    answers: dict[str, Any] = {"201" if operation.makes else "200": good}
    if operation.method == "GET":
        answers["304"] = {"description": "It is still what If-None-Match says."}
    return answers | {str(int(status)): PROBLEMS[status].name for status in refusals(operation)}


def _parameters(operation: Operation) -> list[Any]:
    found: list[Any] = []
    if operation.query is not None:
        found.append({"in": "query", "schema": operation.query})
    if operation.method == "GET":
        found.append("If-None-Match")
    if operation.method == "POST":
        found.append("X-CSRFToken")
    if operation.keyed:
        found.append(NAMED_KEY)
    return found


def _components(spec: APISpec) -> None:
    spec.components.security_scheme(
        "session",
        {
            "type": "apiKey",
            "in": "cookie",
            "name": "throughline",
            "description": "The browser's session, from the sign-in page.",
        },
    )
    spec.components.security_scheme(
        "token",
        {
            "type": "http",
            "scheme": "bearer",
            "description": "A service token, for an agency's own system.",
        },
    )
    spec.components.schema("Problem", schema=Problem)
    for known in PROBLEMS.values():
        spec.components.response(
            known.name,
            {
                "description": f"{known.title}. {known.fix}",
                "content": {KIND: {"schema": "Problem"}},
            },
        )
    for name, required, about, schema in (
        (NAMED_KEY, True, "Your own key; the same when you send it again.", {"pattern": KEY}),
        ("X-CSRFToken", False, "From GET /api/me; needed with the session, not a token.", {}),
        ("If-None-Match", False, "The ETag that you have.", {}),
    ):
        spec.components.parameter(
            name,
            "header",
            {
                "name": name,
                "required": required,
                "description": about,
                "schema": {"type": "string", **schema},
            },
        )


def _path(flask: str) -> tuple[str, list[dict[str, Any]]]:
    parts = [
        {
            "in": "path",
            "name": part["name"],
            "required": True,
            "description": _WHAT_IT_IS[part["name"]],
            "schema": _SORTS[part["sort"]],
        }
        for part in _PART.finditer(flask)
    ]
    return _PART.sub(r"{\g<name>}", flask), parts


def _name(schema: Any) -> str:
    name = schema if isinstance(schema, str) else getattr(schema, "__name__", "")
    return str(name or type(schema).__name__)
