"""
Keeps what somebody types until it is recorded or thrown away, so that no text is ever lost.

A draft is no entry: nobody but its writer reads it, no rule sees it, and it is sealed with the data
key of the child's record, so that erasing the record erases it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from events.errors import ContentDamaged
from events.log.data_keys import key_called, make_keys
from service.access.tables import USER
from service.drafts.errors import DraftsFull
from service.drafts.tables import DRAFT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from service.wiring import Session

_DRAFTS = UUID("5b1d7a3e-8a53-5f0e-9c59-2f6c4a3f7d10")
MOST = 200
"""Forms of one person that are kept at once: more than anybody has open."""
MOST_BYTES = 50_000_000
"""What they hold together: every waiting table of an import is one of them."""
_PLACE = 0
"""No event has this version, so that a draft's text opens in no event's place."""

Typed = tuple[tuple[str, str], ...]
"""The fields of a form in their order, a name as often as it was filled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """
    One form of one user for one child.

    Args:
        name: The page, and the kind or entry that it is about, such as ``record/visit``.
    """

    user: UUID
    child: UUID
    name: str

    @property
    def id(self) -> UUID:
        """
        The draft's own id: there is one draft of a form for each user and child.
        """
        return uuid5(_DRAFTS, f"{self.user}/{self.child}/{self.name}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """
    What was typed, and when.
    """

    form: Form
    typed: Typed
    begun: datetime
    saved: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """
    Somebody else who has the same form open, and when they last typed.
    """

    name: str
    begun: datetime
    saved: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Unrecorded:
    """
    One draft in a list: which form of whom, without a word of it.
    """

    child: UUID
    form: str
    saved: datetime


def keep(session: Session, form: Form, typed: Sequence[tuple[str, str]]) -> None:
    """
    Keep what is typed by now in place of what was kept before.

    Raises:
        DraftsFull: Its writer has as many others as are kept; those stay, and this is not kept.
    """
    connection, now = session.connection, session.now
    content = orjson.dumps(list(typed))
    _room(connection, form, len(content))
    key = make_keys(connection, [form.child], now).get(form.child)
    said: dict[str, Any] = {
        "key_id": key.key_id if key else None,
        "sealed": (key.seal(content, form.id, _PLACE) if key else content).decode(),
        "saved": now,
    }
    into = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        into(DRAFT)
        .values(id=form.id, app_user=form.user, child=form.child, form=form.name, begun=now, **said)
        # Two windows of one user may type at the same moment: there is one draft.
        .on_conflict_do_update(index_elements=[DRAFT.c.id], set_=said)
    )


def kept(session: Session, form: Form) -> Draft | None:
    """
    Return what was kept; None where there is nothing, or the record was erased since.
    """
    row = _row(session.connection, form)
    if row is None:
        return None
    content: bytes = row.sealed.encode()
    if row.key_id is not None:
        key = key_called(session.connection, row.key_id)
        if key is None:
            return None
        try:
            content = key.opened(orjson.loads(row.sealed), row.id, _PLACE)
        except ContentDamaged:
            return None
    typed = tuple((str(name), str(value)) for name, value in orjson.loads(content))
    return Draft(form=form, typed=typed, begun=row.begun, saved=row.saved)


def drop(session: Session, form: Form) -> None:
    """
    Throw a draft away: it was recorded, or its writer does not want it.
    """
    session.connection.execute(delete(DRAFT).where(DRAFT.c.id == form.id))


def writing(session: Session, form: Form, since: datetime) -> tuple[Writing, ...]:
    """
    Return who else has typed into the same form for this child lately, by name.
    """
    rows = session.connection.execute(
        select(USER.c.name, DRAFT.c.begun, DRAFT.c.saved)
        .join(USER, USER.c.id == DRAFT.c.app_user)
        .where(
            DRAFT.c.child == form.child,
            DRAFT.c.form == form.name,
            DRAFT.c.app_user != form.user,
            DRAFT.c.saved >= since,
        )
        .order_by(USER.c.name)
    )
    return tuple(Writing(name=row.name, begun=row.begun, saved=row.saved) for row in rows)


def unrecorded(
    connection: Connection, user: UUID, children: Collection[UUID] | None = None
) -> tuple[Unrecorded, ...]:
    """
    List a user's drafts, the newest first; of some children alone where these are given.
    """
    asked = select(DRAFT.c.child, DRAFT.c.form, DRAFT.c.saved).where(DRAFT.c.app_user == user)
    if children is not None:
        asked = asked.where(DRAFT.c.child.in_(list(children)))
    rows = connection.execute(asked.order_by(DRAFT.c.saved.desc()))
    return tuple(Unrecorded(child=row.child, form=row.form, saved=row.saved) for row in rows)


def _room(connection: Connection, form: Form, wanted: int) -> None:
    others = connection.execute(
        select(func.count(), func.coalesce(func.sum(func.length(DRAFT.c.sealed)), 0)).where(
            DRAFT.c.app_user == form.user, DRAFT.c.id != form.id
        )
    ).one()
    if others[0] >= MOST or others[1] + wanted > MOST_BYTES:
        raise DraftsFull(MOST)


def _row(connection: Connection, form: Form) -> Row[Any] | None:
    return connection.execute(select(DRAFT).where(DRAFT.c.id == form.id)).one_or_none()
