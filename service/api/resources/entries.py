"""Recording an entry of any kind that people record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.clock import civil_day
from events.errors import KeyReused, KindUnknown
from events.kind import By
from events.recorded_event import Subject
from events.vocabulary import kind_called
from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.errors import ActionRefused
from service.actions.record_event import NewPerson, RecordEvent, record_event
from service.api.answers.chronology import EntryTold
from service.api.entry_sent import EntrySent
from service.api.operation import Made, Operation, Resource
from service.telling.chronology import entry_told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from service.api.call import Call
    from service.wiring import Session

# Everything else that is refused is an answer of the kind's own.
_BESIDE = {"kind", "occurred", "learned_on", "people", "new_people"}


def record(call: Call) -> Made:
    """
    Record an entry, its new people and the duties that it opens, all or nothing.
    """
    try:
        return _recorded(call, call.body.get("learned_on"))
    except KeyReused:
        day = _first_sent(call)
        if day is None:
            raise
        return _recorded(call, day)


def _recorded(call: Call, learned_on: date | None) -> Made:
    sent = call.body
    kind = kind_called(sent["kind"])
    if kind.by is not By.FORM:
        raise KindUnknown(sent["kind"])
    with call.throughline.writing() as session:
        try:
            _no_form(sent["kind"], sent["content"])
            recorded = record_event(session, call.who, _wish(call, learned_on))
        except ActionRefused as refused:
            raise ActionRefused(
                {
                    name if name.split(".")[0] in _BESIDE else f"content.{name}": fix
                    for name, fix in refused.fields.items()
                }
            ) from None
        number = recorded.events[0].entry_id
        told = _told(session, call, number)
    return Made(told=told, at=f"/api/entries/{number}", already=recorded.already)


def _first_sent(call: Call) -> date | None:
    """
    Return the day on which the same was sent first, where that was before today.

    An entry says on which day its agency learned it, so that the same sent again after midnight
    would not be the same; whether the key then fits is for the log to say.
    """
    sent = call.body
    if "learned_on" in sent:
        return None
    with call.throughline.reading() as session:
        for event in reversed(session.log.stream(call.child)):
            same = (event.kind, event.actor, event.occurred, event.content) == (
                sent["kind"],
                call.who.actor,
                sent["occurred"],
                sent["content"],
            )
            if same and civil_day(event.recorded) < session.today:
                return civil_day(event.recorded)
    return None


def _wish(call: Call, learned_on: date | None) -> RecordEvent:
    sent = call.body
    return RecordEvent(
        child=call.child,
        kind=sent["kind"],
        occurred=sent["occurred"],
        content=sent["content"],
        key=call.log_key,
        people=tuple(Subject(**one) for one in sent.get("people", ())),
        new_people=tuple(NewPerson(**one) for one in sent.get("new_people", ())),
        learned_on=learned_on,
    )


def _no_form(name: str, content: Mapping[str, Any]) -> None:
    # What a form or a spreadsheet may send and a program need not: digits as text, an import's own.
    wrong: dict[str, str] = {}
    for asked, field in kind_called(name).content().fields.items():
        if asked not in content:
            continue
        if field.metadata.get("import_only"):
            wrong[asked] = "Unknown field."
        elif field.metadata.get("shown_as") == "whole number" and isinstance(content[asked], str):
            wrong[asked] = "Not a valid integer."
    if wrong:
        raise ActionRefused(wrong)


def _told(session: Session, call: Call, number: str) -> dict[str, Any]:
    told = chronology(gather(session.log, call.child))
    entry = told.entry(number)
    if entry is None:
        raise LookupError(number)
    return entry_told(entry, told)


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
    ),
)
