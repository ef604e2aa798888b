"""What a message says: a reference and a link, why you, what ends it; nothing of any record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from escalation.running.channel import Line, Parcel

MOST_LINES = 40
"""How many are listed in one message; the inbox has them all."""


def subject(parcel: Parcel) -> str:
    """
    Return one line for a list of messages.
    """
    if len(parcel.lines) == 1:
        return f"A task in Throughline is waiting for you ({parcel.lines[0].reference})"
    return f"{len(parcel.lines)} tasks in Throughline are waiting for you"


def body(parcel: Parcel, address: str) -> str:
    """
    Return the whole text.

    Args:
        address: Where people reach the pages.
    """
    return (
        _of_one(parcel.lines[0], address) if len(parcel.lines) == 1 else _of_many(parcel, address)
    ) + (
        "\n"
        "What is asked: say in your own words what you understand, what you will do and by when.\n"
        "What ends it: what was owed is done, or is given another date with a reason. Until then\n"
        "the next person up will hear of it.\n"
        "\n"
        f"{_how_often(parcel)}"
        "This message holds nothing from any record. Please do not answer it by e-mail.\n"
    )


def link(line: Line, address: str) -> str:
    """
    Return where an escalation is answered; it asks for sign-in.
    """
    return f"{address}/escalations/{line.reference}"


def _of_one(line: Line, address: str) -> str:
    return (
        f"Something that is owed by a date is overdue. Its reference is {line.reference}.\n"
        "\n"
        "Open it here (you will be asked to sign in):\n"
        f"{link(line, address)}\n"
        "\n"
        f"Why you: {line.because}. This is level {line.level}.\n"
    )


def _of_many(parcel: Parcel, address: str) -> str:
    listed = "\n".join(
        f"{link(line, address)}\n  Why you: {line.because}. This is level {line.level}.\n"
        for line in parcel.lines[:MOST_LINES]
    )
    left = len(parcel.lines) - MOST_LINES
    more = f"\nAnd {left} more: {address}/my-work\n" if left > 0 else ""
    return (
        f"{len(parcel.lines)} things that are owed by a date are overdue. Open each here (you\n"
        "will be asked to sign in):\n"
        f"\n{listed}{more}"
    )


def _how_often(parcel: Parcel) -> str:
    if parcel.urgent:
        return "It is sent at once, because it may not wait.\n"
    return "What can wait comes in one message a day at most; what may not wait comes at once.\n"
