"""
Keeps a child's whole record for those named, and opens it again; the child's lead hears of both.

Source: Information Sharing (2024); records of staff's own families and of those whom somebody looks
for, to be confirmed by each partnership.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from events.kinds.access_restricted import CLASSES
from events.recorded_event import Subject
from projections.stored.models.withholding import RESTRICTED, WHOLE_RECORD, withheld
from service.access.accounts import account_of, agencies
from service.access.allocating import standing_to_allocate, whom_to_ask_to_allocate
from service.access.allocations import leads_of, workers
from service.access.openings import says_why, tell_by_note
from service.access.policy import Action, Deny, decide
from service.access.restricted import hidden_from
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session

KEEPS = "The whole record is kept for those named"
OPENS = "The whole record is open again to those who work with the child"
_TOLD = MappingProxyType({"access_restricted": KEEPS, "access_restriction_lifted": OPENS})


@dataclass(frozen=True, kw_only=True, slots=True)
class RestrictRecord:
    """
    For whom alone a child's record is kept.

    Args:
        protects: One of ``CLASSES``.
        agencies: Whose people may still read it.
        people: Who else may, by account; whoever leads the child's work always may.
    """

    child: UUID
    protects: str
    reason: str
    key: str
    agencies: tuple[str, ...] = ()
    people: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LiftFromRecord:
    """
    That a record is open again; ``restriction`` is the number under which it was kept.
    """

    child: UUID
    restriction: str
    reason: str
    key: str


def kept_whole_under(session: Session, child: UUID) -> tuple[str, ...]:
    """
    Return the numbers of the restrictions that a child's whole record is under.
    """
    rows = withheld(session.connection, [], [child], why=RESTRICTED)
    return tuple(str(row.event) for row in rows if row.entry == WHOLE_RECORD)


def restrict_record(session: Session, reader: Reader, wish: RestrictRecord) -> Appended:
    """
    Keep a whole record for some.

    Raises:
        ActionRefused: This reader may not, an answer is wrong, or the reason says nothing.
    """
    _require(session, reader, wish.child)
    known = agencies(session.connection)
    wrong: dict[str, str] = {}
    if not says_why(wish.reason):
        wrong["reason"] = "Say in a sentence who could come to harm by the record being read"
    if wish.protects not in CLASSES:
        wrong["protects"] = "Choose what is protected"
    if unknown := [name for name in wish.agencies if name not in known]:
        wrong["agencies_allowed"] = f"Choose agencies of the list; {unknown[0]} is not one"
    named = [account_of(session.connection, one) for one in wish.people]
    if any(one is None or not one.active for one in named):
        wrong["people_allowed"] = "Choose people who use the service now"
    leads = leads_of(session.connection, wish.child)
    people = sorted({str(one) for one in wish.people} | {str(one.id) for one in leads})
    if not people and not wish.agencies:
        wrong["people_allowed"] = "Name somebody: a record that nobody reads protects no child"
    if wrong:
        raise ActionRefused(wrong)
    said: dict[str, Any] = {
        "protects": wish.protects,
        "reason": " ".join(wish.reason.split()),
        "people_allowed": people,
        "agencies_allowed": sorted(set(wish.agencies)),
    }
    content = {name: value for name, value in said.items() if value}
    return _said(session, reader, wish.child, "access_restricted", content, wish.key)


def lift_from_record(session: Session, reader: Reader, wish: LiftFromRecord) -> Appended:
    """
    Open a whole record again; whoever it is kept from does not open it by that.

    Raises:
        ActionRefused: This reader may not, it is under no such restriction, or the reason says
            nothing.
    """
    _require(session, reader, wish.child)
    if hidden_from(session.connection, reader, [wish.child]):
        raise ActionRefused({"reason": "It is opened again by somebody whom the restriction names"})
    if not says_why(wish.reason):
        raise ActionRefused({"reason": "Say in a sentence why it needs protecting no longer"})
    if wish.restriction not in kept_whole_under(session, wish.child):
        raise ActionRefused({"restriction": "The record is under no such restriction"})
    content = {"restriction": wish.restriction, "reason": " ".join(wish.reason.split())}
    return _said(session, reader, wish.child, "access_restriction_lifted", content, wish.key)


def _require(session: Session, reader: Reader, child: UUID) -> None:
    decided = decide(reader, Action.RESTRICT, standing_to_allocate(session, reader, child))
    if isinstance(decided, Deny):
        ask = whom_to_ask_to_allocate(session, child)
        raise ActionRefused({"reason": f"{decided.reason} Ask {ask}"})


def _said(
    session: Session,
    reader: Reader,
    child: UUID,
    kind: str,
    content: dict[str, Any],
    key: str,
) -> Appended:
    done = session.log.append(
        [said_today(session, reader, kind, content, [Subject(person=child, role="child")])],
        stream=child,
        decided_on=None,
        key=key,
        now=session.now,
    )
    if done.already:
        return done
    by = f"{reader.name} ({reader.agency})" if reader.user else "whoever runs the service"
    told = {one.account.id for one in workers(session.connection, child) if one.account.active}
    for one in sorted(told - {reader.user}, key=str):
        tell_by_note(
            session.connection,
            by=reader.user or one,
            child=child,
            words=f"{_TOLD[kind]}, said by {by}.",
            told=one,
            now=session.now,
        )
    return done
