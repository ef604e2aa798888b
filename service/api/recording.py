"""Records one entry as a caller sent it; a single entry and many at once come through here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.clock import civil_day
from events.errors import KeyReused, KindUnknown
from events.kind import By
from events.recorded_event import Subject
from events.vocabulary import kind_called
from projections.chronology.followed_up import to_follow_up
from service.actions.errors import ActionRefused
from service.actions.owe_follow_up import owe_follow_up
from service.actions.people_in_it import NewPerson
from service.actions.record_event import RecordEvent, record_event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from service.api.call import Call
    from service.wiring import Session

# Everything else that is refused is an answer of the kind's own.
_BESIDE = {"kind", "occurred", "learned_on", "people", "new_people"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """
    What became of one entry.

    Args:
        told: What the caller wants to read of it, read in the transaction that recorded it.
        already: The same request had recorded it before.
    """

    number: str
    already: bool
    told: dict[str, Any]


def record_sent(
    call: Call,
    sent: Mapping[str, Any],
    key: str,
    telling: Callable[[Session, str], dict[str, Any]] = lambda _session, _number: {},
) -> Recorded:
    """
    Record one entry for the child that the address names, with its people and duties, or nothing.

    Raises:
        KindUnknown, ActionRefused, KeyReused: As ``record_event``; fields are named as sent.
    """
    try:
        return _recorded(call, sent, key, sent.get("learned_on"), telling)
    except KeyReused:
        day = _first_sent(call, sent)
        if day is None:
            raise
        return _recorded(call, sent, key, day, telling)


def _recorded(
    call: Call,
    sent: Mapping[str, Any],
    key: str,
    learned_on: date | None,
    telling: Callable[[Session, str], dict[str, Any]],
) -> Recorded:
    kind = kind_called(sent["kind"])
    if kind.by is not By.FORM:
        raise KindUnknown(sent["kind"])
    with call.throughline.writing() as session:
        try:
            _no_form(sent["kind"], sent["content"])
            recorded = record_event(session, call.who, _wish(call, sent, key, learned_on))
        except ActionRefused as refused:
            raise ActionRefused(
                {
                    name if name.split(".")[0] in _BESIDE else f"content.{name}": fix
                    for name, fix in refused.fields.items()
                }
            ) from None
        number = recorded.events[0].entry_id
        if to_follow_up(sent["kind"], sent["content"]) and not recorded.already:
            # As on the page: it is owed from now on, whatever the program does next.
            about = str(sent["content"].get("about", ""))
            owe_follow_up(session, call.who, call.child, entry=number, about=about, key=key)
        told = telling(session, number)
    return Recorded(number=number, already=recorded.already, told=told)


def _first_sent(call: Call, sent: Mapping[str, Any]) -> date | None:
    """
    Return the day on which the same was sent first, where that was before today.

    An entry says on which day its agency learned it, so that the same sent again after midnight
    would not be the same; whether the key then fits is for the log to say.
    """
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


def _wish(call: Call, sent: Mapping[str, Any], key: str, learned_on: date | None) -> RecordEvent:
    return RecordEvent(
        child=call.child,
        kind=sent["kind"],
        occurred=sent["occurred"],
        content=sent["content"],
        key=key,
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
