"""Whether somebody may take an entry out of the house with its proof, and why they say they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.child_record import gather
from projections.chronology.addresses import lacks_address
from projections.chronology.chronology import chronology
from service.access.enforce import require, visible
from service.access.openings import note_reason
from service.access.policy import Action, Allow, Deny
from service.access.restricted import named_for

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from service.access.reader import Reader
    from service.wiring import Session


def may_be_proved(
    session: Session, reader: Reader, event: RecordedEvent, reason: str
) -> list[Allow | Deny]:
    """
    Decide on an entry for each child whose record it is of, and note it in the access log.

    The operator holds the database and so proves anything. A user proves what they read: not an
    entry that is kept from them, nor one that was recorded for the wrong child.
    """
    decided: list[Allow | Deny] = []
    for child in event.people("child", "self") or (None,):
        found = require(
            session.connection,
            reader,
            Action.READ,
            child,
            what=f"proof of entry {event.entry_id}",
            now=session.now,
        )
        if isinstance(found, Allow) and not reader.is_operator:
            told = chronology(gather(session.log, child)) if child else None
            seen = visible(session.connection, reader, told, session.now).entries if told else ()
            named = named_for(session.connection, reader, event.entry_id)
            open_to_them = {
                one.id for one in seen if not one.withheld and (named or not lacks_address(one))
            }
            if event.entry_id not in open_to_them:
                found = Deny(
                    reason="This entry is not open to you.", ask="the child's lead practitioner"
                )
            elif child is not None and reader.user is not None:
                note_reason(
                    session.connection,
                    user=reader.user,
                    child=child,
                    reason=f"Proof of entry {event.entry_id}: {reason}",
                    now=session.now,
                )
        decided.append(found)
    return decided
