"""Ties the browser's cookie to the session's row: who is signed in is decided anew each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, g
from flask_login import LoginManager, UserMixin, current_user

from service.access import sign_in

if TYPE_CHECKING:
    from flask import Flask

    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Throughline


class SignedIn(UserMixin):  # type: ignore[misc]
    """
    A signed-in user as Flask-Login keeps one: by the session's secret, not by the account.
    """

    def __init__(self, secret: str, account: Account) -> None:
        self.secret = secret
        self.account = account

    def get_id(self) -> str:
        """
        Return what the cookie keeps.
        """
        return self.secret


def installed() -> Throughline:
    """
    Return the installation that answers this request.
    """
    found: Throughline = current_app.extensions["throughline"]
    return found


def attach(app: Flask) -> None:
    """
    Let Flask-Login look up sessions in their table.
    """
    # A page that says why something failed must not look in the database that failed.
    manager = LoginManager(app, add_context_processor=False)
    # The row decides; a change of network must not sign a worker in a car out.
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(secret: str) -> SignedIn | None:
        with installed().reading() as session:
            found = sign_in.whose(session.connection, secret, session.now)
        if found is None:
            return None
        account, stale = found
        g.session_stale = stale
        return SignedIn(secret, account)


def reader() -> Reader | None:
    """
    Return who is signed in, if anybody is.
    """
    user: Any = current_user
    return user.account.reader if user.is_authenticated else None
