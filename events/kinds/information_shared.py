"""
Information about a child went from one agency to another, on a recorded basis.

Source: Department for Education, Information sharing (2024), the golden rules; Children Act 2004
s.16LA (commencement to be confirmed); Domestic Abuse Act 2021 s.49A.
"""

from __future__ import annotations

from events.fields import agencies, choice, day, entries, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, cites, dated, line, says

PURPOSES = {
    "safeguarding": "To protect the child",
    "referrer_told": "The referrer is told the decision",
    "answer": "An answer to a request",
    "domestic_abuse_school": "School or college told of domestic abuse",
    "marac_referral": "Referral to the meeting about high-risk domestic abuse (MARAC)",
    "conference_report": "Report for a conference",
    "conference_decisions": "Decisions of a conference",
    "conference_record": "Record of a conference",
    "record_corrections": "Corrections to a record",
    "child_protection_file": "Child protection file to a new school",
    "designated_officer": "Designated officer told of an allegation",
    "fgm_report": "Report to police of female genital mutilation",
    "national_panel": "National Panel told of a serious incident",
    "police_notified": "Police told",
    "other": "Other",
}
BASES = {
    "safeguarding": "Safeguarding of children and individuals at risk",
    "legal_duty": "A duty in law",
    "public_task": "A public task",
    "consent": "Consent",
    "court": "A court's order",
}


class InformationShared(Done):
    """
    What went to whom, why, on which basis; a refusal is recorded here as well.
    """

    to = agencies("To whom?", required=True)
    what = text("What was shared?", required=True, long=True)
    purpose = choice("What for?", PURPOSES, required=True)
    basis = choice("On which basis?", BASES, required=True)
    reason = text("Why was it needed?", long=True)
    about = entries("Which entries is it about?")
    told_family = yes_no_unknown("Has the family been told?")
    not_told_reason = text("If not, why not?")
    refused = yes_no_unknown("Was sharing refused?")
    refused_reason = text("If refused: why would sharing harm the child more?", long=True)
    receipt_confirmed = yes_no_unknown("Has it been confirmed as received?")
    received_on = day("When was it received?")
    reference = text("Reference given", limit=100)


def sentence(content: Content) -> str:
    """
    Say what went to whom on which basis, and whether the family knows.
    """
    return line(
        says(
            content,
            "to",
            "Not shared with {}" if content.get("refused") == "yes" else "Told: {}",
        ),
        chosen(content, "purpose", PURPOSES),
        says(content, "what", "What: {}"),
        chosen(content, "basis", BASES, "Basis: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "refused_reason", "Refused because: {}"),
        answered(
            content,
            "told_family",
            yes="The family knows.",
            no="The family does not know.",
        ),
        says(content, "not_told_reason", "Why not: {}"),
        answered(
            content,
            "receipt_confirmed",
            yes="Receipt confirmed.",
            no="Receipt not confirmed.",
        ),
        dated(content, "received_on", "Received on {}"),
        cites(content, "about", "About {}"),
    )


KIND = EventKind(
    label="Information shared",
    group=Group.CONTACT,
    content=InformationShared,
    sentence=sentence,
    roles=("considered", "received_by"),
)
