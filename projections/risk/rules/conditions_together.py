"""
Asks how mental ill-health, substance misuse and domestic abuse act on each other in one home.

Source: Brandon et al., biennial analyses of serious case reviews; Child Safeguarding Practice
Review Panel, "The Myth of Invisible Men" (2021).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import place_for_rules
from projections.risk.violence import TELLING, of_violence

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

_CONCERNS = {
    "parental_mental_ill_health": "mental_ill_health",
    "parental_substance_misuse": "substance_misuse",
    "domestic_abuse": "domestic_abuse",
}
THREE = frozenset(_CONCERNS.values())


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where all three are recorded, in any order and by any agency, unless one assessment weighs
    an entry of each.
    """
    del on, settings
    showing: dict[str, list[Entry]] = {name: [] for name in sorted(THREE)}
    adults = history.adults_living_with_the_child
    for entry in history.of(such=_shows_any):
        # What befell an adult of this household before the child came counts as well.
        if entry.about == "history" and adults.isdisjoint(entry.people()):
            continue
        for name in _shows(entry):
            showing[name].append(entry)
    groups = ([entry.id for entry in entries] for entries in showing.values())
    if not all(showing.values()) or history.weighed_together(groups):
        return
    firsts = [min(entries, key=lambda one: one.known_from) for entries in showing.values()]
    told = dict.fromkeys(
        one.id
        for one in sorted(
            (entry for entries in showing.values() for entry in entries), key=place_for_rules
        )
    )
    yield Found(evidence=tuple(told), since=max(one.known_from for one in firsts))


def _shows_any(entry: Entry) -> bool:
    return bool(_shows(entry))


def _shows(entry: Entry) -> frozenset[str]:
    found = {_CONCERNS[c] for c in entry.content.get("concerns") or () if c in _CONCERNS}
    if entry.kind in TELLING and of_violence(entry):
        found.add("domestic_abuse")
    if entry.kind == "health_condition" and entry.answer("whose") == "adult":
        found |= {entry.answer("condition") or ""} & THREE
    return frozenset(found)


RULE = Rule(
    practice_id="R36",
    question="How do these act on each other, for this child?",
    lesson="Each was known to somebody, and nobody weighed the three together.",
    would_show="What each adult service knows of the adult as a parent; how the household is "
    "when things are bad; who cares for the child then.",
    source="Brandon et al., biennial analyses of serious case reviews; Child Safeguarding "
    "Practice Review Panel, “The Myth of Invisible Men” (2021)",
    look=look,
    version=3,
)
