"""Puts people into generations by who is whose child; what contradicts itself is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable


@dataclass(kw_only=True)
class Generations:
    """
    How many generations lie between people, as far as the ties taken so far tell.
    """

    _above: dict[Hashable, tuple[Hashable, int]] = field(default_factory=dict)

    def take(self, one: Hashable, other: Hashable, apart: int) -> bool:
        """
        Take a tie into account; False, and nothing changes, where earlier ties say otherwise.

        A person who would be their own ancestor is such a case.

        Args:
            apart: By how many generations ``other`` is below ``one``.
        """
        (top, down), (other_top, other_down) = self._found(one), self._found(other)
        if top == other_top:
            return other_down - down == apart
        self._above[other_top] = (top, down + apart - other_down)
        return True

    def apart(self, one: Hashable, other: Hashable) -> int | None:
        """
        Return by how many generations the second is below the first; None where no tie tells.
        """
        (top, down), (other_top, other_down) = self._found(one), self._found(other)
        return other_down - down if top == other_top else None

    def _found(self, one: Hashable) -> tuple[Hashable, int]:
        down = 0
        while one in self._above:
            one, more = self._above[one]
            down += more
        return one, down
