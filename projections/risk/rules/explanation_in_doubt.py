"""
Asks about an injury whose explanation differs, changed, is doubted, is missing, or came late.

Source: NICE CG89 (unsuitable explanation: implausible, inadequate, inconsistent between carers or
over time, not fitting the child's age; late presentation); reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.citing import cited
from projections.risk.incidents import Incident, evidence, incidents
from projections.risk.injuries import shows_injury
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.history import History

NONE_GIVEN = frozenset({"none", "no explanation", "none given"})
"""What people write where no explanation was given, as the form tells them to."""


_TOLD = ("injury_observed", "hospital_admission")
_DOUBTED = frozenset({"non_accidental", "doubtful"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each injury of which one of these was recorded, until a decision with its reason
    rests on every account of it.
    """
    del on, settings
    decisions = map(cited, history.near("management_decision"))
    resolved = [numbers for numbers in decisions if numbers]
    examined = history.near("medical_examination", such=_doubts)
    for injury in incidents(history.near(*_TOLD, such=shows_injury)):
        why = tuple(_why(injury, examined))
        told = evidence([injury])
        if why and not any(numbers.issuperset(told) for numbers in resolved):
            yield Found(
                evidence=told,
                since=injury.known_from,
                about=injury.id,
                note=" ".join(why),
            )


def _doubts(entry: Entry) -> bool:
    return entry.answer("finding") in _DOUBTED


def _why(injury: Incident, examined: Sequence[Entry]) -> Iterator[str]:
    given = {said.strip().rstrip(".").casefold() for said in injury.each("explanations")}
    if given and given <= NONE_GIVEN:
        yield "No explanation was given."
    if len(given - NONE_GIVEN) > 1:
        yield "More than one explanation was given."
    if injury.says("explanation_changed", "yes"):
        yield "The explanation changed, or people differ."
    numbers = {account.id for account in injury.accounts}
    if (
        injury.says("explanation_fits", "doubtful", "does_not_fit")
        or injury.says("medical_opinion", *_DOUBTED)
        or any(not numbers.isdisjoint(map(str, one.content.get("about") or ())) for one in examined)
    ):
        yield "The explanation is doubted, or does not fit."
    if injury.says("delay", "yes"):
        yield "Care was sought late."


RULE = Rule(
    practice_id="R14",
    question="Whose account changed, and who has compared them?",
    lesson="Explanations were taken one at a time, each from whoever gave it.",
    would_show="What was said to ambulance, ward and police at the time, word for word; what "
    "the child can do at this age; whoever was in the house.",
    source="NICE CG89 (unsuitable explanation); reviews",
    look=look,
    version=2,
)
