"""
Asks about any injury seen on a child who does not move about alone, whatever was said of it.

Source: NICE CG89; Child Safeguarding Practice Review Panel, Bruising in non-mobile infants (2022):
examination and multi-agency discussion, and no automatic section 47 enquiry; under six months:
local protocols.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.dates_said import age_said
from projections.risk.incidents import Incident, evidence, incidents
from projections.risk.injuries import SAME_INJURY, SHOWING, shows_injury, told_before
from projections.risk.rule import Duty, Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {
    "any_under_days": 183,
    "unless_mobile_under_days": 274,
    "at_once_days": 7,
    **SAME_INJURY,
}

_MOVES = frozenset({"crawling", "bottom_shuffling", "cruising", "walking"})
_DOES_NOT_MOVE = frozenset({"no", "rolling"})
_FROM_BIRTH = frozenset({"birth_mark", "birth_injury"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each injury until a paediatric examination and a discussion have weighed it, or a
    clinician confirmed a birth mark or a birth injury.

    Rolling is no moving about; under six months nothing that is recorded of it counts.
    """
    del on
    for injury in incidents(_seen(history, settings)):
        not_mobile = [_not_mobile(history, account, settings) for account in injury.accounts]
        if not any(not_mobile) or _closed(history, injury, settings):
            continue
        yield Found(
            evidence=evidence([injury]),
            since=injury.known_from,
            about=injury.id,
            note=next(filter(None, not_mobile)),
        )


def _seen(history: History, settings: Settings) -> Iterator[Entry]:
    """
    Yield what was seen; an admission for what was seen shortly before is none of its own.
    """
    seen = history.own(*SHOWING, such=shows_injury)
    observed = [one for one in seen if one.kind == "injury_observed"]
    for entry in seen:
        if entry.kind != "hospital_admission" or not told_before(entry, observed, settings):
            yield entry


def _not_mobile(history: History, entry: Entry, settings: Settings) -> str:
    """
    Return why the child is taken not to have moved about alone; "" where the child did.
    """
    mobile = entry.answer("mobile")
    if mobile in _DOES_NOT_MOVE:
        return "Recorded as not moving about alone."
    age = history.child.age_in_days(entry.occurred.first) if history.child else None
    oldest = history.child.age_in_days(entry.occurred.last) if history.child else None
    if age is None or oldest is None:
        return _age_unknown(history, entry, settings)
    if oldest[1] < 0:
        return ""
    if age[0] < settings["any_under_days"]:
        return f"Under {age_said(settings['any_under_days'])} old."
    under = settings["unless_mobile_under_days"]
    if age[0] < under and mobile not in _MOVES:
        return f"Under {age_said(under)} old, and not recorded as moving about alone."
    return ""


def _age_unknown(history: History, entry: Entry, settings: Settings) -> str:
    """
    Return that the age is not recorded, where a child known since then may still be a baby.
    """
    child = history.child
    if child is None or child.kind != "child" or entry.answer("mobile") in _MOVES:
        return ""
    known = child.known_from + timedelta(days=settings["unless_mobile_under_days"])
    return "No date of birth is recorded." if entry.occurred.first < known else ""


def _closed(history: History, injury: Incident, settings: Settings) -> bool:
    examined = [e for e in history.near("medical_examination") if _weighs(e, injury, settings)]
    if any(e.answer("finding") in _FROM_BIRTH for e in examined):
        return True
    paediatric = any(e.answer("paediatric") in {"yes", None} for e in examined)
    discussed = any(
        _weighs(e, injury, settings) and e.answer("decision") != ""
        for e in history.near("strategy_discussion")
    )
    return paediatric and discussed


def _weighs(entry: Entry, injury: Incident, settings: Settings) -> bool:
    """
    Tell whether an entry names the injury, or names nothing and follows it.
    """
    ids = {account.id for account in injury.accounts}
    named = set(map(str, entry.content.get("about") or ()))
    if named or entry.id in ids:
        return not named.isdisjoint(ids) or entry.id in ids
    first = min(account.occurred.first for account in injury.accounts)
    last = max(account.occurred.last for account in injury.accounts)
    # What names no injury weighed this one only where it came at once.
    return first <= entry.occurred.last <= last + timedelta(days=settings["at_once_days"])


RULE = Rule(
    practice_id="R12",
    question="Has a health professional with paediatric expertise examined this child today, and "
    "have the agencies together weighed it beside all that is known?",
    lesson="A bruise on a baby was explained, and the explanation was believed.",
    would_show="A full examination unclothed; X-rays where a paediatrician asks for them; "
    "earlier marks in GP, hospital and health visitor notes; the brothers and "
    "sisters.",
    source="NICE CG89; Child Safeguarding Practice Review Panel, Bruising in non-mobile infants "
    "(2022)",
    look=look,
    version=3,
    duty=Duty(timescale="injury_in_a_baby"),
    settings=SETTINGS,
)
