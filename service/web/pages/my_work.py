"""What waits for this reader: escalations, handovers to answer, records opened with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.running.inbox import inbox
from projections.plans.due import due_words
from projections.plans.outcomes import overdue_days
from projections.stored.directory import listed
from service.access.openings import note_seen, openings
from service.access.policy import Action
from service.access.reader import Role
from service.access.waiting import handovers_waiting
from service.web.forms.people import id_of
from service.web.page import Answer, Go, Page, Shown
from service.web.words import span

if TYPE_CHECKING:
    from escalation.running.inbox import Notice
    from service.web.visit import Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One escalation in words.
    """

    notice: Notice
    child: str
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
        notices = inbox(connection, visit.user, now=session.now)
        handovers = handovers_waiting(connection, visit.who) if caring else ()
        children = {one.child for one in opened} | {one.child for one in handovers}
        children |= {notice.outcome.child for notice in notices}
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
    return Shown(
        values={
            "waiting": [line for line in lines if line.notice.live],
            "promised": [line for line in lines if not line.notice.live],
            "handovers": handovers,
            "openings": opened,
            "names": names,
            "me": str(visit.user),
        }
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
