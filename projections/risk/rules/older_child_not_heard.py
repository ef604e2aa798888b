"""
Asks whether anybody asked an older child, in eight weeks with a case open.

Source: "Learning the lessons from Serious Case Reviews", slide 13; Ofsted, Ages of concern (2011).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.open_case import OPEN_CASE
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.risk.history import History

SETTINGS = {"from_years": 10, "days": 56, **OPEN_CASE}

_ALONE_ONLY = (
    "What the child said is not in the import; since then nobody spoke to the child alone."
)
_HEARD = ("words", "views", "child_views", "lived_experience")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where a case has been open for eight weeks and no entry of them has the child's views.

    An import without such columns is not read as silence, but where it says of each time that the
    child was not spoken to alone.
    """
    child = history.child
    if child is None or child.died is not None or not _may_be_so_old(child, settings, on):
        return
    opened = history.open_case(on, settings["left_days"])
    asked = history.own(such=_may_say)
    if opened is None or not (asked or _recorded_here(history)):
        return
    heard = [entry.occurred.last for entry in asked if _heard(entry)]
    start = max([opened.known_from, *(day for day in heard if day <= on)])
    if start + timedelta(days=settings["days"]) <= on:
        evidence: Sequence[Entry] = [
            *history.alike(opened.id),
            *(e for e in asked if e.occurred.last == start),
        ]
        yield Found(
            evidence=tuple(dict.fromkeys(entry.id for entry in evidence)),
            since=start + timedelta(days=settings["days"]),
            note="" if any(map(_worded, asked)) or _recorded_here(history) else _ALONE_ONLY,
        )


def _may_be_so_old(child: Person, settings: Settings, on: date) -> bool:
    if child.born is None:
        # Without a date of birth the child may be of any age, but for one not yet born.
        return child.kind == "child" and child.expected is None
    return child.can_be_over(settings["from_years"] * 1461 // 4, on)


def _worded(entry: Entry) -> bool:
    return any(name in entry.content for name in _HEARD)


def _may_say(entry: Entry) -> bool:
    return any(name in entry.content for name in _HEARD) or _says_only_alone(entry)


def _says_only_alone(entry: Entry) -> bool:
    # The form of a case file has no column for words, and one for being spoken to alone.
    return entry.event.origin is not None and entry.answer("alone") in {"yes", "no"}


def _heard(entry: Entry) -> bool:
    # Whoever offered, and wrote down that the child did not want to, has asked.
    spoken = entry.event.origin is not None and entry.answer("alone") == "yes"
    declined = entry.answer("declined") == "yes"
    return spoken or declined or any(entry.answer(name) for name in _HEARD)


def _recorded_here(history: History) -> bool:
    return any(entry.event.origin is None for entry in history.near("visit", "contact"))


RULE = Rule(
    practice_id="R34",
    question="Older children are overlooked: has anybody asked?",
    lesson="An older child was thought able to look after himself or herself.",
    would_show="What the child tells a teacher, youth worker or friend; messages and drawings; "
    "a meeting at a place of the child's choice.",
    source="“Learning the lessons from Serious Case Reviews”, slide 13; Ofsted, Ages of concern "
    "(2011)",
    look=look,
    version=4,
    settings=SETTINGS,
)
