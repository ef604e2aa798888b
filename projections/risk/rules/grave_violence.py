"""
Asks about one domestic abuse incident by its gravity, whatever the number of them.

Source: DASH (2009): strangulation, weapons, threats to kill, sexual violence, stalking; local
procedures on non-fatal strangulation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.incidents import evidence, incidents
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

SIGNS = {
    "strangulation": "strangulation",
    "weapon": "a weapon",
    "threat_to_kill": "a threat to kill",
    "sexual_violence": "sexual violence",
    "stalking": "stalking",
}
"""The answers that make one incident grave, in the words that the note uses."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each incident with one of these signs; that MARAC is booked does not quieten it.
    """
    del on, settings
    for incident in incidents(history.near("domestic_abuse_incident")):
        signs = [words for name, words in SIGNS.items() if incident.says(name, "yes")]
        if signs:
            yield Found(
                evidence=evidence([incident]),
                since=incident.known_from,
                about=incident.id,
                note=f"Recorded: {', '.join(signs)}.",
            )


RULE = Rule(
    practice_id="R53",
    question="Is this weighed by its gravity, not by its number? Who refers it today to "
    "the multi-agency meeting about high-risk domestic abuse (MARAC)?",
    lesson="One grave incident was counted as one.",
    would_show="Medical notes, since strangling may leave no mark; earlier threats; weapons in "
    "the home; what the children saw.",
    source="DASH (2009); local procedures on non-fatal strangulation",
    look=look,
)
