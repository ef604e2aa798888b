"""What an action refuses before anything is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ActionRefused(Exception):
    """
    Something asked for cannot be recorded; ``fields`` maps each field to its fix.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(f"refused fields {', '.join(sorted(self.fields))}")


class EntryMoved(Exception):
    """
    The entry was changed by somebody else since the page that this was decided on.
    """

    def __init__(self, entry: str) -> None:
        self.entry = entry
        super().__init__(f"entry {entry} was changed in the meantime")
