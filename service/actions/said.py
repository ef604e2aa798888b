"""The parts that every event made by an action of the service has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from service.actions.learning import learned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.access.reader import Reader
    from service.wiring import Session


def said_today(
    session: Session,
    reader: Reader,
    kind: str,
    content: Mapping[str, Any],
    subjects: Sequence[Subject],
    *,
    occurred: Occurred | None = None,
) -> NewEvent:
    """
    Say something on the day it is said: what a person decides, registers or changes here.
    """
    # The day and not the moment: the same form sent again must say the same.
    when = occurred or Occurred.day(session.today)
    return NewEvent(
        kind=kind,
        occurred=when,
        content=content,
        agency=reader.agency or "other",
        actor=reader.actor,
        subjects=tuple(subjects),
        learned=learned(kind, content, agency=reader.agency, occurred=when, on=session.today),
    )
