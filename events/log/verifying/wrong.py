"""What ends a verification: the first place where something is wrong."""

from __future__ import annotations


class Wrong(Exception):
    """
    Something is not as it was recorded.

    Args:
        position: The first position that cannot be trusted.
        reason: What is wrong there, in words without personal data.
    """

    def __init__(self, position: int, reason: str) -> None:
        self.position, self.reason = position, reason
        super().__init__(reason)
