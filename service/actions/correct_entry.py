"""Corrects an entry or says that it should not stand; what it said stays readable for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.errors import ContentRefused
from projections.protected import KEPT, KINDS, as_sent, is_protected
from service.actions.changing import change_entry, entry_of, said_before, struck_out
from service.actions.correct_people import PeopleCorrected
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from events.occurred import Occurred
    from events.recorded_event import Subject
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.actions.people_in_it import NewPerson
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectEntry:
    """
    What an entry should say instead.

    Args:
        child: The child in whose chronology the entry was read.
        decided_on: The version of the entry's stream on the page on which this was decided.
        occurred: Its date as it should be; None where the date was right.
        people: Everybody who was in it beside the children whom it is about, as they should be;
            None where they were right.
        new_people: Who was in it as well, and is not in the record yet.
    """

    child: UUID
    entry: str
    content: Mapping[str, Any]
    reason: str
    key: str
    decided_on: int
    occurred: Occurred | None = None
    people: tuple[Subject, ...] | None = None
    new_people: tuple[NewPerson, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StrikeOut:
    """
    That an entry should not stand, and why; what it said stays readable.
    """

    child: UUID
    entry: str
    reason: str
    key: str
    decided_on: int


def correct_entry(session: Session, reader: Reader, wish: CorrectEntry) -> Appended:
    """
    Record the entry's new content beside the old.

    Raises:
        ActionRefused: There is no such entry, an answer is wrong, nothing changes or no reason
            is given; that is called "correction-reason", since many kinds ask for a reason too.
        EntryMoved: Somebody changed it since.
    """
    entry = entry_of(session, reader, wish.child, wish.entry)
    wrong: dict[str, str] = {}
    sent: Mapping[str, Any] = wish.content
    if entry.kind in KINDS:
        if is_protected(entry.content) and not is_protected(sent) and KEPT in sent.values():
            # Whoever cannot read it must not open it to all by one click.
            wrong["address"] = "Write the address anew to say that it is kept from nobody"
        sent = as_sent(entry.content, sent)
    content = sent
    try:
        content = entry.kind_declared.read(
            entry.kind,
            _of_the_import(entry) | dict(sent),
            imported=entry.event.origin is not None,
        )
    except ContentRefused as refused:
        wrong |= {name: " ".join(said) for name, said in refused.fields.items()}
    reason = wish.reason.strip()
    if not reason:
        wrong["correction-reason"] = "Say what was wrong, and how you know"
    occurred = wish.occurred
    if occurred is not None and occurred.first > session.today:
        wrong["occurred"] = "Give a date that has come: an entry tells of what happened"
    if struck_out(session, entry, wish):
        wrong["entry"] = "It is struck out, and so there is nothing to correct"
    again = said_before(entry, reader, "entry_corrected", reason)
    correcting = PeopleCorrected.of(session, entry, wish)
    wrong |= correcting.wrong(session)
    same = content == entry.content and occurred in {None, entry.occurred}
    if not wrong and same and not correcting.changes and not again:
        wrong["correction-reason"] = "Nothing was changed; change what was wrong, or go back"
    if wrong:
        raise ActionRefused(wrong)
    said: dict[str, Any] = {
        "entry": entry.id,
        "content": dict(content),
        "reason": reason,
    }
    if occurred is not None:
        said["occurred"] = occurred.as_json()
    said |= correcting.said(session, reader, said)
    return change_entry(session, reader, entry, "entry_corrected", said, wish)


def _of_the_import(entry: Entry) -> dict[str, Any]:
    # No form asks for what only a spreadsheet can say, and a correction must not lose it.
    fields = entry.kind_declared.content().fields
    return {
        name: said
        for name, said in entry.content.items()
        if name in fields and fields[name].metadata.get("import_only")
    }


def strike_out(session: Session, reader: Reader, wish: StrikeOut) -> Appended:
    """
    Record that an entry should not stand; no rule reads it from now on.

    Raises:
        ActionRefused: There is no such entry, it is struck out already, or no reason is given.
        EntryMoved: Somebody changed it since.
    """
    entry = entry_of(session, reader, wish.child, wish.entry)
    reason = wish.reason.strip()
    if not reason:
        raise ActionRefused({"reason": "Say why it should not stand"})
    again = said_before(entry, reader, "entry_struck_out", reason)
    if not again and struck_out(session, entry, wish):
        raise ActionRefused({"entry": "It is struck out already"})
    said = {"entry": entry.id, "reason": reason, "wrong_child": "no"}
    return change_entry(session, reader, entry, "entry_struck_out", said, wish)
