"""
What an event says, made unreadable to whoever has no key, in a form that can still be proved.

Sealed content is text, base64 of: a version byte; a commitment, SHA-256 of salt and content; a
nonce; and AES-256-GCM over salt and content, bound to the event's stream, version and key. The
digest and the tree are taken over this text, so that verifying needs no key and destroying a key
breaks nothing. Salt and content shown to somebody prove what was sealed: that key and cipher are
not needed, and no other record's content is given away. After the key is destroyed the salt keeps
the commitment from being tried out.
"""

from __future__ import annotations

import hmac
import os
from base64 import b64decode
from binascii import b2a_base64
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from events.errors import ContentDamaged

if TYPE_CHECKING:
    from uuid import UUID

FORM = b"\x01"
COMMITMENT = 32
NONCE = 12
SALT = 16
RANDOM = NONCE + SALT
KEY = 32

_SEALED = len(FORM) + COMMITMENT
_LEAST = _SEALED + NONCE + SALT + 16


class DataKey:
    """
    Seals and opens the content of one stream's events.

    Args:
        key_id: Its name, which stands beside each event that it sealed.
        secret: 32 random bytes.
    """

    __slots__ = ("_cipher", "_named", "_secret", "key_id")

    def __init__(self, key_id: UUID, secret: bytes) -> None:
        self.key_id = key_id
        self._named = key_id.bytes
        self._secret = secret
        self._cipher = AESGCM(secret)

    def seal(self, content: bytes, stream: UUID, version: int, random: bytes = b"") -> bytes:
        """
        Return content as JSON text that nobody reads without this key.

        Args:
            random: ``RANDOM`` bytes of the system's, never used before and never used again;
                whoever seals many at once asks for theirs in one go.
        """
        random = random or os.urandom(RANDOM)
        nonce, salted = random[:NONCE], random[NONCE:] + content
        hidden = self._cipher.encrypt(nonce, salted, self._place(stream, version))
        sealed = b"%b%b%b%b" % (FORM, sha256(salted).digest(), nonce, hidden)
        return b'"%b"' % b2a_base64(sealed, newline=False)

    def opened(self, sealed: str, stream: UUID, version: int) -> bytes:
        """
        Return the content, as it was before it was sealed.

        Raises:
            ContentDamaged: It is not what this key sealed for that place.
        """
        return self.disclosed(sealed, stream, version)[SALT:]

    def disclosed(self, sealed: str, stream: UUID, version: int) -> bytes:
        """
        Return salt and content, which together prove what was sealed.

        Raises:
            ContentDamaged: It is not what this key sealed for that place.
        """
        try:
            raw = b64decode(sealed, validate=True)
            if len(raw) < _LEAST or not raw.startswith(FORM):
                raise ContentDamaged(stream, version)
            nonce, hidden = raw[_SEALED : _SEALED + NONCE], raw[_SEALED + NONCE :]
            salted = self._cipher.decrypt(nonce, hidden, self._place(stream, version))
        except (InvalidTag, ValueError):
            raise ContentDamaged(stream, version) from None
        if sha256(salted).digest() != raw[len(FORM) : _SEALED]:
            raise ContentDamaged(stream, version)
        return salted

    def keyed(self, digest: bytes) -> bytes:
        """
        Return a digest that nobody can try guesses on once the key is destroyed.
        """
        return hmac.digest(self._secret, b"throughline request\n" + digest, "sha256")

    def _place(self, stream: UUID, version: int) -> bytes:
        # What is moved to another place, or given another key's name, opens nowhere.
        return b"%b%d %b" % (stream.bytes, version, self._named)
