"""The life of one planned outcome, event by event; what the fold does not know changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast, get_args

from events.clock import civil_day
from projections.plans import escalated as escalations
from projections.plans.due import (
    REVIEW_AFTER_DAYS,
    over_long_ago,
    overdue_from,
    read_due,
)
from projections.plans.planned_outcome import Moved, Origin, PlannedOutcome, State, changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.recorded_event import RecordedEvent

NAMING = frozenset(
    {
        "outcome_moved",
        "outcome_reviewed",
        "outcome_achieved",
        "outcome_not_achieved",
        "outcome_withdrawn",
        "escalation_raised",
        "escalation_stepped_up",
        "escalation_stepped_down",
        "escalation_acknowledged",
        "escalation_resolved",
    }
)
"""The kinds that say which outcome they are about."""

ENDING = frozenset({"death", "closure"})
"""The kinds that end every open clock of a child."""


def fold(outcome: PlannedOutcome | None, event: RecordedEvent) -> PlannedOutcome | None:
    """
    Take one more event into account; the caller hands over only what names or ends this outcome.

    Args:
        outcome: As the events before left it; None before the first.
    """
    if outcome is None:
        return _opened(event) if event.kind == "outcome_planned" else None
    after = _escalated(outcome, event)
    if after is None:
        # What has ended stays ended: a later event may cite it, and cannot reopen it.
        after = _lived(outcome, event) if outcome.open else outcome
    if event.stream == outcome.id and event.version > after.version:
        after = changed(after, version=event.version)
    return after


def _lived(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    match event.kind:
        case "outcome_moved":
            return _moved(outcome, event)
        case "outcome_reviewed":
            return _reviewed(outcome, event)
        case "outcome_achieved" | "outcome_not_achieved" | "outcome_withdrawn":
            return _ended(outcome, event)
        case "death" | "closure":
            return _clock_ended(outcome, event)
        case "entry_struck_out":
            return _ground_struck_out(outcome, event)
        case _:
            return outcome


def _ended(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    said = event.content
    match event.kind:
        case "outcome_achieved":
            shown = _texts(said.get("evidence_of_change"))
            achieved = _closed(outcome, event, "achieved", _text(said, "changed"), shown)
            return changed(achieved, satisfied_by=_text(said, "satisfied_by"))
        case "outcome_not_achieved":
            return _closed(outcome, event, "not achieved", _text(said, "reason"))
        case _:
            withdrawn = _closed(outcome, event, "withdrawn", _text(said, "reason"))
            return changed(
                withdrawn,
                closed_by=_text(said, "because_of") or event.entry_id,
                satisfied_by=_text(said, "ended_by"),
            )


def _clock_ended(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    if event.kind == "death" and _ends_with_death(outcome, event):
        because = f"The child died (entry {event.entry_id})"
    elif event.kind == "closure" and _ends_with_closure(outcome, event):
        because = f"Work with the child closed (entry {event.entry_id})"
    else:
        return outcome
    return _closed(outcome, event, "withdrawn", because)


def _opened(event: RecordedEvent) -> PlannedOutcome | None:
    said = event.content
    children = event.people("child")
    if not children:
        return None
    origin = _origin(said.get("origin"))
    # What a rule opened was opened when the log could know it, whenever it came to be stored.
    opened = event.known_from if origin == "plan" else event.occurred.first
    due = read_due(said.get("due"))
    # A day on which the import alone has it looked at again keeps nothing running.
    historic = over_long_ago(civil_day(event.recorded), event.known_from, due)
    for_review = due is None and event.origin is not None
    if for_review:
        due = opened + timedelta(days=REVIEW_AFTER_DAYS)
    return PlannedOutcome(
        id=event.stream,
        child=children[0],
        origin=origin,
        desired=_text(said, "desired") or _text(said, "fact"),
        opened=opened,
        practice_id=_text(said, "practice_id") or ("T40" if origin == "plan" else ""),
        risk=_text(said, "risk"),
        response=_text(said, "response"),
        measure=_text(said, "measure"),
        owner=_text(said, "owner"),
        responsible=_text(said, "responsible"),
        agency=_text(said, "agency") or event.agency,
        due=due,
        original_due=due,
        limit_words=_text(said, "limit_words")
        or (f"To be looked at again {REVIEW_AFTER_DAYS} days after it was learned" * for_review),
        evidence=_texts(said.get("evidence")) or (event.entry_id,),
        historic=historic,
        version=event.version,
        entry=event.entry_id,
        position=event.position,
        arose=min(event.occurred.first, opened),
        timescale=_text(said, "timescale"),
        urgent=said.get("urgency") == "urgent",
        edition=_text(said, "edition"),
        for_review=for_review,
        contingency=_text(said, "contingency"),
        next_at=overdue_from(due) if due and not historic else None,
        source=event.origin.source if event.origin else "",
        source_ref=event.origin.ref if event.origin else "",
    )


def _moved(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    said = event.content
    outcome = changed(
        outcome,
        owner=_text(said, "owner") or outcome.owner,
        agency=_text(said, "agency") or outcome.agency,
    )
    to = read_due(said.get("to"))
    if to is None:
        return outcome
    moved = Moved(
        was=outcome.due,
        to=to,
        on=event.occurred.first,
        by=event.actor,
        reason=_text(said, "reason"),
    )
    # Somebody here gave it a date: whatever it was before, it is owed from now on. So it is where
    # an import's last date still ran.
    over = over_long_ago(civil_day(event.recorded), event.known_from, to)
    historic = outcome.historic and event.origin is not None and over
    return changed(
        outcome,
        due=to,
        original_due=outcome.original_due or to,
        moves=(*outcome.moves, moved),
        for_review=False,
        historic=historic,
        level=0,
        next_at=None if historic else overdue_from(to),
    )


def _reviewed(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    said = event.content
    shown = _texts(said.get("evidence_of_change"))
    if said.get("result") == "achieved" and shown:
        return _closed(outcome, event, "achieved", "Reviewed as achieved", shown)
    if not outcome.for_review or event.origin is None:
        # Whoever reviews it here also says by when it is looked at again.
        return outcome
    # Only looking at it again was owed, and that was done; so it is owed anew.
    due = event.known_from + timedelta(days=REVIEW_AFTER_DAYS)
    return changed(
        outcome, due=due, level=0, next_at=None if outcome.historic else overdue_from(due)
    )


def _closed(
    outcome: PlannedOutcome,
    event: RecordedEvent,
    state: State,
    because: str,
    shown: tuple[str, ...] = (),
) -> PlannedOutcome:
    return changed(
        outcome,
        state=state,
        closed_on=max(outcome.opened, event.occurred.first),
        closed_because=because,
        closed_by=event.entry_id,
        evidence_of_change=shown,
        next_at=None,
    )


def _ends_with_death(outcome: PlannedOutcome, event: RecordedEvent) -> bool:
    """
    Tell whether it was owed to a child who has died; what the death itself sets in motion is not.
    """
    named = event.content.get("who_died")
    of_the_child = str(outcome.child) == named if named else outcome.child in event.people("child")
    return of_the_child and (outcome.arose or outcome.opened) <= event.occurred.last


def _ends_with_closure(outcome: PlannedOutcome, event: RecordedEvent) -> bool:
    """
    Tell whether it was known when work closed: what was learned since was never weighed in it.
    """
    if outcome.child not in event.people("child"):
        return False
    if event.content.get("type") == "service" and outcome.agency != event.agency:
        return False
    closed = event.occurred.first
    before = outcome.position < event.position
    return outcome.opened < closed or (outcome.opened == closed and before)


def _ground_struck_out(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    entry = str(event.content.get("entry", ""))
    left = tuple(cited for cited in outcome.evidence if cited != entry)
    if entry and entry == outcome.entry:
        return _closed(outcome, event, "withdrawn", f"Struck out (entry {event.entry_id})")
    if outcome.origin == "plan" or left == outcome.evidence:
        return outcome
    if left:
        return changed(outcome, evidence=left)
    because = f"What opened it was struck out (entry {event.entry_id})"
    return _closed(outcome, event, "withdrawn", because)


def _escalated(outcome: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome | None:
    match event.kind:
        case "escalation_raised" | "escalation_stepped_up" | "escalation_stepped_down":
            return escalations.raised(outcome, event)
        case "escalation_acknowledged":
            return escalations.acknowledged(outcome, event)
        case "escalation_resolved":
            return escalations.resolved(outcome, event)
        case _:
            return None


def _origin(said: object) -> Origin:
    return cast("Origin", said) if said in get_args(Origin) else "plan"


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _texts(said: object) -> tuple[str, ...]:
    return tuple(str(one) for one in said) if isinstance(said, list | tuple) else ()
