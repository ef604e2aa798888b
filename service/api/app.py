"""Adds the API to the application that serves the pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import BaseConverter

from events.declared import declared
from service.api import errors, resources
from service.api.answering import answering
from service.api.openapi import document, operation_id
from service.api.operation import Resource
from service.web.security import CSRF, give_room

if TYPE_CHECKING:
    from flask import Flask

    from service.wiring import Throughline

RESOURCES = declared(resources, "RESOURCE", Resource)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOTHING = "nothing"
DOCUMENT = "openapi"


class Number(BaseConverter):
    """
    The number of an entry in an address: anything else is at no address of ours.
    """

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """
        Return the number.
        """
        return int(value)


class Anything(BaseConverter):
    """
    Whatever else stands below ``/api``, new lines included.
    """

    regex = "(?s:.+)"
    part_isolating = False


def register(app: Flask, throughline: Throughline) -> None:
    """
    Give every operation its address below ``/api``, and the document its own.
    """
    del throughline  # each call asks for the installation that answers it
    app.url_map.converters |= {"number": Number, "anything": Anything}
    blueprint = Blueprint("api", __name__, url_prefix="/api")
    errors.attach(blueprint)
    for name, resource in RESOURCES.items():
        for operation in resource.operations:
            endpoint = operation_id(name, operation)
            give_room(app, f"api.{endpoint}", operation.most_sent)
            blueprint.add_url_rule(
                operation.path.removeprefix("/api"),
                endpoint=endpoint,
                view_func=answering(operation),
                methods=[operation.method],
                provide_automatic_options=False,
            )
    app.extensions["throughline_api"] = told
    blueprint.add_url_rule(
        "/openapi.json",
        endpoint=DOCUMENT,
        view_func=lambda: Response(orjson.dumps(told()), mimetype="application/json"),
        methods=["GET"],
        provide_automatic_options=False,
    )
    for rest in ("", "/", "/<anything:rest>"):
        blueprint.add_url_rule(
            rest,
            endpoint=NOTHING,
            view_func=_nothing,
            methods=METHODS,
            provide_automatic_options=False,
        )
    # A service token needs no token of a form; where the session is used, it is asked for.
    CSRF.exempt(blueprint)
    app.register_blueprint(blueprint)


@cache
def told() -> dict[str, Any]:
    """
    Return the document of every resource, put together when it is first asked for.
    """
    return document(RESOURCES)


def _nothing(rest: str = "") -> Any:
    """
    Answer for what is at no address of ours, or not with this method, as a problem.
    """
    del rest
    allowed = [method for method in METHODS if _answered(method)]
    if allowed:
        raise MethodNotAllowed(valid_methods=allowed)
    raise NotFound


def _answered(method: str) -> bool:
    addresses = current_app.url_map.bind_to_environ(request.environ)
    try:
        endpoint, _ = addresses.match(request.path, method=method)
    except HTTPException:
        return False
    return not str(endpoint).endswith(f".{NOTHING}")
