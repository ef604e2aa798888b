"""Files that hold a key: written whole or not at all, and readable by their owner alone."""

from __future__ import annotations

import os
import secrets
from base64 import b64encode
from typing import TYPE_CHECKING

from events.errors import KeyFileRefused

if TYPE_CHECKING:
    from pathlib import Path

SECRET_BYTES = 32


def read_private(file: Path) -> str:
    """
    Return what such a file holds.

    Raises:
        KeyFileRefused: It cannot be read, or others can read it too.
    """
    try:
        if file.stat().st_mode & 0o077 and os.name == "posix":
            raise KeyFileRefused(f"others can read {file}; run: chmod 600 {file}")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise KeyFileRefused(f"{file} cannot be read: {error.strerror}") from None


def write_private(file: Path, content: bytes) -> None:
    """
    Put a file in place whole or not at all, on disk, readable by its owner alone.
    """
    _draft(file, content).replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def make_key(file: Path) -> None:
    """
    Write 32 random bytes to a file that only its owner can read; one that is there is left.
    """
    # Of two processes that start at once the second takes the first one's.
    draft = _draft(file, b64encode(secrets.token_bytes(SECRET_BYTES)) + b"\n")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(file: Path, content: bytes) -> Path:
    # Written whole under another name first: a crash never leaves half a key.
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
    except OSError:
        # Half of it would take what room is left, and holds what its owner alone may read.
        draft.unlink(missing_ok=True)
        raise
    return draft
