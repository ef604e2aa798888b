"""Hands the newest duty copy of a team to somebody who may have it; each child's record is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from events.dates_said import date_said
from service.access.access_log import record_read
from service.access.policy import Action, Allow, decide
from service.duty.tables import DUTY_COPY
from service.duty.whose import duty_teams, standing_to

if TYPE_CHECKING:
    from datetime import datetime

    from service.access.reader import Reader
    from service.duty.whose import DutyTeam
    from service.settings import Settings
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """
    The newest copy of one team.

    Args:
        made: None where none was made yet.
        file: Its name in the folder; "" likewise.
        trouble: Why the last try failed; "" where it did not.
    """

    team: DutyTeam
    made: datetime | None
    position: int
    children: tuple[UUID, ...]
    left_out: int
    file: str
    trouble: str


def open_to_me(session: Session, reader: Reader) -> tuple[Ready, ...]:
    """
    Return the newest copy of each team whose copy this reader may take out.
    """
    rows = {row.id: row for row in session.connection.execute(select(DUTY_COPY))}
    return tuple(
        Ready(
            team=team,
            made=row.sent if row else None,
            position=row.position if row else 0,
            children=tuple(UUID(one) for one in row.children.split()) if row else (),
            left_out=row.left_out if row else 0,
            file=row.file if row else "",
            trouble=row.trouble if row else "",
        )
        for team in duty_teams(session.connection)
        if isinstance(
            decide(
                reader,
                Action.READ_DUTY_COPY,
                standing_to(session.connection, reader, team, session.now),
            ),
            Allow,
        )
        for row in [rows.get(team.id)]
    )


def content_of(settings: Settings, ready: Ready) -> bytes | None:
    """
    Return the file; None where it is not on this machine.
    """
    try:
        return (Path(settings.duty_copies) / ready.file).read_bytes() if ready.file else None
    except OSError:
        return None


def note_taken(session: Session, reader: Reader, ready: Ready) -> None:
    """
    Note the reading of every record in a copy; the caller commits before a byte of it leaves.
    """
    made = date_said(ready.made) if ready.made else ""
    for child in ready.children:
        record_read(
            session.connection,
            who=reader.actor,
            child=child,
            what=f"duty copy made {made}",
            now=session.now,
            why=f"the copy of {ready.team.words}",
        )
