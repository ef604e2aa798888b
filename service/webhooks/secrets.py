"""Secrets that requests are signed with: shown once, and kept so that the database gives none."""

from __future__ import annotations

import os
import secrets
from base64 import b64encode
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.access.session_key import LEAST, KeyMissing, kept_key

if TYPE_CHECKING:
    from service.settings import Settings

VARIABLE = "THROUGHLINE_WEBHOOK_KEY"
MARK = "whsec_"
SECRET_BYTES = 32
_NONCE_BYTES = 12


class SecretUnreadable(Exception):
    """
    A secret was kept with another key than the present one; it can only be replaced.
    """


class Vault:
    """
    Keeps secrets with the installation's own key, which is not in the database.

    Args:
        key: At least 32 characters that nobody guesses.
    """

    def __init__(self, key: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"throughline webhook secrets 1")
        self._cipher = AESGCM(derived.derive(key.encode()))

    def locked(self, secret: str, prefix: str) -> bytes:
        """
        Return a secret as it is stored, bound to the subscription that it is of.
        """
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret.encode(), prefix.encode())

    def unlocked(self, stored: bytes, prefix: str) -> str:
        """
        Return a stored secret.

        Raises:
            SecretUnreadable: It was stored with another key, or for another subscription.
        """
        try:
            nonce, sealed = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
            return self._cipher.decrypt(nonce, sealed, prefix.encode()).decode()
        except (InvalidTag, ValueError):
            raise SecretUnreadable from None


def new_secret() -> str:
    """
    Make a secret as Standard Webhooks writes one.
    """
    return MARK + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def vault(settings: Settings) -> Vault:
    """
    Open the installation's vault, making its key on an embedded installation's first use.

    Raises:
        KeyMissing: It is not set, or too short to be one; with PostgreSQL several processes
            share it, so none of them makes it up.
    """
    given = settings.webhook_key
    if given:
        if len(given) < LEAST:
            raise KeyMissing(VARIABLE, f"must have {LEAST} characters or more")
        return Vault(given)
    if not settings.embedded:
        raise KeyMissing(VARIABLE, "is not set; make one with: openssl rand -hex 32")
    return Vault(kept_key(settings.folder / "webhook.key"))
