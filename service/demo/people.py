"""The people who can sign in to the demo; each of them is invented, and says so in the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.access.accounts import (
    Account,
    account_called,
    create_agency,
    create_team,
    create_user,
    set_password,
)
from service.access.reader import Role

if TYPE_CHECKING:
    from service.access.passwords import NewPassword
    from service.wiring import Session

CARE = "social care"
HEALTH = "health visiting"
TEAM = "Invented Team North"


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoPerson:
    """
    One invented user.

    Args:
        sees: What there is to see when signed in as this person.
    """

    username: str
    name: str
    agency: str
    role: Role
    sees: str
    team: str = ""


PEOPLE = (
    DemoPerson(
        username="worker",
        name="Invented Social Worker",
        agency=CARE,
        team=TEAM,
        role=Role.PRACTITIONER,
        sees="seven children, their questions, and an outcome that is overdue",
    ),
    DemoPerson(
        username="manager",
        name="Invented Team Manager",
        agency=CARE,
        team=TEAM,
        role=Role.MANAGER,
        sees="the team's children, and the escalation of what is overdue",
    ),
    DemoPerson(
        username="chair",
        name="Invented Conference Chair",
        agency=CARE,
        role=Role.CHAIR,
        sees="records opened with a reason, and conference packs",
    ),
    DemoPerson(
        username="lead",
        name="Invented Safeguarding Lead",
        agency=CARE,
        role=Role.LEAD,
        sees="what nobody answered",
    ),
    DemoPerson(
        username="visitor",
        name="Invented Health Visitor",
        agency=HEALTH,
        role=Role.PRACTITIONER,
        sees="a baby, and a child not yet born",
    ),
    DemoPerson(
        username="officer",
        name="Invented Police Officer",
        agency="police",
        role=Role.PRACTITIONER,
        sees="no child's record without a reason",
    ),
    DemoPerson(
        username="teacher",
        name="Invented Designated Lead of a School",
        agency="school",
        role=Role.PRACTITIONER,
        sees="one pupil, and a handover that waits to be understood",
    ),
    DemoPerson(
        username="auditor",
        name="Invented Auditor",
        agency=CARE,
        role=Role.AUDITOR,
        sees="who opened what",
    ),
    DemoPerson(
        username="admin",
        name="Invented Administrator",
        agency=CARE,
        role=Role.ADMINISTRATOR,
        sees="accounts and allocations, and no case",
    ),
)


def set_up(session: Session, password: NewPassword) -> dict[str, Account]:
    """
    Set up everybody who is not there yet, and give all of them this password.

    Returns:
        Their accounts, by user name.
    """
    found: dict[str, Account] = {}
    for person in PEOPLE:
        create_agency(session.connection, name=person.agency, now=session.now)
        if person.team:
            create_team(session.connection, agency=person.agency, name=person.team, now=session.now)
        account = account_called(session.connection, person.username)
        if account is None:
            create_user(
                session.connection,
                username=person.username,
                name=person.name,
                email=f"{person.username}@invented.example",
                agency=person.agency,
                team=person.team,
                role=str(person.role),
                password=password,
                now=session.now,
            )
            account = account_called(session.connection, person.username)
        else:
            set_password(session.connection, user=account.id, password=password, now=session.now)
        if account is not None:
            found[person.username] = account
    return found
