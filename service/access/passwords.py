"""Keeps passwords as argon2 hashes, and says which passwords will not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 256

_HASHER = PasswordHasher()
# Somebody who is not there takes as long to refuse as somebody who is, and nobody knows this one.
_NOBODY = _HASHER.hash(token_hex())


def weakness(password: str, username: str) -> str:
    """
    Say what is wrong with a password; "" when it will do.

    Length matters, and nothing else is asked: rules about symbols make people write it down.
    """
    if len(password) < LEAST:
        return f"Use {LEAST} characters or more; three words together are easy to remember"
    if len(password) > MOST:
        return f"Use {MOST} characters or fewer"
    if username.casefold() in password.casefold():
        return "Leave the user name out of the password"
    if len(set(password)) < 5:  # noqa: PLR2004 - "aaaaaaaaaaaa" is one guess
        return "Use more different characters"
    return ""


@dataclass(frozen=True, slots=True)
class NewPassword:
    """
    A password that somebody is to have, with its hash made beforehand.

    Make it before a transaction that writes begins: the hash is slow on purpose, and with an
    embedded database everybody else who records would wait for it.

    Args:
        text: What was typed; it is written nowhere.
        hash: What is stored in its place.
    """

    text: str = field(repr=False)
    hash: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hash", hashed(self.text[: MOST + 1]))


def hashed(password: str) -> str:
    """
    Return what is stored in place of a password.
    """
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """
    Tell whether a password is the stored one; takes as long when there is no account, or none that
    a password opens.
    """
    try:
        _HASHER.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)
