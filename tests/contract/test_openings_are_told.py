"""Nobody opens a child's record unseen, and no reason is made of nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from service.access.openings import openings, says_why
from service.access.reader import Reader
from service.actions.allocate import Allocate, allocate
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def without_a_lead(office: Office) -> None:
    with office.throughline.writing() as session:
        wish = Allocate(
            child=office.child, worker=office.user("worker"), key="gone", ends=True, reason="Left"
        )
        allocate(session, Reader.operator("tests"), wish)


def opens(office: Office, who: str, reason: str) -> TestResponse:
    browser = office.browser(who)
    page = f"/children/{office.child}/open"
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)
    assert token is not None
    return browser.post(page, data={"csrf_token": token.group(1), "reason": reason})


def told(office: Office, who: str) -> list[str]:
    with office.throughline.reading() as session:
        return [
            one.reason
            for one in openings(session.connection, told=office.user(who), unseen=True)
            if "school rang" in one.reason
        ]


def test_every_safeguarding_lead_who_answers_for_a_child_without_a_lead_hears(
    office: Office,
) -> None:
    office.second_lead()
    without_a_lead(office)
    assert opens(office, "other", "On duty: school rang about a bruise").status_code == 303
    for who in ("lead", "second"):
        assert len(told(office, who)) == 1
        assert "school rang about a bruise" in office.browser(who).get("/my-work").text


def test_nobody_is_told_of_their_own_opening_and_the_other_lead_is(office: Office) -> None:
    office.second_lead()
    without_a_lead(office)
    assert opens(office, "lead", "On duty: school rang about a bruise").status_code == 303
    assert told(office, "lead") == []
    assert len(told(office, "second")) == 1


def test_the_lead_practitioner_alone_hears_where_there_is_one(office: Office) -> None:
    assert opens(office, "other", "On duty: school rang about a bruise").status_code == 303
    assert len(told(office, "worker")) == 1
    assert told(office, "lead") == []


@pytest.mark.parametrize("reason", ["x x x", "a b c d", "asdf asdf asdf", "Asdf asdf, asdf. x y"])
def test_a_reason_of_letters_or_of_one_word_again_opens_nothing(
    office: Office, reason: str
) -> None:
    answer = opens(office, "other", reason)
    assert "at least three different words" in answer.text
    assert office.browser("other").get(f"/children/{office.child}").status_code == 302
    assert told(office, "worker") == []


def test_a_short_true_reason_is_one() -> None:
    assert says_why("On duty tonight")
    assert says_why("School rang: a bruise")
