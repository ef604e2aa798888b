"""Marks an entry as significant or as routine; it keeps who did so, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.kinds.significance_changed import SIGNIFICANCE
from service.actions.changing import change_entry, entry_of, said_before, struck_out
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSignificance:
    """
    How significant an entry is for the child, and why.

    Args:
        significance: ``significant`` or ``routine``.
        decided_on: The version of the entry's stream on the page on which this was decided.
    """

    child: UUID
    entry: str
    significance: str
    reason: str
    key: str
    decided_on: int


def change_significance(session: Session, reader: Reader, wish: ChangeSignificance) -> Appended:
    """
    Record the mark and its reason beside the entry; no weight is lost in silence.

    Raises:
        ActionRefused: There is no such entry, it is struck out, nothing changes or no reason is
            given.
        EntryMoved: Somebody changed it since.
    """
    entry = entry_of(session, reader, wish.child, wish.entry)
    reason = wish.reason.strip()
    wrong: dict[str, str] = {}
    if struck_out(session, entry, wish):
        wrong["entry"] = "It is struck out, and no length of the chronology rests on it"
    if wish.significance not in SIGNIFICANCE:
        wrong["significance"] = "Choose significant or routine"
    elif entry.content.get("significance") == wish.significance and not said_before(
        entry, reader, "significance_changed", reason
    ):
        wrong["significance"] = f"It is marked {wish.significance} already"
    if not reason:
        wrong["significance_reason"] = "Say why it matters for this child, or why it does not"
    if wrong:
        raise ActionRefused(wrong)
    said = {"entry": entry.id, "significance": wish.significance, "reason": reason}
    return change_entry(session, reader, entry, "significance_changed", said, wish)
