"""Folds that are made once of what never changes, however many ask for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Folding:
    """
    What keeps the folds that were made of it, as long as it is there itself.
    """

    _folded: dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, fold: Callable[..., T], *of: Hashable) -> T:
        """
        Return what a fold makes of this, made once however many ask.

        Args:
            of: What else the fold is of, such as a day.
        """
        if (fold, of) not in self._folded:
            self._folded[fold, of] = fold(self, *of)
        return cast("T", self._folded[fold, of])
