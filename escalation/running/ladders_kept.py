"""The ladders of this installation: what ships, and what the partnership adopted since."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import select

from escalation.in_force import Ladders
from escalation.reading_ladders import read_ladder
from projections.stored.models.ladder import LADDER

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from escalation.ladder import Ladder


def known_ladders(connection: Connection) -> Ladders:
    """
    Return every ladder in every edition.

    Raises:
        TableRefused: An adopted edition cannot be read.
    """
    rows = connection.execute(select(LADDER).order_by(LADDER.c.entry))
    return Ladders.of(_read(row.name, row.version, row.body) for row in rows)


@lru_cache(maxsize=256)
def _read(name: str, version: str, body: str) -> Ladder:
    return read_ladder(name, version, orjson.loads(body), f"edition {version}")
