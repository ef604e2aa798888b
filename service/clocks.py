"""
The two clocks of a reading: what had been learned by a day, and what this log held at a moment.

Every reading of a child's record takes both, alone or together; a test holds every address and
command to it, and lists the few that take none with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from events.clock import civil_day
from events.log.checkpoints import held_at

if TYPE_CHECKING:
    from datetime import datetime

    from projections.child_record import ChildRecord
    from service.wiring import Session


EARLIEST = date(1900, 1, 1)
"""
Nothing is asked as of an earlier day: rules count years back from it, and the calendar ends; such a
day is a slip of typing.
"""
TOO_EARLY = f"Give a day from {EARLIEST.isoformat()} on"


def as_recorded(session: Session, record: ChildRecord, moment: datetime) -> ChildRecord:
    """
    Keep of a record what this log is known to have held at a moment.

    An entry's own time is when its recording began, which may be long before anybody could read
    it; what counts is the newest mark that was set by then.
    """
    if moment >= session.now:
        return record
    return record.held_to(held_at(session.connection, moment))


@dataclass(frozen=True, kw_only=True, slots=True)
class Clocks:
    """
    What a reading is limited to; nothing asked limits nothing.

    Args:
        known: Only what had been learned by the end of this day.
        recorded: Only what this log held at this moment.
        agency: Only what this agency had learned; "" for any.
    """

    known: date | None = None
    recorded: datetime | None = None
    agency: str = ""

    @property
    def limited(self) -> bool:
        """
        Whether anything is left out by a clock.
        """
        return self != NOW

    @property
    def address(self) -> dict[str, str]:
        """
        The parts of an address that keep them.
        """
        said = {
            "known": self.known.isoformat() if self.known else "",
            "recorded": self.recorded.strftime("%Y-%m-%dT%H:%M") if self.recorded else "",
        }
        return {name: value for name, value in said.items() if value}

    def day(self, today: date) -> date:
        """
        Return the day that ages, households and questions are told for.
        """
        held = civil_day(self.recorded) if self.recorded else today
        return self.known or min(held, today)

    def of(self, record: ChildRecord, session: Session) -> ChildRecord:
        """
        Keep of a record what both clocks leave.
        """
        if self.recorded is not None:
            record = as_recorded(session, record, self.recorded)
        if self.known is not None or self.agency:
            agency = _as_spelled(record, self.agency)
            record = record.known_at(self.known or session.today, agency)
        return record


NOW = Clocks()
"""Everything that is known and recorded so far."""


def _as_spelled(record: ChildRecord, agency: str) -> str:
    if not agency:
        return agency
    wanted = agency.casefold().strip()
    return next((name for name in record.once(_agencies) if name.casefold() == wanted), agency)


def _agencies(record: ChildRecord) -> tuple[str, ...]:
    return tuple(sorted({known.agency for event in record.events for known in event.learned}))
