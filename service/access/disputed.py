"""Challenges that stand between a reader's agency and another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from projections.stored.models.challenge import CHALLENGE

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.reader import Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class Disputed:
    """
    One challenge that nobody has settled.

    Args:
        answered: The entry that answered it last; 0 while nobody has.
    """

    entry: int
    child: UUID
    from_agency: str
    to_agency: str
    to_whom: str
    stage: str
    due: str
    raised: str
    answered: int


def challenges_open(connection: Connection, reader: Reader) -> tuple[Disputed, ...]:
    """
    Return what stands between the reader's agency and another; to the reader by name first.
    """
    of_agency = or_(
        CHALLENGE.c.to_agency == reader.agency, CHALLENGE.c.from_agency == reader.agency
    )
    rows = connection.execute(select(CHALLENGE).where(of_agency).order_by(CHALLENGE.c.entry))
    found = [Disputed(**row._mapping) for row in rows]
    mine = str(reader.user)
    return tuple(sorted(found, key=lambda one: (one.to_whom != mine, one.due or "9999", one.entry)))


def challenge_of(connection: Connection, reader: Reader, entry: int) -> Disputed | None:
    """
    Return one open challenge if the reader's agency is a side of it.
    """
    return next((one for one in challenges_open(connection, reader) if one.entry == entry), None)
