"""
Asks what it is like to be a child who is seen, and not heard.

Source: "Learning the lessons from Serious Case Reviews", slide 13; London Safeguarding Children
Procedures, Part A section 5; Ofsted, The voice of the child (2011).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings
from projections.risk.visiting import may_have_seen

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"visits": 2, "days": 28, "alone_from_years": 4, "awake_under_years": 2}


_MEETING = frozenset(
    {
        "assessment_begun",
        "assessment_completed",
        "assessment_reviewed",
        "domestic_abuse_incident",
        "police_incident",
        "section_47_enquiry_begun",
        "section_47_enquiry_concluded",
    }
)
"""Besides visits, what brings somebody to the child who may speak to the child alone."""

_WITH_CAUSE = frozenset(
    {
        "concern_raised",
        "contact",
        "hospital_admission",
        "injury_observed",
        "medical_examination",
        "referral",
        "school_concern",
        "strategy_discussion",
    }
)
"""Where somebody saw the child with cause to speak alone, and it is recorded that nobody did."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where the last visits saw the child and nobody spoke to the child alone or wrote down
    what the child said, showed or did.

    A column that an import does not have is not read as nothing recorded.
    """
    # A visit that did not see the child is another question's, and ends none of these.
    last = history.own("visit", such=may_have_seen).last(settings["visits"])
    asked: dict[str, tuple[Sequence[Entry], str]] = {}
    met = _never_alone(history, settings)
    if met:
        visited = all(one.kind == "visit" for one in met)
        where = f"in the last {len(met)} visits" if visited else f"on the last {len(met)} occasions"
        asked["alone"] = (met, f"Seen {where}, not spoken to alone.")
    if len(last) >= settings["visits"] and all(_seen(visit) for visit in last):
        if all(_nothing_heard(visit) for visit in last):
            asked["heard"] = (
                last,
                f"Seen in the last {len(last)} visits; nothing recorded of the child.",
            )
        if _never_awake(history, last, settings):
            asked["awake"] = (last, f"Not seen awake in the last {len(last)} visits.")
    silent = _four_weeks_silent(history, on, settings)
    if silent and "heard" not in asked:
        asked["heard"] = (silent, f"{settings['days']} days with nothing recorded of the child.")
    if asked and not _explained(history, met or last, on, settings):
        evidence = {visit.id: visit for entries, _ in asked.values() for visit in entries}
        ordered = sorted(evidence.values(), key=lambda visit: visit.occurred.order)
        yield Found(
            evidence=tuple(visit.id for visit in ordered),
            since=_since(
                ordered, silent, settings, only_silent=set(asked) == {"heard"} and bool(silent)
            ),
            note=" ".join(note for _, note in asked.values()),
        )


def _never_alone(history: History, settings: Settings) -> Sequence[Entry]:
    """
    Return the last times that somebody who could have spoken to the child alone saw the child.

    Whoever came from police or for an assessment met the child as well as a visitor did; so did
    whoever saw an injury, examined the child, or was told of a worry with the child before them.
    """
    met = history.own(such=_met).last(settings["visits"])
    never = len(met) >= settings["visits"] and all(
        _seen(one) and one.answer("alone") in {"no", ""} for one in met
    )
    return met if never and _old_enough(history, met, settings) else ()


def _met(entry: Entry) -> bool:
    if entry.kind == "visit":
        return may_have_seen(entry)
    if entry.kind in _WITH_CAUSE and _seen(entry) and entry.answer("alone") == "no":
        return True
    return entry.answer("alone") == "yes" or (entry.kind in _MEETING and _seen(entry))


def _seen(visit: Entry) -> bool:
    return visit.answer("seen") == "yes"


def _nothing_heard(visit: Entry) -> bool:
    return visit.answer("words") == "" and visit.answer("behaviour") == ""


def _heard(entry: Entry) -> bool:
    return bool(entry.answer("words") or entry.answer("behaviour"))


def _old_enough(history: History, visits: Sequence[Entry], settings: Settings) -> bool:
    return all(_could_be_over(history, v, settings["alone_from_years"]) for v in visits)


def _could_be_over(history: History, visit: Entry, years: int) -> bool:
    child = history.child
    age = child.age_in_days(visit.occurred.last) if child else None
    if age is None:
        # Without a date of birth the child may be of any age, but for one not yet born.
        return child is not None and child.kind == "child" and child.expected is None
    return age[1] >= _days(years)


def _surely_over(history: History, visit: Entry, years: int) -> bool:
    age = history.child.age_in_days(visit.occurred.last) if history.child else None
    return age is not None and age[0] >= _days(years)


def _never_awake(history: History, visits: Sequence[Entry], settings: Settings) -> bool:
    return all(
        visit.answer("awake") == "no"
        and not _surely_over(history, visit, settings["awake_under_years"])
        for visit in visits
    )


def _days(years: int) -> int:
    return years * 1461 // 4


def _four_weeks_silent(history: History, on: date, settings: Settings) -> Sequence[Entry]:
    """
    Return the visits since the child was last heard, once four weeks have gone by in silence.
    """
    heard = history.own(such=_heard).latest
    since = heard.occurred.last if heard else date.min
    silent = history.own("visit", such=_seen).after(since)
    if not silent or not all(_nothing_heard(visit) for visit in silent):
        return ()
    start = since if heard else silent[0].occurred.last
    return silent if start + timedelta(days=settings["days"]) <= on else ()


def _explained(history: History, last: Sequence[Entry], on: date, settings: Settings) -> bool:
    """
    Tell whether a reason stands and another agency heard the child in the same weeks.
    """
    reasoned = bool(last) and all(visit.answer("not_alone_reason") for visit in last)
    visitors = {visit.agency for visit in last}
    opened = on - timedelta(days=settings["days"])
    elsewhere = any(
        entry.answer("words") and entry.agency not in visitors
        for entry in history.own(such=_heard).after(opened)
    )
    return reasoned and elsewhere


def _since(
    ordered: Sequence[Entry], silent: Sequence[Entry], settings: Settings, *, only_silent: bool
) -> date:
    known = max(visit.known_from for visit in ordered)
    if not only_silent:
        return known
    return max(
        min(visit.known_from for visit in silent),
        silent[0].occurred.last + timedelta(days=settings["days"]),
    )


RULE = Rule(
    practice_id="R07",
    question="What is it like to be this child? Who asked?",
    lesson="A child was seen, and nobody asked what it was like to be that child.",
    would_show="What school, nursery or health visitor heard from the child; drawings and "
    "play; a visit somewhere other than home.",
    source="“Learning the lessons from Serious Case Reviews”, slide 13; London Safeguarding "
    "Children Procedures, Part A section 5; Ofsted, The voice of the child (2011)",
    look=look,
    version=5,
    settings=SETTINGS,
)
