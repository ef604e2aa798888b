"""Records an entry once somebody has seen what it may tell again, and links it if it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.chronology.likely_same import likely_same
from service.access.enforce import visible
from service.actions.errors import ActionRefused
from service.actions.link_accounts import LinkAccounts, link_accounts
from service.actions.record_event import record_event

if TYPE_CHECKING:
    from events.log.contract import Appended
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.actions.record_event import RecordEvent
    from service.wiring import Session

ANOTHER = "another"
"""The answer that it is something else than what is already recorded."""

_REASON = "Said to be the same incident when it was recorded."


class MayBeToldAlready(ActionRefused):
    """
    Entries may tell of the same, and nobody has said yet whether they do; nothing was recorded.
    """

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        super().__init__({"same": "Say whether this is already recorded"})


def record_account(session: Session, reader: Reader, wish: RecordEvent, same: str) -> Appended:
    """
    Record an entry, and link it where it is another account of one that is there.

    Args:
        same: The number of the entry that tells the same, ``another`` where none does, or ""
            where nobody was asked yet.

    Raises:
        MayBeToldAlready: Nobody was asked, and something likely is there.
        ActionRefused: As ``record_event`` and ``link_accounts``.
    """
    recorded = record_event(session, reader, wish)
    if recorded.already or same == ANOTHER:
        return recorded
    mine = recorded.events[0]
    if not same:
        told = chronology(gather(session.log, wish.child))
        seen = visible(session.connection, reader, told, session.now).entries
        before = [entry for entry in seen if entry.id != mine.entry_id]
        words = next((entry.sentence for entry in seen if entry.id == mine.entry_id), "")
        likely = likely_same(before, kind=wish.kind, occurred=wish.occurred, words=words)
        if likely:
            raise MayBeToldAlready(likely)
        return recorded
    link_accounts(
        session,
        reader,
        LinkAccounts(
            child=wish.child,
            entries=(same, mine.entry_id),
            about=f"Entry {same}",
            reason=_REASON,
            key=f"{wish.key}/same",
        ),
    )
    return recorded
