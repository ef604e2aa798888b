"""An invented agency with its people, its children and its service, for what reaches it by HTTP."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from escalation.running.sweep import sweep
from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from service.access.accounts import account_called, create_agency, create_team, create_user
from service.access.openings import open_with_reason
from service.access.passwords import NewPassword
from service.access.people import People
from service.access.tokens import Scope, agree_to_token, create_token
from service.actions.allocate import Allocate, allocate
from service.actions.move_entry import MoveEntry, move_entry
from service.actions.plan_outcome import PlanOutcome, plan_outcome
from service.actions.record_event import RecordEvent, record_event
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.migrating import open_database
from service.settings import Settings
from service.web.app import create_app
from service.webhooks.agreeing import webhooks_of
from service.webhooks.secrets import Vault
from service.webhooks.subscriptions import Subscribe, subscribe
from service.wiring import Session, Throughline
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from service.access.reader import Reader

NOW = datetime(2026, 3, 27, 9, 5, tzinfo=UTC)
AGENCY = "Invented social care"
POLICE = "Invented police"
PASSWORD = "three plain words"
PEOPLE = {
    "worker": "practitioner",
    "other": "practitioner",
    "manager": "manager",
    "lead": "safeguarding lead",
    "auditor": "auditor",
    "admin": "administrator",
}


@cache
def _chosen() -> NewPassword:
    # Slow on purpose, and the same password every time: hashed once for all tests.
    return NewPassword(PASSWORD)


CANARIES = ("Quillonby", "Zerubbabel", "Thistlewhip")
"""A child's name, an adult's and a word of an entry: words that are in no program and no error."""


class Api:
    """
    One caller of the API, with a service token.
    """

    def __init__(self, client: FlaskClient, token: str = "") -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._client.get(path, headers=self._headers | headers)

    def post(self, path: str, body: Any, key: str = "", **headers: str) -> TestResponse:
        named = {"Idempotency-Key": key} if key else {}
        return self._client.post(path, json=body, headers=self._headers | named | headers)


class Office:
    """
    Two practitioners, each with a child of their own, and those above and beside them.
    """

    def __init__(self, url: str, now: datetime = NOW) -> None:
        self.clock = StoppedClock(now)
        self.throughline = Throughline(
            settings=Settings(database_url=url, session_key="k" * 40),
            database=open_database(url),
            clock=self.clock,
        )
        self.app = create_app(self.throughline)
        self._people()
        self.child = self.child_of("worker", "Quillonby Invented", "2026-02-20")
        self.mother = self._adult("Zerubbabel Invented")
        self.closed = self.child_of("other", "Quillonby Elsewhere", "2019-05")
        self.entry = self.record({"fact": "Thistlewhip was said on the telephone."})

    def close(self) -> None:
        self.throughline.database.close()

    def reader(self, who: str) -> Reader:
        with self.throughline.reading() as session:
            account = account_called(session.connection, f"invented.{who}")
        assert account is not None
        return account.reader

    def user(self, who: str) -> UUID:
        """
        Return the id of somebody's account.
        """
        user = self.reader(who).user
        assert user is not None
        return user

    def opens(self, who: str) -> None:
        """
        Let somebody open the child's record with a reason.
        """
        with self.throughline.writing() as session:
            open_with_reason(
                session.connection,
                user=self.user(who),
                child=self.child,
                reason="Nobody else is there tonight",
                told=None,
                now=session.now,
            )

    def token(self, who: str = "worker", *scopes: Scope, lasts: timedelta = timedelta(1)) -> str:
        with self.throughline.writing() as session:
            token = create_token(
                session.connection,
                username=f"invented.{who}",
                purpose="an invented system",
                scopes=scopes or tuple(Scope),
                expires=session.now + lasts,
                now=session.now,
            )
            prefix = token.split("_")[1]
            assert agree_to_token(session.connection, self.user(who), prefix, session.now)
            return token

    def full_webhook(self) -> str:
        """
        Set a webhook up that is to be told all of what the worker may read; nobody agreed to it.
        """
        with self.throughline.writing() as session:
            subscribe(
                session.connection,
                Subscribe(
                    url="https://elsewhere.invalid/take",
                    purpose="an invented system",
                    username="invented.worker",
                    style="full",
                ),
                vault=Vault("k" * 40),
                allowed=(),
                now=session.now,
            )
            (made,) = webhooks_of(session.connection, self.user("worker"))
        return made.prefix

    def api(self, who: str = "worker", *scopes: Scope) -> Api:
        return Api(self.app.test_client(), self.token(who, *scopes))

    def anonymous(self) -> Api:
        return Api(self.app.test_client())

    def browser(self, who: str = "worker") -> FlaskClient:
        client = self.app.test_client()
        page = client.get("/sign-in").get_data(as_text=True)
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        form = {"username": f"invented.{who}", "password": PASSWORD, "csrf_token": token}
        assert client.post("/sign-in", data=form).status_code == 303
        return client

    def record(
        self, content: dict[str, Any], kind: str = "contact", day: str = "2026-03-20", **more: Any
    ) -> str:
        """
        Record an entry for the worker's child and return its number.
        """
        with self.throughline.writing() as session:
            asked = {"from_whom": "neighbour", "about": "A call"} if kind == "contact" else {}
            recorded = record_event(
                session,
                self.reader("worker"),
                RecordEvent(
                    child=more.pop("child", self.child),
                    kind=kind,
                    occurred=Occurred.day(datetime.fromisoformat(day).date()),
                    content=asked | content,
                    key=f"office/{kind}/{day}/{content}",
                    **more,
                ),
            )
        return recorded.events[0].entry_id

    def said(self, kind: str, content: dict[str, Any], child: UUID | None = None) -> str:
        """
        Record what only an action records, and return its number.
        """
        of = child or self.child
        new = NewEvent(
            kind=kind,
            occurred=Occurred.day(date(2026, 3, 20)),
            content=content,
            agency=AGENCY,
            actor="throughline",
            subjects=(Subject(person=of, role="child"),),
        )
        with self.throughline.writing() as session:
            key = f"office/{kind}/{content}"
            done = session.log.append([new], stream=of, decided_on=None, key=key, now=session.now)
        return done.events[0].entry_id

    def another_child(self, name: str) -> None:
        """
        Make a newly registered child the one that the worker works with.
        """
        self.child = self.child_of("worker", name, "2024-02-20")

    def officer_works_with_the_child(self) -> None:
        """
        Bring in another agency, whose officer is allocated to the same child.
        """
        with self.throughline.writing() as session:
            create_agency(session.connection, name=POLICE, now=session.now)
            officer = _user(session, "officer", "Invented Officer", "practitioner", agency=POLICE)
            allocate(
                session,
                self.reader("manager"),
                Allocate(child=self.child, worker=officer, key="office/officer", role="other"),
            )

    def another_manager(self, agency: str) -> UUID:
        """
        Bring in ``inspector``, a manager of another agency, who has opened the child's record.
        """
        with self.throughline.writing() as session:
            inspector = _user(session, "inspector", "Invented Inspector", "manager", agency=agency)
        self.opens("inspector")
        return inspector

    def second_lead(self) -> None:
        """
        Bring in ``second``, another safeguarding lead of the same agency.
        """
        with self.throughline.writing() as session:
            _user(session, "second", "Invented Second Lead", "safeguarding lead")

    def owes(self, due: str) -> UUID:
        """
        Plan an outcome of the worker's and return its id.
        """
        with self.throughline.writing() as session:
            return plan_outcome(
                session,
                self.reader("worker"),
                PlanOutcome(
                    child=self.child,
                    content={
                        "risk": "Meals are missed.",
                        "response": "Weekly visits.",
                        "desired": "Is not hungry on Monday mornings.",
                        "measure": "School's breakfast notes.",
                        "owner": str(self.reader("worker").user),
                        "agency": AGENCY,
                        "due": due,
                    },
                    key=f"office/plan/{due}",
                ),
            )

    def overdue(self) -> str:
        """
        Plan an outcome, let its day pass, sweep, and return the escalation's number.

        The outcome is ``outcome`` afterwards.
        """
        self.outcome = self.owes("2026-03-30")
        self.clock.set("2026-04-02T09:00:00Z")
        sweep(self.throughline.database, People, self.clock)
        told = self.api().get("/api/escalations").get_json()["escalations"]
        return str(told[0]["escalation"])

    def _people(self) -> None:
        with self.throughline.writing() as session:
            create_agency(session.connection, name=AGENCY, now=session.now)
            create_team(session.connection, agency=AGENCY, name="North", now=session.now)
            for who, role in PEOPLE.items():
                team = "North" if who in {"worker", "manager"} else ""
                _user(session, who, f"Invented {who.title()}", role, team=team)

    def child_of(self, whose: str, name: str, born: str) -> UUID:
        """
        Register a child whom somebody works with.
        """
        reader = self.reader(whose)
        with self.throughline.writing() as session:
            return register_person(
                session,
                reader,
                RegisterPerson(
                    content={"name": name, "kind_of_person": "child", "date_of_birth": born},
                    key=f"office/{name}",
                    allocate_to=reader.user,
                ),
            )

    def taken_to_another_child(self) -> str:
        """
        Take the office's entry to the child whose it is, and return its number there.
        """
        right = self.child_of("worker", "Quillonby Right", "2020-05-05")
        with self.throughline.writing() as session:
            wish = MoveEntry(
                child=self.child,
                entry=self.entry,
                right_child=right,
                reason="Of the other child",
                key="move",
                decided_on=session.log.stream(self.child)[-1].version,
            )
            return move_entry(session, self.reader("worker"), wish).entry

    def _adult(self, name: str) -> UUID:
        reader = self.reader("worker")
        with self.throughline.writing() as session:
            adult = register_person(
                session,
                reader,
                RegisterPerson(
                    content={"name": name, "kind_of_person": "adult"}, key=f"office/{name}"
                ),
            )
            relate(
                session,
                reader,
                Relate(
                    child=self.child,
                    person=adult,
                    content={"relation": "mother", "closeness": "parent"},
                    key="office/mother",
                ),
            )
        return adult


def _user(
    session: Session, who: str, name: str, role: str, *, agency: str = AGENCY, team: str = ""
) -> UUID:
    return create_user(
        session.connection,
        username=f"invented.{who}",
        name=name,
        email=f"{who}@agency.invalid",
        agency=agency,
        role=role,
        password=_chosen(),
        now=session.now,
        team=team,
    )
