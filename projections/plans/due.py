"""When something owed by a day or by an instant is late, in the civil time of the four nations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from events.clock import CIVIL, civil_day
from events.dates_said import date_said, weekday_said

REVIEW_AFTER_DAYS = 10
"""Calendar days after which an imported outcome without a date falls due for review (a setting)."""

HISTORIC_AFTER_DAYS = 30
"""What was over for longer when it was recorded is listed and never notified (a setting)."""


def overdue_from(due: date | datetime) -> datetime:
    """
    Return the first moment at which it is late: the next civil day's start, or the instant itself.
    """
    if isinstance(due, datetime):
        return due.astimezone(UTC)
    return start_of(due + timedelta(days=1))


def over_long_ago(recorded: date, learned: date, due: date | datetime | None) -> bool:
    """
    Tell whether something owed was history when it reached the log.

    A date that still ran then, or had passed lately, is owed as it was before: the plans that are
    open when a service begins to use this come in with their running dates.

    Args:
        due: The date that somebody set or a limit gives; None where there is none.
    """
    ran_until = max(learned, day_of(due)) if due is not None else learned
    return (recorded - ran_until).days > HISTORIC_AFTER_DAYS


def start_of(day: date) -> datetime:
    """
    Return the moment at which a civil day begins, in UTC.
    """
    return datetime.combine(day, time.min, tzinfo=CIVIL).astimezone(UTC)


def day_of(due: date | datetime) -> date:
    """
    Return the civil day on which it is due.
    """
    return civil_day(due) if isinstance(due, datetime) else due


def read_due(text: object) -> date | datetime | None:
    """
    Read a due date as events keep it: a day, or a moment with its time zone; None for neither.
    """
    if not isinstance(text, str) or not text:
        return None
    try:
        if "T" not in text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def due_text(due: date | datetime | None) -> str | None:
    """
    Write a due date as events keep it.
    """
    if isinstance(due, datetime):
        return due.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return due.isoformat() if due else None


def due_words(due: date | datetime | None) -> str:
    """
    Say a due date as a person would.
    """
    if due is None:
        return "no date"
    return date_said(due)


def due_soon(due: date | datetime | None) -> str:
    """
    Say a due date with its day of the week, by which work is planned.
    """
    if due is None:
        return "no date"
    words = f"due {weekday_said(day_of(due))}"
    return f"{words}, {due.astimezone(CIVIL):%H:%M}" if isinstance(due, datetime) else words
