"""Whether an entry is what a row of a timescale names: by its kind and its answers."""

from __future__ import annotations

from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING

from escalation.timescale import ANY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from escalation.timescale import Satisfies, When
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome


def starts_or_stops(entry: Entry, when: When) -> bool:
    """
    Tell whether an entry is what starts or stops a clock; a column that is not there says nothing.
    """
    if when.kind not in (ANY, entry.kind) or (when.imported and not entry.event.origin):
        return False
    for name, said in when.where.items():
        if given(entry, name).isdisjoint(said):
            return False
    for name, said in when.unless.items():
        if not given(entry, name).isdisjoint(said):
            return False
    for name, least in when.at_least.items():
        if _number(entry, name) < least:
            return False
    return not when.empty or all(entry.answer(name) == "" for name in when.empty)


def fits(entry: Entry, one: Satisfies) -> bool:
    """
    Tell whether an entry satisfies by its kind and answers; a missing column is held against
    nobody. Whether it satisfies what was opened on a day is asked of ``decides_on``.
    """
    if one.kind not in (ANY, entry.kind) or (one.imported and not entry.event.origin):
        return False
    # None: the import has no such column, and nothing can be held against it.
    if one.filled and any(entry.answer(name) == "" for name in one.filled):
        return False
    for name, answers in one.where.items():
        if entry.answer(name) is not None and given(entry, name).isdisjoint(answers):
            return False
    for name, groups in one.each_of.items():
        if entry.answer(name) is not None and any(
            given(entry, name).isdisjoint(group) for group in groups
        ):
            return False
    return not one.unless or all(
        given(entry, name).isdisjoint(answers) for name, answers in one.unless.items()
    )


def decides_on(
    entry: Entry, one: Satisfies, opened: PlannedOutcome, *, early: bool = False
) -> bool:
    """
    Tell whether an entry that fits was about what was opened, or at least came after it.

    Args:
        early: What lay before counts as well.
    """
    named = entry.content.get(one.naming) or () if one.naming else ()
    names = [named] if isinstance(named, str) else [str(number) for number in named]
    if names:
        return not set(names).isdisjoint(opened.evidence)
    if one.unnamed_within_days is not None:
        # A discussion of something else, years later, would pass for one about this.
        latest = opened.opened + timedelta(days=one.unnamed_within_days)
        if entry.occurred.first > latest:
            return False
    # Held before anybody knew of it, it cannot have decided on it unless it says so.
    return early or entry.occurred.last >= opened.opened


def matches(entry: Entry, named: Iterable[When]) -> bool:
    """
    Tell whether an entry is one of several.
    """
    # Asked of every entry by every row: a generator within another took twice as long.
    kind = entry.kind
    for one in named:
        if (one.kind == kind or one.kind == ANY) and starts_or_stops(entry, one):  # noqa: PLR1714
            return True
    return False


def _number(entry: Entry, name: str) -> float:
    said = entry.answer(name) or ""
    return float(said) if said.isdecimal() else -inf


def given(entry: Entry, name: str) -> frozenset[str]:
    """
    Return a field's answers as texts.
    """
    said = entry.content.get(name)
    if isinstance(said, list | tuple):
        return frozenset(map(str, said))
    return frozenset((str(said),))
