"""
Asks where a child goes who is missing again, or missing once with a sign of exploitation.

Source: Department for Education, statutory guidance on children who run away or go missing from
home or care (2014); the counts are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.incidents import evidence, in_window, incidents, reached
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"episodes": 3, "days": 90}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask once about all that lies in the window, however it was reached.
    """
    missing = incidents(history.own("missing_episode"))
    lately = in_window(missing, on, days=settings["days"])
    shown = history.own("exploitation_indicator", "return_interview", such=_signed)
    signs = in_window(incidents(shown), on, days=settings["days"])
    signed = [one for one in lately if one.each("exploitation_signs")]
    days = [one.known_from for one in signed]
    if lately and signs:
        days.append(max(reached(lately, 1), reached(signs, 1)))
    if len(lately) >= settings["episodes"]:
        days.append(reached(lately, settings["episodes"]))
    if days:
        yield Found(evidence=evidence([*lately, *signs]), since=min(days))


def _signed(entry: Entry) -> bool:
    return entry.kind == "exploitation_indicator" or bool(entry.content.get("exploitation_signs"))


RULE = Rule(
    practice_id="R52",
    question="Where does this child go, who gains by it, and who has asked?",
    lesson="A child who ran was searched for, and nobody asked what the child ran to.",
    would_show="Where and with whom the child was found each time; phone, money and clothes; "
    "the other children there.",
    source="DfE, Children who run away or go missing from home or care (2014)",
    look=look,
    version=3,
    settings=SETTINGS,
)
