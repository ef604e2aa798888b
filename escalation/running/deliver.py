"""Takes what waits in the outbox to its channel, again and again until it has arrived."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, update

from escalation.running.channel import Carried
from escalation.running.parcels import WAIT_FOR_GOOD, claim
from escalation.running.tables import DELIVERY
from events.log.columns import moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection

    from escalation.people import Directory
    from escalation.running.parcels import Claimed, Posting
    from events.log.database import Database

    People = Callable[[Connection], Directory]

MOST_ROUNDS = 25
"""What is left goes with the next sweep, which must not wait for a slow server."""
NAMED = 5
"""How many different answers of a mail server are quoted."""
NOT_TRIED = Carried(trouble="not tried: the channel did not answer for another")


def deliver(database: Database, people: People, posting: Posting, *, now: datetime) -> int:
    """
    Send what is due to be sent, and return how many messages were taken.

    Each attempt is on disk before it is made, with the time of the next: a crash in between sends
    the message once more under the same id, and never not at all. There is no last attempt.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    carriers = posting.configured()
    for carrier in carriers.values():
        note_returned(database, carrier.returned(), now)
    sent = 0
    for _ in range(MOST_ROUNDS):
        if not carriers:
            break
        still = replace(posting, carriers=carriers)
        with database.writing() as connection:
            due, claimed = claim(connection, people(connection), still, now=now)
        for one in claimed:
            answers = one.channel in carriers
            came = carriers[one.channel].carry(one.parcel, now) if answers else NOT_TRIED
            _note(database, one, came, now)
            sent += not came.trouble
            if came.unreachable:
                # One that does not answer must not keep the sweep from what is due.
                del carriers[one.channel]
        if not due:
            break
    return sent


def note_returned(database: Database, returned: Iterable[tuple[UUID, str]], now: datetime) -> int:
    """
    Note that messages which were taken did not arrive, and return how many escalations they told.
    """
    back = dict(returned)
    if not back:
        return 0
    noted = 0
    with database.writing() as connection:
        for parcel, why in back.items():
            values = {
                "sent": None,
                "undeliverable": now,
                "trouble": f"it came back: {why}",
                "parcel": None,
                "next_attempt": now + WAIT_FOR_GOOD,
            }
            mine = (DELIVERY.c.parcel == parcel) & DELIVERY.c.sent.is_not(None)
            noted += connection.execute(update(DELIVERY).where(mine).values(**values)).rowcount
    return noted


def waiting(connection: Connection, now: datetime) -> tuple[int, datetime | None]:
    """
    Return how many messages have not arrived, and since when the oldest waits; without what rests
    until somebody may be written to again.
    """
    late = and_(
        DELIVERY.c.next_attempt.is_not(None),
        or_(DELIVERY.c.attempts > 0, DELIVERY.c.next_attempt <= now),
        # Those are told apart, with what there is to do about them.
        DELIVERY.c.undeliverable.is_(None),
    )
    count, oldest = connection.execute(
        select(func.count(), func.min(DELIVERY.c.made)).where(late)
    ).one()
    return count, oldest


def not_arriving(connection: Connection, by: datetime) -> int:
    """
    Return how many messages were made by a moment, tried, and taken by nobody yet.
    """
    stuck = _stuck() & (DELIVERY.c.made <= by)
    return connection.scalar(select(func.count()).where(stuck)) or 0


def said_of_them(connection: Connection) -> list[str]:
    """
    Return what was answered to messages that were tried and not taken, each answer once.
    """
    said = select(DELIVERY.c.trouble).where(_stuck(), DELIVERY.c.trouble != "")
    return list(connection.scalars(said.distinct().order_by(DELIVERY.c.trouble).limit(NAMED)))


def _stuck() -> ColumnElement[bool]:
    return and_(
        DELIVERY.c.next_attempt.is_not(None),
        DELIVERY.c.attempts > 0,
        DELIVERY.c.undeliverable.is_(None),
    )


def undeliverable(connection: Connection) -> int:
    """
    Return how many messages are still owed to somebody and will not arrive.
    """
    lost = DELIVERY.c.undeliverable.is_not(None) & DELIVERY.c.next_attempt.is_not(None)
    return connection.scalar(select(func.count()).where(lost)) or 0


def undelivered(connection: Connection) -> list[tuple[UUID, str]]:
    """
    Return whom messages do not reach, each once with the trouble that there was last.
    """
    lost = DELIVERY.c.undeliverable.is_not(None) & DELIVERY.c.next_attempt.is_not(None)
    wanted = select(DELIVERY.c.recipient, func.max(DELIVERY.c.trouble)).where(lost)
    rows = connection.execute(wanted.group_by(DELIVERY.c.recipient))
    return [(row[0], row[1]) for row in rows]


def waits_for(connection: Connection, *, but: Collection[str]) -> dict[str, int]:
    """
    Return how many messages wait for each channel that is not set up.

    Args:
        but: Those that are.
    """
    unset = DELIVERY.c.next_attempt.is_not(None) & DELIVERY.c.channel.not_in(list(but))
    counted = select(DELIVERY.c.channel, func.count()).where(unset).group_by(DELIVERY.c.channel)
    return {row[0]: row[1] for row in connection.execute(counted)}


def _note(database: Database, one: Claimed, came: Carried, now: datetime) -> None:
    mine = (DELIVERY.c.parcel == one.parcel.id) & DELIVERY.c.next_attempt.is_not(None)
    values: dict[str, object] = {"trouble": came.trouble}
    if not came.trouble:
        values |= {"next_attempt": None, "sent": now, "undeliverable": None}
    elif came.for_good:
        values |= {
            "next_attempt": now + WAIT_FOR_GOOD,
            "undeliverable": func.coalesce(DELIVERY.c.undeliverable, moment_text(now)),
            "parcel": None,
        }
    elif came.known:
        # It was not taken, so it may go together with what waits by then.
        values |= {"parcel": None}
    with database.writing() as connection:
        connection.execute(update(DELIVERY).where(mine).values(**values))
