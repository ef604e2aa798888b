"""One question that the record raises: why it is asked, and a practitioner's answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from service.access.asked import RESTRICTED_RULE
from service.access.policy import Action
from service.actions.answer_indicator import AnswerIndicator, answer_indicator
from service.actions.errors import ActionRefused
from service.answering import answering, answering_words
from service.documents.names import names
from service.web.forms.when import iso_day
from service.web.moved import moved
from service.web.named import named
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show a question with its evidence in full, or record the answer.
    """
    rule, about = visit.asked("rule"), visit.asked("about")
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        indicator = next(
            (one for one in read.indicators if (one.rule, one.about) == (rule, about)), None
        )
        answered_by = (
            named(session.connection, indicator.last_answer.by)
            if indicator and indicator.last_answer
            else ""
        )
        who = answering(session, read.whole, (indicator,) if indicator else ())
        must_answer = answering_words(who, names(session.connection))
    if indicator is None or (visit.posting and indicator.rule == RESTRICTED_RULE):
        return Missing()
    errors: dict[str, str] = {}
    if visit.posting:
        content: dict[str, Any] = {
            name: visit.text(name) for name in ("considered", "follows", "why") if visit.text(name)
        }
        if day := iso_day(visit.form, "review_on"):
            content["review_on"] = day
        try:
            with visit.throughline.writing() as session:
                answer_indicator(
                    session,
                    visit.who,
                    AnswerIndicator(
                        child=visit.child,
                        rule=rule,
                        about=about,
                        evidence=tuple(visit.form.getlist("evidence")),
                        content=content,
                        key=visit.key,
                    ),
                )
            return Go(to=visit.url("child", anchor="questions"), said="Your answer is recorded.")
        except ActionRefused as refused:
            errors = refused.fields
    return Shown(
        values={
            "read": read,
            "asked": indicator,
            "answered_by": answered_by,
            "must_answer": must_answer.get((rule, about), ""),
            "moved": moved(read, indicator),
            "evidence": [e for e in read.entries if e.id in indicator.evidence],
            "new": [e for e in read.entries if e.id in indicator.new_evidence],
            "withheld": len(set(indicator.evidence) - {e.id for e in read.entries}),
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/question",
    title="A question that the record raises",
    policy=Action.ANSWER,
    what="question",
    view=view,
    form=True,
    drafts=True,
)
