"""Says when an agency learned something, as exactly as that is known and no more exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.occurred import Occurred, Precision

if TYPE_CHECKING:
    from events.recorded_event import Learned, RecordedEvent

_EXACT = frozenset({Precision.DAY, Precision.INSTANT})


def roughly_learned(event: RecordedEvent, learned: Learned) -> str:
    """
    Say when an agency learned of an event where no day is known: "about 2007"; "" where one is.

    Views count from one day, yet what was learned as it happened, "about 2007", was not learned on
    the first of January, and nobody may read so in court.
    """
    if learned.first != learned.last:
        if (learned.first, learned.last) == (event.occurred.first, event.occurred.last):
            return event.occurred.words()
        return Occurred.about(learned.first, learned.last).words().removeprefix("about ")
    as_it_happened = learned.how != "recorded" and learned.last == event.occurred.first
    if as_it_happened and event.occurred.precision not in _EXACT:
        return event.occurred.words()
    return ""


def first_learned_roughly(event: RecordedEvent) -> str:
    """
    Say when anybody first learned of an event, where no day is known; "" where one is.
    """
    first = [one for one in event.learned if one.on == event.known_from]
    said = [roughly_learned(event, one) for one in first]
    # Whoever knows the day makes it known.
    return said[0] if said and all(said) else ""


def agency_learned_roughly(event: RecordedEvent, agency: str) -> str:
    """
    Say when an agency first learned of an event, where no day is known; "" where one is.
    """
    told = [one for one in event.learned if one.agency == agency]
    return roughly_learned(event, min(told, key=lambda one: one.on)) if told else ""
