"""Who answers for an account, and hears of what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.account_notices import NEW_ACCOUNT, tell_account
from service.access.accounts import account_of, accounts
from service.access.reader import Role

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.accounts import Account


def leads_of_account(connection: Connection, account: Account) -> tuple[Account, ...]:
    """
    Return who answers for an account: its agency's safeguarding leads and its team's managers;
    where it has neither, its agency's managers, and at last every auditor.
    """
    everybody = [one for one in accounts(connection) if one.active and one.id != account.id]
    own = [one for one in everybody if one.agency_id == account.agency_id]
    managers = [one for one in own if one.role == Role.MANAGER]
    found = [one for one in own if one.role == Role.LEAD]
    if account.team_id is not None:
        found += [one for one in managers if one.team_id == account.team_id]
    return tuple(found or managers or [one for one in everybody if one.role == Role.AUDITOR])


def tell_of_new_account(connection: Connection, user: UUID, *, by: str, now: datetime) -> None:
    """
    Tell those who answer for a new account that it is there, whose it is and who set it up.

    Whoever sets accounts up chooses where the code for a first password goes: without this nobody
    else would know that one is theirs.

    Args:
        by: Who set it up, as a reader is shown them.
    """
    account = account_of(connection, user)
    if account is None:
        return
    whose = (
        f"It is that of {account.name}, {account.role}, set up by {by}."
        " If you know nobody of this name, ask them today, and not in writing."
    )
    for one in leads_of_account(connection, account):
        tell_account(connection, one.id, NEW_ACCOUNT, now, inside=whose)
