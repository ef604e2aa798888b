"""
Lists of answers that several kinds offer, so that rules and counts compare like with like.

Source: children in need census (source of referral); Working Together to Safeguard Children
(2023); NICE CG89 and NG76; DASH 2009. The stored value never changes its meaning; its words may.
"""

from __future__ import annotations

FROM_WHOM = {
    "family": "Family member or carer",
    "child": "The child",
    "other_parent": "Parent living elsewhere",
    "neighbour": "Neighbour, friend or other member of the public",
    "anonymous": "Somebody who gave no name",
    "school": "School or college",
    "early_years": "Nursery or childminder",
    "gp": "GP",
    "health_visitor": "Health visitor",
    "school_nurse": "School nurse",
    "hospital": "Hospital or A&E",
    "midwife": "Midwife",
    "mental_health": "Mental health service",
    "other_health": "Other health service",
    "police": "Police",
    "probation": "Probation or youth justice",
    "court": "Court or Cafcass",
    "housing": "Housing",
    "social_care": "Children's social care",
    "adult_social_care": "Adult social care",
    "early_help": "Early help or family support",
    "voluntary": "Voluntary organisation",
    "other": "Other",
    "unknown": "Not known",
}

VISITORS = {
    "social_worker": "A social worker",
    "family_worker": "A family support or early help worker",
    "health_visitor": "A health visitor",
    "midwife": "A midwife",
    "other_health": "Another health professional",
    "school": "School or nursery",
    "police": "Police",
    "other": "Somebody else",
}
TOOK_PART = {
    "social_care": "Children's social care",
    "police": "Police",
    "health": "Health: a doctor, a nurse, a hospital or practice",
    "midwifery": "Midwifery",
    "health_visiting": "Health visiting",
    "education": "School, nursery or education",
    "other": "Others",
}
SERVICES = {
    "parenting_programme": "Parenting programme",
    "family_support": "Family support",
    "early_help": "Early help",
    "domestic_abuse_programme": "Domestic abuse programme",
    "substance_misuse_treatment": "Treatment for drugs or alcohol",
    "mental_health": "Mental health treatment",
    "counselling": "Counselling or therapy",
    "childcare": "Nursery, childminder or short breaks",
    "housing_help": "Help with housing or money",
    "other": "Other",
}
CONCERNS = {
    "domestic_abuse": "Domestic abuse",
    "parental_mental_ill_health": "A parent's mental health",
    "parental_substance_misuse": "A parent's drug or alcohol use",
    "parental_disability": "A parent's disability or illness",
    "physical_abuse": "Physical abuse",
    "emotional_abuse": "Emotional abuse",
    "sexual_abuse": "Sexual abuse",
    "neglect": "Neglect",
    "unknown_adult": "An adult nobody knows",
    "exploitation": "Exploitation",
    "missing": "Going missing",
    "online_harm": "Harm online",
    "child_mental_health": "The child's mental health",
    "child_disability": "The child's disability or illness",
    "child_behaviour": "The child's behaviour",
    "young_carer": "Caring for somebody at home",
    "unborn": "An unborn child",
    "return_home": "A return home",
    "whereabouts": "Where the child is",
    "housing": "Housing or money",
    "other": "Other",
}

ABUSE = {
    "neglect": "Neglect",
    "physical": "Physical abuse",
    "sexual": "Sexual abuse",
    "emotional": "Emotional abuse",
    "domestic": "Domestic abuse",
    "exploitation": "Exploitation",
    "fgm": "Female genital mutilation",
    "other": "Other",
}

CATEGORIES = {name: ABUSE[name] for name in ("neglect", "physical", "sexual", "emotional")}

NEGLECT_SIGNS = {
    "lice": "Head lice",
    "weight": "Weight loss or faltering growth",
    "hunger": "Hunger, or very great appetite",
    "hygiene": "Hygiene",
    "dental": "Dental decay",
    "clothing": "Clothing",
    "home": "State of the home",
    "medical_unmet": "Medical need not met",
    "supervision": "Lack of supervision",
    "sleep": "Sleep or bedding",
    "school": "School absence",
    "development": "Delayed development",
}

SEXUAL_ABUSE_SIGNS = {
    "words": "What the child said",
    "behaviour": "Sexual behaviour beyond the child's age",
    "injury": "Injury",
    "infection": "Infection",
    "pregnancy": "Pregnancy under 16",
    "images": "Images or online contact",
    "other": "Other",
}

EXPLOITATION_SIGNS = {
    "money_or_goods": "Money or goods nobody can explain",
    "older_associates": "Older associates",
    "drugs": "Drugs",
    "weapon": "Weapon",
    "found_far_from_home": "Found far from home",
    "online_contact": "Online contact",
    "several_phones": "Several phones",
    "other": "Other",
}

INJURIES = {
    "bruise": "Bruise",
    "mark": "Mark that may be a bruise",
    "swelling": "Swelling",
    "fracture": "Fracture",
    "burn": "Burn or scald",
    "bleeding": "Bleeding",
    "bite": "Bite",
    "cut": "Cut, scratch or graze",
    "head_injury": "Head injury",
    "eye_injury": "Eye injury",
    "tooth": "Tooth",
    "genital": "Genital or anal injury",
    "internal": "Internal injury",
    "other": "Other",
}

