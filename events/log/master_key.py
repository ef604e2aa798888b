"""The key that the data keys are wrapped with: from the environment, a file or a command."""

from __future__ import annotations

import os
import shlex
import subprocess
from base64 import b64decode
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from events.errors import KeyFileRefused, MasterKeyMissing
from events.log.private_file import SECRET_BYTES, make_key, read_private, write_private
from events.log.sealed import NONCE, DataKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import URL

VARIABLE = "THROUGHLINE_MASTER_KEY"
FILE_VARIABLE = "THROUGHLINE_MASTER_KEY_FILE"
COMMAND_VARIABLE = "THROUGHLINE_MASTER_KEY_COMMAND"
OTHERS_VARIABLE = "THROUGHLINE_OTHER_MASTER_KEYS"
SWITCH = "THROUGHLINE_SEALED"
COMMAND_SECONDS = 30
"""How long a command may take to hand over the key."""

_OPENED = 16_384


class MasterKey:
    """
    Wraps and unwraps data keys; it never leaves the process and is in no backup.

    Args:
        secret: 32 random bytes.
        others: Finds the secrets that are accepted beside it while keys are wrapped anew; asked
            when a key opens with none that is known.
    """

    def __init__(self, secret: bytes, others: Callable[[], Iterable[bytes]] = tuple) -> None:
        self._cipher = AESGCM(secret)
        self._others = others
        self.name = sha256(b"throughline master key\n" + secret).hexdigest()[:16]
        # What was unwrapped stays at hand by its wrapped form, so that a key that was destroyed
        # or wrapped anew is never met here again.
        self.opened = lru_cache(_OPENED)(self._opened)
        self._at_hand: dict[UUID, DataKey] = {}

    def at_hand(self, streams: Iterable[UUID]) -> dict[UUID, DataKey]:
        """
        Return the keys last kept for these streams; whoever seals with one must see that it stands.
        """
        kept = self._at_hand
        return {stream: key for stream in streams if (key := kept.get(stream)) is not None}

    def keep(self, keys: Mapping[UUID, DataKey]) -> None:
        """
        Keep the keys of some streams at hand.
        """
        if len(self._at_hand) > _OPENED:
            self._at_hand = {}
        self._at_hand.update(keys)

    def forget(self, streams: Iterable[UUID]) -> None:
        """
        Keep the keys of these streams no longer.
        """
        for stream in streams:
            self._at_hand.pop(stream, None)

    def wrapped(self, secret: bytes, key_id: UUID) -> bytes:
        """
        Return a data key that only this master key opens, and only under its own name.
        """
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, secret, key_id.bytes)

    def unwrapped(self, wrapped: bytes, key_id: UUID) -> bytes:
        """
        Return a data key's secret.

        Raises:
            MasterKeyMissing: It was wrapped with another master key, or changed.
        """
        for cipher in self._every():
            try:
                return cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], key_id.bytes)
            except (InvalidTag, ValueError):
                continue
        raise MasterKeyMissing(
            "the master key given is not the one that this record's keys were wrapped with"
        )

    def _every(self) -> Iterator[AESGCM]:
        yield self._cipher
        for secret in self._others():
            yield AESGCM(secret)

    def _opened(self, wrapped: bytes, key_id: UUID) -> DataKey:
        return DataKey(key_id, self.unwrapped(wrapped, key_id))


def own_master_key(url: URL, environment: Mapping[str, str]) -> MasterKey:
    """
    Return the master key of the log in a database.

    It is 32 random bytes in base64: in ``THROUGHLINE_MASTER_KEY``, in the file that
    ``THROUGHLINE_MASTER_KEY_FILE`` names, or printed by ``THROUGHLINE_MASTER_KEY_COMMAND``. An
    embedded database gets its own on first use, in a file beside it. While keys are wrapped anew,
    those of ``THROUGHLINE_OTHER_MASTER_KEYS`` are accepted too.

    Raises:
        MasterKeyMissing: A server's database has none, or what was given is no such key.
    """
    others = partial(_others, url, environment.get(OTHERS_VARIABLE, ""))
    if given := environment.get(VARIABLE):
        return MasterKey(_secret(given, VARIABLE), others)
    if named := environment.get(FILE_VARIABLE):
        return MasterKey(_secret_in(Path(named)), others)
    if command := environment.get(COMMAND_VARIABLE):
        return MasterKey(_secret(_printed(command), COMMAND_VARIABLE), others)
    if file := master_key_file(url):
        if not file.exists():
            make_key(file)
        return MasterKey(_secret_in(file), others)
    raise MasterKeyMissing(
        f"set {VARIABLE} to 32 random bytes in base64, {FILE_VARIABLE} to a file of them or"
        f" {COMMAND_VARIABLE} to what prints them; make them with: openssl rand -base64 32"
    )


def master_key_in(file: Path) -> MasterKey:
    """
    Return the master key that a file holds.

    Raises:
        MasterKeyMissing: It holds none, or others can read it.
    """
    return MasterKey(_secret_in(file))


def master_key_file(url: URL) -> Path | None:
    """
    Return where an embedded database keeps its master key; None for a server's.
    """
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).with_suffix(".master-key")
    return None


def other_keys_file(url: URL) -> Path | None:
    """
    Return where an embedded database lists the keys that are accepted beside its master key.
    """
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).with_suffix(".other-master-keys")
    return None


def accept_too(file: Path, other: Path) -> None:
    """
    Add the key that one file holds to the file of those accepted beside the master key.

    Raises:
        MasterKeyMissing: A file cannot be used.
    """
    kept = _text(file).split() if file.exists() else []
    added = _text(other).strip()
    if added not in kept:
        write_private(file, "".join(f"{each}\n" for each in [*kept, added]).encode())


def _others(url: URL, given: str) -> list[bytes]:
    listed = [(each, OTHERS_VARIABLE) for each in given.replace(",", " ").split()]
    file = other_keys_file(url)
    if file is not None and file.exists():
        listed += [(each, str(file)) for each in _text(file).split()]
    return [_secret(written, where) for written, where in listed]


def _secret_in(file: Path) -> bytes:
    return _secret(_text(file), str(file))


def _text(file: Path) -> str:
    try:
        return read_private(file)
    except KeyFileRefused as refused:
        raise MasterKeyMissing(refused.fix) from None


def _secret(written: str, where: str) -> bytes:
    try:
        secret = b64decode(written.strip(), validate=True)
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise MasterKeyMissing(f"{where} must hold 32 random bytes in base64")
    return secret


def _printed(command: str) -> str:
    try:
        return subprocess.run(
            shlex.split(command),
            capture_output=True,
            check=True,
            text=True,
            timeout=COMMAND_SECONDS,
        ).stdout
    except (OSError, ValueError, subprocess.SubprocessError):
        # What it printed may hold the key: nothing of it is repeated.
        raise MasterKeyMissing(f"{COMMAND_VARIABLE} did not print a key") from None
