"""
Somebody around the child was convicted, now or long before the child was born.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 11: past history is an
indicator of present risk; Brandon et al.
"""

from __future__ import annotations

from events.fields import day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, dated, line, says


class Conviction(Done):
    """
    Of what, against whom, with which sentence.
    """

    offence = text("Of what?", required=True)
    against_child = yes_no_unknown("Was a child the victim?", required=True)
    against_partner = yes_no_unknown("Was a partner or former partner the victim?")
    sexual = yes_no_unknown("Was it a sexual offence?")
    sentence_passed = text("Which sentence?")
    release = text("When and where is release, if in custody?")
    release_on = day("On which day is release, as far as is known?")


def sentence(content: Content) -> str:
    """
    Say of what and against whom.
    """
    return line(
        says(content, "offence", "Convicted of {}"),
        answered(content, "against_child", yes="The victim was a child."),
        answered(content, "against_partner", yes="The victim was a partner or former partner."),
        answered(content, "sexual", yes="It was a sexual offence."),
        says(content, "sentence_passed", "Sentence: {}"),
        says(content, "release", "Release: {}"),
        dated(content, "release_on", "Release on {}"),
    )


KIND = EventKind(
    label="Conviction",
    group=Group.LAW,
    content=Conviction,
    sentence=sentence,
    roles=("convicted", "harmed"),
    always_significant=True,
)
