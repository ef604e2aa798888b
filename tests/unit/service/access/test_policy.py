"""Who may do what, line by line of the table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.access.policy import TABLE, Action, Allow, Deny, Standing, decide
from service.access.reader import Reader, Role
from tests.factories.users import ReaderFactory

LATER = datetime(2026, 3, 2, 9, tzinfo=UTC)
STRANGER = Standing(ask="the lead")
ALLOCATED = Standing(allocated=True)
OPENED = Standing(opened_until=LATER)
ON_A_CHILD = (Action.READ, Action.RECORD, Action.ANSWER, Action.CHANGE_OUTCOME, Action.MAKE_PACK)


def _may(role: Role, action: Action, standing: Standing) -> bool:
    return isinstance(decide(ReaderFactory(role=role), action, standing), Allow)


def test_every_action_has_its_line_so_that_none_is_decided_by_nobody() -> None:
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("how", [STRANGER, OPENED, Standing(addressed=True, wrote=True)])
def test_who_only_opened_a_record_lets_nobody_into_it(role: Role, how: Standing) -> None:
    assert not _may(role, Action.ALLOCATE, how)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.LEAD, Role.ADMINISTRATOR])
def test_who_answers_for_a_record_gives_the_child_to_somebody(role: Role) -> None:
    assert _may(role, Action.ALLOCATE, Standing(answers_for=True))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", ON_A_CHILD)
def test_nobody_reads_or_writes_a_record_that_is_not_open_to_them(
    role: Role, action: Action
) -> None:
    assert not _may(role, action, STRANGER)


@pytest.mark.parametrize("action", ON_A_CHILD)
@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.CHAIR, Role.LEAD])
@pytest.mark.parametrize("standing", [ALLOCATED, Standing(manages=True), OPENED])
def test_those_who_work_with_a_child_or_opened_the_record_can_work_in_it(
    role: Role, action: Action, standing: Standing
) -> None:
    assert _may(role, action, standing)


@pytest.mark.parametrize(
    "action",
    [
        a
        for a in Action
        if str(a)
        not in {
            "own.use",
            "child.register",
            "access.administer",
            "escalation.read",
            "ladder.read",
            "ladder.change",
            "rule.read",
            "absence.record",
        }
    ],
)
@pytest.mark.parametrize(
    "standing", [STRANGER, ALLOCATED, OPENED, Standing(addressed=True), Standing(wrote=True)]
)
def test_the_administrator_sees_no_case_however_they_stand_to_it(
    action: Action, standing: Standing
) -> None:
    assert not _may(Role.ADMINISTRATOR, action, standing)


def test_the_auditor_reads_with_a_reason_and_changes_nothing() -> None:
    assert _may(Role.AUDITOR, Action.READ, OPENED)
    assert not any(
        _may(Role.AUDITOR, action, OPENED)
        for action in (Action.RECORD, Action.ANSWER, Action.CHANGE_OUTCOME, Action.CHANGE_ENTRY)
    )


def test_only_the_auditor_reads_the_access_log() -> None:
    allowed = [role for role in Role if _may(role, Action.READ_ACCESS_LOG, ALLOCATED)]

    assert allowed == [Role.AUDITOR]


def test_an_entry_is_changed_by_its_author_or_a_manager_and_nobody_else() -> None:
    wrote = Standing(allocated=True, wrote=True)

    assert _may(Role.PRACTITIONER, Action.CHANGE_ENTRY, wrote)
    ours = Standing(allocated=True, answers_for=True)
    assert _may(Role.MANAGER, Action.CHANGE_ENTRY, ours)
    assert _may(Role.LEAD, Action.CHANGE_ENTRY, Standing(opened_until=LATER, answers_for=True))
    assert not _may(Role.PRACTITIONER, Action.CHANGE_ENTRY, ours)
    assert not _may(Role.MANAGER, Action.CHANGE_ENTRY, ALLOCATED)
    assert not _may(Role.LEAD, Action.CHANGE_ENTRY, OPENED)
    assert not _may(Role.MANAGER, Action.CHANGE_ENTRY, Standing(answers_for=True))
    assert not _may(Role.PRACTITIONER, Action.CHANGE_ENTRY, ALLOCATED)
    assert not _may(Role.PRACTITIONER, Action.CHANGE_ENTRY, Standing(wrote=True))


def test_an_escalation_is_answered_by_those_who_were_told_and_nobody_for_them() -> None:
    assert _may(Role.MANAGER, Action.ANSWER_ESCALATION, Standing(addressed=True))
    assert not _may(Role.MANAGER, Action.ANSWER_ESCALATION, ALLOCATED)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.CHAIR, Role.LEAD])
def test_a_refusal_says_whom_to_ask_and_that_a_reason_opens_the_record(role: Role) -> None:
    denied = decide(ReaderFactory(role=role), Action.READ, STRANGER)

    assert denied == Deny(
        reason="You do not work with this child.", ask="the lead", opens_with_reason=True
    )


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_every_refusal_names_somebody_to_ask(role: Role, action: Action) -> None:
    decided = decide(ReaderFactory(role=role), action)

    assert isinstance(decided, Allow) or (decided.reason and decided.ask)


def test_the_operator_who_holds_the_database_reads_the_whole_record() -> None:
    operator = Reader.operator("root")

    assert all(isinstance(decide(operator, action, STRANGER), Allow) for action in Action)
    assert operator.actor == "operator:root"
