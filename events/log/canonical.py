"""The one way in which the log writes an event down, so that anybody can hash it again."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import orjson

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from events.recorded_event import Learned, Origin, Subject

# JSON readers elsewhere keep whole numbers in 53 bits; anything larger would change on the way.
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER | orjson.OPT_PASSTHROUGH_DATETIME
_OPTIONS |= orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS

# Our own values alone: orjson writes days, ids and dataclasses itself, much faster than Python
# would. Whoever calls it names the keys in order, as the dataclasses name their fields.
_OWN = orjson.OPT_STRICT_INTEGER

_MANY = 16_384

HEADING = b"throughline event 1\n"
"""Opens the bytes that an event's digest is taken over; names their form."""


class NotPlain(ValueError):
    """
    The value is not plain JSON with one way to write it.
    """


def canonical(value: object) -> bytes:
    """
    Write plain JSON with sorted keys, no spaces and UTF-8: always the same bytes.

    Raises:
        NotPlain: It holds a fraction, a number beyond 53 bits, half a character, or anything
            that JSON has no form for.
    """
    try:
        return orjson.dumps(value, option=_OPTIONS)
    except TypeError as error:
        raise NotPlain(str(error)) from None


def canonical_own(value: object) -> bytes:
    """
    Write what we made ourselves, days and ids among it, in the same form.

    Args:
        value: Its keys stand in order already.

    Raises:
        NotPlain: A text in it holds half a character.
    """
    try:
        return orjson.dumps(value, option=_OWN)
    except TypeError as error:
        raise NotPlain(str(error)) from None


def canonical_sorted(value: object) -> bytes:
    """
    Write what somebody sent, whatever it is, so that the same is always written alike.

    Raises:
        NotPlain: There is no form for it.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise NotPlain(str(error)) from None


def refuse_fractions(value: object) -> None:
    """
    Refuse fractions anywhere inside: programs write the same fraction in different ways.

    Raises:
        NotPlain: There is one.
    """
    kind = type(value)
    if kind is str or value is None:
        return
    if kind is float:
        message = "fractions have more than one written form; keep them as text"
        raise NotPlain(message)
    if kind is dict:
        for inner in value.values():  # type: ignore[attr-defined]
            refuse_fractions(inner)
    elif kind is list or kind is tuple:
        for inner in value:  # type: ignore[attr-defined]
            refuse_fractions(inner)


def body_of(content: bytes, provenance: bytes) -> bytes:
    """
    Write an event's body from what it says, plain or sealed, and its provenance.

    The names in a body are in order already, so that both need only be joined.
    """
    return b"".join((b'{"content":', content, b",", provenance[1:]))


def provenance_of(
    subjects: Sequence[Subject], learned: Sequence[Learned], origin: Origin | None
) -> bytes:
    """
    Write about whom an event is, who learned it and where it came from; never sealed, because the
    log's own indexes hold the same.

    Raises:
        NotPlain: A name holds half a character.
    """
    if len(learned) == 1:
        (one,) = learned
        knew = _learned(one.agency, one.first, one.how, one.last)
    else:
        knew = ",".join([_learned(one.agency, one.first, one.how, one.last) for one in learned])
    whom = ",".join([_subject(one.person.int, one.role) for one in subjects])
    came = (
        "null"
        if origin is None
        else canonical_own({"ref": origin.ref, "source": origin.source}).decode()
    )
    return f'{{"learned":[{knew}],"origin":{came},"subjects":[{whom}]}}'.encode()


def digest_of(  # noqa: PLR0917 - in the order of the columns: names cost as much as the hash
    stream: UUID,
    version: int,
    kind: str,
    schema: int,
    occurred_from: str,
    occurred_to: str,
    precision: str,
    recorded: str,
    actor: str,
    agency: str,
    source: str | None,
    source_ref: str | None,
    key_id: UUID | None,
    body: bytes,
) -> bytes:
    """
    Return the SHA-256 of every column but the position, the body as it is stored.
    """
    ref = b"null" if source_ref is None else canonical_own(source_ref)
    return sha256(
        b"".join(
            (
                _whose(actor, agency, None if key_id is None else key_id.int, kind),
                _when(occurred_from, occurred_to, precision),
                _held(recorded, schema, source),
                ref,
                _within(stream.int),
                b"%d}\n" % version,
                body,
            )
        )
    ).digest()


def _said(text: str | None) -> str:
    return "null" if text is None else canonical_own(text).decode()


# The same few people, agencies, days and persons fill a record: each is written once and kept,
# because writing them again took longer than everything else that a digest asks of Python.
quoted = lru_cache(_MANY)(_said)


@lru_cache(_MANY)
def _named(number: int | None) -> str:
    return "null" if number is None else f'"{UUID(int=number)}"'


@lru_cache(_MANY)
def _whose(actor: str, agency: str, key: int | None, kind: str) -> bytes:
    columns = (
        f'{{"actor":{_said(actor)},"agency":{_said(agency)},"key_id":{_named(key)},'
        f'"kind":{_said(kind)},'
    )
    return HEADING + columns.encode()


@lru_cache(_MANY)
def _when(first: str, last: str, precision: str) -> bytes:
    return (
        f'"occurred_from":{_said(first)},"occurred_to":{_said(last)},'
        f'"precision":{_said(precision)},'
    ).encode()


@lru_cache(_MANY)
def _held(recorded: str, schema: int, source: str | None) -> bytes:
    return (
        f'"recorded":{_said(recorded)},"schema":{schema},"source":{_said(source)},"source_ref":'
    ).encode()


@lru_cache(_MANY)
def _within(stream: int) -> bytes:
    return f',"stream":{_named(stream)},"version":'.encode()


@lru_cache(_MANY)
def _learned(agency: str, first: date, how: str, last: date) -> str:
    return canonical_own({"agency": agency, "first": first, "how": how, "last": last}).decode()


@lru_cache(_MANY)
def _subject(person: int, role: str) -> str:
    return f'{{"person":{_named(person)},"role":{_said(role)}}}'
