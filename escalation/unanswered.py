"""A question that the record raises and nobody has answered is owed an answer, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.ends import Endings, ended
from events.clock import civil_day
from projections.plans.due import HISTORIC_AFTER_DAYS
from projections.plans.ids import opened_by_rule
from projections.plans.planned_outcome import PlannedOutcome, changed
from projections.risk.asked import rules_of
from projections.risk.history import History
from projections.risk.looking import asked_until

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from escalation.practice import Practice
    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology
    from projections.risk.asked import Indicator
    from projections.risk.rule import Rule

ANSWER = "question_answered"
"""The timescale by which an answer is owed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """
    The questions about one child that wait for an answer, as outcomes, longest asked first.

    Args:
        again: The day on which others may be asked though nothing more is recorded; None for none.
    """

    owed: tuple[PlannedOutcome, ...]
    again: date | None = None

    def next_of(self, open_now: Collection[UUID], was: Collection[UUID]) -> PlannedOutcome | None:
        """
        Return the question whose answer is owed now; None while another one's still is.

        What was owed before and ended, as no longer asked or by somebody's decision, is not owed
        again, though it stays listed as unanswered.

        One at a time: a child of whom twelve questions are asked would otherwise send twelve
        clocks up a ladder, and whoever answers the first reads them all.
        """
        if open_now:
            return None
        return next((one for one in self.owed if one.id not in was), None)


def unanswered(
    told: Chronology, on: date, practice: Practice, rules: Mapping[str, Rule] | None = None
) -> Unanswered:
    """
    Return what waits for an answer on a day, each counted from that day on.

    A mandatory trigger has a duty of its own, a marker asks nothing, and what an import brought
    from long ago is history: listed as a question, and never chased.
    """
    timescale = practice.newest.get(ANSWER)
    if timescale is None:
        # The partnership has taken the row from its table.
        return Unanswered(owed=())
    history = History(told)
    ending = Endings(told.record)
    in_force = rules_of(history, on) if rules is None else rules
    open_questions, again = asked_until(history, on, in_force)
    recorded = {entry.id: civil_day(entry.event.recorded) for entry in told.entries}
    every = (
        _owed(one, told, on, practice)
        for one in sorted(open_questions, key=lambda one: (one.since, one.rule, one.about))
        if _waits(one, recorded)
    )
    # A closure that came after the question ended it with everything else.
    standing = (one for one in every if ended(changed(one, opened=one.arose or on), ending) is None)
    return Unanswered(owed=tuple(standing), again=again)


def answered_by(
    outcome: PlannedOutcome, events: Sequence[RecordedEvent], practice: Practice
) -> str:
    """
    Return the entry that answered a question which is no longer owed; "" where none did.
    """
    timescale = practice.newest.get(ANSWER)
    for event in reversed(events) if timescale else ():
        if event.kind == "indicator_answered" and outcome.id in _ids(
            event, outcome.child, practice
        ):
            return event.entry_id
    return ""


def _ids(event: RecordedEvent, child: UUID, practice: Practice) -> Iterator[UUID]:
    said = event.content
    key = practice.newest[ANSWER].key
    for entry in (*(str(one) for one in said.get("evidence", ())), ""):
        yield opened_by_rule(key, _about(said.get("rule", ""), said.get("about", ""), entry), child)


def _about(rule: str, about: str, entry: str) -> str:
    return f"{rule}\n{about}\n{entry}"


def _waits(one: Indicator, recorded: Mapping[str, date]) -> bool:
    if one.marker or one.mandatory or one.answered is not None:
        return False
    days = [recorded[entry] for entry in one.evidence if entry in recorded]
    return bool(days) and (max(days) - one.since).days <= HISTORIC_AFTER_DAYS


def _owed(one: Indicator, told: Chronology, on: date, practice: Practice) -> PlannedOutcome:
    timescale = practice.called(ANSWER, on)
    evidence = one.new_evidence or one.evidence
    # The entry that was recorded first: what is recorded later of an earlier day changes nothing.
    first = min(evidence, key=lambda entry: (len(entry), entry))
    due = timescale.limit.due(on, practice.calendar)
    child = told.record.child
    return PlannedOutcome(
        id=opened_by_rule(timescale.key, _about(one.rule, one.about, first), child),
        child=child,
        origin="indicator",
        desired=f"An answer to the question: {one.question}",
        opened=on,
        practice_id=one.practice_id,
        risk=timescale.risk,
        responsible=timescale.responsible,
        due=due,
        original_due=due,
        limit_words=timescale.limit.words(),
        evidence=evidence,
        stored=False,
        position=0,
        arose=one.since,
        timescale=timescale.name,
        edition=timescale.edition,
    )
