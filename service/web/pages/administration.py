"""Sets up agencies, teams and users, and finds a child by an exact name to allocate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask_login import current_user
from uuid_utils.compat import uuid7

from projections.stored.finding import LEAST_LETTERS
from projections.stored.stopped import stopped
from service.access.accounts import (
    account_of,
    accounts,
    agencies,
    create_agency,
    create_team,
    create_user,
    phones,
    teams,
)
from service.access.errors import AccountRefused
from service.access.leads_of_account import tell_of_new_account
from service.access.policy import Action
from service.access.reader import Role
from service.actions.close_account import CloseAccount, close_account
from service.actions.errors import ActionRefused
from service.mailing_codes import give_code
from service.posting import mail_server
from service.telling.found import children_called
from service.web.forms.people import id_of
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from uuid import UUID

    from service.web.visit import Visit
    from service.wiring import Session


def view(visit: Visit) -> Answer:
    """
    Show what is set up, or take one change.
    """
    errors: dict[str, str] = {}
    handed: dict[str, str] = {}
    made = False
    wanted = visit.text("wanted")
    typed: Mapping[str, str] = visit.form
    if visit.posting:
        try:
            if wanted == "find child":
                return Go(to=_found(visit))
            if (change := CHANGES.get(wanted)) is not None:
                with visit.throughline.writing() as session:
                    said = change(session, visit)
                return Go(to=visit.url("administration"), said=said)
            if wanted in GIVING:
                user, made = GIVING[wanted](visit), wanted == "user"
                # The account stands by now, whatever becomes of its code.
                wanted, typed = "password", {"user": str(user)}
                handed = _given(visit, user)
                if not handed:
                    return Go(to=visit.url("administration"), said=SENT)
        except AccountRefused as refused:
            errors = {f"{_prefix(wanted)}{name}": said for name, said in refused.fields.items()}
            if made:
                errors = {f"{_prefix(wanted)}user": CODE_OWED}
    with visit.throughline.reading() as session:
        connection = session.connection
        return Shown(
            values={
                **handed,
                "mails": mail_server(visit.throughline.settings).configured,
                "stopped": stopped(connection),
                "agencies": agencies(connection),
                "phones": phones(connection),
                "teams": teams(connection),
                "accounts": accounts(connection),
                "roles": {str(role): str(role).capitalize() for role in Role},
                "values": {f"{_prefix(wanted)}{name}": said for name, said in typed.items()},
                "wanted": wanted,
            },
            errors=errors,
        )


def _prefix(wanted: str) -> str:
    # Each form of the page has its own fields, so that an error stands beside its own.
    return f"{wanted.replace(' ', '-')}-" if wanted else ""


def _agency(session: Session, visit: Visit) -> str:
    number = visit.text("phone")
    create_agency(
        session.connection, name=visit.text("name"), phone=number or None, now=session.now
    )
    return "The agency is set up."


def _team(session: Session, visit: Visit) -> str:
    create_team(
        session.connection, agency=visit.text("agency"), name=visit.text("name"), now=session.now
    )
    return "The team is set up."


def _user(visit: Visit) -> UUID:
    agency, _, team = visit.text("place").partition("\n")
    with visit.throughline.writing() as session:
        user = create_user(
            session.connection,
            username=visit.text("username"),
            name=visit.text("name"),
            email=visit.text("email"),
            agency=agency.strip(),
            team=team.strip(),
            role=visit.text("role"),
            password=None,
            now=session.now,
        )
        by = current_user.account.name
        tell_of_new_account(session.connection, user, by=by, now=session.now)
        return user


def _whose(visit: Visit) -> UUID:
    user = id_of(visit.text("user"))
    if user is None:
        raise AccountRefused({"user": "Choose whose password"})
    return user


def _given(visit: Visit, user: UUID) -> dict[str, str]:
    """
    Give a code, and return what is shown of it: nothing, where it went by mail.
    """
    code = give_code(visit.throughline, user, by=visit.who.actor)
    if not code:
        return {}
    with visit.throughline.reading() as session:
        account = account_of(session.connection, user)
    return {"code": code, "whose": account.name if account else ""}


def _deactivate(session: Session, visit: Visit) -> str:
    user = id_of(visit.text("user"))
    if user is None or user == visit.user:
        raise AccountRefused({"user": "Choose somebody other than yourself"})
    wish = CloseAccount(
        user=user, takes_over=id_of(visit.text("takes_over")), key=f"left/{uuid7()}"
    )
    try:
        return close_account(session, visit.who, wish).words()
    except ActionRefused as refused:
        raise AccountRefused(refused.fields) from None


def _found(visit: Visit) -> str:
    text = visit.text("child")
    if len(text) < LEAST_LETTERS:
        raise AccountRefused({"child": f"Type at least {LEAST_LETTERS} letters of the exact name"})
    with visit.throughline.writing() as session:
        found = children_called(session, visit.who, text)
    if not found:
        raise AccountRefused({"child": "No child has exactly this name or id"})
    if len(found) > 1:
        fix = "Several children have this name; use the id that their manager sees"
        raise AccountRefused({"child": fix})
    return visit.url("allocate", child=next(iter(found)))


CODE_OWED = (
    "The account is set up, and its code is still owed: the mail server did not take the message."
    " Give the code here later"
)
SENT = "A code to set the password is on its way to the account's own e-mail address."
CHANGES: Mapping[str, Callable[[Session, Visit], str]] = MappingProxyType(
    {"agency": _agency, "team": _team, "deactivate": _deactivate}
)
GIVING: Mapping[str, Callable[[Visit], UUID]] = MappingProxyType(
    {"user": _user, "password": _whose}
)
"""What ends with a code for somebody's password."""

PAGE = Page(
    path="/administration",
    title="Administration",
    policy=Action.ADMINISTER,
    view=view,
    form=True,
    menu="Administration",
    order=8,
)
