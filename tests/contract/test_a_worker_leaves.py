"""Somebody leaves, and nothing that they owed is left to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from escalation.running.sweep import sweep
from projections.plans.kept import from_text
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from service.access.accounts import account_of
from service.access.allocations import lead_of
from service.access.openings import openings
from service.access.people import People
from service.access.reader import Reader
from service.actions.allocate import Allocate, allocate
from service.actions.close_account import CloseAccount, close_account
from service.actions.errors import ActionRefused
from service.actions.move_outcome import MoveOutcome, move_outcome
from service.actions.record_absence import RecordAbsence, record_absence
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from projections.plans.planned_outcome import PlannedOutcome


OPERATOR = Reader.operator("tests")
REFERRAL = {
    "fact": "A mark on the arm was seen at school.",
    "source": "The school's safeguarding lead",
    "source_how": "told",
    "from_whom": "school",
    "concern": "A mark on the arm",
    "concerns": ["physical_abuse"],
    "immediate_risk": "no",
    "parent_aware": "yes",
    "child_spoken": "yes",
}


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def leaves(office: Office, takes_over: str = "", by: Reader | None = None):
    """
    Close the worker's account: the administrator does, or by name the operator.
    """
    office.clock.set("2026-03-30T09:00:00Z")
    heir = office.user(takes_over) if takes_over else None
    with office.throughline.writing() as session:
        wish = CloseAccount(user=office.user("worker"), takes_over=heir, key="left")
        return close_account(session, by or office.reader("admin"), wish)


def owed(office: Office) -> list[PlannedOutcome]:
    with office.throughline.reading() as session:
        wanted = select(PLANNED_OUTCOME.c.body).where(
            PLANNED_OUTCOME.c.child == office.child, PLANNED_OUTCOME.c.open == 1
        )
        return [from_text(row.body) for row in session.connection.execute(wanted)]


def test_their_manager_owns_what_they_owed_and_owes_each_child_a_new_lead_today(office):
    planned = office.owes("2026-04-17")
    closed = leaves(office)
    manager = str(office.user("manager"))
    mine = next(one for one in owed(office) if one.id == planned)
    assert (mine.owner, str(mine.due), mine.moves) == (manager, "2026-04-17", ())
    new_lead = next(one for one in owed(office) if one.practice_id == "T37")
    assert (new_lead.owner, str(new_lead.due)) == (manager, "2026-03-30")
    assert closed.to == "Invented Manager"
    assert closed.children == 1
    assert "Quillonby" not in closed.words()
    with office.throughline.reading() as session:
        gone = account_of(session.connection, office.user("worker"))
        assert gone is not None
        assert not gone.active
    office.clock.set("2026-03-31T09:00:00Z")
    sweep(office.throughline.database, People, office.clock)
    told = next(one for one in owed(office) if one.practice_id == "T37").escalations[0]
    assert "Invented Manager" in told.to_words


def test_whoever_takes_over_has_the_children_and_the_work_at_once(office):
    planned = office.owes("2026-04-17")
    leaves(office, takes_over="other", by=OPERATOR)
    assert next(one for one in owed(office) if one.id == planned).owner == str(office.user("other"))
    assert [one for one in owed(office) if one.practice_id == "T37"] == []
    with office.throughline.reading() as session:
        lead = lead_of(session.connection, office.child)
        assert lead is not None
        assert lead.id == office.user("other")


def test_nobody_takes_over_who_may_work_with_no_child(office):
    for who in ("worker", "auditor", "admin"):
        with pytest.raises(ActionRefused) as refused:
            leaves(office, takes_over=who, by=OPERATOR)
        assert "takes_over" in refused.value.fields
    with office.throughline.reading() as session:
        still = account_of(session.connection, office.user("worker"))
        assert still is not None
        assert still.active


def test_an_administrator_lets_no_account_of_their_own_into_a_leavers_cases(office):
    with pytest.raises(ActionRefused) as refused:
        leaves(office, takes_over="other")
    assert "Their manager decides" in refused.value.fields["takes_over"]
    page = office.browser("admin").get("/administration").text
    assert "takes_over" not in page
    assert "What they owed goes to their manager" in page

    leaves(office)
    wish = Allocate(child=office.child, worker=office.user("other"), key="mine")
    with office.throughline.writing() as session, pytest.raises(ActionRefused) as refused:
        allocate(session, office.reader("admin"), wish)
    assert "Invented social care" in refused.value.fields["worker"]
    allocates(office, "other", "comes")


def away(office: Office, to_day: str, from_day: str = "2026-04-01") -> None:
    office.clock.set("2026-03-30T09:00:00Z")
    with office.throughline.writing() as session:
        wish = RecordAbsence(
            who=office.user("worker"),
            from_day=from_day,
            to_day=to_day,
            deputy=None,
            key="away",
        )
        record_absence(session, office.reader("manager"), wish)


def test_who_is_away_for_weeks_leaves_a_child_to_somebody_else_from_the_first_day(office):
    # Good Friday and Easter Monday lie between: ten working days end on 16 April.
    away(office, "2026-04-17")
    new_lead = next(one for one in owed(office) if one.practice_id == "T37")
    assert (new_lead.owner, str(new_lead.due)) == (str(office.user("manager")), "2026-04-01")

    with office.throughline.writing() as session:
        wish = Allocate(child=office.child, worker=office.user("other"), key="instead")
        allocate(session, office.reader("manager"), wish)
    sweep(office.throughline.database, People, office.clock)
    assert [one for one in owed(office) if one.practice_id == "T37"] == []


def test_who_is_away_for_two_weeks_keeps_the_child(office):
    away(office, "2026-04-16")
    assert [one for one in owed(office) if one.practice_id == "T37"] == []


def allocates(office: Office, who: str, key: str, role: str = "lead", **more: Any):
    wish = Allocate(child=office.child, worker=office.user(who), role=role, key=key, **more)
    with office.throughline.writing() as session:
        return allocate(session, office.reader("manager"), wish)


def owner_of(office: Office, outcome: UUID) -> tuple[str, str, tuple[object, ...]]:
    mine = next(one for one in owed(office) if one.id == outcome)
    return mine.owner, str(mine.due), mine.moves


def test_a_new_lead_owns_what_the_one_before_owed_and_no_date_moves(office):
    planned = office.owes("2026-04-17")
    office.record(REFERRAL, "referral")
    sweep(office.throughline.database, People, office.clock)
    worker = str(office.user("worker"))
    before = {one.id: (one.due, one.original_due) for one in owed(office) if one.owner == worker}
    assert len(before) > 1

    handed_on = allocates(office, "other", "new")

    assert [(one.to.name, one.outcomes) for one in handed_on] == [("Invented Other", len(before))]
    other = str(office.user("other"))
    assert owner_of(office, planned) == (other, "2026-04-17", ())
    now = {one.id: (one.due, one.original_due) for one in owed(office) if one.owner == other}
    assert now == before
    assert allocates(office, "other", "new") == ()


def test_what_a_lead_leaves_while_nobody_leads_is_the_managers_until_somebody_does(office):
    planned = office.owes("2026-04-17")
    manager = str(office.user("manager"))
    allocates(office, "worker", "gone", ends=True, reason="Another team")
    assert owner_of(office, planned) == (manager, "2026-04-17", ())
    new_lead = next(one for one in owed(office) if one.practice_id == "T37")
    assert (new_lead.owner, str(new_lead.due)) == (manager, "2026-03-27")

    allocates(office, "other", "comes")
    assert owner_of(office, planned) == (str(office.user("other")), "2026-04-17", ())
    assert [one for one in owed(office) if one.practice_id == "T37"] == []


def test_the_next_lead_takes_over_what_waited_since_an_account_was_closed(office):
    planned = office.owes("2026-04-17")
    leaves(office)
    allocates(office, "other", "comes")
    assert owner_of(office, planned) == (str(office.user("other")), "2026-04-17", ())


def hands_on(office: Office, outcome: UUID, owner: str, reason: str) -> None:
    """
    Have the manager hand something owed on to somebody by name.
    """
    with office.throughline.writing() as session:
        wish = MoveOutcome(
            child=office.child,
            outcome=outcome,
            reason=reason,
            owner=str(office.user(owner)),
            key=reason,
            decided_on=None,
        )
        move_outcome(session, office.reader("manager"), wish)


def test_what_a_manager_took_by_name_stays_theirs_when_a_lead_comes(office):
    planned = office.owes("2026-04-17")
    hands_on(office, planned, "manager", "I ask the court myself")
    allocates(office, "worker", "gone", ends=True, reason="Another team")
    allocates(office, "other", "comes")
    assert owner_of(office, planned)[0] == str(office.user("manager"))


def test_who_works_beside_the_lead_leaves_what_they_owed_to_a_colleague(office):
    allocates(office, "other", "beside", role="other")
    planned = office.owes("2026-04-17")
    hands_on(office, planned, "other", "Knows the nursery")
    allocates(office, "other", "gone", role="other", ends=True, reason="Left the team")
    assert owner_of(office, planned)[0] == str(office.user("worker"))


def test_a_lead_of_another_agency_leaves_to_who_stays_what_is_theirs(office):
    office.officer_works_with_the_child()
    planned = office.owes("2026-04-17")
    allocates(office, "officer", "police-lead")
    assert owner_of(office, planned)[0] == str(office.user("worker"))


def test_whoever_leads_next_is_told_how_much_came_to_them(office):
    office.owes("2026-04-17")
    allocates(office, "other", "new")
    with office.throughline.reading() as session:
        notes = openings(session.connection, told=office.user("other"), unseen=True)
    assert any("1 thing owed went to Invented Other; no date moved." in n.reason for n in notes)
