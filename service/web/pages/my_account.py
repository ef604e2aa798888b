"""One's own account: who one is here, a new password, and which systems act or hear for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import url_for
from flask_login import current_user, login_user

from service.access import sign_in
from service.access.account_notices import (
    NEW_CALENDAR,
    OWN_PASSWORD,
    note_notice_seen,
    tell_account,
    unseen_notices,
)
from service.access.accounts import set_password
from service.access.calendar_addresses import address_made, end_address, make_address
from service.access.errors import AccountRefused
from service.access.password_codes import AGREES_AFTER, agrees_from
from service.access.passwords import NewPassword, matches
from service.access.policy import Action
from service.access.tokens import agree_to_token, revoke_token, tokens
from service.web.forms.people import id_of
from service.web.page import Answer, Go, Page, Shown
from service.web.signed_in import SignedIn
from service.web.words import moment
from service.webhooks.agreeing import agree, take_back, webhooks_of

if TYPE_CHECKING:
    from service.access.accounts import Account
    from service.web.visit import Visit
    from service.wiring import Session


def view(visit: Visit) -> Answer:
    """
    Show the account, change its password (every other session then ends), make or end the address
    of one's own dates, and agree to what other systems are told within one's rights.
    """
    errors: dict[str, str] = {}
    account = current_user.account
    made = ""
    if visit.posting and (change := ACTS.get(visit.text("act"))) is not None:
        with visit.throughline.writing() as session:
            said = change(session, visit)
        return Go(to=visit.url("my_account", anchor="others"), said=said)
    if visit.posting and visit.text("act") == "end calendar":
        with visit.throughline.writing() as session:
            end_address(session.connection, visit.user)
        return Go(to=visit.url("my_account"), said="The address of your dates opens nothing now.")
    if visit.posting and visit.text("act") == "make calendar":
        with visit.throughline.writing() as session:
            if said := _not_yet(session, visit):
                return Go(to=visit.url("my_account", anchor="calendar"), said=said)
            secret = make_address(session.connection, visit.user, session.now)
            tell_account(session.connection, visit.user, NEW_CALENDAR, session.now)
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
                said=CHANGED,
            )
    with visit.throughline.reading() as session:
        connection = session.connection
        waits = agrees_from(connection, visit.user, session.now)
        values = {
            "account": account,
            "made": made,
            "agrees_from": waits,
            "handed_over": waits - AGREES_AFTER if waits else None,
            "since": address_made(connection, visit.user),
            "notices": unseen_notices(connection, visit.user),
            "webhooks": webhooks_of(connection, visit.user),
            "tokens": [
                one
                for one in tokens(connection, of=visit.user)
                if one.revoked is None and one.expires > session.now
            ],
        }
    return Shown(values=values, errors=errors)


def _agree(session: Session, visit: Visit) -> str:
    if said := _not_yet(session, visit):
        return said
    if not agree(session.connection, visit.user, visit.text("webhook"), session.now):
        return NOT_YOURS
    return "It is told all of what is recorded from now on, as far as you may read it."


def _agree_to_token(session: Session, visit: Visit) -> str:
    if said := _not_yet(session, visit):
        return said
    if not agree_to_token(session.connection, visit.user, visit.text("token"), session.now):
        return NOT_YOURS
    return "It acts in your name from now on, within what you may do."


def _not_yet(session: Session, visit: Visit) -> str:
    until = agrees_from(session.connection, visit.user, session.now)
    if until is None:
        return ""
    return (
        "Your password was set with a code that somebody else had in hand, so you can do this"
        f" from {moment(until)}."
    )


def _take_back(session: Session, visit: Visit) -> str:
    if not take_back(session.connection, visit.user, visit.text("webhook")):
        return NOT_YOURS
    return "From now on it is told only that there is something, and where to read it."


def _revoke(session: Session, visit: Visit) -> str:
    prefix = visit.text("token")
    if not revoke_token(session.connection, prefix, session.now, of=visit.user):
        return NOT_YOURS
    return "That token opens nothing any more."


def _seen(session: Session, visit: Visit) -> str:
    notice = id_of(visit.text("notice"))
    if notice is not None:
        note_notice_seen(session.connection, visit.user, notice, session.now)
    return ""


CHANGED = (
    "Your password is changed. You are signed out everywhere else, and an address of your dates"
    " opens nothing any more."
)
NOT_YOURS = "It is not there any more."
ACTS: Mapping[str, Callable[[Session, Visit], str]] = MappingProxyType(
    {
        "agree": _agree,
        "agree to token": _agree_to_token,
        "take back": _take_back,
        "revoke": _revoke,
        "seen": _seen,
    }
)


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
        end_address(connection, visit.user)
        tell_account(connection, visit.user, OWN_PASSWORD, session.now)
        return sign_in.start_session(connection, user=account.id, now=session.now)


PAGE = Page(path="/my-account", title="Your account", policy=Action.OWN, view=view, form=True)
