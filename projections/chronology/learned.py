"""Says when an agency learned something, as exactly as that is known and no more exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.occurred import Occurred, Precision
from events.options import FROM_WHOM
from events.recorded_event import Learned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from events.recorded_event import RecordedEvent

_EXACT = frozenset({Precision.DAY, Precision.INSTANT})
_NO_AGENCY = frozenset(
    {"family", "child", "other_parent", "neighbour", "anonymous", "other", "unknown"}
)
_ALSO_CALLED = {
    "health_visitor": ("health visiting",),
    "school_nurse": ("school nursing",),
    "midwife": ("midwifery", "maternity"),
}


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
    known = (*event.learned, *reported(event.content, event.occurred, (agency,)))
    told = [one for one in known if one.agency == agency]
    return roughly_learned(event, min(told, key=lambda one: one.on)) if told else ""


def reported(
    content: Mapping[str, Any], occurred: Occurred, agencies: Iterable[str]
) -> tuple[Learned, ...]:
    """
    Return that the agency which rang or referred knew of it from when it did.

    Only the field that asks who was in touch says so, never the text.

    Args:
        agencies: The names that the record gives its agencies; where none is the caller's, the
            form's own word stands.
    """
    caller = content.get("from_whom")
    if caller not in FROM_WHOM or caller in _NO_AGENCY:
        return ()
    label = FROM_WHOM[caller]
    called = {
        caller.replace("_", " "),
        label.casefold(),
        *label.casefold().split(" or "),
        *_ALSO_CALLED.get(caller, ()),
    }
    names = [name for name in agencies if name.casefold() in called] or [label]
    return tuple(
        Learned(agency=name, first=occurred.first, last=occurred.last, how="at the time")
        for name in names
    )
