"""The words in which a tie is asked for and shown, for every page that does either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.kinds.relationship_recorded import CERTAINTY, CLOSENESS
from events.options import HOW_OVER, QUALITIES, UNIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "closeness": CLOSENESS,
    "certainty": CERTAINTY,
    "unions": UNIONS,
    "over": HOW_OVER,
    "qualities": QUALITIES,
}
