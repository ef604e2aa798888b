"""Replaces the key that signs checkpoints, so that those signed before stay trusted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from events.log.checkpoints import seal
from events.log.private_file import make_key, write_private
from events.log.signing import (
    FILE_VARIABLE,
    OLDER_VARIABLE,
    VARIABLE,
    Signer,
    key_file,
    list_older,
    older_file,
    signer_in,
)
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, NewEvent
from service.errors import KeyNotReplaced
from service.sealing import signer_of

if TYPE_CHECKING:
    from service.wiring import Session, Throughline

STREAM = UUID("5f6e9b0c-6a53-5c0e-9a4f-3c6f0d0f5a11")
"""The system subject in whose stream every change of the signing key lies."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rotated:
    """
    Which key signs now, and which signed before.

    Args:
        to_set: What the deployer must still set, where keys are given by the environment.
    """

    old: Signer
    new: Signer
    to_set: str = ""


def rotate(house: Throughline, *, next_file: Path | None, reason: str, actor: str) -> Rotated:
    """
    Let another key sign from now on.

    The change is itself an entry of the log, sealed with the old key: so the holder of the old
    key says which one follows, and whoever trusts the old one can trust the next. Stopped
    anywhere, it can be done again.

    Args:
        next_file: Holds the next key; an embedded installation makes its own.

    Raises:
        KeyNotReplaced: No next key was given, or it is the present one.
        SigningKeyMissing: A key cannot be read.
        LogUnavailable: The database cannot be reached or cannot write.
    """
    old = signer_of(house)
    present, older = key_file(house.database.url), older_file(house.database.url)
    by_environment = bool(os.environ.get(VARIABLE) or os.environ.get(FILE_VARIABLE))
    given = next_file
    if given is None:
        if by_environment or present is None:
            raise KeyNotReplaced(
                "the key is given by the environment",
                "Make the next one with: openssl rand -base64 32 > FILE; chmod 600 FILE;"
                " then give it with --next FILE",
            )
        given = present.with_suffix(".next-signing-key")
        make_key(given)
    new = signer_in(given)
    if new.key_id == old.key_id:
        raise KeyNotReplaced(f"{given} holds the present key", "Make another one")
    # Trusted for what it has signed before anybody could miss it.
    if older is not None:
        list_older(older, old.public)
    with house.writing() as session:
        _record(session, old, new, reason=reason, actor=actor)
    seal(house.database, old, house.clock)
    if by_environment or present is None:
        return Rotated(
            old=old,
            new=new,
            to_set=f"Set {FILE_VARIABLE} to {given} (or {VARIABLE} to what it holds), add"
            f" {old.public.hex()} to {OLDER_VARIABLE}, and start every process again",
        )
    if next_file is None:
        given.replace(present)
    else:
        write_private(present, given.read_bytes())
    return Rotated(old=old, new=new)


def _record(session: Session, old: Signer, new: Signer, *, reason: str, actor: str) -> None:
    change = NewEvent(
        kind="setting_changed",
        occurred=Occurred.instant(session.now),
        content={
            "setting": "The key that signs checkpoints",
            "was": old.public.hex(),
            "to": new.public.hex(),
            "reason": reason,
        },
        agency=SOMEBODY,
        actor=actor,
    )
    session.log.append(
        [change],
        stream=STREAM,
        decided_on=None,
        key=f"signing-key/{old.key_id}/{new.key_id}",
        now=session.now,
    )
