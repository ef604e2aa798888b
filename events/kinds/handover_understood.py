"""
The receiver says, in own words, what was received and understood.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 15: sent is not received,
and received is not understood.
"""

from __future__ import annotations

from events.fields import due, entry, practitioner, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import cites, dated, line, says


class HandoverUnderstood(Done):
    """
    A tick would prove nothing, so the answer is in words.
    """

    handover = entry("Which handover does this answer?", required=True)
    understood = text("What have you understood, in your own words?", required=True, long=True)
    will_do = text("What will you do?", required=True, long=True)
    by_when = due("By when?")
    received_by = practitioner("Who received it?")
    not_accepted = text("What do you not accept, and why?", long=True)


def sentence(content: Content) -> str:
    """
    Say what the receiver understood and will do.
    """
    return line(
        cites(content, "handover", "Answers {}"),
        says(content, "understood", "Understood: {}"),
        says(content, "will_do", "Will do: {}"),
        dated(content, "by_when", "By {}"),
        says(content, "not_accepted", "Not accepted: {}"),
    )


KIND = EventKind(
    label="Handover received and understood",
    group=Group.BETWEEN,
    content=HandoverUnderstood,
    sentence=sentence,
    roles=("worker", "received_by"),
    import_names=("handover_received_and_understood",),
)
