"""
The small group that carries the plan out meets; a core group is not a visit.

Source: Working Together to Safeguard Children (2023), core group; Wales Safeguarding Procedures,
part 4; National Guidance for Child Protection in Scotland 2021, appendix D.
"""

from __future__ import annotations

from events.fields import agencies, day, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import TOOK_PART
from events.told import Done
from events.wording import answered, chosen, dated, line, says


class CoreGroup(Done):
    """
    Who came, what has changed for the child, and what must change in the plan.
    """

    agencies_present = agencies("Which agencies were there?", required=True)
    agencies_absent = agencies("Which were expected and not there?")
    took_part = several("Whose professionals took part?", TOOK_PART)
    parents_present = yes_no_unknown("Were the parents there?")
    progress = text("What has changed for the child since the last one?", required=True, long=True)
    detailed_plan = yes_no_unknown("Is the detailed plan written and agreed?")
    plan_shared = yes_no_unknown("Do the parents have a copy of the plan?")
    significant_change = yes_no_unknown("Must the plan change significantly?")
    access_refused = yes_no_unknown("Has any member been refused access to the child?")
    chair_told = yes_no_unknown("Has the conference chair been told?")
    child_views = text("What does the child say or show?", long=True)
    next_on = day("When is the next one?")


def sentence(content: Content) -> str:
    """
    Say who came and what has changed for the child.
    """
    return line(
        says(content, "agencies_present", "Core group with {}"),
        says(content, "agencies_absent", "Not there: {}"),
        chosen(content, "took_part", TOOK_PART, "Took part: {}"),
        answered(content, "parents_present", no="The parents were not there."),
        says(content, "progress", "Changed for the child: {}"),
        answered(content, "detailed_plan", yes="The detailed plan is agreed."),
        answered(content, "significant_change", yes="The plan must change significantly."),
        answered(content, "access_refused", yes="A member has been refused access."),
        says(content, "child_views", "The child: {}"),
        dated(content, "next_on", "Next on {}"),
    )


KIND = EventKind(
    label="Core group",
    group=Group.PROCESS,
    content=CoreGroup,
    sentence=sentence,
    roles=("attended", "absent"),
    attended=True,
)
