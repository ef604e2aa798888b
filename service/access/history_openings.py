"""
Opens an adult's past across families for a while, with the purpose and the lawful basis written.

Source: Information Sharing: advice for practitioners (2024); UK GDPR, article 6 and article 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from uuid_utils.compat import uuid7

from events.log.sealed_text import open_text, seal_text
from service.access.errors import AccountRefused
from service.access.openings import says_why
from service.access.tables import HISTORY_OPENING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

LASTS = timedelta(hours=24)
MOST = 2000
BASES = {
    "public_task": "Public task: a duty to this child in law (UK GDPR, article 6(1)(e))",
    "legal_obligation": "Legal obligation: a court or a statute requires it (article 6(1)(c))",
    "vital_interests": "Vital interests: somebody's life is at risk (article 6(1)(d))",
}
"""To be confirmed by each partnership's information governance lead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryOpening:
    """
    One opening of somebody's past: on what basis, for what, until when.
    """

    basis: str
    purpose: str
    opened: datetime
    ends: datetime


def open_history(
    connection: Connection,
    *,
    user: UUID,
    child: UUID,
    person: UUID,
    basis: str,
    purpose: str,
    now: datetime,
) -> datetime:
    """
    Open somebody's past until the returned moment.

    Raises:
        AccountRefused: The basis is none of the list, or the purpose says nothing.
    """
    wrong: dict[str, str] = {}
    said = " ".join(purpose.split())
    if basis not in BASES:
        wrong["basis"] = "Choose the lawful basis"
    if not says_why(said):
        wrong["purpose"] = "Say in a sentence what you need this past for"
    elif len(said) > MOST:
        wrong["purpose"] = f"Shorten this to {MOST:,} characters or fewer"
    if wrong:
        raise AccountRefused(wrong)
    ends = now + LASTS
    number = uuid7()
    connection.execute(
        insert(HISTORY_OPENING).values(
            id=number,
            app_user=user,
            child=child,
            person=person,
            basis=basis,
            purpose=seal_text(connection, said, stream=child, place=number, now=now),
            opened=now,
            ends=ends,
        )
    )
    return ends


def history_open(
    connection: Connection, *, user: UUID, child: UUID, person: UUID, now: datetime
) -> HistoryOpening | None:
    """
    Return the opening that lets a user read somebody's past now; None where there is none.
    """
    row = connection.execute(
        select(HISTORY_OPENING)
        .where(
            HISTORY_OPENING.c.app_user == user,
            HISTORY_OPENING.c.child == child,
            HISTORY_OPENING.c.person == person,
            HISTORY_OPENING.c.ends > now,
        )
        .order_by(HISTORY_OPENING.c.ends.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    purpose = open_text(connection, row.purpose, place=row.id)
    return HistoryOpening(basis=row.basis, purpose=purpose, opened=row.opened, ends=row.ends)
