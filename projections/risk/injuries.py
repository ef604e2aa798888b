"""Which injuries were seen, whoever wrote them down and as what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from projections.risk.incidents import incidents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.chronology.entry import Entry
    from projections.risk.history import History
    from projections.risk.incidents import Incident
    from projections.risk.rule import Settings

SHOWING = ("injury_observed", "medical_examination", "hospital_admission")

SAME_INJURY = {"same_within_days": 7}
"""
How long after an injury an examination or admission that names none is still of that one; part of
the settings of every rule that asks how many there were.
"""


def shows_injury(entry: Entry) -> bool:
    """
    Tell whether an entry of these kinds says that an injury was seen.
    """
    return entry.kind == "injury_observed" or bool(entry.content.get("injuries"))


def told_before(entry: Entry, seen: Iterable[Entry], settings: Settings) -> bool:
    """
    Tell whether an examination or admission is that of an injury which was seen already.

    It names one, or comes soon after one.
    """
    if entry.kind == "injury_observed":
        return False
    soon = timedelta(days=settings["same_within_days"])
    return bool(entry.content.get("about")) or any(
        one.occurred.first <= entry.occurred.last
        and entry.occurred.first <= one.occurred.last + soon
        for one in seen
    )


def injuries(history: History, settings: Settings) -> tuple[Incident, ...]:
    """
    Return each injury of the child's once, in the order in which they were seen.
    """
    seen: list[Entry] = []
    for entry in history.own(*SHOWING, such=shows_injury):
        if entry.accounts or not told_before(entry, seen, settings):
            seen.append(entry)
    return incidents(seen)
