"""Reads the files of checkpoints that somebody else kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from events.log.witnessed import Note, notes
from service.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def kept_in(files: Iterable[Path]) -> list[Note]:
    """
    Return every checkpoint in these files; a file that holds none is a mistake and is said so.
    """
    found: list[Note] = []
    for file in files:
        try:
            read, broken = notes(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            raise click.BadParameter(f"{file} cannot be read as text") from None
        if not read:
            raise click.BadParameter(f"{file} holds no checkpoint of throughline")
        if broken:
            say(f"{file} holds {broken} checkpoints that are not whole; they were left out.")
        found += read
    return found
