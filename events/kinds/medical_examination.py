"""
A clinician examined a child, and what was found.

Source: NICE CG89; Royal College of Paediatrics and Child Health, standards (2010); Child
Safeguarding Practice Review Panel, Bruising in non-mobile infants (2022).
"""

from __future__ import annotations

from events.body_map import MARKED, body_map, places_of
from events.fields import choice, day, entries, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import BODY_PLACES, INJURIES, MEDICAL_FINDINGS, NEGLECT_SIGNS
from events.told import Told
from events.wording import answered, chosen, cites, dated, line, says

SORTS = {
    "acute": "Child protection, recent injury",
    "neglect": "Child protection, neglect",
    "sexual_abuse": "Child protection, sexual abuse",
    "developmental": "Developmental",
    "initial_health": "Initial health assessment, looked after",
    "emergency": "A&E or ward",
    "other": "Other",
}


class MedicalExamination(Told):
    """
    The finding apart from what the family said, and whether the opinion is in writing.
    """

    type = choice("What sort of examination?", SORTS, required=True)
    examined_by = text("Who examined, of which grade?", required=True)
    paediatric = yes_no_unknown("Have they paediatric expertise?", required=True)
    complete = yes_no_unknown("Was the whole child examined?")
    not_complete_reason = text("If not, why not?")
    injuries = several("Which injuries were found?", INJURIES)
    site = several("Where on the body?", BODY_PLACES)
    body_map = body_map("Places on the body map", hint="Left and right are the child's own.")
    neglect_signs = several("Which signs of neglect, if any?", NEGLECT_SIGNS)
    explanation = text("What did the family say of it?", long=True)
    finding = choice("What is the opinion?", MEDICAL_FINDINGS, required=True)
    history_known = yes_no_unknown("Did the examiner know of earlier injuries and contacts?")
    about = entries("Which entries was it asked for?")
    written_opinion_on = day("When was the opinion given in writing?")
    follow_up = text("What follow-up is needed?")


def sentence(content: Content) -> str:
    """
    Say who found what, and what the examiner did not know or could not look at.
    """
    return line(
        chosen(content, "type", SORTS, "Examination: {}"),
        says(content, "examined_by", "By {}"),
        answered(content, "complete", no="The whole child was not examined."),
        says(content, "not_complete_reason", "Reason: {}"),
        chosen(content, "injuries", INJURIES, "Found: {}"),
        chosen({"site": [*places_of(content)]}, "site", BODY_PLACES, "Where: {}"),
        chosen(content, "body_map", MARKED, "Marked: {}"),
        chosen(content, "neglect_signs", NEGLECT_SIGNS, "Signs of neglect: {}"),
        says(content, "explanation", "Family's explanation: {}"),
        chosen(content, "finding", MEDICAL_FINDINGS, "Opinion: {}"),
        answered(content, "history_known", no="The examiner did not know the history."),
        cites(content, "about", "Asked for after {}"),
        dated(content, "written_opinion_on", "Written opinion {}"),
        says(content, "follow_up", "Follow-up: {}"),
    )


KIND = EventKind(
    label="Medical examination",
    group=Group.HEALTH,
    content=MedicalExamination,
    sentence=sentence,
    roles=("responsible_adult", "examined_by", "explained", "present"),
    about_the_child=True,
    always_significant=True,
)
