"""Entries that show that something owed was done are ticked: nobody knows their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.kind import By
from service.web.forms.questions import answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from werkzeug.datastructures import MultiDict

    from projections.chronology.entry import Entry
    from service.web.forms.questions import Question

MOST = 10
_LONG = 110
TICKED = "shown_by"


def newest(entries: Iterable[Entry]) -> Mapping[str, str]:
    """
    Return the entries that were recorded last, by number, in words to tick them by.
    """
    told = [
        one
        for one in entries
        if one.stands
        and not one.withheld
        and one.about == "child"
        and one.kind_declared.by is By.FORM
    ]
    told.sort(key=lambda one: one.event.position, reverse=True)
    return {one.id: _words(one) for one in told[:MOST]}


def cited(asked: Question, form: MultiDict[str, str]) -> tuple[str, ...]:
    """
    Return the entries that were ticked, and those that were named by number.
    """
    named = answers([asked], form).get(asked.name, [])
    return tuple(dict.fromkeys([*form.getlist(TICKED), *named]))


def _words(entry: Entry) -> str:
    # Its writer's own words tell it apart better than the answers before them.
    said = str(entry.content.get("fact") or "").strip() or entry.sentence
    told = f"{entry.occurred.words()}, {entry.label}: {said}"
    return told if len(told) <= _LONG else f"{told[: _LONG - 1]}…"
