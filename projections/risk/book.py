"""The rule book: what each rule asks, when, on whose word and with which windows, by its file."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.in_force import in_force
from projections.risk.settings_in_words import in_words
from projections.rule_book import adopted_by, adopts, changed_by, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.recorded_event import RecordedEvent
    from projections.risk.rule import Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """
    One window or threshold of a rule.

    Args:
        shipped: What the rule's file says.
        value: What is in force.
        changed: The change by which it is; None where nobody changed it.
    """

    name: str
    shipped: int
    value: int
    changed: RecordedEvent | None = None

    @property
    def words(self) -> str:
        """
        What it sets, as it is read, with the number in force.
        """
        return in_words(self.name, self.value)

    @property
    def asked(self) -> str:
        """
        The same without a number.
        """
        return in_words(self.name, "so many")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One rule of the book.

    Args:
        rule: As it is in force.
        asked: When it asks and when it is quiet, in the rule's own words.
        adopted: The partnership's last adoption of it; None where nobody recorded one.
    """

    name: str
    rule: Rule
    asked: str
    windows: tuple[Window, ...]
    adopted: RecordedEvent | None = None

    @property
    def adopted_as_it_is(self) -> bool:
        """
        Whether the version that is asked is the one that the partnership adopted.
        """
        return self.adopted is not None and adopts(self.adopted, self.rule.version)


def book(
    rules: Mapping[str, Rule], changes: Iterable[RecordedEvent] = (), on: date | None = None
) -> tuple[Line, ...]:
    """
    Return every rule in the order of the practice table, with the settings in force on a day.

    Args:
        changes: The partnership's changes; without a day none of them counts.
    """
    changes = tuple(changes) if on is not None else ()
    day = on or date.min
    last = {str(one.content.get("setting", "")): one for one in changed_by(changes, day)}
    adopted = adopted_by(changes, day)
    kept = in_force(rules, changes, day)
    return tuple(
        Line(
            name=name,
            rule=kept[name],
            asked=inspect.getdoc(rule.look) or "",
            windows=tuple(
                _window(window, shipped, last.get(named(name, window)))
                for window, shipped in rule.settings.items()
            ),
            adopted=adopted.get(name),
        )
        for name, rule in sorted(rules.items(), key=lambda one: one[1].practice_id)
    )


def _window(name: str, shipped: int, change: RecordedEvent | None) -> Window:
    to = str(change.content.get("to", "")) if change else ""
    value = int(to) if to.isdecimal() else shipped
    return Window(name=name, shipped=shipped, value=value, changed=change)
