"""Which questions the record raises about a child on a day, over all rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.declared import declared
from projections.risk import rules
from projections.risk.rule import Duty, Found, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.risk.history import History

RULES = declared(rules, "RULE", Rule)


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
        new_evidence: Evidence that the last answer did not have.
        confirmed: False shows that the source is to be confirmed by the partnership.
    """

    rule: str
    practice_id: str
    question: str
    lesson: str
    source: str
    evidence: tuple[str, ...]
    since: date
    about: str = ""
    note: str = ""
    mandatory: bool = False
    duty: Duty | None = None
    answered: Answer | None = None
    new_evidence: tuple[str, ...] = ()
    confirmed: bool = True


def asked(history: History, on: date, rules: Mapping[str, Rule] = RULES) -> tuple[Indicator, ...]:
    """
    Ask every rule, and put mandatory questions first, then those asked longest.

    Args:
        history: What was known by ``on``.
    """
    answers = _answers(history.told.record.events)
    found = [
        _indicator(name, rule, raised, answers.get((name, raised.about)))
        for name, rule in rules.items()
        for raised in rule.look(history, on)
    ]
    return tuple(sorted(found, key=lambda i: (not i.mandatory, i.since, i.practice_id, i.about)))


def _indicator(name: str, rule: Rule, raised: Found, answer: Answer | None) -> Indicator:
    new = tuple(e for e in raised.evidence if answer is not None and e not in answer.evidence)
    return Indicator(
        rule=name,
        practice_id=rule.practice_id,
        question=rule.question,
        lesson=rule.lesson,
        source=rule.source,
        evidence=raised.evidence,
        since=raised.since,
        about=raised.about,
        note=raised.note,
        mandatory=rule.mandatory,
        duty=rule.duty,
        answered=None if new else answer,
        new_evidence=new,
        confirmed=rule.confirmed,
    )


def _answers(events: tuple[RecordedEvent, ...]) -> dict[tuple[str, str], Answer]:
    found: dict[tuple[str, str], Answer] = {}
    for event in events:
        if event.kind != "indicator_answered":
            continue
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
