"""Where everybody comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_login import current_user, login_user

from service.access import sign_in
from service.access.accounts import account_called
from service.access.errors import SignInRefused
from service.access.policy import PUBLIC
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
    username, password = visit.text("username"), visit.form.get("password", "")
    try:
        with visit.throughline.writing() as session:
            sign_in.require_unlocked(session.connection, username=username, now=session.now)
            # A wrong try commits too: it is what the lock-out counts.
            secret = sign_in.sign_in(
                session.connection, username=username, password=password, now=session.now
            )
            account = account_called(session.connection, username)
    except SignInRefused as refused:
        said = f"Too many wrong passwords. Try again after {clock(refused.locked_until)}"
        return _again(visit, to, said)
    if secret is None or account is None:
        return _again(visit, to, WRONG)
    login_user(SignedIn(secret, account))
    return Go(to=to)


def _again(visit: Visit, to: str, said: str) -> Answer:
    return Shown(
        values={"next": to, "values": {"username": visit.text("username")}},
        errors={"username": said},
    )


PAGE = Page(path="/sign-in", title="Sign in", policy=PUBLIC, view=view, form=True)
