"""Sees that events are right before they have a place, and tells a request sent again."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from events.errors import ContentRefused
from events.log.canonical import (
    NotPlain,
    canonical,
    canonical_sorted,
    provenance_of,
    quoted,
    refuse_fractions,
)
from events.vocabulary import KINDS, kind_called

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from events.recorded_event import Learned, NewEvent, Subject


class Checked(NamedTuple):
    """
    One event that has passed its kind's validation and waits for its place.

    ``said`` is its content as it is written, ``provenance`` the rest of its body, and ``asked``
    what tells the same request sent again.
    """

    new: NewEvent
    schema: int
    content: Mapping[str, object]
    subjects: tuple[Subject, ...]
    learned: tuple[Learned, ...]
    occurred: tuple[str, str, str]
    said: bytes
    provenance: bytes
    asked: tuple[bytes, bytes, bytes]


def check(new: Sequence[NewEvent]) -> list[Checked]:
    """
    Validate what is to be appended, and write each event's content and provenance.

    Raises:
        KindUnknown, ContentRefused: It cannot be recorded.
    """
    if not new:
        message = "an append names at least one event"
        raise ValueError(message)
    return [check_one(one) for one in new]


def check_one(new: NewEvent) -> Checked:
    """
    Validate one event.

    Raises:
        KindUnknown, ContentRefused: It cannot be recorded.
    """
    kind = KINDS.get(new.kind) or kind_called(new.kind)
    origin = new.origin
    subjects, learned = tuple(new.subjects), tuple(new.learned)
    in_order = _in_order(subjects, learned)
    if not in_order:
        # Said twice is said once: the same person in the same role, the same learning.
        subjects, learned = tuple(dict.fromkeys(subjects)), tuple(dict.fromkeys(learned))
    occurred = new.occurred.as_stored()
    try:
        if kind.plainly_right(new.content, imported=origin is not None):
            # There is no fraction to look for.
            content: Mapping[str, Any] = dict(new.content)
            said = sent = canonical(content)
        else:
            content = kind.read(new.kind, new.content, imported=origin is not None)
            refuse_fractions(content)
            said = canonical(content)
            sent = canonical_sorted(new.content)
        provenance = told = provenance_of(subjects, learned, origin)
        if not in_order:
            told = provenance_of(*_in_any_order(subjects, learned), origin)
        first, last, precision = occurred
        asked = (
            f'["{new.kind}",["{first}","{last}","{precision}"],{quoted(new.agency)}]'.encode(),
            sent,
            told,
        )
    except NotPlain as error:
        raise ContentRefused(new.kind, {"content": [f"Keep it plain: {error}"]}) from None
    return Checked(new, kind.version, content, subjects, learned, occurred, said, provenance, asked)


def request_digest(stream: UUID, checked: Sequence[Checked]) -> bytes:
    """
    Return what tells a repeated request from another one under the same key.

    It covers what the caller said, before any version of the vocabulary read it, so that a row
    imported again after an update is still the same row; who pressed the key and the version it
    was based on are not part of what was said. No part of it holds a line end.
    """
    asked = [stream.hex.encode()]
    for one in checked:
        asked += one.asked
    return sha256(b"\n".join(asked)).digest()


def _in_order(subjects: tuple[Subject, ...], learned: tuple[Learned, ...]) -> bool:
    # No two of them are the same then, either.
    before = ""
    for subject in subjects:
        if subject.role <= before:
            return False
        before = subject.role
    return len(learned) < 2  # noqa: PLR2004 - one is in order


def _in_any_order(
    subjects: tuple[Subject, ...], learned: tuple[Learned, ...]
) -> tuple[tuple[Subject, ...], tuple[Learned, ...]]:
    # The order in which people are named does not make it a different request.
    return (
        tuple(sorted(subjects, key=lambda one: (one.role, one.person.bytes))),
        tuple(sorted(learned, key=lambda one: (one.agency, one.first, one.last, one.how))),
    )
