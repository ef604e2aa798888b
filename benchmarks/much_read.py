"""A child with a long record in a large log, a practitioner who reads it, and the service."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import orjson

from benchmarks.databases import opened
from benchmarks.invented import NOW
from benchmarks.long_record import fill_record, long_record, registered
from benchmarks.stage import filled
from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from projections.kept_records import KeptRecords
from service.access.accounts import account_called, create_agency, create_user
from service.access.passwords import NewPassword
from service.access.tokens import Scope, agree_to_token, create_token
from service.collecting import collect_seldom
from service.settings import Settings
from service.telling.wanted import Wanted, tell_page
from service.web.app import create_app
from service.wiring import Throughline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from flask import Flask
    from flask.testing import FlaskClient

    from benchmarks.stage import Stage
    from service.access.reader import Reader

AGENCIES = (
    "Children's social care", "Health visiting", "Police", "School", "Hospital", "General practice",
    "Housing", "Adult mental health",
)  # fmt: skip
ADULTS = 20
A_PAGE = 100
PASSWORD = "three plain words"  # noqa: S105 - of an account that ends with the run


class StandingClock:
    """
    A clock that stands, so that nothing falls due while it is measured.
    """

    def now(self) -> datetime:
        """
        Return the moment at which everything here was recorded.
        """
        return NOW


@dataclass(frozen=True, kw_only=True)
class House:
    """
    The service over a log, and somebody who works with the children in it.
    """

    throughline: Throughline
    app: Flask
    reader: Reader
    token: str

    def child(self, count: int) -> UUID:
        """
        Record a child with so many entries, 20 adults and 8 agencies, whom the reader works with.
        """
        child = uuid4()
        with self.throughline.writing() as session:
            session.log.append(
                [registered(child, "child"), _allocated(child, self.reader)],
                stream=child,
                decided_on=0,
                key=str(child),
                now=NOW,
            )
        told = long_record(child, count, count, adults=ADULTS, agencies=AGENCIES)
        fill_record(self.throughline.database, child, told)
        return child

    def page(self, child: UUID, **more: Any) -> bytes:
        """
        Read a page of 100 and serialise it, as the API's view does.
        """
        with self.throughline.reading() as session:
            wanted = Wanted(limit=A_PAGE, **more)
            return orjson.dumps(tell_page(session, self.reader, child, wanted))

    def browser(self) -> FlaskClient:
        """
        Return a browser in which the reader is signed in.
        """
        browser = self.app.test_client()
        form = browser.get("/sign-in").get_data(as_text=True)
        token = re.findall(r'name="csrf_token" value="([^"]+)"', form)[0]
        said = {"csrf_token": token, "username": "invented.worker", "password": PASSWORD}
        assert browser.post("/sign-in", data=said).status_code < 400  # noqa: PLR2004
        return browser

    def forget(self) -> None:
        """
        Let the pages be of a process that has read nothing yet.
        """
        self.app.extensions["throughline"] = self.anew().throughline

    def anew(self) -> House:
        """
        Return the same as a process that has read nothing yet.
        """
        return replace(self, throughline=replace(self.throughline, kept=KeptRecords()))


@contextmanager
def _collecting_as_it_serves() -> Iterator[None]:
    before = gc.get_threshold()
    collect_seldom()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@contextmanager
def house(stage: Stage, count: int) -> Iterator[House]:
    """
    Lend the service over a log of so many events of other children.
    """
    with opened(stage.databases.empty()) as database, _collecting_as_it_serves():
        filled(database, count)
        throughline = Throughline(
            settings=Settings(
                database_url=database.url.render_as_string(hide_password=False),
                session_key="k" * 40,
            ),
            database=database,
            clock=StandingClock(),
        )
        with throughline.writing() as session:
            connection = session.connection
            create_agency(connection, name=AGENCIES[0], now=NOW)
            create_user(
                connection,
                username="invented.worker",
                name="Invented Worker",
                email="worker@agency.invalid",
                agency=AGENCIES[0],
                role="practitioner",
                password=NewPassword(PASSWORD),
                now=NOW,
            )
            token = create_token(
                connection,
                username="invented.worker",
                purpose="measuring",
                scopes=(Scope.READ,),
                expires=NOW.replace(year=NOW.year + 1),
                now=NOW,
            )
            account = account_called(connection, "invented.worker")
            if account is not None:
                agree_to_token(connection, account.id, token.split("_")[1], NOW)
        assert account is not None
        yield House(
            throughline=throughline,
            app=create_app(throughline),
            reader=account.reader,
            token=token,
        )


def _allocated(child: UUID, worker: Reader) -> NewEvent:
    assert worker.user is not None
    return NewEvent(
        kind="allocation",
        occurred=Occurred.day(NOW.date()),
        content={"worker": str(worker.user), "worker_name": worker.name, "role": "lead"},
        agency=AGENCIES[0],
        actor="user:invented-manager",
        subjects=(
            Subject(person=child, role="child"),
            Subject(person=worker.user, role="worker"),
        ),
    )
