"""What waits for this reader, what they and their team owe, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.running.inbox import inbox
from events.options import CHALLENGE_STAGES
from projections.plans.due import due_words, read_due
from projections.plans.outcomes import overdue_days
from projections.stored.directory import listed
from projections.stored.owing import owed_by, owed_for_handovers
from service.access.account_notices import unseen_notices
from service.access.accounts import accounts
from service.access.disputed import challenges_open
from service.access.open_to import open_to
from service.access.openings import note_seen, openings
from service.access.owed import notices_kept, words_kept
from service.access.policy import Action, Allow, decide
from service.access.reader import Role
from service.access.waiting import handovers_waiting
from service.duty.taking import open_to_me
from service.web.forms.people import id_of
from service.web.named import owner_words
from service.web.page import Answer, Go, Page, Shown
from service.web.unrecorded import waiting
from service.web.words import span

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from escalation.running.inbox import Notice
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.waiting import Waiting
    from service.web.visit import Visit
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One escalation in words.
    """

    notice: Notice
    child: str
    due: str
    late: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """
    One thing that this reader, or somebody of their team, owes.
    """

    outcome: PlannedOutcome
    child: str
    owner: str
    due: str
    late: str
    open_to_me: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedOver:
    """
    One handover that waits, and how late its answer is.
    """

    sent: Waiting
    due: str
    late: str


def view(visit: Visit) -> Answer:
    """
    List what waits, what nobody has answered first.
    """
    if visit.posting:
        opening = id_of(visit.text("opening"))
        if opening is not None:
            with visit.throughline.writing() as session:
                note_seen(session.connection, opening=opening, told=visit.user, now=session.now)
        return Go(to=visit.url("my_work"))
    caring = visit.who.role not in {Role.ADMINISTRATOR, Role.AUDITOR}
    with visit.throughline.reading() as session:
        connection = session.connection
        opened = openings(connection, told=visit.user, unseen=True)
        notices = notices_kept(
            connection, visit.who, inbox(connection, visit.user, now=session.now)
        )
        handovers = handovers_waiting(connection, visit.who) if caring else ()
        challenges = challenges_open(connection, visit.who) if caring else ()
        clocks = owed_for_handovers(connection, {one.child for one in handovers}, session.now)
        mine, team = _owed(session, visit) if caring else ((), ())
        children = {one.child for one in opened} | {one.child for one in handovers}
        children |= {notice.outcome.child for notice in notices}
        children |= {one.child for one in challenges} | {one.child for one in (*mine, *team)}
        duty = caring and bool(open_to_me(session, visit.who))
        typed = waiting(visit, session) if caring else []
        children |= {draft.child for draft in typed}
        told_of_account = unseen_notices(connection, visit.user)
        names = {id_: one.name for id_, one in listed(connection, children).items()}
        lines = [
            Line(
                notice=notice,
                child=names.get(notice.outcome.child, "a child"),
                due=due_words(notice.outcome.due),
                late=span(days) if (days := overdue_days(notice.outcome, session.today)) else "",
            )
            for notice in notices
            if notice.outcome.escalated
        ]
        open_children = open_to(connection, visit.who, session.now)
        # What was escalated to the reader stands once, where it is answered.
        above = {line.notice.outcome.id for line in lines}
        owed, of_team = (
            [_line(session, one, names, open_children) for one in owing if one.id not in above]
            for owing in (mine, team)
        )
        handed_over = [
            _handed_over(one, clocks.get(str(one.entry)), session.today) for one in handovers
        ]
    return Shown(
        values={
            "waiting": [line for line in lines if line.notice.live],
            "promised": [line for line in lines if not line.notice.live],
            "handovers": handed_over,
            "challenges": challenges,
            "stages": CHALLENGE_STAGES,
            "owed": owed,
            "team": of_team,
            "sees_overdue": isinstance(decide(visit.who, Action.READ_OVERDUE), Allow),
            "sees_duty": duty,
            "openings": [one for one in opened if not one.is_note],
            "notes": [one for one in opened if one.is_note],
            "typed": typed,
            "account_notices": told_of_account,
            "names": names,
            "me": str(visit.user),
        }
    )


def _owed(
    session: Session, visit: Visit
) -> tuple[tuple[PlannedOutcome, ...], tuple[PlannedOutcome, ...]]:
    connection = session.connection
    mine = words_kept(connection, visit.who, owed_by(connection, [str(visit.user)], session.now))
    if visit.who.role is not Role.MANAGER or visit.who.team is None:
        return mine, ()
    members = [
        str(one.id)
        for one in accounts(connection)
        if one.active and one.team_id == visit.who.team and one.id != visit.user
    ]
    return mine, words_kept(connection, visit.who, owed_by(connection, members, session.now))


def _line(
    session: Session, one: PlannedOutcome, names: dict[UUID, str], opened: frozenset[UUID]
) -> Owed:
    days = overdue_days(one, session.today)
    return Owed(
        outcome=one,
        child=names.get(one.child, "a child"),
        owner=owner_words(session.connection, one.owner),
        due=due_words(one.due),
        late=span(days) if days else "",
        open_to_me=one.child in opened,
    )


def _handed_over(one: Waiting, clock: PlannedOutcome | None, today: date) -> HandedOver:
    days = overdue_days(clock, today) if clock is not None else 0
    return HandedOver(
        sent=one,
        # The day by which an answer is owed counts, whether or not the sender named one.
        due=due_words(clock.due if clock is not None else read_due(one.due)),
        late=span(days) if days else "",
    )


PAGE = Page(
    path="/my-work",
    title="My work",
    policy=Action.READ_ESCALATION,
    view=view,
    form=True,
    menu="My work",
    order=2,
)
