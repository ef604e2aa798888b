"""
An injury or mark seen on a child: where, what was said of it, by whom, and what a doctor thinks.

Source: NICE CG89 (child maltreatment: unsuitable explanations); Child Safeguarding Practice Review
Panel, Bruising in non-mobile infants (2022). Rolling is not mobility.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.body_map import MARKED, body_map, places_of
from events.fields import choice, several, text, texts, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import BODY_PLACES, INJURIES, MEDICAL_FINDINGS, MOBILITY
from events.told import Told
from events.wording import answered, chosen, each, line, says

FITS = {
    "fits": "It fits what was seen",
    "doubtful": "It is doubtful",
    "does_not_fit": "It does not fit what was seen, or the child's age",
    "not_considered": "Nobody has considered it yet",
}


class InjuryObserved(Told):
    """
    What was seen, where, and every explanation given; never one explanation over another.
    """

    type = several("What was seen?", INJURIES, required=True)
    site = several("Where on the body?", BODY_PLACES, required=True)
    body_map = body_map("Places on the body map", hint="Left and right are the child's own.")
    size = text("How large, what colour, how many?")
    mobile = choice("How does the child move about?", MOBILITY, required=True)
    explanations = texts(
        "What explanations were given?",
        required=True,
        hint="One a line, as it was said. If none was given, write “none”.",
    )
    explanation_by = text("Who gave them?", hint="Name each, in the same order.")
    explanation_fits = choice("How does the explanation fit?", FITS)
    explanation_changed = yes_no_unknown("Has it changed, or do people differ?")
    delay = yes_no_unknown("Was care sought late, more than 24 hours after?")
    medical_opinion = choice("What does a doctor think?", MEDICAL_FINDINGS)
    opinion_by = text("Whose medical opinion is it?")
    sent_for_examination = yes_no_unknown("Was the child sent to be examined?")
    told_social_care = yes_no_unknown("Was children's social care told?")

    def excused(self, content: Mapping[str, Any]) -> tuple[str, ...]:
        """
        Ask nobody to say again in a list what they marked on the drawing.
        """
        return ("site",) if content.get("body_map") else ()


def sentence(content: Content) -> str:
    """
    Say what was seen where, and what has been said of it by whom.
    """
    return line(
        chosen(content, "type", INJURIES, "Injury seen: {}"),
        chosen({"site": [*places_of(content)]}, "site", BODY_PLACES, "Where: {}"),
        chosen(content, "body_map", MARKED, "Marked: {}"),
        says(content, "size", "Appearance: {}"),
        chosen(content, "mobile", MOBILITY, "The child's mobility: {}"),
        each(content, "explanations", "Explanation given: {}"),
        says(content, "explanation_by", "By {}"),
        chosen(content, "explanation_fits", FITS, "Of the explanation: {}"),
        answered(content, "explanation_changed", yes="Explanations differ or have changed."),
        answered(content, "delay", yes="Care was sought late."),
        chosen(content, "medical_opinion", MEDICAL_FINDINGS, "Medical opinion: {}"),
        answered(content, "sent_for_examination", no="Not sent to be examined."),
        answered(content, "told_social_care", no="Social care not told."),
    )


KIND = EventKind(
    label="Injury observed",
    group=Group.HARM,
    content=InjuryObserved,
    sentence=sentence,
    roles=("responsible_adult", "caring", "explained", "examined_by", "harmed_by"),
    about_the_child=True,
    always_significant=True,
)
