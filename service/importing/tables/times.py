"""Reads a time of day as people write it in a chronology; what is none stays in its words."""

from __future__ import annotations

import re

_NOON = 12
_HOURS, _MINUTES = 24, 60
_FORMS = (
    re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*(am|pm|hrs?|hours|h)?"),
    # Excel keeps a time as a share of the day: 0.25 is six o'clock, and no quarter past midnight.
    re.compile(r"(\d{2}|[1-9])\.(\d{2})\s*(am|pm|hrs?|hours|h)?"),
    re.compile(r"(\d{2})(\d{2})\s*(hrs?|hours|h)?"),
    re.compile(r"(\d{1,2})()\s*(am|pm)"),
)
_PARTS_OF_THE_DAY = frozenset(
    {
        "am", "pm", "morning", "early morning", "noon", "midday", "lunch", "lunchtime", "afternoon",
        "evening", "early evening", "late evening", "night", "overnight", "midnight", "daytime",
        "all day", "various",
    }
)  # fmt: skip
_ROUGHLY = re.compile(r"\?|\b(?:about|approx\.?|approximately|around|circa|ca?\.)|~")


def clock(text: str) -> str:
    """
    Return a time as 14:30; "" where it is none.
    """
    plainly = re.sub(r"\b([ap])\.m\.?", r"\1m", " ".join(text.casefold().split()))
    for form in _FORMS:
        if match := form.fullmatch(plainly):
            hours, minutes = int(match[1]), int(match[2] or 0)
            half = match[3] or ""
            if half == "pm" and hours < _NOON:
                hours += _NOON
            elif half == "am" and hours == _NOON:
                hours = 0
            return f"{hours:02}:{minutes:02}" if hours < _HOURS and minutes < _MINUTES else ""
    return ""


def no_clock(text: str) -> bool:
    """
    Tell whether words say a part of the day, or a time that is not sure.
    """
    plainly = " ".join(text.casefold().split())
    return plainly in _PARTS_OF_THE_DAY or _ROUGHLY.search(plainly) is not None
