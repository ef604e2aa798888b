"""Decisions about what is owed: the outcome and a wish in, events out; no reason is optional."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from escalation import checked
from escalation.errors import NothingToAnswer, OutcomeClosed
from events.clock import civil_day
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject
from projections.plans.due import due_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from projections.plans.planned_outcome import PlannedOutcome

Result = Literal["achieved", "partly", "not"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """
    Who decides, and when.

    Args:
        actor: As events name who records: ``user:<id>`` or ``operator:<system user>``.
        agency: The agency that they speak for.
        by: The user's id or name, as outcomes name people.
    """

    actor: str
    agency: str
    by: str
    now: datetime


def acknowledge(
    outcome: PlannedOutcome,
    decided: Decided,
    *,
    understood: str,
    will_do: str,
    by_when: date | datetime | None,
) -> tuple[NewEvent, ...]:
    """
    Say in own words what was understood and what will be done by when; the ladder rests till then.

    Raises:
        OutcomeClosed, NothingToAnswer, AnswerRefused: Nothing was decided.
    """
    newest = outcome.escalations[-1] if outcome.escalations else None
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    if newest is None or not newest.live:
        raise NothingToAnswer
    wrong = checked.unsaid(understood=understood, will_do=will_do)
    ends = newest.ends if newest.level < newest.levels else None
    wrong |= checked.not_promised(by_when, decided.now, ends)
    checked.refuse(wrong)
    said = {
        "level": newest.level,
        "cycle": newest.cycle,
        "understood": understood,
        "will_do": will_do,
        "by_when": due_text(by_when),
        "acknowledged_by": decided.by,
    }
    return (_event("escalation_acknowledged", outcome, decided, said),)


def resolve(
    outcome: PlannedOutcome,
    decided: Decided,
    *,
    reason: str,
    entries: Collection[str],
    cited_kinds: Collection[str] = (),
    why_attendance_shows_change: str = "",
) -> tuple[NewEvent, ...]:
    """
    End an escalation because what was owed is done: it is achieved, and these entries show it.

    What is not done is moved, withdrawn or not achieved instead, which ends the escalation too.

    Raises:
        OutcomeClosed, NothingToAnswer, AnswerRefused: Nothing was decided.
    """
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    if not outcome.escalated:
        raise NothingToAnswer
    return achieve(
        outcome,
        decided,
        changed=reason,
        entries=entries,
        cited_kinds=cited_kinds,
        why_attendance_shows_change=why_attendance_shows_change,
    )


def achieve(
    outcome: PlannedOutcome,
    decided: Decided,
    *,
    changed: str,
    entries: Collection[str],
    cited_kinds: Collection[str] = (),
    why_attendance_shows_change: str = "",
) -> tuple[NewEvent, ...]:
    """
    Say what is different for the child, and which entries show it.

    Args:
        cited_kinds: The kinds of those entries: where all are attendance, it must be said why that
            shows change.

    Raises:
        OutcomeClosed, AnswerRefused: Nothing was decided.
    """
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    wrong = checked.unsaid(changed=changed)
    wrong |= checked.no_evidence(entries, cited_kinds, why_attendance_shows_change)
    checked.refuse(wrong)
    said = {
        "evidence_of_change": list(entries),
        "why_attendance_shows_change": why_attendance_shows_change,
        "changed": changed,
    }
    done = _event("outcome_achieved", outcome, decided, said)
    return (done, *_ends_escalation(outcome, decided, changed, next(iter(entries))))


def review(
    outcome: PlannedOutcome,
    decided: Decided,
    *,
    result: Result,
    next_step: str,
    again_by: date | datetime | None = None,
    entries: Collection[str] = (),
    cited_kinds: Collection[str] = (),
    why_attendance_shows_change: str = "",
    said_by: str = "",
    contradicted_by: Collection[str] = (),
    fact: str = "",
) -> tuple[NewEvent, ...]:
    """
    Look at it again: achieved, with its evidence; or partly or not, and then with its next date.

    Args:
        fact: What is different for the child, beside what follows.
        said_by: Who says that it changed, as the kind lists it.
        contradicted_by: The entries that say otherwise.

    Raises:
        OutcomeClosed, AnswerRefused: Nothing was decided.
    """
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    wrong: dict[str, list[str]] = {}
    if result == "achieved":
        wrong |= checked.no_evidence(entries, cited_kinds, why_attendance_shows_change)
    else:
        wrong |= checked.unsaid(next_step=next_step)
        wrong |= checked.not_ahead("again_by", again_by, decided.now)
    checked.refuse(wrong)
    said = {
        "fact": fact,
        "result": result,
        "evidence_of_change": list(entries),
        "why_attendance_shows_change": why_attendance_shows_change,
        "next_step": next_step,
        "said_by": said_by,
        "contradicted_by": list(contradicted_by),
    }
    reviewed = _event("outcome_reviewed", outcome, decided, said)
    if result == "achieved":
        ended = _ends_escalation(outcome, decided, "Reviewed as achieved", next(iter(entries)))
        return (reviewed, *ended)
    return (reviewed, *move(outcome, decided, to=again_by, reason=next_step))


def move(
    outcome: PlannedOutcome,
    decided: Decided,
    *,
    to: date | datetime | None,
    reason: str,
    meant: str = "",
) -> tuple[NewEvent, ...]:
    """
    Give it another date, with the reason; the first date is kept for ever.

    Raises:
        OutcomeClosed, AnswerRefused: Nothing was decided.
    """
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    checked.refuse(checked.unsaid(reason=reason) | checked.not_ahead("to", to, decided.now))
    said = {"to": due_text(to), "was": due_text(outcome.due), "reason": reason, "meant": meant}
    moved = _event("outcome_moved", outcome, decided, said)
    return (moved, *_ends_escalation(outcome, decided, f"Moved: {reason}"))


def hand_on(
    outcome: PlannedOutcome,
    decided: Decided,
    *,
    owner: str,
    agency: str,
    reason: str,
    because_of: str = "",
) -> tuple[NewEvent, ...]:
    """
    Give it another owner; the date stays where it was, and so does the ladder.

    Args:
        because_of: The entry that is the reason, where one is.

    Raises:
        OutcomeClosed, AnswerRefused: Nothing was decided.
    """
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    checked.refuse(checked.unsaid(reason=reason, owner=owner, agency=agency))
    said = {
        "owner": owner,
        "owner_was": outcome.owner,
        "agency": agency,
        "reason": reason,
        "because_of": because_of,
    }
    return (_event("outcome_moved", outcome, decided, said),)


def not_achieved(
    outcome: PlannedOutcome, decided: Decided, *, reason: str, meant: str, next_step: str
) -> tuple[NewEvent, ...]:
    """
    Say that it was not achieved, rather than move it again.

    Raises:
        OutcomeClosed, AnswerRefused: Nothing was decided.
    """
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    checked.refuse(checked.unsaid(reason=reason, next_step=next_step))
    said = {"reason": reason, "meant": meant, "next_step": next_step}
    ended = _event("outcome_not_achieved", outcome, decided, said)
    return (ended, *_ends_escalation(outcome, decided, f"Not achieved: {reason}"))


def withdraw(
    outcome: PlannedOutcome, decided: Decided, *, reason: str, because_of: str = ""
) -> tuple[NewEvent, ...]:
    """
    Say why it is no longer owed.

    Raises:
        OutcomeClosed, AnswerRefused: Nothing was decided.
    """
    if not outcome.open:
        raise OutcomeClosed(outcome.state)
    checked.refuse(checked.unsaid(reason=reason))
    ended = _event(
        "outcome_withdrawn", outcome, decided, {"reason": reason, "because_of": because_of}
    )
    return (ended, *_ends_escalation(outcome, decided, f"Withdrawn: {reason}", because_of))


def _ends_escalation(
    outcome: PlannedOutcome, decided: Decided, reason: str, because_of: str = ""
) -> tuple[NewEvent, ...]:
    if not outcome.escalated:
        return ()
    newest = outcome.escalations[-1]
    said = {
        "level": newest.level,
        "cycle": newest.cycle,
        "reason": reason,
        "because_of": because_of,
    }
    return (_event("escalation_resolved", outcome, decided, said),)


def _event(kind: str, outcome: PlannedOutcome, decided: Decided, said: dict[str, Any]) -> NewEvent:
    day = civil_day(decided.now)
    answered = {name: value for name, value in said.items() if value not in ("", None, [])}
    return NewEvent(
        kind=kind,
        occurred=Occurred.instant(decided.now),
        content={"outcome": str(outcome.id)} | answered,
        agency=decided.agency,
        actor=decided.actor,
        subjects=(Subject(person=outcome.child, role="child"),),
        learned=(Learned(agency=decided.agency, first=day, last=day, how="recorded"),),
    )
