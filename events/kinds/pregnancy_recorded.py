"""
A pregnancy became known; an unborn child is a child with an expected date of birth.

Source: London Safeguarding Children Procedures, CP2(A) 1.1 (refer as soon as identified); Sussex
Safeguarding Children Procedures, pre-birth.
"""

from __future__ import annotations

from events.fields import day, text, whole_number, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, dated, line, says


class PregnancyRecorded(Done):
    """
    When the child is expected, and whether anybody has thought of the child yet.
    """

    expected = day("When is the baby expected?")
    weeks = whole_number("How many weeks, when it became known?", most=45)
    booked_on = day("When was antenatal care booked?")
    late_booking = yes_no_unknown("Was it booked late?")
    concern = yes_no_unknown("Is there a safeguarding concern for the unborn child?", required=True)
    referred = yes_no_unknown("Has the unborn child been referred?")
    other_parent = text("Who is the other parent, as far as is known?")


def sentence(content: Content) -> str:
    """
    Say when the baby is expected and whether there is a concern.
    """
    return line(
        "Pregnancy known.",
        dated(content, "expected", "Expected {}"),
        says(content, "weeks", "Weeks when it became known: {}"),
        dated(content, "booked_on", "Antenatal care booked {}"),
        answered(content, "late_booking", yes="Booked late."),
        answered(content, "concern", yes="There is a concern for the unborn child."),
        answered(content, "referred", yes="Referred.", no="Not referred."),
        says(content, "other_parent", "Other parent: {}"),
    )


KIND = EventKind(
    label="Pregnancy",
    group=Group.HEALTH,
    content=PregnancyRecorded,
    sentence=sentence,
    roles=("expecting",),
    always_significant=True,
    import_names=("pregnancy",),
)
