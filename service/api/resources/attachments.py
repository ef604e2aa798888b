"""Letters, photographs and drawings of an entry."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from events.kinds.attachment_added import MOST_TITLE
from projections.chronology.attachments import attachment
from projections.chronology.chronology import chronology
from service.access.answering_for import answers_for_entry
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.attach import Attach, attach
from service.actions.changing import entry_of
from service.actions.withdraw_attachment import (
    WithdrawAttachment,
    attached,
    withdraw_attachment,
)
from service.api.answers.attachment import AttachmentTold
from service.api.asked import Sent
from service.api.operation import File, Made, Operation, Resource
from service.api.refusals import NoSuchThing, Unacceptable
from service.api.resources.entry import of_its_child, seen_by_caller
from service.attachments.errors import FileRefused
from service.attachments.kept_files import kept_file
from service.attachments.received import MOST_BYTES, receive
from service.telling.attachments import attachment_told

if TYPE_CHECKING:
    from service.access.policy import Standing
    from service.api.call import Call
    from service.wiring import Session

MOST_TEXT = MOST_BYTES * 4 // 3 + 4
_ENVELOPE = 100_000


class AttachmentSent(Sent):
    """
    A file for an entry.
    """

    title = fields.String(
        required=True,
        validate=[
            validate.Length(max=MOST_TITLE, error=f"Shorten this to {MOST_TITLE} characters"),
            validate.Regexp(r"(?s).*\S", error="Say what it is"),
        ],
        metadata={"description": "What it is, such as “letter from the school”."},
    )
    content = fields.String(
        required=True,
        validate=validate.Length(
            min=1, max=MOST_TEXT, error=f"Send a file of 1 to {MOST_BYTES:,} bytes"
        ),
        metadata={
            "description": (
                f"The file as base64, at most {MOST_BYTES:,} bytes: PDF, JPEG, PNG, TIFF, .docx or "
                "plain text in UTF-8, known by what is in it."
            )
        },
    )
    without_metadata = fields.Boolean(
        truthy={True},
        falsy={False},
        metadata={"description": "Take out what a camera or program added; false if left out."},
    )


class WithdrawalSent(Sent):
    """
    Why nobody should read it any more.
    """

    reason = fields.String(
        required=True,
        validate=[
            validate.Length(max=20_000, error="Shorten this to 20,000 characters"),
            validate.Regexp(r"(?s).*\S", error="Say why nobody should read it any more"),
        ],
        metadata={"description": "Do not repeat here what the file says."},
    )


def add(call: Call) -> Made:
    """
    Add a file to an entry: the file and the event, or neither.
    """
    entry = seen_by_caller(call)
    sent = call.body
    try:
        file = receive(
            _decoded(sent["content"]),
            sent["title"],
            bare=sent.get("without_metadata", False),
            clamd=call.throughline.settings.clamd,
        )
    except FileRefused as refused:
        raise Unacceptable({"content": refused.fix}) from None
    with call.throughline.writing() as session:
        how = of_its_child(session, call)
        if how is None or how.child is None:
            raise NoSuchThing
        answer = attach(
            session,
            call.who,
            Attach(child=how.child, entry=entry.id, file=file, key=call.log_key),
        )
        told = attachment_told(attachment(answer.events[0]))
    at = f"/api/entries/{entry.id}/attachments/{told['id']}"
    return Made(told=told, at=at, already=answer.already)


def read(call: Call) -> File:
    """
    Give a file back as it was kept.
    """
    entry = seen_by_caller(call)
    number = str(call.path["attachment"])
    found = attached(entry, number)
    if found is None or found.withdrawn is not None:
        raise NoSuchThing
    with call.throughline.reading() as session:
        content = kept_file(session.connection, found.stream, found.sha256)
    if content is None:
        raise NoSuchThing
    return File(content=content, name=found.file_name)


def withdraw(call: Call) -> dict[str, Any]:
    """
    Record that nobody is given the file any more; it is kept until it is lawfully erased.
    """
    entry = seen_by_caller(call)
    number = str(call.path["attachment"])
    if attached(entry, number) is None:
        raise NoSuchThing
    with call.throughline.writing() as session:
        how = of_its_child(session, call)
        if how is None or how.child is None:
            raise NoSuchThing
        wish = WithdrawAttachment(
            child=how.child,
            entry=entry.id,
            attachment=number,
            reason=call.body["reason"],
            key=call.log_key,
        )
        withdraw_attachment(session, call.who, wish)
        after = attached(entry_of(session, call.who, how.child, entry.id), number)
    if after is None:
        raise NoSuchThing
    return attachment_told(after)


def _who_added_it(session: Session, call: Call) -> Standing | None:
    how = of_its_child(session, call)
    if how is None or how.child is None:
        return how
    entry = chronology(session.record(how.child)).entry(str(call.path["entry"]))
    one = attached(entry, str(call.path["attachment"])) if entry else None
    return replace(
        how,
        wrote=one is not None and one.by == call.who.actor,
        answers_for=entry is not None
        and answers_for_entry(session, call.who, how.child, entry.agency),
    )


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unacceptable({"content": "Send the file as base64 text"}) from None


RESOURCE = Resource(
    name="Attachments",
    about="Letters, photographs and drawings of an entry. An entry lists those that it has.",
    operations=(
        Operation(
            method="POST",
            path="/api/entries/<number:entry>/attachments",
            summary="Add a file to an entry",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="attachment added to entry",
            standing=of_its_child,
            body=AttachmentSent,
            keyed=True,
            makes=True,
            answer=AttachmentTold,
            view=add,
            most_sent=MOST_TEXT + _ENVELOPE,
            links={
                "the file": {
                    "operationId": "attachments_read",
                    "parameters": {
                        "entry": "$response.body#/entry",
                        "attachment": "$response.body#/id",
                    },
                }
            },
        ),
        Operation(
            path="/api/entries/<number:entry>/attachments/<number:attachment>",
            summary="Read a file of an entry",
            policy=Action.READ,
            scope=Scope.READ,
            what="attachment of entry",
            standing=of_its_child,
            answer={},
            media="application/octet-stream",
            headers={"Content-Disposition": "A name for a copy, which says nothing of anybody."},
            view=read,
            refuses=(HTTPStatus.NOT_FOUND,),
        ),
        Operation(
            method="POST",
            path="/api/entries/<number:entry>/attachments/<number:attachment>/withdrawal",
            summary="Withdraw a file of an entry",
            policy=Action.CHANGE_ENTRY,
            scope=Scope.RECORD,
            what="attachment withdrawn from entry",
            standing=_who_added_it,
            body=WithdrawalSent,
            keyed=True,
            answer=AttachmentTold,
            view=withdraw,
        ),
    ),
)
