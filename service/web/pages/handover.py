"""One handover that waits for the reader's agency, and the answer to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from events.kinds.handover_sent import KIND as SENT
from events.kinds.handover_understood import KIND
from projections.stored.directory import listed
from service.access.allocations import lead_of, words_for
from service.access.enforce import may
from service.access.policy import Action, Allow, Standing
from service.access.waiting import handover_to
from service.actions.acknowledge_handover import AcknowledgeHandover, acknowledge_handover
from service.actions.errors import ActionRefused
from service.web.answers import answered
from service.web.forms.questions import answers, questions
from service.web.named import named, owner_words
from service.web.page import Answer, Go, Missing, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit
    from service.wiring import Session

ASKED = ("understood", "will_do", "by_when", "not_accepted")


def standing(session: Session, visit: Visit) -> Standing | None:
    """
    A handover is open to the agency that it was sent to, while it waits.
    """
    waiting = handover_to(session.connection, visit.who, visit.path["handover"])
    return Standing(child=waiting.child, addressed=True) if waiting else None


def view(visit: Visit) -> Answer:
    """
    Show what was handed over, or record what was understood.
    """
    number: int = visit.path["handover"]
    with visit.throughline.reading() as session:
        waiting = handover_to(session.connection, visit.who, number)
        found = session.log.at([number])
        if waiting is None or not found:
            return Missing()
        event = found[0]
        child = listed(session.connection, [waiting.child])[waiting.child]
        sender = named(session.connection, event.actor)
        ask = words_for(session.connection, lead_of(session.connection, waiting.child))
        said = answered(SENT, event.content, {}, partial(owner_words, session.connection))
        reads = may(session.connection, visit.who, Action.READ, waiting.child, session.now)
    asked = [one for one in questions(KIND.content) if one.name in ASKED]
    errors: dict[str, str] = {}
    if visit.posting:
        content: dict[str, Any] = answers(asked, visit.form)
        try:
            with visit.throughline.writing() as session:
                acknowledge_handover(
                    session,
                    visit.who,
                    AcknowledgeHandover(
                        child=waiting.child,
                        entry=number,
                        content=content,
                        key=visit.key,
                    ),
                )
            return Go(to=visit.url("my_work"), said="Your answer is recorded and sent back.")
        except ActionRefused as refused:
            errors = refused.fields
    return Shown(
        values={
            "child": child,
            "event": event,
            "sender": sender,
            "said": said,
            "questions": asked,
            "ask": ask,
            "reads": isinstance(reads, Allow),
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


PAGE = Page(
    path="/handovers/<int:handover>",
    title="Handover to you",
    policy=Action.RECEIVE,
    what="handover",
    standing=standing,
    view=view,
    form=True,
)
