"""Sends each new checkpoint to where the holder of the database cannot change it."""

from __future__ import annotations

import os
import smtplib
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from escalation.running.deliveries.email import MailServer, send
from escalation.running.once import insert_once
from events.errors import LogUnavailable
from events.log.checkpoints import every
from events.log.witnessed import verifier_key, written
from service.sealing import trusted_keys
from service.webhooks.state import Turn, take_turn
from service.webhooks.tables import WITNESS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from events.log.checkpoints import Checkpoint
    from service.settings import Settings
    from service.wiring import Throughline

FILE, MAIL = "file", "mail"
NAME = "throughline-checkpoints.txt"
"""The file that is written in a folder that is named alone."""


def named(settings: Settings) -> dict[str, str]:
    """
    Return every witness that is set, by the name under which its state is kept.
    """
    found = {}
    if settings.checkpoint_file:
        found[f"{FILE}:{settings.checkpoint_file}"] = settings.checkpoint_file
    for address in settings.checkpoint_mail:
        found[f"{MAIL}:{address}"] = address
    return found


def tell_witnesses(house: Throughline, server: MailServer, now: datetime) -> int:
    """
    Send what each witness lacks, and return how many were told; there is no last attempt.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    where = named(house.settings)
    if not where:
        return 0
    with house.database.writing() as connection:
        first = {"checkpoint": 0, "next_attempt": now, "attempts": 0, "trouble": ""}
        insert_once(connection, WITNESS, [first | {"name": name} for name in where])
    done: list[str] = []
    told = 0
    wanted = WITNESS.c.name.in_(list(where))
    while turn := take_turn(house.database, WITNESS, WITNESS.c.name, now, wanted=wanted, done=done):
        done.append(turn.row.name)
        try:
            told += _tell(house, server, turn, where[turn.row.name], now)
        except LogUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one witness must not keep the sweep from others
            turn.failed(house.database, now, type(error).__name__)
    return told


def _tell(house: Throughline, server: MailServer, turn: Turn, where: str, now: datetime) -> int:
    keys = trusted_keys(house)
    with house.database.reading() as connection:
        new = [made for made in every(connection) if made.number > turn.row.checkpoint]
    if not new:
        turn.end(house.database, now)
        return 0
    reached = {"checkpoint": new[-1].number, "held": None}
    if turn.row.name.startswith(f"{FILE}:"):
        append(Path(where), "\n".join(_note(made, keys) for made in new))
        turn.took(house.database, now, **reached, next_attempt=now)
        return 1
    if not server.configured:
        turn.failed(house.database, now, "no mail server is set")
        return 0
    try:
        send(mail(new[-1], keys, where, server, now), replace(server))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        turn.failed(house.database, now, type(error).__name__)
        return 0
    again = now + timedelta(hours=house.settings.checkpoint_mail_hours)
    turn.took(house.database, now, **reached, next_attempt=again)
    return 1


def append(file: Path, text: str) -> None:
    """
    Add notes at the end of a file and wait until they are on disk; nothing in it is changed.

    Raises:
        OSError: It cannot be written.
    """
    file = file / NAME if file.is_dir() else file
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        # A machine that stopped half-way through a note left a line that the next must not join.
        start = "\n" if os.fstat(handle).st_size else ""
        left = (start + text).encode()
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def mail(
    made: Checkpoint, keys: dict[str, bytes], to: str, server: MailServer, now: datetime
) -> EmailMessage:
    """
    Write the message with one checkpoint; it holds nothing of anybody.
    """
    message = EmailMessage(policy=SMTP)
    domain = server.sender.rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<checkpoint-{made.number}-{made.root.hex()[:16]}@{domain}>"
    message["Date"] = format_datetime(now)
    message["From"] = server.sender
    message["To"] = to
    message["Subject"] = f"Throughline checkpoint {made.number}, {made.size} events"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        "Keep this message. It shows what the record at\n"
        f"{server.address}\n"
        "held at this moment, and nothing of what it says. Who keeps the record cannot change\n"
        "its past unseen while you have it. To hold the record against it, see docs/proofs.md.\n"
        "\n"
        f"{_note(made, keys)}"
        "\n"
        f"Key: {verifier_key(keys.get(made.signing_key, b''))}\n",
        cte="8bit",
    )
    return message


def _note(made: Checkpoint, keys: dict[str, bytes]) -> str:
    return written(made.statement, made.signature, keys.get(made.signing_key, b""))


def all_notes(made: Sequence[Checkpoint], keys: dict[str, bytes]) -> str:
    """
    Write checkpoints one after the other, as a witness file holds them.
    """
    return "\n".join(_note(one, keys) for one in made)
