"""What each refusal means at the command line: the words, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass

from escalation.errors import TableRefused
from events.errors import (
    LogError,
    LogUnavailable,
    MasterKeyMissing,
    NotDurable,
    SchemaOutOfDate,
    SigningKeyMissing,
)
from projections.errors import NoSuchChild, ReadError, SeveralMatch
from service.access.errors import AccessError, AccountRefused
from service.access.session_key import KeyMissing
from service.actions.errors import ActionRefused, EntryMoved
from service.errors import ServiceError

EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_UNAVAILABLE = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """
    One refusal as the operator reads it.
    """

    words: str
    code: int


_CODES: tuple[tuple[tuple[type[Exception], ...], int], ...] = (
    ((SigningKeyMissing, MasterKeyMissing, KeyMissing, TableRefused), EXIT_USAGE),
    ((SchemaOutOfDate, NotDurable, LogUnavailable), EXIT_UNAVAILABLE),
    ((LogError, ReadError, AccessError, ActionRefused, EntryMoved, ServiceError), EXIT_REFUSED),
)
"""The exit code of each root; the first that fits decides."""


def explained(error: Exception) -> Explained | None:
    """
    Return what to say of an error and how to leave; None for one that nobody foresaw.
    """
    if isinstance(error, SeveralMatch):
        listed = "\n".join(f"  {id_}  {what}" for id_, what in error.candidates)
        words = f"Several children match; give one of these ids:\n{listed}"
        return Explained(words=words, code=EXIT_USAGE)
    code = next((code for roots, code in _CODES if isinstance(error, roots)), None)
    return None if code is None else Explained(words=_words(error), code=code)


def _words(error: Exception) -> str:
    if isinstance(error, NoSuchChild):
        return "No child of the record has this id, person_key or name."
    if isinstance(error, AccountRefused | ActionRefused):
        return "\n".join(f"{name}: {why}" for name, why in error.fields.items())
    words = str(error)
    if isinstance(error, TableRefused):
        # It begins with the name of a file, which is as it is written.
        return words + ("" if words.endswith(".") else ".")
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
