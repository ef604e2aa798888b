"""The key that signs checkpoints: made once beside an embedded file, given for a server."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from events.errors import KeyFileRefused, SigningKeyMissing
from events.log.private_file import SECRET_BYTES, make_key, read_private, write_private

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import URL

VARIABLE = "THROUGHLINE_SIGNING_KEY"
FILE_VARIABLE = "THROUGHLINE_SIGNING_KEY_FILE"
OLDER_VARIABLE = "THROUGHLINE_OLDER_SIGNING_KEYS"
PUBLIC_BYTES = 32


class Signer:
    """
    Signs with one Ed25519 key.

    Args:
        secret: 32 random bytes.
    """

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw()
        self.key_id = key_id(self.public)

    def sign(self, statement: bytes) -> bytes:
        """
        Return the signature of a statement.
        """
        return self._key.sign(statement)


def key_id(public: bytes) -> str:
    """
    Return the name by which a checkpoint says which key signed it.
    """
    return sha256(public).hexdigest()[:16]


def signature_holds(public: bytes, statement: bytes, signature: bytes) -> bool:
    """
    Say whether the holder of a key signed this statement.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def own_signer(url: URL, environment: Mapping[str, str]) -> Signer:
    """
    Return the signer of the log in a database.

    The key is 32 random bytes in base64, given in ``THROUGHLINE_SIGNING_KEY`` or in the file that
    ``THROUGHLINE_SIGNING_KEY_FILE`` names. An embedded database gets its own on first use, in a
    file beside it that only its owner can read.

    Raises:
        SigningKeyMissing: A server's database has none, or what was given is no such key.
    """
    if given := environment.get(VARIABLE):
        return _signer(given, VARIABLE)
    if named := environment.get(FILE_VARIABLE):
        return signer_in(Path(named))
    if file := key_file(url):
        if not file.exists():
            make_key(file)
        return signer_in(file)
    raise SigningKeyMissing(
        f"set {VARIABLE} to 32 random bytes in base64, or {FILE_VARIABLE} to a file of them"
    )


def signer_in(file: Path) -> Signer:
    """
    Return the signer whose key a file holds.

    Raises:
        SigningKeyMissing: It holds none, or others can read it.
    """
    return _signer(_read(file), str(file))


def key_file(url: URL) -> Path | None:
    """
    Return where an embedded database keeps its signing key; None for a server's.
    """
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).with_suffix(".signing-key")
    return None


def older_file(url: URL) -> Path | None:
    """
    Return where an embedded database lists the public keys that signed before its own.
    """
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).with_suffix(".older-signing-keys")
    return None


def older_keys(url: URL, environment: Mapping[str, str]) -> dict[str, bytes]:
    """
    Return the public keys that signed before the present one, by their ids, oldest first.

    They are given in hexadecimal, separated by spaces or commas, in
    ``THROUGHLINE_OLDER_SIGNING_KEYS``, and one a line in the file beside an embedded database.

    Raises:
        SigningKeyMissing: One of them is no public key.
    """
    listed = {OLDER_VARIABLE: environment.get(OLDER_VARIABLE, "")}
    file = older_file(url)
    if file is not None and file.exists():
        listed[str(file)] = file.read_text(encoding="utf-8")
    found: dict[str, bytes] = {}
    for where, written in listed.items():
        for each in written.replace(",", " ").split():
            public = _public(each, where)
            found[key_id(public)] = public
    return found


def _public(written: str, where: str) -> bytes:
    try:
        public = bytes.fromhex(written)
    except ValueError:
        public = b""
    if len(public) != PUBLIC_BYTES:
        raise SigningKeyMissing(f"{where} must list public keys, each 64 hexadecimal digits")
    return public


def list_older(file: Path, public: bytes) -> None:
    """
    Add a public key to the file of those that signed before; one that is there is left.
    """
    kept = file.read_text(encoding="utf-8").split() if file.exists() else []
    if public.hex() not in kept:
        write_private(file, "".join(f"{each}\n" for each in [*kept, public.hex()]).encode())


def _signer(written: str, where: str) -> Signer:
    try:
        secret = b64decode(written.strip(), validate=True)
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise SigningKeyMissing(f"{where} must hold 32 random bytes in base64")
    return Signer(secret)


def _read(file: Path) -> str:
    try:
        return read_private(file)
    except KeyFileRefused as refused:
        raise SigningKeyMissing(refused.fix) from None
