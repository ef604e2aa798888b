"""Records who is away and who stands in, and turns on the on-call rota; the reason is not asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import select

from events.recorded_event import Subject
from projections.stored.models.absence import ABSENCE
from projections.stored.models.allocation import ALLOCATION
from projections.stored.models.on_call import ON_CALL
from service.access.accounts import account_of
from service.access.reader import Role
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.log.contract import Appended
    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session

AWAY = UUID("a6c2b1f4-5d3e-5f86-8a57-0d1f5c7b9e02")
"""The namespace of the streams of absences, one a worker, and of the rota."""

ANYBODYS = frozenset({Role.MANAGER, Role.LEAD, Role.ADMINISTRATOR})
"""Who may record another's absence, and the rota."""

LONGEST = timedelta(days=400)

WORKING_DAYS = 10
"""Away for longer, whoever leads a child is owed a successor on the first day (T37); local."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordAbsence:
    """
    Who is away from which day to which, both included, and who stands in.

    Args:
        deputy: None where nobody does: then others of each level hear, or the next one up.
    """

    who: UUID
    from_day: str
    to_day: str
    deputy: UUID | None
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordOnCall:
    """
    Who is on call from which day to which, both included.
    """

    who: UUID
    from_day: str
    to_day: str
    key: str


def may_record_for(reader: Reader, who: Account | None) -> bool:
    """
    Tell whether a reader may record that somebody is away.
    """
    return keeps_rota_of(reader, who) or (who is not None and reader.user == who.id)


def keeps_rota_of(reader: Reader, who: Account | None) -> bool:
    """
    Tell whether a reader keeps the rota for somebody.

    Whoever stands in or is on call may read where a child is hidden and hears what is overdue: a
    manager or lead decides that for their own agency alone.
    """
    if reader.is_operator or reader.role is Role.ADMINISTRATOR:
        return True
    return reader.role in ANYBODYS and who is not None and who.agency == reader.agency


def record_absence(session: Session, reader: Reader, wish: RecordAbsence) -> Appended:
    """
    Record it; from its first day on the ladder tells the deputy instead.

    Raises:
        ActionRefused: The days or the people are wrong, or it is another's to record.
    """
    account = account_of(session.connection, wish.who)
    deputy = account_of(session.connection, wish.deputy) if wish.deputy else None
    wrong = _wrong_days(session, wish.from_day, wish.to_day)
    if account is None or not account.active:
        wrong["who"] = "Choose somebody who uses Throughline"
    elif not may_record_for(reader, account):
        wrong["who"] = (
            "You may record your own absence; ask a manager of theirs for somebody else's"
        )
    if wish.deputy and (deputy is None or not deputy.active):
        wrong["deputy"] = "Choose somebody who uses Throughline, or nobody"
    elif wish.deputy == wish.who:
        wrong["deputy"] = "Choose somebody else to stand in"
    if wrong or account is None:
        raise ActionRefused(wrong)
    said = _said(account, wish.from_day, wish.to_day)
    if deputy is not None:
        said |= {"deputy": str(deputy.id), "deputy_words": deputy.name}
    appended = _append(session, reader, ("absence_recorded", str(wish.who)), said, wish.key)
    if not appended.already and _too_long(session, wish):
        _ask_for_successors(session, reader, wish)
    return appended


def _too_long(session: Session, wish: RecordAbsence) -> bool:
    first, last = date.fromisoformat(wish.from_day), date.fromisoformat(wish.to_day)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(map(session.practice.calendar.is_working, days)) > WORKING_DAYS


def _ask_for_successors(session: Session, reader: Reader, wish: RecordAbsence) -> None:
    """
    Say to each child's record that its lead will not be there, which opens what is owed by then.

    Source: “Learning the lessons from Serious Case Reviews”, slide 15.
    """
    wanted = select(ALLOCATION.c.child).where(
        ALLOCATION.c.worker == wish.who, ALLOCATION.c.role == "lead"
    )
    children = sorted(session.connection.scalars(wanted))
    content = {
        "about": "worker_left",
        "away_from": wish.from_day,
        "fact": "The lead practitioner will be away for longer than an absence may last.",
        "source_how": "observed",
    }
    for child in children:
        subjects = [Subject(person=child, role="child")]
        session.log.append(
            [said_today(session, reader, "other_event", content, subjects)],
            stream=child,
            decided_on=None,
            key=f"{wish.key}/{child}",
            now=session.now,
        )
    open_duties(session, children)


def end_absence(session: Session, reader: Reader, entry: int, key: str) -> Appended:
    """
    Record that somebody is back: yesterday was the last day away.

    Raises:
        ActionRefused: There is no such absence, or it is another's to end.
    """
    row = session.connection.execute(select(ABSENCE).where(ABSENCE.c.entry == entry)).one_or_none()
    account = account_of(session.connection, row.worker) if row else None
    if row is None or not may_record_for(reader, account):
        raise ActionRefused({"absence": "There is no such absence of yours"})
    said = {
        "absence": str(entry),
        "to_day": (session.today - timedelta(days=1)).isoformat(),
        "who_words": account.name if account else "a former user",
    }
    return _append(session, reader, ("absence_ended", str(row.worker)), said, key)


def record_on_call(session: Session, reader: Reader, wish: RecordOnCall) -> Appended:
    """
    Record a turn on the rota.

    Raises:
        ActionRefused: The days or the person are wrong, or the rota is not theirs to keep.
    """
    account = account_of(session.connection, wish.who)
    wrong = _wrong_days(session, wish.from_day, wish.to_day)
    if account is None or not account.active:
        wrong["who"] = "Choose somebody who uses Throughline"
    elif not keeps_rota_of(reader, account):
        wrong["who"] = "The rota is kept by managers and leads of their agency, and administrators"
    if wrong or account is None:
        raise ActionRefused(wrong)
    said = _said(account, wish.from_day, wish.to_day)
    return _append(session, reader, ("on_call_recorded", "rota"), said, wish.key)


def end_on_call(session: Session, reader: Reader, entry: int, key: str) -> Appended:
    """
    Take a turn off the rota.

    Raises:
        ActionRefused: There is no such turn, or the rota is not theirs to keep.
    """
    row = session.connection.execute(select(ON_CALL).where(ON_CALL.c.entry == entry)).one_or_none()
    account = account_of(session.connection, row.worker) if row else None
    if row is None or not keeps_rota_of(reader, account):
        raise ActionRefused({"turn": "There is no such turn on the rota that you may end"})
    said = {"turn": str(entry), "who_words": account.name if account else "a former user"}
    return _append(session, reader, ("on_call_ended", "rota"), said, key)


def _wrong_days(session: Session, first: str, last: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    days: dict[str, date] = {}
    for name, said in (("from_day", first), ("to_day", last)):
        try:
            days[name] = date.fromisoformat(said)
        except ValueError:
            wrong[name] = "Give a real date, such as 27 3 2026"
    if not wrong and days["to_day"] < days["from_day"]:
        wrong["to_day"] = "The last day lies before the first"
    elif not wrong and days["to_day"] < session.today:
        wrong["to_day"] = "This has passed already; give a last day that lies ahead"
    elif not wrong and days["to_day"] - days["from_day"] > LONGEST:
        wrong["to_day"] = "That is more than a year; whoever leaves has their account closed"
    elif not wrong and days["from_day"] - session.today > LONGEST:
        # Nobody knows the working days of a year that is far away.
        wrong["from_day"] = "That is more than a year ahead; record it when it comes nearer"
    return wrong


def _said(account: Account, first: str, last: str) -> dict[str, str]:
    return {
        "who": str(account.id),
        "who_words": account.name,
        "from_day": first,
        "to_day": last,
    }


def _append(
    session: Session, reader: Reader, kind: tuple[str, str], said: Mapping[str, str], key: str
) -> Appended:
    name, of = kind
    return session.log.append(
        [said_today(session, reader, name, said, [])],
        stream=uuid5(AWAY, of),
        decided_on=None,
        key=key,
        now=session.now,
    )
