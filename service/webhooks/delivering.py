"""Sends each subscriber what it has not taken yet: in order, again and again until it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import select

from escalation.running.destination import NotAllowed, networks, resolved
from escalation.running.signed_request import Message, send
from events.errors import LogUnavailable
from events.log.checkpoints import every
from events.log.columns import moment_text
from events.log.witnessed import written
from service.access.accounts import account_of
from service.feed.cloud_event import PREFIX, SINGLE, cloud_event, envelope
from service.feed.following import Wanted, note_reads, part
from service.feed.sifting import sift
from service.sealing import trusted_keys
from service.webhooks.secrets import SecretUnreadable, Vault, vault
from service.webhooks.state import Turn, take_turn
from service.webhooks.subscriptions import CHECKPOINTS_ALONE, Style
from service.webhooks.tables import WEBHOOK

if TYPE_CHECKING:
    from datetime import datetime

    from events.log.checkpoints import Checkpoint
    from service.access.reader import Reader
    from service.feed.sifting import Sifted
    from service.wiring import Session, Throughline

AT_ONCE = 20
MOST_IN_ONE_SWEEP = 500
LONGEST_IN_ONE_SWEEP = timedelta(seconds=20)
"""What is left goes with the next sweep, which must not wait for a slow receiver."""

NO_ACCOUNT = "its account is closed, or has moved to another agency"
UNREADABLE = "its secret cannot be read any more; give it a new one"


class _Over(Exception):
    """
    The turn ends here, for a reason that the row has already, or that is none of its own.
    """


class _Trouble(Exception):
    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


def deliver_webhooks(house: Throughline, now: datetime) -> int:
    """
    Send what waits, and return how many messages were taken.

    A message is sent again under the same id when a worker dies before it noted the answer; none
    is left out, and none goes before the one before it was taken.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    done: list[Any] = []
    taken = 0
    wanted = WEBHOOK.c.disabled.is_(None)
    while turn := take_turn(house.database, WEBHOOK, WEBHOOK.c.id, now, wanted=wanted, done=done):
        done.append(turn.row.id)
        delivery = _Delivery(house=house, turn=turn, began=house.clock.now())
        try:
            delivery.run()
        except _Trouble as trouble:
            turn.failed(house.database, now, trouble.words)
        except _Over:
            pass
        except LogUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one receiver must not keep the sweep from others
            turn.failed(house.database, now, type(error).__name__)
        else:
            turn.end(house.database, now)
        taken += delivery.taken
    return taken


