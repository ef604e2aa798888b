"""Gives a child to a named worker, or ends that; who may open the record follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.kinds.allocation import ALLOCATED_AS
from events.recorded_event import Subject
from service.access.accounts import account_of
from service.access.allocating import (
    lead_refused,
    standing_to_allocate,
    whom_to_ask_to_allocate,
)
from service.access.allocations import allocated, workers
from service.access.policy import Action, Deny, decide
from service.access.reader import Role
from service.actions.errors import ActionRefused
from service.actions.hand_on_work import hand_on_after, work_before
from service.actions.name_the_new_lead import name_the_new_lead
from service.actions.said import said_today
from service.actions.tell_workers import tell_of_the_lead

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.actions.hand_on_work import HandedOn
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocate:
    """
    Who takes a child on, as what; or gives the child up.
    """

    child: UUID
    worker: UUID
    key: str
    role: str = "lead"
    ends: bool = False
    reason: str = ""


def allocate(session: Session, reader: Reader, wish: Allocate) -> tuple[HandedOn, ...]:
    """
    Record that a worker works with a child from now on, or no longer, where this reader may say so.

    What somebody owes for the child who no longer leads its work, or works with it no longer, is
    handed on, and every date stays where it was.

    Returns:
        What was handed on to whom; nothing where the same form is sent again.

    Raises:
        ActionRefused: The worker cannot be allocated, the role or the end makes no sense, or it is
            not for this reader to say.
    """
    if not _said_last(session, reader, wish):
        _require_standing(session, reader, wish)
    before = work_before(session, wish.child)
    appended = allocated_as_wished(session, reader, wish)
    if appended.already:
        return ()
    said = appended.events[0].entry_id
    return hand_on_after(session, reader, before, because_of=said, key=f"{wish.key}/handed-on")


def allocated_as_wished(session: Session, reader: Reader, wish: Allocate) -> Appended:
    """
    Record it for somebody of whom another action has found that they may: who registers the child,
    or closes an account.

    Raises:
        ActionRefused: The worker cannot be allocated, or the role or the end makes no sense.
    """
    account = account_of(session.connection, wish.worker)
    wrong: dict[str, str] = {}
    if account is None or (not account.active and not wish.ends):
        wrong["worker"] = "Choose somebody who uses the service now"
    elif account.role in {Role.ADMINISTRATOR, Role.AUDITOR} and not wish.ends:
        wrong["worker"] = f"An {account.role} works with no child; choose somebody else"
    if wish.role not in ALLOCATED_AS:
        wrong["role"] = f"Choose one of: {', '.join(ALLOCATED_AS)}"
    works = allocated(session.connection, child=wish.child, worker=wish.worker)
    if wish.ends and not works:
        wrong["worker"] = "This person does not work with the child"
    if wish.ends and not wish.reason.strip():
        wrong["reason"] = "Say why it ends, and who takes over"
    if wrong or account is None:
        raise ActionRefused(wrong)
    content = {
        "worker": str(account.id),
        "worker_name": account.name,
        "role": wish.role,
        "agency": account.agency,
        "change": "ends" if wish.ends else "begins",
    }
    if wish.reason.strip():
        content["reason"] = wish.reason.strip()
    before = workers(session.connection, wish.child)
    appended = session.log.append(
        [
            said_today(
                session, reader, "allocation", content, [Subject(person=wish.child, role="child")]
            )
        ],
        stream=wish.child,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    if not appended.already:
        tell_of_the_lead(session, reader, child=wish.child, who=account, before=before)
        if wish.role == "lead" and not wish.ends:
            name_the_new_lead(session, reader, child=wish.child, lead=account, key=wish.key)
    return appended


def _said_last(session: Session, reader: Reader, wish: Allocate) -> bool:
    # The same form sent again is answered as the first time: what stands already changes nothing.
    said = [one for one in session.log.stream(wish.child) if one.kind == "allocation"]
    if not said or said[-1].actor != reader.actor:
        return False
    content = said[-1].content
    return (content["worker"], content["role"], content.get("change") == "ends") == (
        str(wish.worker),
        wish.role,
        wish.ends,
    )


def _require_standing(session: Session, reader: Reader, wish: Allocate) -> None:
    how = standing_to_allocate(session, reader, wish.child)
    decided = decide(reader, Action.ALLOCATE, how)
    if isinstance(decided, Deny):
        ask = whom_to_ask_to_allocate(session, wish.child)
        raise ActionRefused({"worker": f"{decided.reason} Ask {ask}"})
    leads = any(
        one.account.id == wish.worker and one.as_what == "lead"
        for one in workers(session.connection, wish.child)
    )
    begins = wish.role == "lead" and not wish.ends
    if begins or leads:
        refused = lead_refused(session, reader, child=wish.child, worker=wish.worker, begins=begins)
        if refused:
            raise ActionRefused({"worker": refused})
