"""Agencies, teams and the people who use the service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from service.access.errors import AccountRefused
from service.access.passwords import weakness
from service.access.reader import Reader, Role
from service.access.tables import AGENCY, SESSION, TEAM, USER

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from service.access.passwords import NewPassword

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]{3,38}[0-9](?: ?(?:x|ext\.?) ?[0-9]{1,6})?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
MOST = 200
NO_PASSWORD = ""
"""Is stored where no password opens the account; no password has such a hash."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """
    One user of the service.
    """

    id: UUID
    username: str
    name: str
    email: str
    agency: str
    agency_id: UUID
    team: str
    team_id: UUID | None
    role: Role
    deactivated: datetime | None

    @property
    def active(self) -> bool:
        """
        Whether they may sign in.
        """
        return self.deactivated is None

    @property
    def reader(self) -> Reader:
        """
        The account as rights are decided for it.
        """
        return Reader(
            user=self.id, name=self.name, agency=self.agency, role=self.role, team=self.team_id
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """
    One team of an agency.
    """

    id: UUID
    name: str
    agency: str


def create_agency(
    connection: Connection, *, name: str, now: datetime, phone: str | None = None
) -> UUID:
    """
    Set up an agency; one that is there already is returned.

    Args:
        phone: Where it answers day and night; "" takes the number away, None leaves it as it is.

    Raises:
        AccountRefused: The name is empty, too long, or stands for nobody in particular; or the
            number is none.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= MOST:
        raise AccountRefused({"name": f"Give the agency's name, up to {MOST} characters"})
    if name == "other":
        # In the log this stands for somebody who is no agency.
        raise AccountRefused({"name": "“other” is kept for people of no agency; give its name"})
    number = " ".join((phone or "").split())
    if number and not _PHONE.fullmatch(number):
        raise AccountRefused(
            {"phone": "Give a telephone number, such as 020 7946 0000 or +44 20 7946 0000 ext 12"}
        )
    found = connection.scalar(select(AGENCY.c.id).where(AGENCY.c.name == name))
    if found is not None:
        if phone is not None:
            connection.execute(update(AGENCY).where(AGENCY.c.id == found).values(phone=number))
        return _uuid(found)
    made = uuid7()
    connection.execute(insert(AGENCY).values(id=made, name=name, phone=number, made=now))
    return made


