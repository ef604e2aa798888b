"""The folder of the duty copies: files that their owner alone can read, and for how long."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from events.log.private_file import write_private
from service.errors import CopyNotKept, FolderRefused

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from service.duty.whose import DutyTeam

_MOMENT: Final = "%Y-%m-%dT%H%MZ"
_FILE = re.compile(r"duty-copy-.*-(\d{4}-\d\d-\d\dT\d{4}Z)\.pdf(\.\d+\.[0-9a-f]+)?")
LEFT_BEHIND: Final = timedelta(hours=1)
"""A copy that is not in its place by then is half a copy, of a worker that was killed at it."""
_NOT_PLAIN = re.compile("[^a-z0-9]+")


def file_name(team: DutyTeam, made: datetime) -> str:
    """
    Return what a copy is called: whose it is and when it was made, and nobody's name.
    """
    said = _NOT_PLAIN.sub("-", f"{team.agency} {team.name}".casefold()).strip("-")[:60]
    # Two teams may be called alike once their letters are reduced to plain ones.
    return f"duty-copy-{said}-{team.id.hex[-8:]}-{made.astimezone(UTC).strftime(_MOMENT)}.pdf"


def put(folder: Path, name: str, content: bytes) -> None:
    """
    Put a copy in place whole or not at all, in a folder that its owner alone can look into.

    Raises:
        FolderRefused: Others can look into it.
        CopyNotKept: It cannot be written, as on a full disk.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            raise FolderRefused(str(folder))
        write_private(folder / name, content)
    except OSError as error:
        raise CopyNotKept(str(folder), error) from error


def clear(folder: Path, *, keep: Collection[str], now: datetime, days: int) -> int:
    """
    Remove the copies that are older than so many days, and return how many.

    What a worker left half-written when it was killed holds the same records, and goes at once.

    Args:
        keep: The newest of each team, which stay whatever their age: better an old one than none.
    """
    gone = 0
    for file in folder.glob("duty-copy-*.pdf*"):
        named = _FILE.fullmatch(file.name)
        if named is None or file.name in keep:
            continue
        made = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
        if now - made > (LEFT_BEHIND if named[2] else timedelta(days=days)):
            file.unlink(missing_ok=True)
            gone += 1
    return gone
