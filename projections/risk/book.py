"""The rule book: what each rule asks, when, on whose word and with which windows, by its file."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.risk.settings_in_words import in_words
from projections.rule_book import changed_by, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

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
        asked: When it asks and when it is quiet, in the rule's own words.
    """

    name: str
    rule: Rule
    asked: str
    windows: tuple[Window, ...]


def book(
    rules: Mapping[str, Rule], changes: Iterable[RecordedEvent] = (), on: date | None = None
) -> tuple[Line, ...]:
    """
    Return every rule in the order of the practice table, with the settings in force on a day.

    Args:
        changes: The partnership's changes; without a day none of them counts.
    """
    made = changed_by(changes, on) if on is not None else ()
    last = {str(one.content.get("setting", "")): one for one in made}
    return tuple(
        Line(
            name=name,
            rule=rule,
            asked=inspect.getdoc(rule.look) or "",
            windows=tuple(
                _window(window, shipped, last.get(named(name, window)))
                for window, shipped in rule.settings.items()
            ),
        )
        for name, rule in sorted(rules.items(), key=lambda one: one[1].practice_id)
    )


def _window(name: str, shipped: int, change: RecordedEvent | None) -> Window:
    to = str(change.content.get("to", "")) if change else ""
    value = int(to) if to.isdecimal() else shipped
    return Window(name=name, shipped=shipped, value=value, changed=change)
