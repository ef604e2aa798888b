"""An event while it is put together: hundreds of thousands are made when the log is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.recorded_event import RecordedEvent, Unread

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from events.occurred import Occurred


class Unfinished(Unread):
    """
    Has the slots of a recorded event and can be assigned to; then it takes its class, for good.

    A frozen dataclass refuses assignment to itself too, so that its own way of being made costs
    six times as much, and a third of what reading a row may take.
    """

    __slots__ = RecordedEvent.__slots__

    def __init__(  # noqa: PLR0917 - by place: names would cost as much as all the rest
        self,
        position: int,
        stream: UUID,
        version: int,
        kind: str,
        schema: int,
        occurred: Occurred,
        recorded: datetime,
        actor: str,
        agency: str,
        digest: bytes,
    ) -> None:
        self.position = position
        self.stream = stream
        self.version = version
        self.kind = kind
        self.schema = schema
        self.occurred = occurred
        self.recorded = recorded
        self.actor = actor
        self.agency = agency
        self.digest = digest
