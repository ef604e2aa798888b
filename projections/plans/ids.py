"""The ids of outcomes that a rule opens, the same however often it is asked."""

from __future__ import annotations

from hashlib import sha1
from uuid import NAMESPACE_URL, UUID, uuid5

_BEGUN = sha1(uuid5(NAMESPACE_URL, "throughline/opened-by-rule").bytes, usedforsecurity=False)


def opened_by_rule(practice_id: str, entry: str, child: UUID) -> UUID:
    """
    Return the id of what an entry opens for a child; one incident owes something to each child.
    """
    # As uuid5 would: a long record opens thousands, and it hashes its namespace for each.
    named = _BEGUN.copy()
    named.update(f"{practice_id}\n{entry}\n{child}".encode())
    return UUID(bytes=named.digest()[:16], version=5)
