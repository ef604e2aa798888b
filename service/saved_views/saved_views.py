"""
Keeps what somebody chose to see of one child's chronology under a name, for that person alone.

A view is no event: it says how somebody reads and nothing of the child, and nobody else needs it.
It holds what an address holds, so never words that were looked for, and gives no right: what it
shows is decided anew each time. It is sealed with the child's key, so that erasing the record
erases it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import orjson
from sqlalchemy import delete, insert, select

from events.log.sealed_text import ERASED, open_text, seal_text
from service.actions.errors import ActionRefused
from service.saved_views.tables import SAVED_VIEW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from service.wiring import Session

_VIEWS = UUID("2d0f1c36-6f1e-5c43-8f2b-9a6a0f6d51b7")
LONGEST_NAME = 80
MOST = 30
"""So many of one child are a list that somebody still reads."""

Chosen = tuple[tuple[str, str], ...]
"""The parts of an address, a name as often as it was chosen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedView:
    """
    One view: what its owner calls it, and what it chooses.
    """

    id: UUID
    name: str
    chosen: Chosen
    saved: datetime


def save_view(
    session: Session,
    *,
    user: UUID,
    child: UUID,
    name: str,
    chosen: Iterable[tuple[str, str]],
    key: str,
) -> UUID:
    """
    Keep a view and return its id; the same key again keeps it once.

    Raises:
        ActionRefused: It has no name, one too long or one that is taken, or there are too many.
    """
    said = " ".join(name.split())
    id_ = uuid5(_VIEWS, f"{user}/{child}/{key}")
    there = saved_views(session.connection, user=user, child=child)
    if any(one.id == id_ for one in there):
        return id_
    wrong = ""
    if not said:
        wrong = "Give it a name, so that you find it again"
    elif len(said) > LONGEST_NAME:
        wrong = f"Use {LONGEST_NAME} characters or fewer"
    elif any(one.name.casefold() == said.casefold() for one in there):
        wrong = "You have a view of this name for this child: give another, or delete that one"
    elif len(there) >= MOST:
        wrong = f"You have {MOST} views of this child: delete one first"
    if wrong:
        raise ActionRefused({"name": wrong})
    content = orjson.dumps([said, [list(pair) for pair in chosen]]).decode()
    sealed = seal_text(session.connection, content, stream=child, place=id_, now=session.now)
    session.connection.execute(
        insert(SAVED_VIEW).values(
            id=id_, app_user=user, child=child, sealed=sealed, saved=session.now
        )
    )
    return id_


def saved_views(connection: Connection, *, user: UUID, child: UUID) -> tuple[SavedView, ...]:
    """
    Return somebody's views of a child, by name; none of a record that was erased.
    """
    rows = connection.execute(select(SAVED_VIEW).where(*_of(user, child))).all()
    found = []
    for row in rows:
        content = open_text(connection, row.sealed, place=row.id)
        if content == ERASED:
            continue
        name, chosen = orjson.loads(content)
        pairs = tuple((str(part), str(value)) for part, value in chosen)
        found.append(SavedView(id=row.id, name=name, chosen=pairs, saved=row.saved))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def delete_view(connection: Connection, *, user: UUID, child: UUID, view: UUID) -> None:
    """
    Delete one of somebody's views; nothing happens where it is none of theirs.
    """
    connection.execute(delete(SAVED_VIEW).where(*_of(user, child), SAVED_VIEW.c.id == view))


def _of(user: UUID, child: UUID) -> tuple[ColumnElement[bool], ...]:
    return SAVED_VIEW.c.app_user == user, SAVED_VIEW.c.child == child
