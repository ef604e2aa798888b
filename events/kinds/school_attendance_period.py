"""
How much of school or nursery a child had in a period.

Source: school census attendance codes; the talk "Learning the lessons from Serious Case Reviews",
slide 17 (school absence as a sign of neglect).
"""

from __future__ import annotations

from events.fields import choice, measure, text, whole_number, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, line, says

WHERE = {"school": "School", "nursery": "Nursery or childminder", "college": "College"}


class SchoolAttendancePeriod(Done):
    """
    Half-day sessions as schools count them, and what is known of why.
    """

    where = choice("Where?", WHERE)
    sessions = whole_number("Sessions possible")
    missed = whole_number("Sessions missed")
    unexplained = whole_number("Of these, unexplained")
    days_running = whole_number("Longest run of days missed")
    percent = measure("Attendance in per cent")
    code = text("Main attendance codes")
    reasons = text("What is known of why?", long=True)
    followed_up = yes_no_unknown("Has the school followed it up?")


def sentence(content: Content) -> str:
    """
    Say how much was missed and what is known of why.
    """
    return line(
        chosen(content, "where", WHERE, "Attendance at {}"),
        says(content, "sessions", "Sessions possible: {}"),
        says(content, "missed", "Missed: {}"),
        says(content, "unexplained", "Unexplained: {}"),
        says(content, "days_running", "Longest run of days missed: {}"),
        says(content, "percent", "Attendance in per cent: {}"),
        says(content, "reasons", "Why, as far as known: {}"),
        answered(content, "followed_up", no="Not followed up."),
    )


KIND = EventKind(
    label="School or nursery attendance",
    group=Group.EDUCATION,
    content=SchoolAttendancePeriod,
    sentence=sentence,
    roles=("responsible_adult",),
    always_significant=True,
    import_names=("school_attendance",),
)
