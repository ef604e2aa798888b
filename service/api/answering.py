"""Gives an operation its address: who calls, what was sent, whether they may, and only then it."""

from __future__ import annotations

import re
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
from flask import Response, request
from webargs.flaskparser import FlaskParser, abort

from events.readable import unreadable
from projections.stored.directory import CHILDREN, listed
from service.access.enforce import allowed_or_refused, require
from service.access.policy import Action, Allow, decide
from service.api.asked import KEY, Sent
from service.api.call import Call
from service.api.caller import caller, in_scope, note_use, stale_use
from service.api.operation import File, Made, Operation, Several
from service.api.refusals import NoSuchThing, Unacceptable
from service.web.security import as_saved
from service.web.signed_in import installed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from service.access.policy import Deny, Standing
    from service.wiring import Session

NAMED_KEY = "Idempotency-Key"


class Parser(FlaskParser):
    """
    Reads what was sent; what nothing reads is refused by its schema, in the address as well.
    """

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"query": None}

    def _raw_load_json(self, req: Any) -> Any:
        try:
            sent = super()._raw_load_json(req)
        except RecursionError as error:
            abort(HTTPStatus.BAD_REQUEST, exc=error, messages={"json": ["Invalid JSON body."]})
        hidden = unreadable(sent)
        if hidden:
            raise Unacceptable(hidden)
        return sent


def answering(operation: Operation) -> Callable[..., Response]:
    """
    Return the operation as Flask calls it.
    """

    @wraps(operation.view)
    def answer(**path: Any) -> Response:
        who = caller()
        in_scope(who, operation.scope)
        call = Call(
            throughline=installed(),
            caller=who,
            path=path,
            query=_query(operation),
            body=_body(operation),
            key=_key(operation),
        )
        _permitted(operation, call)
        return _sent(operation, operation.view(call))

    return answer


def _query(operation: Operation) -> Mapping[str, Any]:
    read: Mapping[str, Any] = _PARSER.parse(operation.query or Sent, request, location="query")
    hidden = unreadable({name: value for name, value in read.items() if isinstance(value, str)})
    if hidden:
        raise Unacceptable(hidden)
    return read


def _body(operation: Operation) -> Mapping[str, Any]:
    if operation.body is None:
        return {}
    if not request.is_json:
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    read: Mapping[str, Any] = _PARSER.parse(operation.body, request, location="json")
    return read


def _key(operation: Operation) -> str:
    if not operation.keyed:
        return ""
    given = request.headers.get(NAMED_KEY, "")
    if not _KEY.fullmatch(given):
        fix = "Give a key of your own, 1 to 200 visible characters, the same when you send it again"
        raise Unacceptable({NAMED_KEY: fix})
    return given


def _permitted(operation: Operation, call: Call) -> None:
    child: UUID | None = call.path.get("child")
    if child is None and operation.standing is None:
        # What is about nobody's record leaves no line, save where the policy itself refuses.
        allowed_or_refused(decide(call.who, operation.policy))
        if stale_use(call.caller, call.throughline.clock.now()):
            with call.throughline.writing() as session:
                note_use(session, call.caller)
        return
    with call.throughline.writing() as session:
        # Committed at the end of this block: the line is on disk before a byte leaves.
        decided = _decided(session, operation, call, child)
        note_use(session, call.caller)
    if not isinstance(decided, Allow) and not isinstance(decide(call.who, Action.FIND), Allow):
        # To whom no record can open, there is no such thing, whether or not there is.
        raise NoSuchThing
    allowed_or_refused(decided)


def _decided(
    session: Session, operation: Operation, call: Call, child: UUID | None
) -> Allow | Deny:
    how: Standing | None = None
    if child is not None:
        found = listed(session.connection, [child]).get(child)
        if found is None or found.kind not in CHILDREN:
            raise NoSuchThing
    if operation.standing is not None:
        how = operation.standing(session, call)
        if how is None:
            raise NoSuchThing
        child = child or how.child
    number = call.path.get("entry")
    what = operation.what if number is None else f"{operation.what} {number}"
    return require(
        session.connection,
        call.who,
        operation.policy,
        child,
        what=f"{what} ({call.caller.by})",
        now=session.now,
        how=how,
    )


def _sent(operation: Operation, answer: Any) -> Response:
    if isinstance(answer, Made):
        sent = Response(orjson.dumps(answer.told), status=201, mimetype="application/json")
        sent.headers["Location"] = answer.at
        if answer.already:
            sent.headers["Idempotent-Replayed"] = "true"
        return sent
    if isinstance(answer, File):
        sent = Response(answer.content, mimetype=operation.media)
        sent.headers.update(as_saved(answer.name))
    elif isinstance(answer, Several):
        sent = Response(orjson.dumps(answer.told), mimetype=operation.media)
        sent.headers.update(answer.headers)
    else:
        sent = Response(orjson.dumps(answer), mimetype=operation.media)
    if operation.method == "GET":
        sent.add_etag()
        sent.make_conditional(request)
    return sent


_PARSER = Parser()
_KEY = re.compile(KEY)
