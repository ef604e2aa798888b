"""
Asks whether each domestic abuse incident is treated as the first.

Source: "Learning the lessons from Serious Case Reviews", slide 14; Brandon et al., biennial
analyses of serious case reviews; SafeLives, criteria for referral to MARAC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from events.kinds.domestic_abuse_incident import SEVERITY
from projections.risk.incidents import Incident, evidence, in_window, incidents, reached
from projections.risk.rule import Found, Rule, Settings
from projections.risk.violence import TELLING, each_once, of_violence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.risk.history import History

SETTINGS = {"near": 2, "near_days": 366, "ever": 3, "marac": 3}

_NO_MEETING = (
    "no referral to the multi-agency meeting about high-risk domestic abuse (MARAC) is recorded."
)

_GRAVITY = {name: place for place, name in enumerate(SEVERITY)}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where there were two in twelve months, three in all, or one graver than the one before,
    in this household, or by one person over all households.
    """
    every = incidents(each_once(history.of(*TELLING, such=of_violence)))
    here = tuple(one for one in every if any(a.about != "history" for a in one.accounts))
    asked = _found(here, on, settings)
    if asked:
        yield asked
    told = set(asked.evidence) if asked else set()
    for person in dict.fromkeys(p for one in every for p in _harmed_by(one)):
        theirs = tuple(one for one in every if person in _harmed_by(one))
        again = _found(theirs, on, settings, about=str(person))
        if again and not told.issuperset(again.evidence):
            yield again


def _found(
    happened: Sequence[Incident], on: date, settings: Settings, about: str = ""
) -> Found | None:
    near = in_window(happened, on, days=settings["near_days"])
    often = len(near) >= settings["near"]
    if len(happened) >= settings["ever"]:
        # All of them stay cited: a window that moves on is no new evidence.
        since = reached(near, settings["near"]) if often else date.max
        note = f"Over the whole record.{_not_referred(near, settings)}"
        asked = _asked(happened, settings["ever"], about, note)
        return replace(asked, since=min(asked.since, since))
    if often:
        note = f"Within {settings['near_days']} days.{_not_referred(near, settings)}"
        return _asked(near, settings["near"], about, note)
    graver = _graver(happened)
    return _asked(graver, len(graver), about, "Graver than before.") if graver else None


def _not_referred(near: Sequence[Incident], settings: Settings) -> str:
    asked = [
        one for one in near if any(a.answer("marac_referred") is not None for a in one.accounts)
    ]
    if len(near) < settings["marac"] or not asked:
        return ""
    referred = any(one.says("marac_referred", "yes") for one in asked)
    return "" if referred else f" {len(near)} in that time, and {_NO_MEETING}"


def _asked(happened: Sequence[Incident], needed: int, about: str, note: str) -> Found:
    return Found(
        evidence=evidence(happened), since=reached(happened, needed), about=about, note=note
    )


def _graver(happened: Sequence[Incident]) -> tuple[Incident, ...]:
    """
    Return two incidents, one after the other, of which the second did more harm.
    """
    known = [(one, _gravity(one)) for one in happened]
    pairs = [(a, b) for (a, x), (b, y) in pairwise(known) if -1 < x < y]
    return pairs[-1] if pairs else ()


def _gravity(one: Incident) -> int:
    return max(_GRAVITY.get(account.answer("severity") or "", -1) for account in one.accounts)


def _harmed_by(one: Incident) -> frozenset[object]:
    return frozenset(p for account in one.accounts for p in account.people("harmed_by"))


RULE = Rule(
    practice_id="R02",
    question="Is each incident being treated as the first? Has the "
    "multi-agency meeting about high-risk domestic abuse (MARAC) been considered?",
    lesson="Violence that comes again was read one incident at a time.",
    would_show="Calls that police went to and nobody recorded here; injuries of the adult who "
    "was hurt; what the children say of evenings and weekends at home.",
    source="“Learning the lessons from Serious Case Reviews”, slide 14; Brandon et al., biennial "
    "analyses of serious case reviews; SafeLives, criteria for referral to MARAC",
    look=look,
    version=2,
    settings=SETTINGS,
)
