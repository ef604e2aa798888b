"""
What a person may have been in an event; the role says what they did in it, not whose relative.

Source: Care Inspectorate, Practice guide to chronologies (2017): who was there, and as what.
"""

from __future__ import annotations

from types import MappingProxyType

ROLES = MappingProxyType(
    {
        "child": "The child it is recorded for",
        "named": "Named",
        "present": "Was there",
        "absent": "Was expected and not there",
        "attended": "Attended",
        "responsible_adult": "Adult responsible for the child",
        "caring": "Was caring for the child",
        "referrer": "Said it first",
        "said_by": "Said it",
        "seen": "Was seen",
        "spoken_to": "Was spoken to",
        "harmed": "Was harmed",
        "harmed_by": "Did the harm",
        "alleged": "Is said to have done it",
        "explained": "Gave the explanation",
        "examined_by": "Examined",
        "refused_by": "Refused",
        "checked": "Was looked up",
        "considered": "Was considered",
        "joined": "Joined the household",
        "left": "Left the household",
        "lives_with": "Lives with the child from then on",
        "expecting": "Is pregnant",
        "born_to": "Gave birth",
        "related": "Is in the relationship",
        "arrested": "Was arrested",
        "bailed": "Was bailed",
        "charged": "Was charged",
        "convicted": "Was convicted",
        "bound_by": "Is bound by it",
        "protected_by": "Is protected by it",
        "owner": "Owns what is owed",
        "worker": "Works with the child",
        "received_by": "Received it",
        "unwell": "Has the condition",
        "protected": "Protected the child",
    }
)
"""The stored role, and the words that a form and a page show for it."""
