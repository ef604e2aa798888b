"""
Agencies decide together whether a section 47 enquiry begins, and what protects the child meanwhile.

Source: Working Together to Safeguard Children (2023), strategy discussion: social care, police and
health at least. The discussion that begins the enquiry starts its clock; later ones never restart
it.
"""

from __future__ import annotations

from events.fields import agencies, choice, entries, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import TOOK_PART
from events.told import Done
from events.wording import answered, chosen, cites, line, says

SECTION_47 = {
    "single": "Begun by one agency alone",
    "joint": "Begun jointly with police",
    "continues": "Continues",
    "not_begun": "Not begun",
}
MEDICAL = {
    "acute": "Yes, at once",
    "other": "Yes, soon",
    "neglect": "Yes, for neglect",
    "not_needed": "No",
}


class StrategyDiscussion(Done):
    """
    Who took part, what was decided and why, and whether the child is to be examined.
    """

    agencies_present = agencies("Which agencies took part?", required=True)
    agencies_absent = agencies("Which were asked and did not?")
    took_part = several("Whose professionals took part?", TOOK_PART)
    about = entries("Which entries was it about?")
    decision = text("What was decided?", required=True, long=True)
    s47 = choice("Does a section 47 enquiry begin?", SECTION_47, required=True)
    reason = text("Why?", required=True, long=True)
    medical = choice("Is the child to be examined?", MEDICAL)
    siblings_considered = yes_no_unknown("Were the other children considered?")
    safe_meanwhile = text("What keeps the child safe meanwhile?", long=True)


def sentence(content: Content) -> str:
    """
    Say who took part and what was decided on an enquiry, with the reason.
    """
    return line(
        says(content, "agencies_present", "Strategy discussion with {}"),
        says(content, "agencies_absent", "Not there: {}"),
        chosen(content, "took_part", TOOK_PART, "Took part: {}"),
        cites(content, "about", "About {}"),
        says(content, "decision", "Decided: {}"),
        chosen(content, "s47", SECTION_47, "Section 47 enquiry: {}"),
        says(content, "reason", "Reason: {}"),
        chosen(content, "medical", MEDICAL, "Examination: {}"),
        answered(content, "siblings_considered", no="The other children were not considered."),
        says(content, "safe_meanwhile", "Safe meanwhile: {}"),
    )


KIND = EventKind(
    label="Strategy discussion",
    group=Group.PROCESS,
    content=StrategyDiscussion,
    sentence=sentence,
    roles=("attended", "absent"),
    always_significant=True,
    attended=True,
)
