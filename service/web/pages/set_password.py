"""Where the owner of an account chooses its password, with the code that was given to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_login import login_user
from werkzeug.exceptions import TooManyRequests

from service.access import sign_in
from service.access.accounts import account_called
from service.access.errors import AccountRefused, SignInRefused, TooManyAtOnce
from service.access.guessing import require_room
from service.access.hashing import LONGEST_SECONDS, TURNS
from service.access.password_codes import set_with_code
from service.access.passwords import NewPassword
from service.access.policy import PUBLIC
from service.web.known_browser import source_of
from service.web.page import Answer, Go, Page, Shown
from service.web.signed_in import SignedIn
from service.web.words import clock

if TYPE_CHECKING:
    from service.web.visit import Visit

WRONG = "The user name and this code do not belong together, or the code is older than a day"


def view(visit: Visit) -> Answer:
    """
    Check name and code as a sign-in is checked; never say which of the two was wrong.
    """
    if not visit.posting:
        return Shown()
    try:
        opened = _opened(visit)
    except AccountRefused as refused:
        return _again(visit, {"password": " ".join(refused.fields.values())})
    except SignInRefused as refused:
        said = f"Too many wrong codes. Try again after {clock(refused.locked_until)}"
        return _again(visit, {"username": said})
    except TooManyAtOnce:
        raise TooManyRequests(retry_after=LONGEST_SECONDS) from None
    if opened is None:
        return _again(visit, {"username": WRONG})
    login_user(opened)
    return Go(to=visit.url("my_work"), said="Your password is set. Nobody else knows it.")


def _opened(visit: Visit) -> SignedIn | None:
    username = visit.text("username")
    with TURNS.turn():
        with visit.throughline.reading() as session:
            account = account_called(session.connection, username)
            source = source_of(account.id if account else None)
            require_room(session.connection, username=username, source=source, now=session.now)
        with visit.throughline.writing() as session:
            tried = sign_in.note(
                session.connection, username=username, source=source, now=session.now
            )
        # Slow on purpose, and therefore while nobody waits to record.
        chosen = NewPassword(visit.form.get("password", ""))
    try:
        with visit.throughline.writing() as session:
            connection = session.connection
            owner = set_with_code(
                connection,
                username=username,
                code=visit.text("code"),
                password=chosen,
                now=session.now,
            )
            if owner is None:
                return None
            sign_in.accept(connection, tried)
            secret = sign_in.start_session(connection, user=owner.id, now=session.now)
            return SignedIn(secret, owner)
    except AccountRefused:
        # The code was right; only the new password will not do.
        with visit.throughline.writing() as session:
            sign_in.accept(session.connection, tried)
        raise


def _again(visit: Visit, errors: dict[str, str]) -> Answer:
    return Shown(values={"values": {"username": visit.text("username")}}, errors=errors)


PAGE = Page(path="/set-password", title="Set your password", policy=PUBLIC, view=view, form=True)
