"""
Finds what an entry that is about to be recorded may tell again, so that somebody decides first.

It only offers: two calls of one day may well be two calls. What is decided to be one incident stays
two accounts, linked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.occurred import Occurred
    from projections.chronology.entry import Entry

NEAR = timedelta(days=1)
ALIKE = 60
"""How much of the words must be shared, of 100, where another kind or another day is meant."""
MOST = 3

# Kinds by which different agencies tell of one thing that happened.
_TOLD_ALIKE = (
    frozenset({"domestic_abuse_incident", "police_incident", "arrest", "concern_raised"}),
    frozenset({"injury_observed", "medical_examination", "hospital_admission", "disclosure"}),
    frozenset({"contact", "referral", "concern_raised", "information_shared", "handover_sent"}),
    frozenset({"visit", "access_refused", "child_spoken_to", "observation_of_child_and_carer"}),
    frozenset({"missing_episode", "police_incident", "return_interview"}),
)


def likely_same(
    entries: Iterable[Entry], *, kind: str, occurred: Occurred, words: str
) -> tuple[Entry, ...]:
    """
    Return the standing entries that may tell of the same, the likeliest first.

    Of the same kind, one on the same day is enough; otherwise its words must be alike.
    """
    found: list[tuple[float, Entry]] = []
    for entry in entries:
        if not entry.stands or entry.withheld:
            continue
        days = _apart(entry.occurred, occurred)
        if days > NEAR:
            continue
        alike = float(fuzz.token_set_ratio(words.casefold(), entry.sentence.casefold()))
        same_day = not days and _exact(entry.occurred) and _exact(occurred)
        if entry.kind == kind and (same_day or alike >= ALIKE):
            found.append((alike + 100 * same_day, entry))
        elif alike >= ALIKE and any({kind, entry.kind} <= kinds for kinds in _TOLD_ALIKE):
            found.append((alike, entry))
    found.sort(key=lambda one: (-one[0], one[1].event.position))
    return tuple(entry for _, entry in found[:MOST])


def _apart(one: Occurred, other: Occurred) -> timedelta:
    return max(one.first - other.last, other.first - one.last, timedelta(0))


def _exact(occurred: Occurred) -> bool:
    return occurred.first == occurred.last
