"""
How a date is written for a reader, everywhere: on pages, in documents, in sentences of entries.

What programs read (the API, columns of an export, addresses) keeps the form of ISO 8601.
"""

from __future__ import annotations

from datetime import date, datetime

from events.clock import CIVIL

_MONTH_DAYS = 365.25 / 12


def day_said(day: date) -> str:
    """
    Say a day: "27 March 2026".
    """
    return f"{day.day} {day:%B %Y}"


def month_said(day: date) -> str:
    """
    Say the month of a day: "March 2026".
    """
    return f"{day:%B %Y}"


def moment_said(moment: datetime) -> str:
    """
    Say a moment in civil time: "27 March 2026, 14:32".
    """
    local = moment.astimezone(CIVIL)
    return f"{day_said(local.date())}, {local:%H:%M}"


def date_said(when: date | datetime) -> str:
    """
    Say a day as a day, and a moment as a moment in civil time.
    """
    return moment_said(when) if isinstance(when, datetime) else day_said(when)


def weekday_said(day: date) -> str:
    """
    Say a day with its day of the week: "Thursday 24 December 2026".
    """
    return f"{day:%A} {day_said(day)}"


def short_month_said(day: date) -> str:
    """
    Say the month of a day in little room, as on a drawing: "Mar 2026".
    """
    return f"{day:%b %Y}"


def age_said(days: int) -> str:
    """
    Say so many days of age, in months as well where they are a whole number: "9 months (274 days)".
    """
    months = round(days / _MONTH_DAYS)
    if months < 1 or round(months * _MONTH_DAYS) != days:
        return f"{days} days"
    return f"{months} month{'s' if months > 1 else ''} ({days} days)"
