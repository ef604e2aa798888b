"""A named practitioner answers a question that the record raises; new evidence opens it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.errors import ContentRefused
from events.recorded_event import Subject
from events.vocabulary import kind_called
from projections.child_record import gather
from projections.risk.asked import RULES, asked_of
from service.access.asked import RESTRICTED_RULE, questions_kept
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from projections.risk.asked import Indicator
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerIndicator:
    """
    What somebody says to a question about a child.

    Args:
        about: The person or incident that the rule asked about; "" where it asks once.
        evidence: The entries that the page showed with the question.
        content: The answers ``considered``, ``follows``, ``why`` and ``review_on``.
    """

    child: UUID
    rule: str
    about: str
    evidence: tuple[str, ...]
    content: Mapping[str, Any]
    key: str


def find_indicator(
    session: Session, reader: Reader, child: UUID, rule: str, about: str
) -> Indicator | None:
    """
    Return a question as it is asked of a reader today; None when it is asked no longer.
    """
    every = asked_of(gather(session.log, child), session.today)
    found = questions_kept(session.connection, reader, child, every)
    return next((one for one in found if (one.rule, one.about) == (rule, about)), None)


def answer_indicator(session: Session, reader: Reader, wish: AnswerIndicator) -> Appended:
    """
    Record the answer, on the evidence that its writer had before them.

    Raises:
        ActionRefused: The question is asked no longer, or something of the answer is missing.
    """
    indicator = find_indicator(session, reader, wish.child, wish.rule, wish.about)
    if indicator is None or indicator.rule == RESTRICTED_RULE:
        raise ActionRefused({"rule": "This question is no longer asked; look at the record again"})
    content = dict(wish.content) | {
        "rule": indicator.rule,
        "rule_version": str(RULES[indicator.rule].version),
        "practice_id": indicator.practice_id,
        "question": indicator.question,
        # Evidence that came in while it was being written still opens the question again.
        "evidence": [number for number in wish.evidence if number in indicator.evidence],
    }
    if indicator.about:
        content["about"] = indicator.about
    try:
        content = kind_called("indicator_answered").read("indicator_answered", content)
    except ContentRefused as refused:
        raise ActionRefused(
            {name: " ".join(said) for name, said in refused.fields.items()}
        ) from None
    if content.get("review_on", "") < session.today.isoformat():
        raise ActionRefused({"review_on": "Give a day that is still to come"})
    answer = session.log.append(
        [
            said_today(
                session,
                reader,
                "indicator_answered",
                content,
                [Subject(person=wish.child, role="child")],
            )
        ],
        stream=wish.child,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    open_duties(session, {wish.child})
    return answer
