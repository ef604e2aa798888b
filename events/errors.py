"""Every refusal of the log and of the vocabulary, as facts rather than strings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from events.recorded_event import RecordedEvent


class LogError(Exception):
    """
    The root of everything that this layer refuses.
    """


class KindUnknown(LogError):
    """
    The vocabulary has no kind of this name.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"there is no kind of event called {kind!r}")


class ContentRefused(LogError):
    """
    The content does not fit its kind; ``fields`` maps each field to what is wrong and the fix.
    """

    def __init__(self, kind: str, fields: Mapping[str, Sequence[str]]) -> None:
        self.kind = kind
        self.fields = {name: list(reasons) for name, reasons in fields.items()}
        super().__init__(f"{kind}: refused fields {', '.join(sorted(self.fields))}")


class StreamMoved(LogError):
    """
    Somebody else recorded on the stream after the version that the decision was based on.
    """

    def __init__(
        self, stream: UUID, decided_on: int, events_since: Sequence[RecordedEvent]
    ) -> None:
        self.stream = stream
        self.decided_on = decided_on
        self.events_since = tuple(events_since)
        super().__init__(f"{stream} has {len(self.events_since)} events after version {decided_on}")


class KeyReused(LogError):
    """
    The caller's key was used before, for something else.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"the key {key!r} was used before for different content")


class NotDurable(LogError):
    """
    The database is set so that an acknowledged event could be lost; the log refuses to start.
    """

    def __init__(self, setting: str, found: str, needed: str) -> None:
        self.setting, self.found, self.needed = setting, found, needed
        super().__init__(f"{setting} is {found}; it must be {needed}")


class LogUnavailable(LogError):
    """
    The database cannot be reached or cannot write; nothing was recorded.

    Args:
        unknown: The connection broke, perhaps while it was saving, so that nobody can say whether
            it was recorded; the same sent again is never recorded twice.
    """

    def __init__(self, why: str, *, unknown: bool = False) -> None:
        self.why, self.unknown = why, unknown
        super().__init__(why)


class SchemaOutOfDate(LogError):
    """
    The database lacks tables that this version of the program needs.
    """

    def __init__(self, found: str | None, needed: str) -> None:
        self.found, self.needed = found, needed
        super().__init__(
            f"the database is at {found or 'no migration'} and this version of throughline needs"
            f" {needed}; run: throughline migrate"
        )


class KeyFileRefused(LogError):
    """
    A file that should hold a key cannot be used; the message names what to do.
    """

    def __init__(self, fix: str) -> None:
        self.fix = fix
        super().__init__(fix)


class MasterKeyMissing(LogError):
    """
    There is no master key, or it is not the one that the data keys were wrapped with.
    """

    def __init__(self, fix: str) -> None:
        self.fix = fix
        super().__init__(f"what the record says cannot be read or kept: {fix}")


class ContentDamaged(LogError):
    """
    An event's content is not what was sealed for its place.
    """

    def __init__(self, stream: UUID, version: int) -> None:
        self.stream, self.version = stream, version
        super().__init__(f"the content of version {version} of {stream} was changed or moved")


class SigningKeyMissing(LogError):
    """
    There is no key to sign checkpoints with; the message names what to set.
    """

    def __init__(self, fix: str) -> None:
        self.fix = fix
        super().__init__(f"checkpoints cannot be signed: {fix}")


class SigningKeyReplaced(LogError):
    """
    A newer key signs this log's checkpoints; a process that still has the old one signs no more.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        super().__init__(
            f"the signing key {old} was replaced by {new}; give this process the new one and start"
            " it again"
        )


class NotProved(LogError):
    """
    An entry cannot be proved; the message says why.
    """

    def __init__(self, entry: int | str, why: str) -> None:
        self.entry, self.why = str(entry), why
        super().__init__(f"entry {entry} is not proved: {why}")
