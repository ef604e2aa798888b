"""Replaces the key that data keys are wrapped with, while people go on recording."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from events.errors import KeyReused
from events.log.data_keys import wrap_anew
from events.log.master_key import (
    COMMAND_VARIABLE,
    FILE_VARIABLE,
    OTHERS_VARIABLE,
    VARIABLE,
    accept_too,
    master_key_file,
    master_key_in,
    other_keys_file,
)
from events.log.private_file import make_key, write_private
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, NewEvent
from service.errors import KeyNotReplaced

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from events.log.contract import EventLog
    from service.wiring import Throughline

STREAM = UUID("b27d4b0e-7a41-5f0f-8a57-6a5d1f0c2e33")
"""The system subject in whose stream every change of the master key lies."""

AT_ONCE = 500
"""Keys wrapped in one transaction, so that nobody who records waits for long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewrapped:
    """
    Which master key is in force, and how many data keys were wrapped anew.

    Args:
        to_set: What the deployer must still set, where keys are given by the environment.
    """

    old: str
    new: str
    keys: int
    to_set: str = ""


def rewrap(house: Throughline, *, next_file: Path | None, reason: str, actor: str) -> Rewrapped:
    """
    Wrap every data key with another master key; no event changes. Stopped anywhere, it goes on
    where it stopped when it is run again.

    Args:
        next_file: Holds the next key; an embedded installation makes its own.

    Raises:
        KeyNotReplaced: Nothing is sealed here, no next key was given, or it is the present one.
        MasterKeyMissing: A key cannot be read.
        LogUnavailable: The database cannot be reached or cannot write.
    """
    old, url = house.database.master, house.database.url
    if old is None:
        raise KeyNotReplaced("nothing is sealed here", "Leave THROUGHLINE_SEALED unset first")
    given_outside = any(os.environ.get(n) for n in (VARIABLE, FILE_VARIABLE, COMMAND_VARIABLE))
    present, others = master_key_file(url), other_keys_file(url)
    embedded = not given_outside and present is not None and others is not None
    if next_file is None:
        if not embedded or present is None:
            raise KeyNotReplaced(
                "the key is given by the environment",
                "Make the next one with: openssl rand -base64 32 > FILE; chmod 600 FILE; add it to"
                f" {OTHERS_VARIABLE} of every process; then give it with --next FILE",
            )
        next_file = present.with_suffix(".next-master-key")
        make_key(next_file)
    new = master_key_in(next_file)
    if new.name == old.name:
        raise KeyNotReplaced(f"{next_file} holds the present key", "Make another one")
    if embedded and others is not None and present is not None:
        # Running processes meet keys of both from here on; backups of before need the old one.
        accept_too(others, next_file)
        accept_too(others, present)
    # Said first: from the first key on that is wrapped anew, this process cannot seal any more.
    with suppress(KeyReused), house.writing() as session:
        _record(session.log, old.name, new.name, reason, actor, session.now)
    keys = 0
    while True:
        with house.writing() as session:
            done = wrap_anew(session.connection, old, new, AT_ONCE)
        if not done:
            break
        keys += done
    if not embedded or present is None:
        return Rewrapped(
            old=old.name,
            new=new.name,
            keys=keys,
            to_set=f"Set {FILE_VARIABLE} to {next_file} (or {VARIABLE} to what it holds), list the"
            f" old key in {OTHERS_VARIABLE} for as long as backups of before are kept, and start"
            " every process again",
        )
    write_private(present, next_file.read_bytes())
    if next_file != present and next_file.suffix == ".next-master-key":
        next_file.unlink()
    return Rewrapped(old=old.name, new=new.name, keys=keys)


def _record(log: EventLog, old: str, new: str, reason: str, actor: str, now: datetime) -> None:
    change = NewEvent(
        kind="setting_changed",
        occurred=Occurred.instant(now),
        content={
            "setting": "The key that data keys are wrapped with",
            "was": old,
            "to": new,
            "reason": reason,
        },
        agency=SOMEBODY,
        actor=actor,
    )
    log.append([change], stream=STREAM, decided_on=None, key=f"master-key/{old}/{new}", now=now)
