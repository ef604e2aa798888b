"""
A new lead practitioner of a child whose whole record is kept for those named.

Source: Information Sharing (2024): whoever leads the work must be able to read the record, and
nobody is let into one that is kept by somebody from whom it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from events.recorded_event import Subject
from projections.stored.models.withholding import RESTRICTED, WHOLE_RECORD, withheld
from service.access.accounts import account_of
from service.access.allocations import with_role
from service.access.enforce import may
from service.access.openings import tell_by_note
from service.access.policy import Action, Allow
from service.access.reader import Role
from service.access.restricted import hidden_from, opened_by_name
from service.actions.said import said_today

if TYPE_CHECKING:
    from typing import Any

    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session

NOT_NAMED = (
    "You lead the work with this child, and the whole record is kept for those named: you are not"
    " among them. Ask whoever handed the work to you, or your safeguarding lead, to have you named."
)
LEADS_UNREAD = (
    "leads the work with this child from now on and cannot read the record, which is kept"
)


def name_the_new_lead(
    session: Session, reader: Reader, *, child: UUID, lead: Account, key: str
) -> None:
    """
    Name a new lead in the restrictions that keep a whole record, where whoever made them lead reads
    it; else tell the lead, and those who are named, that the lead cannot read it.
    """
    rows = withheld(session.connection, [], [child], why=RESTRICTED)
    under = [
        row for row in rows if row.entry == WHOLE_RECORD and not opened_by_name(lead.reader, row)
    ]
    if not under:
        return
    if not _reads(session, reader, child):
        _tell(session, reader, child, lead, under)
        return
    about = [Subject(person=child, role="child")]
    said = []
    for before in session.log.at([row.event for row in under]):
        lifted = {
            "restriction": before.entry_id,
            "reason": "The new lead practitioner is named as well",
        }
        named = {*before.content.get("people_allowed", ()), str(lead.id)}
        kept = dict(before.content) | {"people_allowed": sorted(named)}
        said.append(said_today(session, reader, "access_restriction_lifted", lifted, about))
        said.append(said_today(session, reader, "access_restricted", kept, about))
    session.log.append(said, stream=child, decided_on=None, key=f"{key}/named", now=session.now)


def _reads(session: Session, reader: Reader, child: UUID) -> bool:
    # A restriction may name an agency; not everybody of it reads records.
    if hidden_from(session.connection, reader, [child]):
        return False
    return isinstance(may(session.connection, reader, Action.READ, child, session.now), Allow)


def _tell(session: Session, reader: Reader, child: UUID, lead: Account, under: list[Any]) -> None:
    named = {UUID(one) for row in under for one in row.people}
    agencies = {one for row in under for one in row.agencies}
    accounts = [account_of(session.connection, one) for one in sorted(named, key=str)]
    told = {one.id for one in accounts if one is not None and one.active}
    told |= {
        one.id
        for agency in sorted(agencies)
        for one in with_role(session.connection, Role.LEAD, agency=agency)
    }
    words = dict.fromkeys(told, f"{lead.name} ({lead.agency}) {LEADS_UNREAD} for those named.")
    for one, said in ({lead.id: NOT_NAMED} | words).items():
        tell_by_note(
            session.connection,
            by=reader.user or lead.id,
            child=child,
            words=said,
            told=one,
            now=session.now,
        )
