"""The rules with the windows and thresholds that a partnership had in force on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.rule_book import changed_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.risk.rule import Rule


def in_force(
    rules: Mapping[str, Rule], changes: Iterable[RecordedEvent], on: date
) -> Mapping[str, Rule]:
    """
    Return the rules as they were on a day: each setting by its last change before, else the file's.

    A change that names no setting of a rule, or no whole number, is none of theirs.
    """
    found = dict(rules)
    for change in changed_by(changes, on):
        name, _, setting = str(change.content.get("setting", "")).partition(".")
        to = str(change.content.get("to", ""))
        rule = found.get(name)
        if rule is not None and setting in rule.settings and to.isdecimal():
            found[name] = replace(rule, settings={**rule.settings, setting: int(to)})
    return found
