"""One escalation: what is owed, since when, why this reader, and their answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from escalation.running.inbox import mark_seen, notices_of
from escalation.running.reached import reached
from projections.plans.due import due_words
from projections.plans.outcomes import overdue_days
from projections.stored.directory import listed
from service.access.enforce import may, require
from service.access.owed import notices_kept
from service.access.policy import Action, Allow, Standing
from service.actions.acknowledge import Acknowledge, acknowledge
from service.actions.errors import ActionRefused
from service.actions.resolve import Resolve, resolve
from service.web.forms.questions import Question
from service.web.forms.shown_by import cited, newest
from service.web.forms.when import iso_day
from service.web.named import named, owner_words
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from escalation.running.inbox import Notice
    from projections.plans.planned_outcome import PlannedOutcome
    from service.web.visit import Visit
    from service.wiring import Session

EVIDENCE = Question(
    name="evidence_of_change",
    label="Which entries show it?",
    hint="Numbers of entries, with commas between them.",
    shown_as="entries",
    required=True,
)
_NAMES = {"changed": "reason", "outcome": "understood"}


def standing(session: Session, visit: Visit) -> Standing | None:
    """
    An escalation is open to those who were told of it.
    """
    notices = notices_of(session.connection, visit.path["escalation"], now=session.now)
    if not notices:
        return None
    told = any(notice.recipient == visit.user for notice in notices)
    others = ", ".join(owner_words(session.connection, str(notice.recipient)) for notice in notices)
    return Standing(child=notices[0].outcome.child, addressed=told, ask=others)


def view(visit: Visit) -> Answer:
    """
    Show the escalation, or take an acknowledgement or what resolved it.
    """
    reference: int = visit.path["escalation"]
    with visit.throughline.writing() as session:
        mark_seen(session.connection, visit.user, reference, now=session.now)
    with visit.throughline.reading() as session:
        notice = next(
            (
                one
                for one in notices_kept(
                    session.connection,
                    visit.who,
                    notices_of(session.connection, reference, now=session.now),
                )
                if one.recipient == visit.user
            ),
            None,
        )
        if notice is None:
            return Missing()
        child = listed(session.connection, [notice.outcome.child])[notice.outcome.child]
        owner = owner_words(session.connection, notice.outcome.owner)
        names = {
            raised.acknowledged_by: _by(session, raised.acknowledged_by)
            for raised in notice.outcome.escalations
            if raised.acknowledged_by
        }
        late = overdue_days(notice.outcome, session.today)
        others = [
            (owner_words(session.connection, str(one.recipient)), one)
            for one in reached(session.connection, reference)
            if one.recipient != visit.user
        ]
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            said = _answered(visit, notice)
        except ActionRefused as refused:
            errors = {_NAMES.get(name, name): words for name, words in refused.fields.items()}
        else:
            return Go(to=visit.url("my_work"), said=said)
    outcome = notice.outcome
    return Shown(
        values={
            "notice": notice,
            "outcome": outcome,
            "child": child,
            "owner": owner,
            "names": names,
            "late": late,
            "others": others,
            "why_now": why_now(notice),
            "due": due_words(outcome.due),
            "first_due": due_words(outcome.original_due),
            "evidence": EVIDENCE,
            "newest": _newest(visit, outcome) if outcome.open and outcome.escalated else {},
            "values": visit.form,
            "version": visit.form.get("version") or outcome.version,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


def why_now(notice: Notice) -> str:
    """
    Say why this level hears, as the event that told it says.
    """
    told = (one for one in notice.outcome.escalations if one.position == notice.reference)
    return next((one.reason for one in told), "")


def _newest(visit: Visit, outcome: PlannedOutcome) -> Mapping[str, str]:
    """
    Return the child's newest entries to choose from, to those to whom the record is open anyway.
    """
    with visit.throughline.writing() as session:
        asked = (session.connection, visit.who, Action.READ, outcome.child)
        if not isinstance(may(*asked, session.now), Allow):
            return {}
        require(*asked, what="newest entries, to resolve an escalation", now=session.now)
        return newest(read_around(session, visit.who, outcome.child).told.entries)


def _by(session: Session, who: str) -> str:
    return named(session.connection, who) if ":" in who else owner_words(session.connection, who)


def _answered(visit: Visit, notice: Notice) -> str:
    key = f"form/{visit.user}/{visit.text('act')}/{visit.text('key')}"
    with visit.throughline.writing() as session:
        if visit.text("act") == "resolve":
            resolve(
                session,
                visit.who,
                Resolve(
                    child=notice.outcome.child,
                    outcome=notice.outcome.id,
                    reason=visit.text("reason"),
                    evidence=cited(EVIDENCE, visit.form),
                    why_attendance_shows_change=visit.text("why_attendance_shows_change"),
                    decided_on=visit.decided_on,
                    key=key,
                ),
            )
            return "Resolved: it is achieved, with its evidence."
        acknowledge(
            session,
            visit.who,
            Acknowledge(
                child=notice.outcome.child,
                outcome=notice.outcome.id,
                understood=visit.text("understood"),
                will_do=visit.text("will_do"),
                by_when=iso_day(visit.form, "by_when"),
                decided_on=visit.decided_on,
                key=key,
            ),
        )
    return "Acknowledged. It comes back on the date you promised, unless it is done by then."


PAGE = Page(
    path="/escalations/<int:escalation>",
    title="Escalation",
    policy=Action.ANSWER_ESCALATION,
    what="escalation",
    standing=standing,
    view=view,
    form=True,
)
