"""Puts what waits for one person into one message: at once, or once a day and not at night."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select, update
from uuid_utils.compat import uuid7

from escalation.running.channel import Line, Parcel
from escalation.running.tables import DELIVERY
from escalation.working_days import Calendar
from events.clock import civil_day
from events.log.columns import moment_text
from projections.plans.due import start_of
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from escalation.people import Directory
    from escalation.quiet_hours import QuietHours
    from escalation.running.channel import Carrier

BATCH = 20
"""People whose messages are claimed in one transaction."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
WAIT_FOR_GOOD = timedelta(hours=24)
"""How long until what was refused for good is tried again: the address may have been mended."""

NOBODY = "nobody active has an address for it"
NOT_OWED = "no longer owed"


@dataclass(frozen=True, kw_only=True)
class Posting:
    """
    By which ways messages go, and when they rest.

    Args:
        carriers: Each channel by the name that ladders use.
        quiet: When what is not urgent waits; None for never.
        calendar: Which days are worked.
    """

    carriers: Mapping[str, Carrier]
    quiet: QuietHours | None = None
    calendar: Calendar = field(default_factory=Calendar)

    def configured(self) -> dict[str, Carrier]:
        """
        Return the channels that the deployer has set up.
        """
        return {name: one for name, one in self.carriers.items() if one.configured}


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """
    A parcel on its way.
    """

    parcel: Parcel
    channel: str
    attempt: int


def wait_after(attempt: int) -> timedelta:
    """
    Return how long to wait after an attempt: longer each time, and never longer than an hour.
    """
    doublings: int = min(attempt - 1, 12)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def claim(
    connection: Connection, directory: Directory, posting: Posting, *, now: datetime
) -> tuple[bool, list[Claimed]]:
    """
    Claim what is due for some people, each attempt on disk before it is made.

    Returns:
        Whether anything was due, and the parcels to send: what is due may also be found to be no
        longer owed, to have no address, or to rest until the morning.
    """
    rows = _due(connection, list(posting.configured()), now)
    claimed: list[Claimed] = []
    for (recipient, channel), theirs in groupby(rows, key=lambda row: (row.recipient, row.channel)):
        owed = [row for row in theirs if not _ended(connection, row)]
        to = directory.person(str(recipient))
        fault = NOBODY if to is None else posting.configured()[channel].fault(to)
        if fault or to is None:
            _set(
                connection,
                owed,
                trouble=fault,
                attempts=DELIVERY.c.attempts + 1,
                attempted=now,
                next_attempt=now + LONGEST_WAIT,
                undeliverable=func.coalesce(DELIVERY.c.undeliverable, moment_text(now)),
            )
            continue
        for parcel, urgent, together in _parcels(connection, owed, posting, now):
            attempt = max(row.attempts for row in together) + 1
            _set(
                connection,
                together,
                parcel=parcel,
                attempts=attempt,
                attempted=now,
                next_attempt=now + wait_after(attempt),
            )
            lines = tuple(_lines(together))
            made = min(row.made for row in together)
            message = Parcel(id=parcel, to=to, made=made, urgent=urgent, lines=lines)
            claimed.append(Claimed(parcel=message, channel=channel, attempt=attempt))
    return bool(rows), claimed


def _due(connection: Connection, channels: Sequence[str], now: datetime) -> Sequence[Row[Any]]:
    due = (DELIVERY.c.next_attempt <= now) & DELIVERY.c.channel.in_(channels)
    # A person's messages go together, or one would be told of a hundred things a hundred times.
    people = connection.execute(
        select(DELIVERY.c.recipient)
        .where(due)
        .order_by(DELIVERY.c.urgent.desc(), DELIVERY.c.next_attempt)
        .limit(50 * BATCH)
    ).scalars()
    first = list(dict.fromkeys(people))[:BATCH]
    if not first:
        return ()
    return connection.execute(
        select(DELIVERY, PLANNED_OUTCOME.c.open, PLANNED_OUTCOME.c.level.label("reached"))
        .join_from(
            DELIVERY, PLANNED_OUTCOME, DELIVERY.c.outcome == PLANNED_OUTCOME.c.id, isouter=True
        )
        .where(due, DELIVERY.c.recipient.in_(first))
        .order_by(DELIVERY.c.recipient, DELIVERY.c.channel, DELIVERY.c.made, DELIVERY.c.id)
        .with_for_update(skip_locked=True, of=DELIVERY)
    ).all()


def _ended(connection: Connection, row: Row[Any]) -> bool:
    """
    Take from the outbox what ended, or got another date, before it could go.

    What no level of a ladder tells is owed as long as it is open.
    """
    if row.open != 0 and (row.reached != 0 or row.level == 0):
        return False
    _set(connection, [row], next_attempt=None, trouble=NOT_OWED)
    return True


def _parcels(
    connection: Connection, rows: Sequence[Row[Any]], posting: Posting, now: datetime
) -> Iterator[tuple[UUID, bool, list[Row[Any]]]]:
    under_way: dict[UUID, list[Row[Any]]] = {}
    urgent, can_wait = [], []
    for row in rows:
        if row.parcel is not None:
            # Whether it was taken is not known: it goes again as it was, under the same id.
            under_way.setdefault(row.parcel, []).append(row)
        elif row.urgent:
            urgent.append(row)
        else:
            can_wait.append(row)
    for parcel, together in under_way.items():
        yield parcel, bool(together[0].urgent), together
    if urgent:
        yield uuid7(), True, urgent
    if can_wait:
        until = _rests_until(connection, can_wait[0], posting, now)
        if until > now:
            _set(connection, can_wait, next_attempt=until)
        else:
            yield uuid7(), False, can_wait


def _rests_until(
    connection: Connection, row: Row[Any], posting: Posting, now: datetime
) -> datetime:
    """
    Return when this person may next be written to about what can wait.
    """
    today = civil_day(now)
    table = DELIVERY
    had_one = connection.scalar(
        select(
            exists().where(
                table.c.recipient == row.recipient,
                table.c.channel == row.channel,
                table.c.sent >= start_of(today),
                table.c.urgent == 0,
            )
        )
    )
    at = start_of(today + timedelta(days=1)) if had_one else now
    return posting.quiet.loud_at(at, posting.calendar) if posting.quiet else at


def _lines(rows: Iterable[Row[Any]]) -> Iterator[Line]:
    # Of one outcome the newest alone is said: each of its pages shows the whole of it.
    newest = {row.outcome: row for row in sorted(rows, key=lambda row: row.entry)}
    for row in sorted(newest.values(), key=lambda row: (row.made, row.entry)):
        yield Line(reference=str(row.entry), because=row.because, level=row.level)


def _set(connection: Connection, rows: Sequence[Row[Any]], **values: Any) -> None:
    if rows:
        ids = [row.id for row in rows]
        connection.execute(update(DELIVERY).where(DELIVERY.c.id.in_(ids)).values(**values))
