"""A manager sees who of the team holds which child, and what waits there, without searching."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from service.access.accounts import create_team
from service.access.reader import Reader
from service.actions.allocate import Allocate, allocate
from service.actions.register_person import RegisterPerson, register_person
from tests.fakes.office import AGENCY, Office, _user

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def part_of(page: str, name: str) -> str:
    return next(part for part in page.split("<section")[1:] if f">{name}</h2>" in part)


def test_each_worker_stands_with_the_children_they_hold_and_what_is_late(office: Office) -> None:
    office.overdue()

    page = office.browser("manager").get("/team").text

    worker = part_of(page, "Invented Worker")
    assert f'href="/children/{office.child}"' in worker
    assert "lead practitioner" in worker
    assert "1 overdue" in worker
    assert "1 owed by Invented Worker, overdue" in worker
    assert "No child is allocated" in part_of(page, "Invented Manager")


def test_workers_stand_by_name_and_are_not_ranked(office: Office) -> None:
    office.overdue()

    page = office.browser("manager").get("/team").text

    assert re.findall(r'id="worker-[^"]+">([^<]+)<', page) == [
        "Invented Manager",
        "Invented Worker",
    ]


def test_the_children_of_another_team_are_on_no_other_managers_page(office: Office) -> None:
    with office.throughline.writing() as session:
        create_team(session.connection, agency=AGENCY, name="South", now=session.now)
        _user(session, "south", "Invented South", "manager", team="South")

    page = office.browser("south").get("/team").text

    assert str(office.child) not in page
    assert "Invented Worker" not in page


@pytest.mark.parametrize("who", ["worker", "admin", "auditor", "lead"])
def test_nobody_but_a_manager_is_offered_it(office: Office, who: str) -> None:
    browser = office.browser(who)

    assert browser.get("/team").status_code == 403
    assert 'href="/team"' not in browser.get("/my-account").text


def test_a_child_whom_nobody_leads_is_said_first(office: Office) -> None:
    with office.throughline.writing() as session:
        operator = Reader.operator("tests")
        content = {"name": "Quillonby Unled", "kind_of_person": "child"}
        child = register_person(session, operator, RegisterPerson(content=content, key="unled"))
        helps = Allocate(child=child, worker=office.user("worker"), key="helps", role="other")
        allocate(session, operator, helps)

    before = office.browser("manager").get("/team").text.split('id="worker-')[0]

    assert "1 child has no lead practitioner" in before
    assert f'href="/children/{child}/allocate"' in before
    assert str(office.child) not in before
