"""Where everybody comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_login import current_user, login_user
from werkzeug.exceptions import TooManyRequests

from service.access import sign_in
from service.access.accounts import account_called
from service.access.errors import SignInRefused, TooManyAtOnce
from service.access.guessing import require_room
from service.access.hashing import LONGEST_SECONDS, TURNS
from service.access.passwords import matches
from service.access.policy import PUBLIC
from service.web.known_browser import remember, source_of
from service.web.page import Answer, Go, Page, Shown
from service.web.signed_in import SignedIn
from service.web.words import clock

if TYPE_CHECKING:
    from service.web.visit import Visit

WRONG = "The user name and password do not belong together"


def view(visit: Visit) -> Answer:
    """
    Check name and password; never say which of the two was wrong.
    """
    from service.web.routing import own_address  # noqa: PLC0415 - routing imports every page

    to = own_address(visit.form.get("next", visit.asked("next")))
    if not visit.posting:
        return Go(to=to) if current_user.is_authenticated else Shown(values={"next": to})
    try:
        opened = _opened(visit)
    except SignInRefused as refused:
        said = f"Too many wrong passwords. Try again after {clock(refused.locked_until)}"
        return _again(visit, to, said)
    except TooManyAtOnce:
        raise TooManyRequests(retry_after=LONGEST_SECONDS) from None
    if opened is None:
        return _again(visit, to, WRONG)
    login_user(opened)
    remember(opened.account.id)
    return Go(to=to)


def _opened(visit: Visit) -> SignedIn | None:
    username, password = visit.text("username"), visit.form.get("password", "")
    with TURNS.turn():
        with visit.throughline.reading() as session:
            # Who is refused anyway takes no place among those who write.
            account = account_called(session.connection, username)
            source = source_of(account.id if account else None)
            require_room(session.connection, username=username, source=source, now=session.now)
        with visit.throughline.writing() as session:
            tried = sign_in.note(
                session.connection, username=username, source=source, now=session.now
            )
        accepted = matches(tried.stored, password)
    if not accepted or tried.account is None:
        return None
    with visit.throughline.writing() as session:
        secret = sign_in.open_session(session.connection, tried, session.now)
    return SignedIn(secret, tried.account) if secret else None


def _again(visit: Visit, to: str, said: str) -> Answer:
    return Shown(
        values={"next": to, "values": {"username": visit.text("username")}},
        errors={"username": said},
    )


PAGE = Page(path="/sign-in", title="Sign in", policy=PUBLIC, view=view, form=True)