def create_team(connection: Connection, *, agency: str, name: str, now: datetime) -> UUID:
    """
    Set up a team of an agency; one that is there already is returned.

    Raises:
        AccountRefused: There is no such agency, or the name is empty or too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= MOST:
        raise AccountRefused({"name": f"Give the team's name, up to {MOST} characters"})
    of = _agency(connection, agency)
    found = connection.scalar(select(TEAM.c.id).where(TEAM.c.agency == of, TEAM.c.name == name))
    if found is not None:
        return _uuid(found)
    made = uuid7()
    connection.execute(insert(TEAM).values(id=made, agency=of, name=name, made=now))
    return made


def create_user(
    connection: Connection,
    *,
    username: str,
    name: str,
    email: str,
    agency: str,
    role: str,
    password: NewPassword | None,
    now: datetime,
    team: str = "",
) -> UUID:
    """
    Set up a user.

    Args:
        agency: An agency's name.
        password: None where they are to choose it themself, with a code.
        team: The name of a team of that agency; "" for none.

    Raises:
        AccountRefused: Something about it will not do; all such fields at once.
    """
    username, name, email = username.strip().casefold(), " ".join(name.split()), email.strip()
    wrong = _wrong(connection, username, name, email, role)
    if password is not None and (weak := weakness(password.text, username)):
        wrong["password"] = weak
    found: dict[str, UUID | None] = {}
    try:
        of = _agency(connection, agency)
        found = {"agency": of, "team": _team(connection, of, team)}
    except AccountRefused as refused:
        wrong |= refused.fields
    if wrong:
        raise AccountRefused(wrong)
    made = uuid7()
    connection.execute(
        insert(USER).values(
            id=made,
            username=username,
            name=name,
            email=email,
            role=str(Role(role)),
            password_hash=password.hash if password else NO_PASSWORD,
            made=now,
            **found,
        )
    )
    return made


def set_password(
    connection: Connection, *, user: UUID, password: NewPassword, now: datetime
) -> None:
    """
    Give a user a new password and end every session that they have.

    Raises:
        AccountRefused: The password will not do, or there is no such user.
    """
    account = account_of(connection, user)
    if account is None:
        raise AccountRefused({"username": "There is no such user"})
    weak = weakness(password.text, account.username)
    if weak:
        raise AccountRefused({"password": weak})
    connection.execute(update(USER).where(USER.c.id == user).values(password_hash=password.hash))
    end_sessions(connection, user, now)


def end_sessions(connection: Connection, user: UUID, now: datetime) -> None:
    """
    Sign somebody out wherever they are signed in.
    """
    connection.execute(
        update(SESSION)
        .where(SESSION.c.app_user == user, SESSION.c.ended.is_(None))
        .values(ended=now)
    )


def deactivate(connection: Connection, *, user: UUID, now: datetime) -> None:
    """
    Close an account from the next request on; what the person recorded keeps their name.
    """
    connection.execute(
        update(USER).where(USER.c.id == user, USER.c.deactivated.is_(None)).values(deactivated=now)
    )
    end_sessions(connection, user, now)


def account_of(connection: Connection, user: UUID) -> Account | None:
    """
    Return one account, whether it is active or not.
    """
    row = connection.execute(_accounts().where(USER.c.id == user)).one_or_none()
    return _account(row) if row else None


def account_called(connection: Connection, username: str) -> Account | None:
    """
    Return the account of a user name.
    """
    wanted = username.strip().casefold()
    row = connection.execute(_accounts().where(USER.c.username == wanted)).one_or_none()
    return _account(row) if row else None


def accounts(connection: Connection, *, agency: str = "") -> tuple[Account, ...]:
    """
    Return every account, of one agency or of all, by agency and name.
    """
    wanted = _accounts()
    if agency:
        wanted = wanted.where(AGENCY.c.name == agency)
    found = [_account(row) for row in connection.execute(wanted)]
    return tuple(sorted(found, key=lambda a: (a.agency.casefold(), a.name.casefold(), a.id)))


def agencies(connection: Connection) -> tuple[str, ...]:
    """
    Return the names of all agencies.
    """
    return tuple(sorted(connection.scalars(select(AGENCY.c.name)), key=str.casefold))


def phones(connection: Connection) -> dict[str, str]:
    """
    Return where each agency answers day and night; "" where nobody has said.
    """
    rows = connection.execute(select(AGENCY.c.name, AGENCY.c.phone))
    named = sorted(((row.name, row.phone) for row in rows), key=lambda one: one[0].casefold())
    return dict(named)


def teams(connection: Connection) -> tuple[Team, ...]:
    """
    Return all teams, by agency and name.
    """
    rows = connection.execute(
        select(TEAM.c.id, TEAM.c.name, AGENCY.c.name.label("agency")).join(
            AGENCY, AGENCY.c.id == TEAM.c.agency
        )
    )
    found = [Team(id=row.id, name=row.name, agency=row.agency) for row in rows]
    return tuple(sorted(found, key=lambda t: (t.agency.casefold(), t.name.casefold())))


def _accounts() -> Select[Any]:
    return (
        select(
            USER.c.id,
            USER.c.username,
            USER.c.name,
            USER.c.email,
            USER.c.role,
            USER.c.deactivated,
            USER.c.agency.label("agency_id"),
            USER.c.team.label("team_id"),
            AGENCY.c.name.label("agency"),
            TEAM.c.name.label("team"),
        )
        .join(AGENCY, AGENCY.c.id == USER.c.agency)
        .outerjoin(TEAM, TEAM.c.id == USER.c.team)
    )


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        username=row.username,
        name=row.name,
        email=row.email,
        agency=row.agency,
        agency_id=row.agency_id,
        team=row.team or "",
        team_id=row.team_id,
        role=Role(row.role),
        deactivated=row.deactivated,
    )


def _wrong(
    connection: Connection, username: str, name: str, email: str, role: str
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not _USERNAME.fullmatch(username):
        wrong["username"] = "Use 2 to 64 small letters, digits, dots, dashes or underscores"
    elif account_called(connection, username):
        wrong["username"] = "Somebody has this user name; choose another"
    if not 0 < len(name) <= MOST or _CONTROL.search(name):
        wrong["name"] = f"Give the person's name, up to {MOST} characters"
    if not _EMAIL.fullmatch(email) or len(email) > MOST or _CONTROL.search(email):
        wrong["email"] = "Give an e-mail address such as name@example.org"
    if role not in set(Role):
        wrong["role"] = f"Choose one of: {', '.join(Role)}"
    return wrong


def _agency(connection: Connection, name: str) -> UUID:
    found = connection.scalar(select(AGENCY.c.id).where(AGENCY.c.name == " ".join(name.split())))
    if found is None:
        raise AccountRefused({"agency": "There is no agency of this name; set it up first"})
    return _uuid(found)


def _team(connection: Connection, agency: UUID, name: str) -> UUID | None:
    if not name.strip():
        return None
    found = connection.scalar(
        select(TEAM.c.id).where(TEAM.c.agency == agency, TEAM.c.name == " ".join(name.split()))
    )
    if found is None:
        raise AccountRefused({"team": "This agency has no team of this name; set it up first"})
    return _uuid(found)


def _uuid(found: Any) -> UUID:
    if not isinstance(found, UUID):
        raise TypeError(type(found).__name__)
    return found
