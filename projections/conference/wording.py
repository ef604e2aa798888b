"""The small words that pack and picture share, so that both say the same thing the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.recorded_event import SOMEBODY
from events.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence


NO_AGENCY = "No agency named"


def agency_words(agency: str) -> str:
    """
    Name an agency, and say it plainly where the record names none.
    """
    return NO_AGENCY if agency in {SOMEBODY, ""} else agency


def counted(number: int, one: str, several: str = "") -> str:
    """
    Say how many there are of something.
    """
    return f"1 {one}" if number == 1 else f"{number:,} {several or one + 's'}"


def entries_cited(numbers: Sequence[str]) -> str:
    """
    Cite entries by their numbers; says so plainly where none is cited.
    """
    if not numbers:
        return "no entry"
    return f"{'entry' if len(numbers) == 1 else 'entries'} {listed(list(numbers))}"
