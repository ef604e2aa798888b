"""Names for those who recorded, own or were told something, as a document prints them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from service.access.accounts import account_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection


def names(connection: Connection) -> Callable[[str], str]:
    """
    Return what turns a stored actor, owner or user into a name; what is a name already stays.
    """

    @cache
    def named(stored: str) -> str:
        kind, _, rest = stored.partition(":")
        if kind == "operator" and rest:
            return "the operator of this service"
        try:
            user = UUID(rest if kind == "user" else stored)
        except ValueError:
            return stored[:1].upper() + stored[1:]
        account = account_of(connection, user)
        return f"{account.name} ({account.agency})" if account else "somebody without an account"

    return named
