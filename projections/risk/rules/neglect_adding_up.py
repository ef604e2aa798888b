"""
Asks what signs of neglect say together, over months and agencies.

Source: "Learning the lessons from Serious Case Reviews", slide 17; NICE NG76; Brandon et al.
(2014), neglect in serious case reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.options import NEGLECT_SIGNS
from projections.risk.rule import Found, Rule, Settings
from projections.risk.window import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"kinds": 3, "kinds_days": 183, "months": 3, "month_days": 30}

_UNSAID = "which sign is not in the import"
_GONE = frozenset({"better", "gone"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where three different signs were seen in six months, or one in each of three months.
    """
    seen = history.near(such=_shows_signs)
    lately = [one for one in seen if within(one.occurred, on, days=settings["kinds_days"])]
    signs = {sign for one in lately for sign in _signs(one)}
    if len(signs) >= settings["kinds"]:
        yield _asked(lately, signs, _since(lately, settings))
        return
    for sign in sorted({sign for one in lately for sign in _signs(one)}):
        lasting = [one for one in lately if sign in _signs(one)]
        if _in_each_month(lasting, on, settings):
            yield _asked(lasting, {sign}, max(one.known_from for one in lasting))
            return


def _shows_signs(entry: Entry) -> bool:
    return bool(_signs(entry))


def _signs(entry: Entry) -> frozenset[str]:
    if entry.answer("compared") in _GONE:
        return frozenset()
    if entry.kind == "neglect_indicator_observed" and entry.answer("neglect_signs") is None:
        return frozenset({_UNSAID})
    return frozenset(entry.content.get("neglect_signs") or ())


def _in_each_month(seen: Sequence[Entry], on: date, settings: Settings) -> bool:
    ends = [on - timedelta(days=n * settings["month_days"]) for n in range(settings["months"])]
    return all(
        any(within(one.occurred, end, days=settings["month_days"]) for one in seen) for end in ends
    )


def _since(seen: Sequence[Entry], settings: Settings) -> date:
    """
    Return the day on which the last sign that it takes had become known.
    """
    known: set[str] = set()
    for one in sorted(seen, key=lambda entry: entry.known_from):
        known |= _signs(one)
        if len(known) >= settings["kinds"]:
            return one.known_from
    raise AssertionError


def _asked(seen: Sequence[Entry], signs: set[str], since: date) -> Found:
    named = sorted(NEGLECT_SIGNS.get(sign, sign).lower() for sign in signs)
    note = f"Signs: {'; '.join(named)}."
    return Found(evidence=tuple(one.id for one in seen), since=since, note=note)


RULE = Rule(
    practice_id="R15",
    question="What do these say of the relationship between adult and child?",
    lesson="Small signs were each too small to act on, and nobody added them up.",
    source="“Learning the lessons from Serious Case Reviews”, slide 17; NICE NG76; Brandon et al. "
    "(2014)",
    look=look,
    version=2,
    settings=SETTINGS,
)
