"""
The few who may read a protected address of a child's record, where no restriction names others.

Source: Domestic Abuse Act 2021, part 3, and the Information Commissioner's reprimands of
27 September 2023, for the address; Information Sharing (2024), rule 5; to be confirmed by each
partnership. Whoever must go to the child at night has to be able to find the door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.people import stands_in
from service.access.allocations import (
    lead_of,
    leads_of,
    manager_of,
    with_role,
    words_for,
    workers,
)
from service.access.own_doing import allocated_by_another, confirmed_leads
from service.access.people import People
from service.access.reader import Role
from service.access.restricted import named_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.reader import Reader


def one_of_the_few(connection: Connection, reader: Reader, child: UUID, now: datetime) -> bool:
    """
    Say whether somebody may read where those live who must not be found.

    It adds to the right to read the record and never stands in for it: the child's lead
    practitioner and the lead's manager, whoever stands in for either, whoever is on call and the
    safeguarding leads of the lead's agency. A child without a lead has the managers instead.
    Who gave the child to themself is none of them by that, until another person allocates them too:
    else whoever can allocate could let themself in.
    """
    if reader.user is None:
        return reader.is_operator
    leads = leads_of(connection, child)
    if not leads:
        return _manages(connection, reader, child) or reader.user in _managing(connection, child)
    confirmed = confirmed_leads(connection, child)
    if not confirmed and reader.user in {one.id for one in leads}:
        return False
    lead = (confirmed or leads)[0]
    if reader.role is Role.MANAGER and lead.team_id is not None and lead.team_id == reader.team:
        return True
    answer = {lead.id, *_managing(connection, child)}
    manager = manager_of(connection, lead.id)
    if manager is not None:
        answer.add(manager.id)
    answer |= set(_standing_in(connection, answer, now))
    answer |= {one.id for one in People(connection).on_call(now) if one.agency == lead.agency}
    answer |= {one.id for one in with_role(connection, Role.LEAD, agency=lead.agency)}
    return reader.user in answer


def may_read_address(
    connection: Connection, reader: Reader, child: UUID, entry: str, now: datetime
) -> bool:
    """
    Say whether somebody to whom an entry is open may read the protected address in it.

    Where a restriction names who may read the entry, those named may, and of the few nobody else.
    """
    return named_for(connection, reader, entry) or one_of_the_few(connection, reader, child, now)


def whom_to_ask(connection: Connection, child: UUID) -> str:
    """
    Say whom to ask for a protected address, in words.
    """
    return words_for(connection, lead_of(connection, child))


def _managing(connection: Connection, child: UUID) -> frozenset[UUID]:
    return frozenset(
        one.account.id
        for one in workers(connection, child)
        if one.as_what == "manager"
        and one.account.active
        and allocated_by_another(connection, child=child, worker=one.account.id)
    )


def _manages(connection: Connection, reader: Reader, child: UUID) -> bool:
    return (
        reader.role is Role.MANAGER
        and reader.team is not None
        and any(
            one.account.team_id == reader.team
            and (
                one.account.id != reader.user
                or allocated_by_another(connection, child=child, worker=one.account.id)
            )
            for one in workers(connection, child)
        )
    )


def _standing_in(connection: Connection, users: set[UUID], now: datetime) -> Iterator[UUID]:
    people = People(connection)
    for user in users:
        deputy = stands_in(user, people, now)
        if deputy is not None:
            yield deputy.id
