"""Says who an actor was: the name of a user, the operator, or the service itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from events.by_rule import BY_RULE
from service.access.accounts import account_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def named(connection: Connection, actor: str) -> str:
    """
    Return the words for an actor as the log keeps one.
    """
    sort, _, who = actor.partition(":")
    if sort == "user":
        try:
            account = account_of(connection, UUID(who))
        except ValueError:
            account = None
        return f"{account.name} ({account.agency})" if account else "a former user"
    if sort == "operator":
        return f"the operator of this installation ({who})"
    return "Throughline, by rule" if actor == BY_RULE else actor


def owner_words(connection: Connection, owner: str) -> str:
    """
    Return the name of an owner who is a user, else the words as they stand.
    """
    try:
        account = account_of(connection, UUID(owner))
    except ValueError:
        return owner
    return f"{account.name} ({account.agency})" if account else "a former user"
