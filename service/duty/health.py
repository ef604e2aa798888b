"""Whether tonight's duty copies are there, for doctor and whoever watches; nothing of anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from projections.conference.wording import counted
from service.duty.tables import DUTY_COPY
from service.duty.whose import duty_teams, in_no_copy

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.settings import Settings

OLD: Final = timedelta(hours=26)
"""A day, and the time that the night's copies of many teams may take."""


def duty_health(connection: Connection, settings: Settings, now: datetime) -> dict[str, Any]:
    """
    Return how the duty copies fare.
    """
    if not settings.duty_copies:
        return {"ok": True, "wrong": [], "made": False, "oldest": None, "in_no_copy": 0}
    wanted = [team.id for team in duty_teams(connection)]
    rows = connection.execute(select(DUTY_COPY).where(DUTY_COPY.c.id.in_(wanted))).all()
    made = [row.sent for row in rows if row.sent is not None]
    never = len(wanted) - len(made)
    old = sum(now - moment > OLD for moment in made)
    wrong = []
    if never:
        wrong.append(f"No duty copy has been made yet of {counted(never, 'team')}")
    if old:
        wrong.append(f"The duty copy of {counted(old, 'team')} is older than a day")
    wrong += sorted(
        {f"A duty copy could not be made: {row.trouble}" for row in rows if row.trouble}
    )
    return {
        "ok": not wrong,
        "wrong": wrong,
        "made": bool(made),
        "oldest": min(made).isoformat() if made else None,
        "in_no_copy": in_no_copy(connection),
    }
