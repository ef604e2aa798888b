"""Who calls: the browser's session, or a service token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import g, request
from flask_login import current_user

from service.access import sign_in, tokens
from service.access.tokens import Scope, Token, whose_token
from service.api.refusals import NotSignedIn, OutOfScope
from service.web.security import CSRF
from service.web.signed_in import installed

if TYPE_CHECKING:
    from datetime import datetime

    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session

BEARER = "bearer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """
    An account, and how it was shown that the call is its own.

    Args:
        token: The service token; None for the browser's session.
    """

    account: Account
    token: Token | None = None

    @property
    def reader(self) -> Reader:
        """
        The account as rights are decided for it.
        """
        return self.account.reader

    @property
    def scopes(self) -> frozenset[Scope]:
        """
        What it may be used for; a person who is signed in may do what they may.
        """
        return self.token.scopes if self.token else frozenset(Scope)

    @property
    def by(self) -> str:
        """
        How it came, for the access log.
        """
        return f"API, token {self.token.prefix}" if self.token else "API"


def caller() -> Caller:
    """
    Find out who calls.

    Raises:
        NotSignedIn: There is no session, and no token that opens anything.
        NotAgreed: Its account has not agreed to the token.
        CSRFError: A signed-in browser sent something without the page's own token.
    """
    given = request.authorization
    if given is not None:
        return _by_token(given.token if given.type == BEARER else None)
    user: Any = current_user
    if not user.is_authenticated:
        raise NotSignedIn(tried=False)
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        # A cookie goes along with whatever another site makes the browser send.
        CSRF.protect()
    return Caller(account=user.account)


def in_scope(who: Caller, scope: Scope) -> None:
    """
    Check that a token was made for this.

    Raises:
        OutOfScope: It was not.
    """
    if scope not in who.scopes:
        raise OutOfScope(scope)


def stale_use(who: Caller, now: datetime) -> bool:
    """
    Tell whether the use of a session or token has not been noted lately.
    """
    if who.token is not None:
        return tokens.stale(who.token, now)
    return bool(g.get("session_stale"))


def note_use(session: Session, who: Caller) -> None:
    """
    Note that a session or token is in use, where that is worth a write.
    """
    if not stale_use(who, session.now):
        return
    if who.token is not None:
        tokens.note_used(session.connection, who.token.prefix, session.now)
    else:
        user: Any = current_user
        sign_in.seen(session.connection, user.secret, session.now)


def _by_token(given: str | None) -> Caller:
    if not given:
        raise NotSignedIn(tried=True)
    with installed().reading() as session:
        found = whose_token(session.connection, given, session.now)
    if found is None:
        raise NotSignedIn(tried=True)
    account, token = found
    return Caller(account=account, token=token)
