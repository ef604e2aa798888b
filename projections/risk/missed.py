"""Which missed contacts are the family's own, whoever recorded them: a practitioner's are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

OURS = frozenset({"child", "carer"})
"""Whose appointment counts: the child's own, or a carer's about the child."""

COUNTS = frozenset({"not_brought", "carer_cancelled"})
"""Why it was missed; who cancelled being unknown never counts."""


def by_the_family(history: History, missed: Entry) -> bool:
    """
    Tell whether a missed appointment is recorded as the family's, and not a professional's.

    An import that has no column for whose it was says so by whom its row names.
    """
    whose, why = missed.answer("whose"), missed.answer("why")
    ours = whose in OURS if whose else not of_practitioners(history, missed)
    return ours and (why in COUNTS or (why is None and missed.event.origin is not None))


def of_practitioners(history: History, missed: Entry) -> bool:
    """
    Tell whether a row without such a column names practitioners or agencies, and no family.
    """
    professionals = history.professionals
    family = [one for one in missed.people() if one not in professionals]
    absent = (
        missed.content.get("professionals")
        or missed.content.get("agencies_named")
        or any(one in professionals for one in missed.people())
    )
    # Every row names the child. Count it as the professional's absence only where a professional
    # is named, and nobody else of the family.
    return bool(absent) and not any(one != history.child_id for one in family)
