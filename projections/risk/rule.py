"""What a file in ``projections/risk/rules/`` declares: one question, and when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from projections.risk.history import History

Settings: TypeAlias = Mapping[str, int]
"""Windows and thresholds by name, with their units in the name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """
    One asking of a rule's question on a day.

    Args:
        evidence: The entries that raise it, by number, in the order they happened.
        since: The day on which it first became askable from what was then known.
        about: The person or incident it is about, so that one rule can ask twice; "" for one.
        note: What a reader must know of how the evidence was read, such as an uncertain date.
        beside: It stands only while another question about the child is open.
        opened_since: Where it stands beside another: one that became askable on this day or later.
        cites: What its evidence is, where that is no line of the chronology.
    """

    evidence: tuple[str, ...]
    since: date
    about: str = ""
    note: str = ""
    beside: bool = False
    opened_since: date | None = None
    cites: str = ""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """
    What a mandatory trigger opens by itself: a planned outcome with an owner and a date.

    Args:
        timescale: The name of the timescale that gives the limit and who is responsible.
    """

    timescale: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """
    One risk rule: a pure function from a child's history on a day to what it found.

    Args:
        practice_id: The row of the practice table that it implements.
        question: What is put to a practitioner, in plain words.
        lesson: The lesson of reviews that it serves.
        would_show: What else would show it, and where to look; advice of this project, no source's.
        source: Publication and paragraph.
        look: Finds what raises the question, on a day, from what was known by then.
        version: Raised when the rule's meaning changes.
        duty: What it opens by itself, where procedures attach a duty.
        settings: Its windows and thresholds in force; those of its file until a partnership
            changes one.
        weekly: Whoever tells of it does so once a week, with others of its sort: told each by
            itself, people learn to look away.
        marker: It marks a child and asks nothing by itself; it stands at the top of lists.
        confirmed: False shows "source to be confirmed by the partnership".
    """

    practice_id: str
    question: str
    lesson: str
    would_show: str
    source: str
    look: Callable[[History, date, Settings], Iterator[Found]]
    version: int = 1
    duty: Duty | None = None
    settings: Settings = field(default_factory=dict)
    weekly: bool = False
    marker: bool = False
    confirmed: bool = True

    def ask(self, history: History, on: date) -> Iterator[Found]:
        """
        Look with the settings in force.
        """
        return self.look(history, on, self.settings)

    @property
    def mandatory(self) -> bool:
        """
        Whether procedures attach a duty to it.
        """
        return self.duty is not None
