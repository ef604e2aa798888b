"""Recording an entry of any kind that people record."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from marshmallow import ValidationError

from events.errors import KeyReused, KindUnknown
from projections.chronology.addresses import keeping_addresses, secret_in
from projections.chronology.chronology import chronology
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.errors import ActionRefused
from service.api.answers.chronology import EntryTold
from service.api.answers.many import ManyTold
from service.api.entry_sent import EntrySent, ManySent
from service.api.errors import FIXES, KEY_REUSED, NO_KIND, flat
from service.api.operation import Made, Operation, Resource
from service.api.recording import record_sent
from service.telling.chronology import entry_told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from service.api.call import Call
    from service.wiring import Session


def record(call: Call) -> Made:
    """
    Record an entry, its new people and the duties that it opens, all or nothing.
    """
    recorded = record_sent(
        call,
        call.body,
        call.log_key,
        lambda session, number: _told(session, call, number),
    )
    return Made(told=recorded.told, at=f"/api/entries/{recorded.number}", already=recorded.already)


def record_many(call: Call) -> dict[str, Any]:
    """
    Record many entries, each in whole or in no part; one that is refused stops no other.
    """
    results = [_row(call, number, sent) for number, sent in enumerate(call.body["entries"])]
    return {
        "results": results,
        "recorded": sum(
            one["status"] == HTTPStatus.CREATED and not one["already"] for one in results
        ),
        "already": sum(one["already"] for one in results),
        "refused": sum(one["status"] != HTTPStatus.CREATED for one in results),
    }


def _row(call: Call, number: int, sent: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"row": number, "entry": None, "already": False, "errors": []}
    try:
        read = EntrySent().load(dict(sent))
        recorded = record_sent(call, read, f"{call.log_key}/{number}")
    except ValidationError as error:
        return told | _refused(flat(error.messages_dict))
    except KindUnknown:
        return told | _refused({"kind": NO_KIND})
    except ActionRefused as refused:
        return told | _refused(refused.fields)
    except KeyReused:
        return told | {
            "status": int(HTTPStatus.CONFLICT),
            "errors": [{"field": "Idempotency-Key", "fix": KEY_REUSED}],
        }
    return told | {
        "status": int(HTTPStatus.CREATED),
        "entry": recorded.number,
        "already": recorded.already,
    }


def _refused(fields: Mapping[str, str]) -> dict[str, Any]:
    return {
        "status": int(HTTPStatus.UNPROCESSABLE_ENTITY),
        "errors": [
            {"field": name, "fix": FIXES.get(fix, fix)} for name, fix in sorted(fields.items())
        ],
    }


def _told(session: Session, call: Call, number: str) -> dict[str, Any]:
    told = chronology(session.record(call.child))
    entry = told.entry(number)
    if entry is None:
        raise LookupError(number)
    return entry_told(keeping_addresses(entry, secret_in(told)), told)


RESOURCE = Resource(
    name="Recording",
    about="What somebody saw, heard, did or decided; every kind that the pages record.",
    operations=(
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/entries",
            summary="Record an entry",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="an entry recorded",
            body=EntrySent,
            keyed=True,
            makes=True,
            answer=EntryTold,
            view=record,
            links={
                "the entry": {
                    "operationId": "entry_read",
                    "parameters": {"entry": "$response.body#/id"},
                }
            },
        ),
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/entries/bulk",
            summary="Record many entries, with an answer for each",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="entries recorded",
            body=ManySent,
            keyed=True,
            answer=ManyTold,
            view=record_many,
        ),
    ),
)
