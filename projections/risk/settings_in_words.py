"""What a rule's settings mean, as a reader of the rule book says it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "absent_percent": "from {} per cent of sessions missed on",
        "alike_percent": "two texts count as the same from {} per cent alike",
        "alone_from_years": "being spoken to alone is looked for from the age of {} years",
        "any_under_days": "any injury counts in a child younger than {} days",
        "at_once_days": "what names no injury weighed it within {} days",
        "awake_under_years": "being seen awake is looked for under the age of {} years",
        "bedroom_visits": "the bedroom was not seen on {} visits",
        "before_end_days": "asked {} days before it ends",
        "before_leaving_days": "handed over within {} days before leaving",
        "before_opening_days": "looked for in the {} days before work began",
        "before_release_days": "asked {} days before release",
        "child_under_days": "a parent or other adult was a child when younger than {} days",
        "conferences": "left open by {} conferences",
        "core_groups": "away from {} core groups",
        "days": "the days that count: {}",
        "decided_days": "a move home was decided on in the {} days before it",
        "episodes": "from {} times on",
        "ever": "from {} times on, however far apart",
        "far": "from {} times on, further apart",
        "far_days": "further apart means within {} days",
        "from_years": "from the age of {} years",
        "homes": "from {} homes on",
        "infant_days": "a baby is a child younger than {} days",
        "infant_under_days": "a baby is a child younger than {} days",
        "intervals": "{} usual intervals without an entry",
        "interview_days": "an interview on return is due within {} days",
        "kept": "from {} kept appointments on",
        "kinds": "from {} different signs on",
        "kinds_days": "different signs are counted over {} days",
        "late_days": "a weight is late after {} days",
        "left_days": "a decision that does not say what it was closed the case after {} days "
        "without social care",
        "legal_days": "legal advice is decided on within {} days",
        "managers": "managers have {} days to settle it",
        "marac": "from {} times on, without a referral to the multi-agency meeting about high-risk "
        "domestic abuse (MARAC)",
        "medical_days": "medical advice is decided on within {} days",
        "month_days": "a month counts as {} days",
        "months": "one in each of {} months",
        "moves": "moved {} times",
        "near": "from {} times on, close together",
        "near_days": "close together means within {} days",
        "news_days": "asked for {} days after it",
        "overdue": "while {} things are overdue",
        "own_booking_years": "from the age of {} years they may book for themselves",
        "partnership": "the partnership has {} days to settle it",
        "percent": "from {} per cent of them on",
        "practitioners": "practitioners have {} days to settle it",
        "pregnancy_days": "a pregnancy counts as {} days",
        "quiet_days": "after {} days without a word",
        "reviewing_officer": "the reviewing officer has {} days to settle it",
        "same_place_days": "injuries to one place are counted over {} days",
        "same_within_days": "within {} days an examination is of the injury already seen",
        "school_days": "after {} days away from school",
        "senior_leads": "senior leads have {} days to settle it",
        "silent_days": "after {} days without a word of an agency",
        "sources": "from {} who told of it on",
        "sources_days": "those who told of it are counted over {} days",
        "spaces": "fallen across {} whole spaces of the growth chart",
        "taken_on_days": "taken on within {} days of being told",
        "times": "offered {} times",
        "under_days": "the child is younger than {} days",
        "unless_mobile_under_days": "under {} days a child does not move about yet",
        "unseen_days": "after {} days unseen",
        "unverified_days": "after {} days unconfirmed",
        "unverified_infant_days": "for a baby after {} days unconfirmed",
        "visit_days": "a visit is due every {} days where no plan says",
        "visits": "{} visits one after another",
        "visits_with_a_plan": "with a plan, {} visits",
        "without_days": "{} days without a worker",
        "workers": "from {} workers on",
    }
)
"""Each with a place for its number."""


def in_words(name: str, value: int | str) -> str:
    """
    Say one setting with its number; ``value`` may be a word that stands for any.
    """
    return SETTINGS[name].format(value)
