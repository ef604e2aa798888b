"""Asks a rule and notes what it reads: what it found stands while all of that reads the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from projections.risk.asked import indicators
from projections.risk.lines import Choice, Of
from projections.risk.the_day import NEVER, Day, Until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from projections.risk.asked import Indicator
    from projections.risk.history import History
    from projections.risk.rule import Found, Rule

_CHOOSING = {"of": Of.ANY, "near": Of.NEAR, "own": Of.OWN}

_CALLED = frozenset(
    {
        "alike",
        "case",
        "decided_on",
        "entry",
        "near",
        "of",
        "outcomes",
        "own",
        "plan_begun",
        "plan_in_force",
        "weighed_together",
    }
)
"""What a history is asked with a call; all else of it is read."""


@dataclass(frozen=True, slots=True)
class Read:
    """
    One thing that a rule read of a history.

    Args:
        name: Of the history's.
        with_what: What it was asked with; a day is kept as how far it lies from the day asked.
        chosen_by: Which entries were wanted.
    """

    name: str
    with_what: tuple[object, ...] | None = None
    chosen_by: Callable[[Any], bool] | None = None

    @property
    def by_day(self) -> bool:
        """
        Whether it may read otherwise on another day with nothing learned.
        """
        return any(isinstance(one, _Away) for one in self.with_what or ())

    @property
    def choice(self) -> Choice | None:
        """
        Which entries it chose; None where it read something else.
        """
        of = _CHOOSING.get(self.name)
        if of is None:
            return None
        return Choice(of, cast("tuple[str, ...]", self.with_what or ()), self.chosen_by)

    def of(self, history: History, on: date) -> object:
        """
        Read it again.
        """
        found = getattr(history, self.name)
        if self.with_what is None:
            return found
        asked = (one.on(on) if isinstance(one, _Away) else one for one in self.with_what)
        return found(*asked, such=self.chosen_by) if self.chosen_by else found(*asked)


@dataclass(frozen=True, slots=True)
class _Away:
    days: int

    def on(self, day: date) -> date:
        return day if not self.days else type(day).fromordinal(day.toordinal() + self.days)


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a rule found on a day, and for how long that stands.

    Args:
        rule: The rule with its settings.
        history: What it was asked of, or what reads the same.
        reads: Everything that it read and that is no choice of entries, in that order.
        by_day: Those of them that may read otherwise with nothing learned.
        choices: The choices of entries that it read.
        until: The first day, as an ordinal, on which the day alone may change it.
    """

    rule: Rule
    found: tuple[Found, ...]
    history: History
    reads: Mapping[Read, object]
    by_day: Mapping[Read, object]
    choices: Mapping[Choice, object]
    until: int

    def on(self, rule: Rule, history: History, on: date) -> Asked:
        """
        Return what the rule finds on a later day of what is known then: this, where it stands.
        """
        if on.toordinal() >= self.until or not (rule is self.rule or rule == self.rule):
            return ask(rule, history, on)
        known = history is self.history
        if not known and self._chosen_otherwise(history):
            return ask(rule, history, on)
        for read, before in (self.by_day if known else self.reads).items():
            now = read.of(history, on)
            if now is not before and now != before:
                return ask(rule, history, on)
        return self if known else self._of(history)

    def _of(self, history: History) -> Asked:
        return Asked(
            self.rule,
            self.found,
            history,
            self.reads,
            self.by_day,
            self.choices,
            self.until,
        )

    def _chosen_otherwise(self, history: History) -> bool:
        if history.before is self.history:
            return not self.choices.keys().isdisjoint(history.lines.touched)
        return any(
            history.lines.chosen(choice) is not found and history.lines.chosen(choice) != found
            for choice, found in self.choices.items()
        )


def ask(rule: Rule, history: History, on: date) -> Asked:
    """
    Ask a rule on a day, as it is asked without taking notes.
    """
    until, reads = Until(on), dict[Read, object]()
    day = Day.asked(on, until)
    looked = cast("History", _Looked(history, on, reads))
    found = tuple(_plain(one) for one in rule.ask(looked, day))
    choices = {choice: now for read, now in reads.items() if (choice := read.choice) is not None}
    others = {read: now for read, now in reads.items() if read.choice is None}
    by_day = {read: now for read, now in others.items() if read.by_day}
    return Asked(rule, found, history, others, by_day, choices, until.day)


def asked_until(
    history: History, on: date, rules: Mapping[str, Rule]
) -> tuple[tuple[Indicator, ...], date | None]:
    """
    Ask every rule, and tell on which later day the day alone may change what is asked.

    Until that day, whoever waits for something to be recorded misses nothing; on it, a visit may
    be late of which nothing was recorded. None where no later day changes anything.
    """
    each = {name: ask(rule, history, on) for name, rule in rules.items()}
    until = min((one.until for one in each.values()), default=NEVER)
    found = indicators(history, rules, {name: one.found for name, one in each.items()})
    return found, None if until >= NEVER else type(on).fromordinal(until)


class _Looked:
    """
    A history that notes whatever is read of it.
    """

    def __init__(self, history: History, on: date, reads: dict[Read, object]) -> None:
        self._history, self._on, self._reads = history, on, reads

    def __getattr__(self, name: str) -> object:
        if name in _CALLED:
            return lambda *args, such=None: self._noted(Read(name, _kept(args), such))
        return self._noted(Read(name))

    def _noted(self, read: Read) -> object:
        if read not in self._reads:
            self._reads[read] = read.of(self._history, self._on)
        return self._reads[read]


def _kept(args: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(
        _Away(one.shift)
        if isinstance(one, Day)
        else one
        if isinstance(one, (str, int, date))
        else tuple(map(tuple, cast("Any", one)))
        for one in args
    )


def _plain(found: Found) -> Found:
    since, opened = found.since, found.opened_since
    if isinstance(since, Day):
        since.tomorrow()
        found = replace(found, since=since.plain())
    if isinstance(opened, Day):
        opened.tomorrow()
        found = replace(found, opened_since=opened.plain())
    return found
