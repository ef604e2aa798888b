"""One's own account: who one is here, a new password, and where one is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_login import current_user, login_user

from service.access import sign_in
from service.access.accounts import set_password
from service.access.calendar_addresses import address_made, end_address, make_address
from service.access.errors import AccountRefused
from service.access.passwords import NewPassword, matches
from service.access.policy import Action
from service.web.page import Answer, Go, Page, Shown
from service.web.signed_in import SignedIn

if TYPE_CHECKING:
    from service.access.accounts import Account
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the account, change its password (every other session then ends), or make or end the
    address of one's own dates.
    """
    errors: dict[str, str] = {}
    account = current_user.account
    made = ""
    if visit.posting and visit.text("act") == "end calendar":
        with visit.throughline.writing() as session:
            end_address(session.connection, visit.user)
        return Go(to=visit.url("my_account"), said="The address of your dates opens nothing now.")
    if visit.posting and visit.text("act") == "make calendar":
        with visit.throughline.writing() as session:
            secret = make_address(session.connection, visit.user, session.now)
        made = f"{visit.throughline.settings.address}{url_for('calendar', secret=secret)}"
    elif visit.posting:
        try:
            secret = _changed(visit, account)
        except AccountRefused as refused:
            errors = {
                "password_new" if name == "password" else name: said
                for name, said in refused.fields.items()
            }
        else:
            login_user(SignedIn(secret, account))
            return Go(
                to=visit.url("my_account"),
                said="Your password is changed. You are signed out everywhere else.",
            )
    with visit.throughline.reading() as session:
        since = address_made(session.connection, visit.user)
    return Shown(values={"account": account, "made": made, "since": since}, errors=errors)


def _changed(visit: Visit, account: Account) -> str:
    old, new = visit.form.get("password_now", ""), visit.form.get("password_new", "")
    with visit.throughline.reading() as session:
        stored = sign_in.stored_password(session.connection, visit.user)
    # Slow on purpose, and therefore while nobody waits to record.
    if not matches(stored, old):
        raise AccountRefused({"password_now": "This is not your password now"})
    chosen = NewPassword(new)
    with visit.throughline.writing() as session:
        connection = session.connection
        if sign_in.stored_password(connection, visit.user) != stored:
            raise AccountRefused({"password_now": "Your password was changed meanwhile"})
        set_password(connection, user=visit.user, password=chosen, now=session.now)
        return sign_in.start_session(connection, user=account.id, now=session.now)


PAGE = Page(path="/my-account", title="Your account", policy=Action.OWN, view=view, form=True)
