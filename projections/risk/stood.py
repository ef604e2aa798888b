"""How long each question stood: from when, on what, what was added, and who answered it when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.risk.replay import Replayed


@dataclass(kw_only=True, slots=True)
class Stood:
    """
    One question from the day it was asked until it was asked no longer.

    Args:
        evidence: The numbers of the entries on which it was first asked.
        more: What was added later, by day.
        answered: Who answered it, by day.
        until: The day on which it was asked no longer; None where it stands at the end.
    """

    rule: str
    practice_id: str
    about: str
    asked: date
    evidence: tuple[str, ...]
    more: list[tuple[date, tuple[str, ...]]] = field(default_factory=list)
    answered: list[tuple[date, str]] = field(default_factory=list)
    until: date | None = None

    def days(self, last: date) -> int:
        """
        Return for how many days it stood, up to the last day of the replay.
        """
        return ((self.until or last) - self.asked).days

    def unanswered(self, last: date) -> int:
        """
        Return for how many days it stood until somebody first answered it, or to the last day.
        """
        first = self.answered[0][0] if self.answered else self.until or last
        return (first - self.asked).days


def stood(changes: Iterable[Replayed], answers: Iterable[RecordedEvent] = ()) -> tuple[Stood, ...]:
    """
    Return each time that a question was asked, in the order of the days.

    A question that was asked no longer and comes again is another one.

    Args:
        answers: What practitioners said to questions, as events.
    """
    found: list[Stood] = []
    open_: dict[tuple[str, str], Stood] = {}
    cited: dict[tuple[str, str], set[str]] = {}
    for one in changes:
        key = (one.rule, one.about)
        if one.change == "asked":
            open_[key] = Stood(
                rule=one.rule,
                practice_id=one.practice_id,
                about=one.about,
                asked=one.day,
                evidence=one.evidence,
            )
            cited[key] = set(one.evidence)
            found.append(open_[key])
        elif one.change == "more evidence":
            new = tuple(number for number in one.evidence if number not in cited[key])
            cited[key] |= set(new)
            if new:
                open_[key].more.append((one.day, new))
        else:
            open_.pop(key).until = one.day
    for answer in answers:
        on = answer.occurred.first
        named = (answer.content.get("rule", ""), answer.content.get("about", ""))
        for question in found:
            asked = (question.rule, question.about)
            if named == asked and question.asked <= on <= (question.until or on):
                question.answered.append((on, answer.actor))
    return tuple(found)
