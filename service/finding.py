"""What an examination of an installation finds of one part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """
    What was found of one part.

    Args:
        said: In a sentence; nothing about anybody.
        fix: What to do; "" where it is well.
    """

    name: str
    ok: bool
    said: str
    fix: str = ""
