"""People who use the service, and a small caseload between them; everything in it is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import factory
from argon2 import PasswordHasher

from events.occurred import Occurred
from events.recorded_event import Subject
from service.access import passwords
from service.access.accounts import Account, account_of, create_agency, create_team, create_user
from service.access.passwords import NewPassword
from service.access.reader import Reader, Role
from service.actions.allocate import Allocate, allocate
from service.actions.record_event import RecordEvent, record_event
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.wiring import Session, Throughline

PASSWORD = "three invented words"
SOCIAL_CARE, HEALTH = "Children's social care", "Health visiting"
OPERATOR = Reader.operator("tests")


class ReaderFactory(factory.Factory[Reader]):
    """
    Somebody who reads, without an account in any database.

    Params: ``role`` as the policy names it.
    """

    class Meta:
        model = Reader

    user = factory.Faker("uuid4", cast_to=None)
    name = "Invented Reader"
    agency = SOCIAL_CARE
    role = Role.PRACTITIONER
    team = None


class VisitFactory(factory.DictFactory):
    """
    The answers of a visit that lack nothing.
    """

    purpose = "Planned visit"
    seen = "yes"
    alone = "no"
    fact = "Calm today."


@dataclass(kw_only=True)
class Caseload:
    """
    Users of every role, a child allocated to the practitioner, and a child who is somebody else's.

    Args:
        users: By user name: practitioner, colleague, manager, other_manager, chair, lead, auditor,
            administrator, health_visitor.
        mine: The child of the practitioner; ``theirs`` the child of the colleague.
        mother: The mother of both.
        secrets: Words that stand in the record of one child alone.
    """

    users: Mapping[str, UUID]
    mine: UUID
    theirs: UUID
    mother: UUID
    entries: dict[str, int] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(
        default_factory=lambda: {
            "mine": "canary-yellowhammer",
            "theirs": "canary-goldfinch",
            "mine_name": "Invented Child Amsel",
            "theirs_name": "Invented Child Drossel",
        }
    )


USERS: tuple[tuple[str, str, str, Role, str], ...] = (
    ("practitioner", "Invented Practitioner", SOCIAL_CARE, Role.PRACTITIONER, "North"),
    ("colleague", "Invented Colleague", SOCIAL_CARE, Role.PRACTITIONER, "South"),
    ("manager", "Invented Manager", SOCIAL_CARE, Role.MANAGER, "North"),
    ("other_manager", "Invented Other Manager", SOCIAL_CARE, Role.MANAGER, "South"),
    ("chair", "Invented Chair", SOCIAL_CARE, Role.CHAIR, ""),
    ("lead", "Invented Lead", HEALTH, Role.LEAD, ""),
    ("auditor", "Invented Auditor", SOCIAL_CARE, Role.AUDITOR, ""),
    ("administrator", "Invented Administrator", SOCIAL_CARE, Role.ADMINISTRATOR, ""),
    ("health_visitor", "Invented Health Visitor", HEALTH, Role.PRACTITIONER, ""),
)


def users(session: Session) -> dict[str, UUID]:
    """
    Set up agencies, teams and a user of every role.
    """
    # A hash that is slow to guess is slow to make: nine of them for each test would be minutes.
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    connection, now = session.connection, session.now
    for agency in (SOCIAL_CARE, HEALTH):
        create_agency(connection, name=agency, now=now)
    for team in ("North", "South"):
        create_team(connection, agency=SOCIAL_CARE, name=team, now=now)
    chosen = NewPassword(PASSWORD)
    return {
        username: create_user(
            connection,
            username=username,
            name=name,
            email=f"{username}@example.org",
            agency=agency,
            role=str(role),
            team=team,
            password=chosen,
            now=now,
        )
        for username, name, agency, role, team in USERS
    }


def reader(session: Session, user: UUID) -> Reader:
    """
    Return somebody as rights are decided for them.
    """
    account: Account | None = account_of(session.connection, user)
    assert account is not None
    return account.reader


def caseload(throughline: Throughline) -> Caseload:
    """
    Set up users and two children who share a mother.
    """
    with throughline.writing() as session:
        by_name = users(session)
        mine = child(session, "Invented Child Amsel", by_name["practitioner"])
        theirs = child(session, "Invented Child Drossel", by_name["colleague"])
        mother = register_person(
            session,
            OPERATOR,
            RegisterPerson(
                content={"name": "Invented Mother", "kind_of_person": "adult"}, key="mother"
            ),
        )
        made = Caseload(users=by_name, mine=mine, theirs=theirs, mother=mother)
        for of, name in ((mine, "mine"), (theirs, "theirs")):
            relate(
                session,
                OPERATOR,
                Relate(
                    child=of,
                    person=mother,
                    content={"relation": "mother", "closeness": "parent"},
                    key=f"tie/{of}",
                ),
            )
            made.entries[name] = visit(
                session,
                by_name["practitioner" if name == "mine" else "colleague"],
                of,
                key=f"visit/{name}",
                people=(Subject(person=mother, role="present"),),
                fact=f"Mother said: {made.secrets[name]}.",
            )
        return made


def child(session: Session, name: str, lead: UUID, born: str = "2020-03-01") -> UUID:
    """
    Register a child and allocate the child to a lead practitioner.
    """
    registered = register_person(
        session,
        OPERATOR,
        RegisterPerson(
            content={"name": name, "kind_of_person": "child", "date_of_birth": born},
            key=f"register/{name}",
        ),
    )
    allocate(
        session,
        OPERATOR,
        Allocate(child=registered, worker=lead, role="lead", key=f"allocate/{registered}/{lead}"),
    )
    return registered


def visit(
    session: Session,
    by: UUID,
    of: UUID,
    *,
    key: str,
    people: tuple[Subject, ...] = (),
    **answers: Any,
) -> int:
    """
    Record a visit of today and return its number.
    """
    recorded = record_event(
        session,
        reader(session, by),
        RecordEvent(
            child=of,
            kind="visit",
            occurred=Occurred.day(session.today),
            content=VisitFactory(**answers),
            people=people,
            key=key,
        ),
    )
    return recorded.first
