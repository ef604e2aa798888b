"""Which questions the record raises about a child on a day, over all rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.declared import declared
from projections.risk import rules as _rules
from projections.risk.history import history
from projections.risk.in_force import in_force
from projections.risk.rule import Duty, Found, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.risk.history import History

RULES = declared(_rules, "RULE", Rule)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """
    What a named practitioner said to an indicator.

    Args:
        evidence: The entries that the question rested on when it was answered.
    """

    by: str
    on: date
    considered: str
    follows: str
    why: str
    review_on: str
    evidence: tuple[str, ...]
    entry: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """
    One open question about one child: never a number, always with its evidence.

    Args:
        rule: The rule's name, which is its file's.
        evidence: The numbers of the entries that raise it.
        since: The day on which it first became askable.
        about: The person or incident it is about; "" where it is about the child alone.
        answered: The answer that still holds: one given on no less evidence than there is now.
        last_answer: The last answer, whether it still holds or not.
        new_evidence: Evidence that the last answer did not have.
        confirmed: False shows that the source is to be confirmed by the partnership.
        marker: It marks the child for the top of lists, and nobody answers it.
        cites: What its evidence is, where that is no line of the chronology; "" otherwise.
    """

    rule: str
    practice_id: str
    question: str
    lesson: str
    would_show: str
    source: str
    evidence: tuple[str, ...]
    since: date
    about: str = ""
    note: str = ""
    mandatory: bool = False
    duty: Duty | None = None
    answered: Answer | None = None
    last_answer: Answer | None = None
    new_evidence: tuple[str, ...] = ()
    confirmed: bool = True
    marker: bool = False
    cites: str = ""

    @property
    def waits(self) -> bool:
        """
        Whether somebody has yet to answer it; nobody answers a mark.
        """
        return self.answered is None and not self.marker


def rules_of(history: History, on: date) -> Mapping[str, Rule]:
    """
    Return the rules with the settings that the partnership had in force on a day.
    """
    return in_force(RULES, history.told.record.rule_book, on)


def asked(
    history: History, on: date, rules: Mapping[str, Rule] | None = None
) -> tuple[Indicator, ...]:
    """
    Ask every rule, and put a marker first, then mandatory questions, then those asked longest.

    What stands only beside another question stands while one of those is unanswered.

    Args:
        history: What was known by ``on``.
        rules: Other rules than those in force on the day.
    """
    rules = rules_of(history, on) if rules is None else rules
    found = {name: tuple(rule.ask(history, on)) for name, rule in rules.items()}
    return indicators(history, rules, found)


def asked_of(record: ChildRecord, on: date) -> tuple[Indicator, ...]:
    """
    Ask every rule of a record, once for each day however many look.
    """
    return record.once(_asked_of, on)


def _asked_of(record: ChildRecord, on: date) -> tuple[Indicator, ...]:
    return asked(history(record), on)


def indicators(
    history: History,
    rules: Mapping[str, Rule],
    raised: Mapping[str, tuple[Found, ...]],
    before: tuple[Indicator, ...] = (),
) -> tuple[Indicator, ...]:
    """
    Return what rules found as open questions, each with the answer that still holds.

    Args:
        before: What was told on another day; what reads the same is the very same.
    """
    answers = _answers(history.answers)
    known = {(one.rule, one.about): one for one in before}
    alone: list[Indicator] = []
    beside: list[tuple[Indicator, date | None]] = []
    for name, every in raised.items():
        for one in every:
            answer = answers.get((name, one.about))
            told = known.get((name, one.about))
            if told is None or not _tells(told, rules[name], one, answer):
                told = _indicator(name, rules[name], one, answer)
            if one.beside:
                beside.append((told, one.opened_since))
            else:
                alone.append(told)
    newest = max((one.since for one in alone if one.answered is None), default=None)
    found = alone + [
        one for one, since in beside if newest is not None and (since is None or newest >= since)
    ]
    return tuple(sorted(found, key=_order))


def _tells(told: Indicator, rule: Rule, found: Found, answer: Answer | None) -> bool:
    """
    Tell whether an indicator says what a rule found, of a rule that asks the same question.
    """
    return (
        told.evidence is found.evidence
        and told.since is found.since
        and told.note is found.note
        and told.cites is found.cites
        and told.question is rule.question
        and told.last_answer == answer
    )


def _order(one: Indicator) -> tuple[bool, bool, date, str, str]:
    return (not one.marker, not one.mandatory, one.since, one.practice_id, one.about)


def _indicator(name: str, rule: Rule, raised: Found, answer: Answer | None) -> Indicator:
    new = tuple(e for e in raised.evidence if answer is not None and e not in answer.evidence)
    return Indicator(
        rule=name,
        practice_id=rule.practice_id,
        question=rule.question,
        lesson=rule.lesson,
        would_show=rule.would_show,
        source=rule.source,
        evidence=raised.evidence,
        since=raised.since,
        about=raised.about,
        note=raised.note,
        mandatory=rule.mandatory,
        duty=rule.duty,
        answered=None if new else answer,
        last_answer=answer,
        new_evidence=new,
        confirmed=rule.confirmed,
        marker=rule.marker,
        cites=raised.cites,
    )


def _answers(events: tuple[RecordedEvent, ...]) -> dict[tuple[str, str], Answer]:
    found: dict[tuple[str, str], Answer] = {}
    for event in events:
        said = event.content
        found[said.get("rule", ""), said.get("about", "")] = Answer(
            by=event.actor,
            on=event.occurred.first,
            considered=said.get("considered", ""),
            follows=said.get("follows", ""),
            why=said.get("why", ""),
            review_on=said.get("review_on", ""),
            evidence=tuple(str(e) for e in said.get("evidence", ())),
            entry=event.entry_id,
        )
    return found
