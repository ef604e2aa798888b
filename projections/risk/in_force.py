"""The rules with the windows, thresholds and adoptions of a partnership in force on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.rule_book import adopted_by, adopts, changed_by

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

    A change that names no setting of a rule, or no whole number, is none of theirs. A version that
    the partnership adopted has its source confirmed.
    """
    found = dict(rules)
    for change in changed_by(changes, on):
        name, _, setting = str(change.content.get("setting", "")).partition(".")
        to = str(change.content.get("to", ""))
        rule = found.get(name)
        if rule is not None and setting in rule.settings and to.isdecimal():
            found[name] = replace(rule, settings={**rule.settings, setting: int(to)})
    for name, adoption in adopted_by(changes, on).items():
        rule = found.get(name)
        if rule is not None and not rule.confirmed and adopts(adoption, rule.version):
            found[name] = replace(rule, confirmed=True)
    return found
