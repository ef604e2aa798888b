"""One challenge between professionals: its stages so far, and what is said to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from events.kinds.challenge_answered import KIND as ANSWERED
from events.kinds.challenge_raised import KIND as RAISED
from events.kinds.challenge_resolved import KIND as RESOLVED
from events.options import CHALLENGE_STAGES
from projections.stored.directory import listed
from service.access.disputed import challenge_of
from service.access.enforce import may
from service.access.policy import Action, Allow, Standing
from service.actions.errors import ActionRefused
from service.actions.settle_challenge import NEXT_STAGE, SettleChallenge, settle_challenge
from service.web.answers import answered
from service.web.forms.questions import answers, questions
from service.web.named import named, owner_words
from service.web.offered import offered
from service.web.page import Answer, Go, Missing, Page, Shown

if TYPE_CHECKING:
    from events.kind import EventKind
    from events.recorded_event import RecordedEvent
    from service.web.visit import Visit
    from service.wiring import Session

ASKED = {
    "challenge_answered": (ANSWERED, ("answer", "reason", "will_do")),
    "challenge_raised": (RAISED, ("to_whom", "reason", "asked", "due")),
    "challenge_resolved": (RESOLVED, ("how", "decision", "reason")),
}
_WAYS = {
    "challenge_answered": "Answer it",
    "challenge_raised": "Take it to the next stage",
    "challenge_resolved": "It is settled",
}
_SAID = {
    "challenge_answered": "Your answer is recorded.",
    "challenge_raised": "It is at the next stage now.",
    "challenge_resolved": "The challenge is settled.",
}


def standing(session: Session, visit: Visit) -> Standing | None:
    """
    A challenge is open to the two agencies between which it stands, until it is settled.
    """
    found = challenge_of(session.connection, visit.who, visit.path["challenge"])
    return Standing(child=found.child, addressed=True) if found else None


def view(visit: Visit) -> Answer:
    """
    Show the stages, or record an answer, the next stage or how it was settled.
    """
    number: int = visit.path["challenge"]
    with visit.throughline.reading() as session:
        open_one = challenge_of(session.connection, visit.who, number)
        if open_one is None:
            return Missing()
        child = listed(session.connection, [open_one.child])[open_one.child]
        story = [_told(session, event) for event in _story(session, number, open_one.answered)]
        choices = offered(session)
        reads = may(session.connection, visit.who, Action.READ, open_one.child, session.now)
    errors: dict[str, str] = {}
    act = visit.text("act")
    if visit.posting and act in ASKED:
        kind, names = ASKED[act]
        content = answers(_questions(kind, names), visit.form)
        if "to_whom" in content:
            content["to_whom"] = choices.practitioner(content["to_whom"])
        try:
            with visit.throughline.writing() as session:
                wish = SettleChallenge(entry=number, kind=act, content=content, key=visit.key)
                settle_challenge(session, visit.who, wish)
            return Go(to=visit.url("my_work"), said=_SAID[act])
        except ActionRefused as refused:
            errors = refused.fields
    following = NEXT_STAGE.get(open_one.stage, "")
    ways = {
        name: words
        for name, words in _WAYS.items()
        if (name != "challenge_answered" or visit.who.agency == open_one.to_agency)
        and (name != "challenge_raised" or following)
    }
    doing = act or visit.asked("act")
    return Shown(
        values={
            "one": open_one,
            "child": child,
            "story": story,
            "stage": CHALLENGE_STAGES[open_one.stage],
            "following": CHALLENGE_STAGES.get(following, ""),
            "asked_of_us": visit.who.agency == open_one.to_agency,
            "forms_asked": {name: _questions(*of) for name, of in ASKED.items()},
            "ways": ways,
            # One form at a time: labels of two would lead to the fields of the first alone.
            "act": doing if doing in ways else next(iter(ways)),
            "reads": isinstance(reads, Allow),
            "offered": choices,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


def _questions(kind: EventKind, names: tuple[str, ...]) -> list[Any]:
    return [one for one in questions(kind.content) if one.name in names]


def _story(session: Session, number: int, answer: int) -> list[RecordedEvent]:
    """
    Return the stages from the first to the present one, and the newest answer.
    """
    found: list[RecordedEvent] = []
    seen: set[int] = set()
    while number not in seen:
        seen.add(number)
        stage = session.log.at([number])
        if not stage or stage[0].kind != "challenge_raised":
            break
        found.insert(0, stage[0])
        earlier = str(stage[0].content.get("earlier", ""))
        number = int(earlier) if earlier.isdigit() else number
    return found + list(session.log.at([answer] if answer else []))


def _told(session: Session, event: RecordedEvent) -> dict[str, Any]:
    kind = ANSWERED if event.kind == "challenge_answered" else RAISED
    stage = CHALLENGE_STAGES.get(str(event.content.get("stage", "")), kind.label)
    return {
        "heading": stage,
        "when": event.occurred.words(),
        "by": named(session.connection, event.actor),
        "said": answered(kind, event.content, {}, partial(owner_words, session.connection)),
    }


PAGE = Page(
    path="/challenges/<int:challenge>",
    title="Challenge",
    policy=Action.ANSWER_CHALLENGE,
    what="challenge",
    standing=standing,
    view=view,
    form=True,
)
