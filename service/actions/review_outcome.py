"""Looks at an outcome again: achieved with evidence of change, partly, not, or no longer owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation import deciding
from events.kinds.outcome_reviewed import SAID_BY
from projections.plans.due import read_due
from service.actions.decided import decide, kinds_cited, outcome_of
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from escalation.deciding import Decided
    from events.log.contract import Appended
    from events.recorded_event import NewEvent
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.reader import Reader
    from service.wiring import Session

RESULTS = {
    "achieved": "Achieved: something is different for the child",
    "partly": "Partly achieved: it stays open, with a new date",
    "not": "Not achieved: it ends here, and something else follows",
    "withdrawn": "No longer owed",
}

_NOT_KEPT = {
    "achieved": ("contradicted_by", "next_step"),
    "partly": (),
    "not": ("evidence_of_change", "why_attendance_shows_change", "contradicted_by"),
    "withdrawn": (
        "evidence_of_change",
        "why_attendance_shows_change",
        "contradicted_by",
        "next_step",
    ),
}
"""By result, what the event of that result has no place for."""

_AS_ASKED = {"changed": "words", "reason": "words", "again_by": "again_by"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewOutcome:
    """
    What was found, and on what evidence.

    Args:
        words: What is different for the child; or why it was not achieved or is no longer owed.
        evidence: The entries that show change for the child.
        why_attendance_shows_change: Asked where the evidence is attendance alone.
        again_by: When it is looked at again, as ISO text, where it was achieved in part.
        said_by: Who says that it is achieved in part; "" where nobody is named.
        contradicted_by: The entries that say otherwise.
        decided_on: The outcome's version on the page on which this was decided.
    """

    child: UUID
    outcome: UUID
    result: str
    words: str
    key: str
    decided_on: int | None
    evidence: tuple[str, ...] = ()
    why_attendance_shows_change: str = ""
    next_step: str = ""
    again_by: str = ""
    said_by: str = ""
    contradicted_by: tuple[str, ...] = ()


def review_outcome(session: Session, reader: Reader, wish: ReviewOutcome) -> Appended:
    """
    Record a review; achieved, not achieved and no longer owed end the outcome.

    Raises:
        ActionRefused: The result, its words or its evidence is missing, or the evidence is
            attendance alone and nothing says how that shows change.
        StreamMoved: Somebody changed the outcome meanwhile.
    """
    outcome, record = outcome_of(session, wish.child, wish.outcome, decided_on=wish.decided_on)
    if wish.result not in RESULTS:
        raise ActionRefused({"result": "Say what was found"})
    if wish.said_by not in {"", *SAID_BY}:
        raise ActionRefused({"said_by": "Choose one of these"})
    _no_word_is_dropped(wish)
    kinds_cited(record, wish.contradicted_by, asked="contradicted_by")
    kinds = kinds_cited(record, wish.evidence)

    def decision(one: PlannedOutcome, decided: Decided) -> Sequence[NewEvent]:
        return _decided(one, decided, wish, kinds)

    try:
        return decide(session, reader, outcome, decision, key=wish.key, decided_on=wish.decided_on)
    except ActionRefused as refused:
        raise ActionRefused(
            {_AS_ASKED.get(name, name): said for name, said in refused.fields.items()}
        ) from None


def _no_word_is_dropped(wish: ReviewOutcome) -> None:
    said = {
        "evidence_of_change": wish.evidence,
        "why_attendance_shows_change": wish.why_attendance_shows_change.strip(),
        "contradicted_by": wish.contradicted_by,
        "next_step": wish.next_step.strip(),
    }
    result = RESULTS[wish.result].split(":")[0]
    fix = f"“{result}” keeps no answer here: say it in your own words above, and leave this empty"
    dropped = {name: fix for name in _NOT_KEPT[wish.result] if said[name]}
    if dropped:
        raise ActionRefused(dropped)


def _decided(
    outcome: PlannedOutcome, decided: Decided, wish: ReviewOutcome, kinds: Sequence[str]
) -> Sequence[NewEvent]:
    match wish.result:
        case "achieved":
            return deciding.achieve(
                outcome,
                decided,
                changed=wish.words,
                entries=wish.evidence,
                cited_kinds=kinds,
                why_attendance_shows_change=wish.why_attendance_shows_change,
            )
        case "partly":
            return deciding.review(
                outcome,
                decided,
                result="partly",
                next_step=wish.next_step or wish.words,
                fact=wish.words if wish.next_step else "",
                again_by=read_due(wish.again_by),
                entries=wish.evidence,
                cited_kinds=kinds,
                why_attendance_shows_change=wish.why_attendance_shows_change,
                said_by=wish.said_by,
                contradicted_by=wish.contradicted_by,
            )
        case "not":
            return deciding.not_achieved(
                outcome, decided, reason=wish.words, meant="", next_step=wish.next_step
            )
        case _:
            return deciding.withdraw(outcome, decided, reason=wish.words)