BODY_PLACES = {
    "head": "Head or scalp",
    "forehead": "Forehead",
    "face": "Face or cheek",
    "eye": "Eye",
    "ear": "Ear",
    "nose": "Nose",
    "mouth": "Mouth or gums",
    "neck": "Neck",
    "shoulder": "Shoulder",
    "chest": "Chest or ribs",
    "back": "Back or spine",
    "abdomen": "Abdomen",
    "buttocks": "Buttocks",
    "genitals": "Genitals or anus",
    "arm": "Arm",
    "hand": "Hand or fingers",
    "leg": "Leg",
    "knee": "Knee or shin",
    "foot": "Foot",
}

MOBILITY = {
    "no": "Not moving about at all",
    "rolling": "Rolling only",
    "crawling": "Crawling",
    "bottom_shuffling": "Bottom-shuffling",
    "cruising": "Cruising, holding on",
    "walking": "Walking",
    "unknown": "Not known",
}

MEDICAL_FINDINGS = {
    "non_accidental": "Non-accidental",
    "doubtful": "The explanation is doubtful",
    "consistent": "Fits the explanation",
    "accidental": "Accidental",
    "birth_mark": "Birth mark",
    "birth_injury": "Birth injury",
    "medical_cause": "A medical cause",
    "inconclusive": "Not conclusive",
    "not_examined_fully": "Not fully examined",
    "none_given": "No opinion given",
}

LEGAL_FINDINGS = {
    "threshold_met": "Threshold for proceedings met",
    "threshold_not_met": "Threshold for proceedings not met",
    "more_needed": "More information needed",
    "other": "Other advice",
}

MEETINGS = {
    "initial": "Initial child protection conference",
    "review": "Review child protection conference",
    "pre_birth": "Pre-birth conference",
    "transfer_in": "Transfer-in conference",
    "looked_after_review": "Looked-after review",
    "marac": "Multi-agency risk assessment conference (MARAC)",
    "other": "Other meeting",
}

ASSESSMENTS = {
    "child_and_family": "Child and family assessment",
    "initial": "Initial assessment",
    "core": "Core assessment",
    "pre_birth": "Pre-birth assessment",
    "parenting": "Parenting assessment",
    "early_help": "Early help assessment",
    "developmental": "Health or developmental assessment",
    "risk_of_exploitation": "Exploitation assessment",
    "other": "Other",
}

WHEREABOUTS = {
    "verified": "Somebody has seen the child there",
    "unverified": "Said, nobody has seen the child there",
    "believed_gone": "Family believed to have gone",
    "returned": "Said to be back",
    "unknown": "Not known",
}

INTERPRETERS = {
    "not_needed": "None needed",
    "independent": "An independent interpreter",
    "practitioner": "A practitioner who speaks the language",
    "family": "A family member or friend",
    "child": "A child",
    "none": "Nobody, though one was needed",
}

CHALLENGE_STAGES = {
    "practitioners": "1: between practitioners",
    "managers": "2: between managers",
    "senior_leads": "3: between senior leads",
    "partnership": "4: with the partnership",
    "reviewing_officer": "Dispute by a reviewing officer or chair",
}

DUE_UNITS = {
    "working_days": "Working days",
    "calendar_days": "Days",
    "weeks": "Weeks",
    "months": "Months",
}

UNIONS = {
    "married": "Married or civil partners",
    "living_together": "Living together",
    "partners": "Partners, not living together",
}

HOW_OVER = {
    "separated": "Separated",
    "divorced": "Divorced or dissolved",
    "death": "One of them died",
}

QUALITIES = {
    "close": "Close",
    "distant": "Distant",
    "conflict": "In conflict",
    "cut_off": "Cut off: no contact",
}

CONTACT = {
    "none": "No contact at all",
    "indirect": "Letters or messages alone",
    "supervised": "Only with somebody supervising",
    "not_overnight": "Not overnight",
    "other": "Limited otherwise",
    "lifted": "No longer limited",
}

ON_WHAT_GROUND = {
    "order": "A court order",
    "bail": "Bail or a police notice",
    "safety_plan": "A safety plan or written agreement",
    "plan": "The child's plan",
    "carer": "A parent or carer decided it",
    "other": "Other",
}

LOOKED_AFTER = {
    "begins": "Becomes looked after",
    "continues": "Stays looked after",
    "ends": "Is no longer looked after",
    "no": "Is not looked after",
}

ORDERS = {
    "police_protection": "Police protection",
    "emergency_protection": "Emergency protection order",
    "accommodated": "Accommodated by agreement (section 20)",
    "interim_care": "Interim care order",
    "care": "Care order",
    "interim_supervision": "Interim supervision order",
    "supervision": "Supervision order",
    "placement": "Placement order",
    "adoption": "Adoption order",
    "special_guardianship": "Special guardianship order",
    "child_arrangements": "Child arrangements order",
    "prohibited_steps": "Prohibited steps or specific issue order",
    "non_molestation": "Non-molestation or occupation order",
    "domestic_abuse": "Domestic abuse protection notice or order",
    "stalking": "Stalking protection order",
    "restraining": "Restraining order",
    "sexual_harm": "Sexual harm prevention order",
    "fgm_protection": "Female genital mutilation protection order",
    "secure": "Secure accommodation order",
    "recovery": "Recovery order",
    "other": "Other order",
}

PLANS = {
    "child_protection": "Child protection plan",
    "child_in_need": "Child in need plan",
    "pre_birth": "Pre-birth plan",
    "looked_after": "Care plan",
    "early_help": "Early help plan",
    "safety": "Safety plan",
    "other": "Other plan",
}
