"""The key that signs the sign-in cookie: given, or made once beside an embedded database."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from service.settings import Settings

LEAST = 32
VARIABLE = "THROUGHLINE_SESSION_KEY"


class KeyMissing(Exception):
    """
    The deployer has not given a key that several processes must share.
    """

    def __init__(self, variable: str, why: str) -> None:
        self.variable = variable
        super().__init__(f"{variable} {why}")


def session_key(settings: Settings) -> str:
    """
    Return the key, making it on an embedded installation's first start.

    Raises:
        KeyMissing: It is not set, or too short to be one; with PostgreSQL several processes
            share it, so none of them makes it up.
    """
    if settings.session_key:
        if len(settings.session_key) < LEAST:
            raise KeyMissing(VARIABLE, f"must have {LEAST} characters or more")
        return settings.session_key
    if not settings.embedded:
        raise KeyMissing(VARIABLE, "is not set; make one with: openssl rand -hex 32")
    return kept_key(settings.folder / "session.key")


def kept_key(file: Path) -> str:
    """
    Return the key that a file holds, making it once, readable by its owner alone.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as made:
        key = secrets.token_hex(LEAST)
        made.write(key)
    return key
