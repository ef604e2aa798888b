"""
An agency's report for a conference was received and shared.

Source: Sussex Safeguarding Children Procedures 5.11.2, 5.11.3, 5.11.8; Liverpool (five days,
review).
"""

from __future__ import annotations

from events.fields import agency, day, entry, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, cites, dated, line, says


class ReportReceived(Done):
    """
    By whom, and when chair and family had it.
    """

    by = agency("From which agency?", required=True)
    conference = entry("For which conference?")
    shared_on = day("When was it shared?", required=True)
    shared_with_chair = yes_no_unknown("With the chair?")
    shared_with_family = yes_no_unknown("With the family?", required=True)
    not_shared_reason = text("If not with the family, why not?")
    summary = text("What does it say, in short?", long=True)


def sentence(content: Content) -> str:
    """
    Say whose report came and whether the family has had it.
    """
    return line(
        says(content, "by", "Report received from {}"),
        cites(content, "conference", "For {}"),
        dated(content, "shared_on", "Shared on {}"),
        answered(
            content,
            "shared_with_family",
            yes="The family has had it.",
            no="The family has not had it.",
        ),
        says(content, "not_shared_reason", "Reason: {}"),
        says(content, "summary", "In short: {}"),
    )


KIND = EventKind(
    label="Report received",
    group=Group.PROCESS,
    content=ReportReceived,
    sentence=sentence,
)
