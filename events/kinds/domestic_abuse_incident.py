"""
One incident of domestic abuse; a child of the household is a victim, present or not.

Source: Domestic Abuse Act 2021, s.3; DASH (2009); SafeLives criteria for referral to MARAC; London
Child Protection Procedures (2007), 5.11.35, as quoted in the talk "Learning the lessons from
Serious Case Reviews", not verified.
"""

from __future__ import annotations

from events.fields import choice, text, whole_number, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, chosen, line, says

SEVERITY = {
    "no_contact": "Nobody was touched",
    "assault": "Assault, no injury seen",
    "injury": "Injury",
    "serious_injury": "Serious injury, or danger to life",
}


class DomesticAbuseIncident(Told):
    """
    Who harmed whom is said by the persons' roles; the gravest acts are asked one by one.
    """

    severity = choice(
        "What harm was done to anybody?",
        SEVERITY,
        required=True,
        hint="Control and threats can be the gravest of all: answer the questions below too.",
    )
    abuse = text("What sort of abuse was it?", hint="Such as physical, controlling, economic.")
    children_household = yes_no_unknown(
        "Do children live in, or are they expected in, the household of either adult?",
        required=True,
    )
    children_present = yes_no_unknown(
        "Was a child there?",
        required=True,
        hint="A child who was not there is a victim as well.",
    )
    children_effect = text("What did the children see, hear or show?", long=True)
    pregnant = yes_no_unknown("Is the person who was harmed pregnant?", required=True)
    weapon = yes_no_unknown("Was a weapon used or threatened?")
    strangulation = yes_no_unknown("Was anybody strangled, choked or suffocated?")
    threat_to_kill = yes_no_unknown("Was there a threat to kill anybody, himself or herself too?")
    sexual_violence = yes_no_unknown("Was there sexual violence?")
    stalking = yes_no_unknown("Is there stalking or harassment?")
    dash_yes = whole_number("How many DASH questions were answered yes?", most=27)
    professional_judgement = yes_no_unknown("Is it high risk in your professional judgement?")
    escalating = yes_no_unknown("Is it becoming more frequent or worse?")
    repeat = yes_no_unknown(
        "Is it a repeat within 12 months of the last multi-agency meeting about high-risk domestic "
        "abuse (MARAC)?"
    )
    marac_referred = yes_no_unknown(
        "Has it been referred to the multi-agency meeting about high-risk domestic abuse (MARAC)?"
    )
    school_told = yes_no_unknown("Has the children's school or college been told?")


def sentence(content: Content) -> str:
    """
    Say what was done, its gravest signs, and which children live with it.
    """
    return line(
        chosen(content, "severity", SEVERITY, "Domestic abuse incident: {}"),
        says(content, "abuse", "Sort of abuse: {}"),
        answered(content, "strangulation", yes="Strangulation."),
        answered(content, "weapon", yes="A weapon was used or threatened."),
        answered(content, "threat_to_kill", yes="There was a threat to kill."),
        answered(content, "sexual_violence", yes="There was sexual violence."),
        answered(content, "stalking", yes="There is stalking or harassment."),
        answered(content, "pregnant", yes="The person harmed is pregnant."),
        answered(
            content,
            "children_present",
            yes="A child was there.",
            no="No child in the room, as recorded.",
            unknown="Not known whether a child was there.",
        ),
        answered(content, "children_household", yes="Children live in the household."),
        says(content, "children_effect", "The children: {}"),
        says(content, "dash_yes", "DASH questions answered yes: {}"),
        answered(content, "escalating", yes="It is becoming more frequent or worse."),
        answered(
            content,
            "marac_referred",
            yes="Referred to the multi-agency meeting about high-risk domestic abuse (MARAC).",
            no="Not referred to the multi-agency meeting about high-risk domestic abuse (MARAC).",
        ),
        answered(content, "school_told", yes="School told.", no="School not told."),
    )


KIND = EventKind(
    label="Domestic abuse incident",
    group=Group.HARM,
    content=DomesticAbuseIncident,
    sentence=sentence,
    roles=("harmed_by", "harmed", "present"),
    about_the_child=True,
    always_significant=True,
    import_names=("dv_incident",),
)
