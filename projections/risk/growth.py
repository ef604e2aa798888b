"""How a child's growth falls between two measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History
    from projections.risk.rule import Settings

CENTILES = (0.4, 2.0, 9.0, 25.0, 50.0, 75.0, 91.0, 98.0, 99.6)
"""The lines of the growth charts in use; a space lies between two of them."""

FALLING = {"infant_days": 366, "spaces": 1}
"""What counts as falling; part of the settings of every rule that looks at growth."""


def was_taken(entry: Entry) -> bool:
    """
    Tell whether the child was measured; where nobody says, a measurement says so itself.
    """
    return entry.answer("taken") != "no"


def fell(history: History, before: Entry, after: Entry, settings: Settings) -> bool:
    """
    Tell whether the centile fell across a whole space, or an infant lost weight.
    """
    first, then = number(before.answer("centile")), number(after.answer("centile"))
    if first is not None and then is not None and first > then:
        # Across a whole space: two lines of the chart lie between the two readings.
        return sum(then <= line <= first for line in CENTILES) > settings["spaces"]
    was, now = number(before.answer("weight")), number(after.answer("weight"))
    age = history.child.age_in_days(after.occurred.first) if history.child else None
    infant = age is not None and age[0] < settings["infant_days"]
    return infant and was is not None and now is not None and now < was


def number(said: str | None) -> float | None:
    """
    Return a measure; None where none, or none that is a number, was written.
    """
    try:
        return float(said) if said else None
    except ValueError:
        return None
