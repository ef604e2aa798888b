"""A record is erased by two people, for good, and nothing else of the log is touched."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from events.log.verify import Verified, verify
from projections.child_record import gather
from projections.stored.rebuild import check, rebuild
from service.actions.erase import confirm_erasure, proposals, propose_erasure
from service.actions.errors import ActionRefused
from service.telling.wanted import Wanted, tell_chronology
from tests.fakes.office import AGENCY, CANARIES, POLICE, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

WHY = {"basis": "court order of 2 March 2026", "reason": "Opened on the wrong family."}


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    opened.second_lead()
    yield opened
    opened.close()


def propose(office: Office, who: str = "lead", **more: str) -> str:
    with office.throughline.writing() as session:
        said = WHY | {"key": "proposal"} | more
        return propose_erasure(session, office.reader(who), office.child, **said)


def confirm(office: Office, number: str, who: str = "second") -> None:
    with office.throughline.writing() as session:
        confirm_erasure(session, office.reader(who), number)
    rebuild(office.throughline.database, office.clock.now())


def told(office: Office) -> str:
    with office.throughline.reading() as session:
        lead = office.reader("worker")
        return json.dumps(tell_chronology(session, lead, office.child, Wanted()))


def test_what_was_proposed_is_not_yet_erased(office):
    propose(office)

    assert "Thistlewhip" in told(office)
    with office.throughline.reading() as session:
        assert [one.erased_under for one in proposals(session)] == [""]


def test_whoever_proposed_it_cannot_agree_to_it(office):
    number = propose(office)

    with pytest.raises(ActionRefused) as refused:
        confirm(office, number, "lead")
    assert "another" in refused.value.fields["proposal"]
    assert "Thistlewhip" in told(office)


@pytest.mark.parametrize("who", ["worker", "manager", "auditor", "admin"])
def test_only_a_safeguarding_lead_proposes_or_agrees(office, who):
    with pytest.raises(ActionRefused):
        propose(office, who)
    number = propose(office)
    with pytest.raises(ActionRefused):
        confirm(office, number, who)


def test_leads_of_another_agency_destroy_no_record_even_if_they_take_the_child_on(office):
    other = replace(office.reader("lead"), agency=POLICE)
    with office.throughline.writing() as session, pytest.raises(ActionRefused) as refused:
        propose_erasure(session, other, office.child, key="theirs", **WHY)
    assert AGENCY in refused.value.fields["record"]

    number = propose(office)
    with office.throughline.writing() as session, pytest.raises(ActionRefused):
        confirm_erasure(session, replace(office.reader("second"), agency=POLICE), number)
    assert "Thistlewhip" in told(office)


@pytest.mark.parametrize("lacking", ["basis", "reason"])
def test_without_a_basis_or_a_reason_nothing_is_proposed(office, lacking):
    with pytest.raises(ActionRefused) as refused:
        propose(office, **{lacking: "  "})
    assert set(refused.value.fields) == {lacking}


def test_erased_nobody_reads_a_word_of_it_and_the_line_says_that_it_was_there(office):
    before = json.loads(told(office))
    confirm(office, propose(office))

    after = told(office)
    assert not [word for word in ("Thistlewhip",) if word in after]
    assert len(json.loads(after)["entries"]) == len(before["entries"])
    assert "erased" in after


def test_nothing_that_is_kept_to_be_listed_and_searched_still_says_it(office):
    confirm(office, propose(office))

    with office.throughline.reading() as session:
        tables = session.connection.execute(text(_TABLES[office.throughline.database.is_sqlite]))
        # The tests' own keys of requests hold what they record; those of people are random.
        for name in set(tables.scalars().all()) - {"request"}:
            rows = session.connection.execute(text(f'SELECT * FROM "{name}"')).all()
            assert "Thistlewhip" not in repr(rows), name
            assert "Quillonby Invented" not in repr(rows), name


def test_other_records_the_order_and_the_tree_stand(office):
    confirm(office, propose(office))

    with office.throughline.reading() as session:
        other = gather(session.log, office.closed).people()[office.closed]
    assert other.name == "Quillonby Elsewhere"
    *_, found = verify(office.throughline.database, {})
    assert isinstance(found, Verified)
    assert found.ok
    assert not any(one.differing for one in check(office.throughline.database))


def test_no_page_of_an_erased_record_breaks_or_says_what_it_said(office):
    """
    Nobody is allocated to it any more, so that it is closed; what matters is that it says nothing.
    """
    confirm(office, propose(office))

    browser = office.browser("worker")
    for path in ("", "/people", "/outcomes", "/pack"):
        answered = browser.get(f"/children/{office.child}{path}")
        assert answered.status_code in {200, 404}, path
        page = answered.get_data(as_text=True)
        assert not [word for word in CANARIES if f"{word} Invented" in page], path


def test_it_is_erased_once(office):
    number = propose(office)
    confirm(office, number)

    with pytest.raises(ActionRefused) as refused:
        confirm(office, number)
    assert "already" in refused.value.fields["proposal"]


_TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