@dataclass(kw_only=True)
class _Delivery:
    """
    One turn with one subscriber.
    """

    house: Throughline
    turn: Turn
    began: datetime
    taken: int = 0

    def run(self) -> None:
        """
        Send until nothing is left, something goes wrong, or it is time for the others.
        """
        keeper = vault(self.house.settings)
        if self.turn.row.kinds != CHECKPOINTS_ALONE:
            self._events(keeper)
        if self.turn.row.checkpoints:
            self._checkpoints(keeper)

    def _events(self, keeper: Vault) -> None:
        row = self.turn.row
        reached = row.position
        kinds = frozenset(row.kinds.split())
        while self._in_time():
            with self.house.reading() as session:
                reader = _reader(session, row)
                found = part(session, reader, Wanted(after=reached, limit=AT_ONCE, kinds=kinds))
            for one in found.events:
                if not self._in_time():
                    return
                self._event(one.position, keeper)
                reached = one.position
            if found.after > row.position:
                with self.house.database.writing() as connection:
                    self.turn.note(connection, self.house.clock.now(), position=found.after)
                reached = found.after
            if not found.more:
                return

    def _event(self, position: int, keeper: Vault) -> None:
        with self.house.writing() as session:
            # Asked once more, now that it goes: rights may have ended since the part was read.
            row = self._row(session)
            reader = _reader(session, row)
            (one,) = sift(session, reader, session.log.at([position]))
            if one.event is not None and position > row.noted:
                note_reads(session, reader, [one], by=f"webhook {row.prefix}, {_says(row)}")
                self.turn.note(session.connection, session.now, noted=position)
        if one.event is not None:
            told = self._told(one, _says(row))
            self._sent(str(position), told, row, keeper)
        self.turn.took(self.house.database, self.house.clock.now(), position=position)

    def _checkpoints(self, keeper: Vault) -> None:
        keys = trusted_keys(self.house)
        with self.house.reading() as session:
            waiting = [c for c in every(session.connection) if c.number > self.turn.row.checkpoint]
        for made in waiting:
            if not self._in_time():
                return
            with self.house.reading() as session:
                row = self._row(session)
                _reader(session, row)
            told = checkpoint_told(made, keys, self.house.settings.address)
            self._sent(f"checkpoint-{made.number}", told, row, keeper)
            self.turn.took(self.house.database, self.house.clock.now(), checkpoint=made.number)

    def _row(self, session: Session) -> Any:
        if not self.turn.stands(session.connection):
            raise _Over
        row = session.connection.execute(
            select(WEBHOOK).where(WEBHOOK.c.id == self.turn.row.id)
        ).one()
        if row.disabled is not None:
            raise _Over
        return row

    def _told(self, one: Sifted, style: str) -> dict[str, Any]:
        address = self.house.settings.address
        if style == Style.FULL:
            return cloud_event(one, address)
        link = f"{address}/api/events?after={one.position - 1}&limit=1"
        return envelope(one, address) | {
            "datacontenttype": "application/json",
            "data": {"link": link},
        }

    def _sent(self, id_: str, told: dict[str, Any], row: Any, keeper: Vault) -> None:
        now = self.house.clock.now()
        try:
            secrets = [keeper.unlocked(row.secret, row.prefix)]
            if row.older_secret is not None and row.older_until > now:
                secrets.append(keeper.unlocked(row.older_secret, row.prefix))
        except SecretUnreadable:
            raise _Trouble(UNREADABLE) from None
        message = Message(id=id_, body=orjson.dumps(told).decode(), media=SINGLE, secrets=secrets)
        if trouble := attempted(message, row.url, now, self.house.settings.webhook_networks):
            raise _Trouble(trouble)
        self.taken += 1

    def _in_time(self) -> bool:
        late = self.house.clock.now() - self.began > LONGEST_IN_ONE_SWEEP
        return not late and self.taken < MOST_IN_ONE_SWEEP


def attempted(message: Message, url: str, now: datetime, opened: str) -> str:
    """
    Look up where an address leads, send there, and return what went wrong; "" where nothing did.
    """
    try:
        to = resolved(url, networks(opened))
    except NotAllowed as refused:
        return str(refused)
    except (OSError, UnicodeError) as error:
        return type(error).__name__
    return send(message, to, now)


def checkpoint_told(made: Checkpoint, keys: dict[str, bytes], address: str) -> dict[str, Any]:
    """
    Write a checkpoint as a CloudEvent; there is nothing of anybody in it.
    """
    public = keys.get(made.signing_key, b"")
    return {
        "specversion": "1.0",
        "id": f"checkpoint-{made.number}",
        "source": f"{address}/",
        "type": f"{PREFIX}checkpoint",
        "time": moment_text(made.made),
        "subject": str(made.number),
        "datacontenttype": "application/json",
        "data": {
            "number": made.number,
            "size": made.size,
            "position": made.position,
            "root": made.root.hex(),
            "key": made.signing_key,
            "note": written(made.statement, made.signature, public),
        },
    }


def _says(row: Any) -> Style:
    return Style(row.style) if row.agreed is not None else Style.REFERENCE


def _reader(session: Session, row: Any) -> Reader:
    account = account_of(session.connection, row.app_user)
    if account is None or not account.active or account.agency_id != row.agency:
        raise _Trouble(NO_ACCOUNT)
    return account.reader
