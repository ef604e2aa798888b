"""
What is decided in one act and killed in the midst of it stands whole, or not at all.

A process of its own does the act and is killed at its first statement, at its second, and so on,
and last with everything written and not committed.
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as engine_event
from sqlalchemy import inspect, select

from service.access.accounts import account_called
from service.access.password_codes import keep_code, set_with_code
from service.access.passwords import NewPassword
from service.access.reader import Reader
from service.access.tables import API_TOKEN
from service.access.tokens import Scope, agree_to_token, create_token
from service.actions.allocate import Allocate, allocate
from service.actions.close_account import CloseAccount, close_account
from service.actions.erase import confirm_erasure, propose_erasure
from service.actions.restrict_record import RestrictRecord, restrict_record
from service.migrating import open_database
from service.webhooks.agreeing import agree
from tests.fakes.office import Office
from tests.faults.children import Child
from tests.faults.counts import TORTURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from service.wiring import Session, Throughline
    from tests.faults.children import Tell

    Act = Callable[[Session], object]

STEP = 1 if TORTURE else 4
"""In a short run every fourth statement, and always the commit."""


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    opened.second_lead()
    yield opened
    opened.close()


def stands(house: Throughline) -> str:
    """
    Return a digest of everything in every table.
    """
    said = sha256()
    with house.database.reading() as connection:
        for table in sorted(inspect(connection).get_table_names()):
            with connection.exec_driver_sql(f'SELECT * FROM "{table}"') as answer:
                rows = sorted(repr(tuple(row)) for row in answer.cursor.fetchall())
            said.update(repr((table, rows)).encode())
    return said.hexdigest()


def killed_at(house: Throughline, act: Act, place: int) -> Callable[[Tell], None]:
    """
    Return work that does an act and is killed before its statement with this number, from 0; with
    -1 before its commit, and with -2 not at all. It tells how many statements there were.
    """

    def work(tell: Tell) -> None:
        database = open_database(house.settings.database_url)
        done = [0]

        def statement(*_: Any) -> None:
            if done[0] == place:
                os.kill(os.getpid(), signal.SIGKILL)
            done[0] += 1

        def commit(_: Any) -> None:
            if place == -1:
                os.kill(os.getpid(), signal.SIGKILL)

        own = replace(house, database=database)
        with own.writing() as session:
            # From here on: to open a session is no part of the act.
            engine_event.listen(database.engine, "before_cursor_execute", statement)
            engine_event.listen(database.engine, "commit", commit)
            act(session)
        tell("done", done[0])

    return work


def whole_or_not_at_all(office: Office, act: Act) -> None:
    """
    Kill an act at each of its statements, see that nothing of it stands, and do it at last.
    """
    house = office.throughline
    before = stands(house)
    places = [-1, *range(0, 400, STEP)]
    killed = 0
    for place in places:
        house.database.close()
        child = Child(killed_at(house, act, place))
        child.bury()
        if child.told:
            break
        killed += 1
        assert stands(house) == before, f"killed at {place}"
    else:
        pytest.fail("the act never came to its end")
    # Killed with all of it written, and at one of its statements at least.
    assert killed >= 2
    assert stands(house) != before


def test_a_record_that_is_kept_whole_is_kept_with_all_who_hear_of_it(office: Office) -> None:
    office.officer_works_with_the_child()
    reader = office.reader("manager")
    wish = RestrictRecord(
        child=office.child,
        protects="staff",
        reason="A colleague's own family",
        people=(office.user("manager"),),
        key="kept",
    )
    whole_or_not_at_all(office, lambda session: restrict_record(session, reader, wish))


def test_a_lead_of_a_kept_record_is_handed_the_work_and_named_in_one(office: Office) -> None:
    reader = office.reader("manager")
    kept = RestrictRecord(
        child=office.child,
        protects="staff",
        reason="A colleague's own family",
        people=(office.user("manager"),),
        key="kept",
    )
    with office.throughline.writing() as session:
        restrict_record(session, reader, kept)
    wish = Allocate(child=office.child, worker=office.user("other"), role="lead", key="next")
    whole_or_not_at_all(office, lambda session: allocate(session, reader, wish))


def test_whose_account_is_closed_hands_on_every_child_and_all_that_is_owed_or_nothing(
    office: Office,
) -> None:
    office.child_of("worker", "Invented Second", "2019-05")
    office.owes("2026-04-10")
    reader = Reader.operator("tests")
    wish = CloseAccount(user=office.user("worker"), takes_over=office.user("other"), key="left")
    whole_or_not_at_all(office, lambda session: close_account(session, reader, wish))


def test_a_record_is_erased_with_every_key_of_it_or_can_be_read(office: Office) -> None:
    with office.throughline.writing() as session:
        number = propose_erasure(
            session,
            office.reader("lead"),
            office.child,
            basis="court order of 2 March 2026",
            reason="Opened on the wrong family.",
            key="proposal",
        )
    reader = office.reader("second")
    whole_or_not_at_all(office, lambda session: confirm_erasure(session, reader, number))


def test_a_webhook_and_a_token_are_agreed_to_or_not(office: Office) -> None:
    user = office.user("worker")
    webhook = office.full_webhook()
    with office.throughline.writing() as session:
        create_token(
            session.connection,
            username="invented.worker",
            purpose="an invented system",
            scopes=(Scope.READ,),
            expires=session.now + timedelta(days=1),
            now=session.now,
        )
        token = session.connection.scalar(select(API_TOKEN.c.prefix))
        assert token is not None

    def act(session: Session) -> None:
        assert agree(session.connection, user, webhook, session.now)
        assert agree_to_token(session.connection, user, token, session.now)

    whole_or_not_at_all(office, act)


def test_a_password_is_set_with_its_code_used_up_and_leads_told_or_not_at_all(
    office: Office,
) -> None:
    user, chosen = office.user("worker"), NewPassword("four other words")
    with office.throughline.writing() as session:
        keep_code(
            session.connection, "a-code", user=user, by="user:x", handed=True, now=session.now
        )
        assert account_called(session.connection, "invented.worker")

    def act(session: Session) -> None:
        assert set_with_code(
            session.connection,
            username="invented.worker",
            code="a-code",
            password=chosen,
            now=session.now,
        )

    whole_or_not_at_all(office, act)
