"""
An appointment that a child was not brought to, or that somebody cancelled.

Source: "Was not brought" policies; Sussex Safeguarding Children Procedures 5.3; the talk "Learning
the lessons from Serious Case Reviews", slide 16. A child cannot attend alone, so the question is
who was to bring the child.
"""

from __future__ import annotations

from events.fields import choice, entry, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, line, says

WHOSE = {
    "child": "The child's own",
    "carer": "A parent's or carer's, about the child",
    "professional": "A practitioner was expected",
}
WHY = {
    "not_brought": "Was not brought, or did not come",
    "carer_cancelled": "Cancelled by the parent or carer",
    "service_cancelled": "Cancelled by the service",
    "professional_absent": "The practitioner was not there",
    "unknown": "Not known who cancelled, or why",
}


class MissedAppointment(Done):
    """
    Who was to bring whom, to what, what was missed, and what was done about it.
    """

    whose = choice("Whose appointment was it?", WHOSE, required=True)
    why = choice("What happened?", WHY, required=True)
    appointment = text("What was it for?", required=True)
    appointment_made = entry("Which entry made the appointment?")
    reason_given = text("What reason was given, and by whom?")
    short_notice = yes_no_unknown("Was it cancelled or changed at short notice?")
    rebooked = yes_no_unknown("Has it been booked again?")
    missed_before = yes_no_unknown("Has this appointment been missed before?")
    consequence = text("What does the child go without because of it?")
    done_about_it = text(
        "What was done about it?",
        required=True,
        long=True,
        hint="If nothing yet, say so and why.",
    )
    lead_told = yes_no_unknown("Has the lead social worker been told?")


def sentence(content: Content) -> str:
    """
    Say what was missed and why in words that never blame the child.
    """
    why = str(content.get("why", ""))
    if why == "not_brought" and content.get("whose", "child") == "child":
        said = says(content, "appointment", "Was not brought to: {}") or "Was not brought."
    else:
        said = line(
            says(content, "appointment", "Missed: {}"),
            chosen(content, "whose", WHOSE, "Appointment: {}"),
            chosen(content, "why", WHY),
        )
    return line(
        said,
        says(content, "reason_given", "Reason given: {}"),
        answered(content, "rebooked", yes="Booked again.", no="Not booked again."),
        says(content, "consequence", "The child goes without: {}"),
        says(content, "done_about_it", "Done about it: {}"),
        answered(content, "lead_told", no="The lead social worker has not been told."),
    )


KIND = EventKind(
    label="Missed appointment",
    group=Group.HEALTH,
    content=MissedAppointment,
    sentence=sentence,
    roles=("responsible_adult", "absent"),
    always_significant=True,
)
