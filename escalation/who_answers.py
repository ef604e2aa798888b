"""Who must answer a question that the record raises, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.unanswered import ANSWER
from projections.plans.due import due_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from escalation.practice import Practice
    from projections.risk.asked import Indicator
    from projections.risk.owed_for import Owing


@dataclass(frozen=True, kw_only=True, slots=True)
class WhoAnswers:
    """
    Who must answer one question.

    Args:
        owner: A user's id or a name; "" where nobody is named.
        responsible: The role that the practice table names.
        due: Until when; None where no date runs.
        within: How long there is once a date runs.
        duty: What is owed is the duty of a mandatory trigger.
    """

    owner: str = ""
    responsible: str = ""
    due: date | datetime | None = None
    within: str = ""
    duty: bool = False

    def words(self, name: str = "") -> str:
        """
        Say it beside the question.

        Args:
            name: The owner's, where one is named.
        """
        who = name or self.owner
        if not who:
            role = self.responsible or "whoever leads on the child"
            who = f"{role[0].upper()}{role[1:]}, nobody named"
        what = "To be decided" if self.duty else "To be answered"
        if self.due is not None:
            return f"{what} by {due_words(self.due)}: {who}."
        if not self.within:
            return f"{what}: {who}. It has no date."
        why = "" if self.duty else ": one question about a child has a date at a time"
        return f"{what}: {who}. It has no date yet{why}. Once it has, there are {self.within}."


def who_answers(
    one: Indicator,
    owing: Owing,
    practice: Practice,
    on: date,
    lead: str = "",
) -> WhoAnswers | None:
    """
    Tell who must answer a question; None where nobody must, or somebody has.

    Args:
        owing: What is owed for the child, as known on the day.
        lead: The child's lead practitioner, to whom the practice table's answers fall.
    """
    if not one.waits:
        return None
    found = owing.because_of(one)
    if found is not None:
        return WhoAnswers(
            owner=found.owner,
            responsible=found.responsible,
            due=found.due,
            within=found.limit_words,
            duty=found.origin == "trigger",
        )
    name = one.duty.timescale if one.duty else ANSWER
    if name not in practice.newest:
        # The partnership has taken the row from its table.
        return WhoAnswers(owner=lead)
    timescale = practice.called(name, on)
    return WhoAnswers(
        owner=lead if timescale.owner_role == "lead" else "",
        responsible=timescale.responsible,
        within=timescale.limit.words(),
        duty=one.duty is not None,
    )
