"""
Asks what signs of neglect say together, over months and agencies.

Source: "Learning the lessons from Serious Case Reviews", slide 17; NICE NG76; Brandon et al.
(2014), neglect in serious case reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from events.options import NEGLECT_SIGNS
from projections.risk.growth import FALLING, fell, number, was_taken
from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import place_for_rules
from projections.risk.window import within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {
    "kinds": 3,
    "kinds_days": 183,
    "months": 3,
    "month_days": 30,
    "absent_percent": 10,
    **FALLING,
}
"""Missing a tenth of sessions is what the Department for Education calls persistent absence."""

_UNSAID = "which sign is not in the import"
_GONE = frozenset({"better", "gone"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where three different signs were seen in six months, or one in each of three months.

    Absence from school, treatment that was not collected and growth that falls are signs as well.
    """
    lately = sorted(_lately(history, on, settings), key=lambda told: place_for_rules(told.entry))
    signs = frozenset[str]().union(*(one.signs for one in lately))
    if len(signs) >= settings["kinds"]:
        yield _asked(lately, signs, _since(lately, settings))
        return
    for sign in sorted(signs):
        lasting = [one for one in lately if sign in one.signs]
        if _in_each_month(lasting, on, settings):
            yield _asked(lasting, {sign}, max(one.entry.known_from for one in lasting))
            return


@dataclass(frozen=True, slots=True)
class _Seen:
    entry: Entry
    signs: frozenset[str]


def _lately(history: History, on: date, settings: Settings) -> Iterator[_Seen]:
    for entry in history.near(such=_shows_signs).lately(on, days=settings["kinds_days"]):
        yield _Seen(entry, _signs(entry))
    for entry in _away_from_school(history, on, settings):
        yield _Seen(entry, frozenset({"school"}))
    measured = history.own("growth_measurement", such=was_taken)
    lately = {one.id for one in measured.lately(on, days=settings["kinds_days"])}
    for before, after in pairwise(measured) if lately else ():
        if (
            after.id in lately
            and fell(history, before, after, settings)
            and not after.answer("clinician_reason")
        ):
            yield _Seen(after, frozenset({"weight"}))


def _shows_signs(entry: Entry) -> bool:
    return bool(_signs(entry))


def _away_from_school(history: History, on: date, settings: Settings) -> Iterator[Entry]:
    told = history.own("school_attendance_period", such=_counted)
    for entry in told.lately(on, days=settings["kinds_days"]):
        sessions = int(entry.content.get("sessions") or 0)
        missed = int(entry.content.get("missed") or entry.content.get("unexplained") or 0)
        percent = number(entry.answer("percent"))
        limit = settings["absent_percent"]
        if percent is not None:
            away = percent <= 100 - limit
        else:
            away = bool(sessions) and missed * 100 >= limit * sessions
        if away:
            yield entry


def _counted(entry: Entry) -> bool:
    return any(entry.content.get(name) for name in ("sessions", "percent"))


def _signs(entry: Entry) -> frozenset[str]:
    if entry.kind == "treatment_not_collected":
        return frozenset({"medical_unmet"})
    if entry.answer("compared") in _GONE:
        return frozenset()
    if entry.kind == "neglect_indicator_observed" and entry.answer("neglect_signs") is None:
        return frozenset({_UNSAID})
    return frozenset(entry.content.get("neglect_signs") or ())


def _in_each_month(seen: Sequence[_Seen], on: date, settings: Settings) -> bool:
    ends = [on - timedelta(days=n * settings["month_days"]) for n in range(settings["months"])]
    return all(
        any(within(one.entry.occurred, end, days=settings["month_days"]) for one in seen)
        for end in ends
    )


def _since(seen: Sequence[_Seen], settings: Settings) -> date:
    """
    Return the day on which the last sign that it takes had become known.
    """
    known: set[str] = set()
    for one in sorted(seen, key=lambda told: told.entry.known_from):
        known |= one.signs
        if len(known) >= settings["kinds"]:
            return one.entry.known_from
    raise AssertionError


def _asked(seen: Sequence[_Seen], signs: AbstractSet[str], since: date) -> Found:
    named = sorted(NEGLECT_SIGNS.get(sign, sign).lower() for sign in signs)
    note = f"Signs: {'; '.join(named)}."
    return Found(
        evidence=tuple(dict.fromkeys(one.entry.id for one in seen)), since=since, note=note
    )


RULE = Rule(
    practice_id="R15",
    question="What do these say of the relationship between adult and child?",
    lesson="Small signs were each too small to act on, and nobody added them up.",
    would_show="What school, nursery, dentist and health visitor each see; cupboards, beds and "
    "clothing at an unannounced visit; what the child eats, and when.",
    source="“Learning the lessons from Serious Case Reviews”, slide 17; NICE NG76; Brandon et al. "
    "(2014)",
    look=look,
    version=3,
    settings=SETTINGS,
)
