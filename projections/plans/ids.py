"""The ids of outcomes that a rule opens, the same however often it is asked."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

_OPENED_BY_RULE = uuid5(NAMESPACE_URL, "throughline/opened-by-rule")


def opened_by_rule(practice_id: str, entry: str, child: UUID) -> UUID:
    """
    Return the id of what an entry opens for a child; one incident owes something to each child.
    """
    return uuid5(_OPENED_BY_RULE, f"{practice_id}\n{entry}\n{child}")
