"""Who is away and who is on call, now and from now on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from projections.stored.models.absence import ABSENCE
from projections.stored.models.on_call import ON_CALL
from service.access.accounts import account_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """
    One absence or one turn on the rota.

    Args:
        deputy: Who stands in, in words; "" for nobody, and for the rota.
    """

    entry: int
    worker: UUID
    name: str
    first: date
    last: date
    deputy: str = ""


def absences(connection: Connection, on: date) -> tuple[Turn, ...]:
    """
    Return every absence that has not ended, the earliest first.
    """
    rows = connection.execute(
        select(ABSENCE)
        .where(ABSENCE.c.to_day >= on.isoformat(), ABSENCE.c.to_day >= ABSENCE.c.from_day)
        .order_by(ABSENCE.c.from_day, ABSENCE.c.entry)
    )
    return tuple(
        _turn(connection, row, _name(connection, UUID(row.deputy)) if row.deputy else "")
        for row in rows
    )


def rota(connection: Connection, on: date) -> tuple[Turn, ...]:
    """
    Return every turn on call that has not ended, the earliest first.
    """
    rows = connection.execute(
        select(ON_CALL)
        .where(ON_CALL.c.to_day >= on.isoformat())
        .order_by(ON_CALL.c.from_day, ON_CALL.c.entry)
    )
    return tuple(_turn(connection, row) for row in rows)


def _turn(connection: Connection, row: Row[Any], deputy: str = "") -> Turn:
    return Turn(
        entry=row.entry,
        worker=row.worker,
        name=_name(connection, row.worker),
        first=date.fromisoformat(row.from_day),
        last=date.fromisoformat(row.to_day),
        deputy=deputy,
    )


def _name(connection: Connection, user: UUID) -> str:
    account = account_of(connection, user)
    if account is None:
        return "a former user"
    return account.name if account.active else f"{account.name} (whose account is closed)"
