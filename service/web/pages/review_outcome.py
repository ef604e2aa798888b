"""Reviews an outcome: what is different for the child, and which entries show it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from events.kinds.outcome_reviewed import SAID_BY
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.review_outcome import RESULTS, ReviewOutcome, review_outcome
from service.web.forms.questions import Question, answers
from service.web.forms.shown_by import cited, newest
from service.web.forms.when import iso_day
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.plans import owed
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit

EVIDENCE = Question(
    name="evidence_of_change",
    label="Which entries show the change?",
    hint="Numbers of entries, with commas between them. Coming to meetings alone is not change.",
    shown_as="entries",
    required=False,
)

AGAINST = Question(
    name="contradicted_by",
    label="Does an entry say otherwise? Its number",
    hint="Numbers of entries, with commas between them, as what school or the child said.",
    shown_as="entries",
    required=False,
)


def view(visit: Visit) -> Answer:
    """
    Show the form, or record the review.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        lines = owed(session, visit.who, read.whole, read.on, limited=False)
    one = next((line for line in lines if line.id == visit.path["outcome"]), None)
    if one is None or not (one.outcome.open or visit.posting):
        return Missing()
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            with visit.throughline.writing() as session:
                review_outcome(
                    session,
                    visit.who,
                    ReviewOutcome(
                        child=visit.child,
                        outcome=one.id,
                        result=visit.text("result"),
                        words=visit.text("words"),
                        evidence=cited(EVIDENCE, visit.form),
                        why_attendance_shows_change=visit.text("why_attendance_shows_change"),
                        next_step=visit.text("next_step"),
                        again_by=iso_day(visit.form, "again_by"),
                        said_by=visit.text("said_by"),
                        contradicted_by=tuple(answers([AGAINST], visit.form).get(AGAINST.name, ())),
                        decided_on=visit.decided_on,
                        key=visit.key,
                    ),
                )
            return Go(to=visit.url("outcome", outcome=one.id), said="The review is recorded.")
        except ActionRefused as refused:
            errors = refused.fields
    return Shown(
        values={
            "read": read,
            "one": one,
            "results": RESULTS,
            "evidence": EVIDENCE,
            "against": AGAINST,
            "said_by": SAID_BY,
            "newest": newest(read.entries),
            "values": visit.form,
            "version": visit.form.get("version") or one.outcome.version,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/outcomes/<uuid:outcome>/review",
    title="Review an outcome",
    policy=Action.CHANGE_OUTCOME,
    what="form to review an outcome",
    view=view,
    form=True,
)
