"""
How somebody stands to giving a child to a worker, and who may give the lead away.

Source: Working Together to Safeguard Children (2023), lead practitioner; Information Sharing
(2024), rule 5: whoever can let themself in decides by themself who reads.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.access.allocations import lead_of, words_for, workers
from service.access.enforce import standing
from service.access.held_by import held_by
from service.access.reader import Role

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.policy import Standing
    from service.access.reader import Reader
    from service.wiring import Session

RESPONSIBLE = frozenset({Role.MANAGER, Role.LEAD})


def standing_to_allocate(session: Session, reader: Reader, child: UUID) -> Standing:
    """
    Return how a reader stands to the child; having opened the record with a reason is no ground.
    """
    how = standing(session.connection, reader, child, session.now)
    if how.works_with:
        # The whole stream need not be read to know more.
        return how
    return replace(how, answers_for=_answers_for(session, reader, child))


def lead_refused(
    session: Session, reader: Reader, *, child: UUID, worker: UUID, begins: bool
) -> str:
    """
    Say why this reader may not begin or end that worker's being the lead; "" where they may.

    Args:
        begins: Whether the worker becomes the lead; else they are it and cease to be.
    """
    if reader.is_operator:
        return ""
    connection = session.connection
    holder = lead_of(connection, child)
    if not begins:
        holder = next(
            (one.account for one in workers(connection, child) if one.account.id == worker), holder
        )
    if holder is not None:
        theirs = reader.agency == holder.agency and reader.role in RESPONSIBLE
        if theirs or reader.user == holder.id:
            return ""
        return (
            f"The lead is changed by {holder.agency} alone. Ask {holder.name}, or a manager or "
            f"safeguarding lead of {holder.agency}"
        )
    holds = held_by(session, child).leads
    if worker == reader.user and holds and holds != reader.agency:
        return (
            f"{holds} holds this record, and nobody makes themself lead of another agency's "
            f"child. Ask a manager or safeguarding lead of {holds}"
        )
    return ""


def whom_to_ask_to_allocate(session: Session, child: UUID) -> str:
    """
    Say who can allocate the child, in words.
    """
    lead = lead_of(session.connection, child)
    holds = held_by(session, child).leads
    if lead is None and holds:
        return f"a manager or safeguarding lead of {holds}, which holds the record"
    return words_for(session.connection, lead)


def _answers_for(session: Session, reader: Reader, child: UUID) -> bool:
    if reader.role is Role.ADMINISTRATOR:
        # Somebody has to be able to give the first worker to a child; and whoever closes accounts
        # must not make room for another by it.
        return all(event.kind != "allocation" for event in session.log.stream(child))
    if reader.role not in RESPONSIBLE or not reader.agency:
        return False
    held = held_by(session, child)
    return reader.agency in {held.leads, held.opened}
