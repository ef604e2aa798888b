"""Tells those who work with a child who leads from now on, and whose doing it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.allocations import manager_of, workers
from service.access.openings import tell_by_note
from service.access.own_doing import allocated_by_another

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.accounts import Account
    from service.access.allocations import Worker
    from service.access.reader import Reader
    from service.wiring import Session

_OWN_DOING = (
    " They did it themself, and so read no protected address by it until somebody else allocates "
    "them as well."
)


def tell_of_the_lead(
    session: Session, reader: Reader, *, child: UUID, who: Account, before: tuple[Worker, ...]
) -> None:
    """
    Put it into the inbox of all who work with the child, or did until now, and of the manager of
    whoever leads or led; but whoever did it.

    Args:
        who: Who was allocated, or no longer is.
        before: Who worked with the child until then.
    """
    after = workers(session.connection, child)
    led, leads = (
        any(one.account.id == who.id and one.as_what == "lead" for one in some)
        for some in (before, after)
    )
    # Where nobody worked with the child nobody was passed over, and it is no change.
    if not before or (not led and not leads):
        return
    part = "is" if leads else "is no longer"
    by = reader.name if reader.user else "whoever runs the service"
    words = f"{who.name} ({who.agency}) {part} the child's lead practitioner, said by {by}."
    if (
        leads
        and reader.user == who.id
        and not allocated_by_another(session.connection, child=child, worker=who.id)
    ):
        words += _OWN_DOING
    told = {one.account.id for one in (*before, *after) if one.account.active}
    if (manager := manager_of(session.connection, who.id)) is not None:
        told.add(manager.id)
    for one in sorted(told - {reader.user}, key=str):
        tell_by_note(
            session.connection,
            by=reader.user or who.id,
            child=child,
            words=words,
            told=one,
            now=session.now,
        )
