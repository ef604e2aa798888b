"""Older versions of content, lifted on reading; what is stored is never rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from events.kind import Content, EventKind


def lifted(kind: EventKind, content: Content, version: int) -> dict[str, Any]:
    """
    Return the content as the newest version of its kind has it.

    Raises:
        KeyError: The kind declares no lift from a version that was stored.
    """
    for step in range(version, kind.version):
        content = kind.lifts[step](content)
    return dict(content)
