"""An event while it is put together: hundreds of thousands are made when the log is read."""

from __future__ import annotations

from events.recorded_event import RecordedEvent, Unread


class Unfinished(Unread):
    """
    Has the slots of a recorded event and can be assigned to; then it takes its class, for good.

    A frozen dataclass refuses assignment to itself too, so that its own way of being made costs
    six times as much, and a third of what reading a row may take. Nor has this one a way of its
    own: whoever makes one fills its slots, because handing all of them over took as long again.
    """

    __slots__ = RecordedEvent.__slots__
