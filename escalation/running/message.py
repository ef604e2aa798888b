"""What a message says: a reference and a link, why you, what ends it; nothing of any record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from escalation.running.channel import Line, Parcel

MOST_LINES = 40
"""How many are listed in one message; the inbox has them all."""


ASKED = """
What is asked: say in your own words what you understand, what you will do and by when.
What ends it: what was owed is done, or is given another date with a reason. Until then
the next person up will hear of it.
"""


ON_YOUR_LIST = """
What is asked: open it, and do or answer what it asks of you.
What ends it: that this was done is recorded. Until then it stands on your list, and after
its date the next person up will hear of it.
"""


IF_NOT_YOU = """
If you did not expect this, change your password and tell your safeguarding lead today.
"""


def subject(parcel: Parcel) -> str:
    """
    Return one line for a list of messages.
    """
    tasks = [line for line in parcel.lines if not line.digest and not line.of_account]
    if not tasks and any(line.of_account for line in parcel.lines):
        return "Something was done with your Throughline account"
    if not tasks:
        return "This week's questions in Throughline"
    if len(tasks) == 1:
        return f"A task in Throughline is waiting for you ({tasks[0].reference})"
    return f"{len(tasks)} tasks in Throughline are waiting for you"


def body(parcel: Parcel, address: str) -> str:
    """
    Return the whole text.

    Args:
        address: Where people reach the pages.
    """
    tasks, new, digests = _apart(parcel)
    parts = [_of_account([line for line in parcel.lines if line.of_account], address)]
    if new:
        parts.append(_of_new(new, address) + ON_YOUR_LIST)
    if tasks:
        overdue = _of_one(tasks[0], address) if len(tasks) == 1 else _of_many(tasks, address)
        parts.append(overdue + ASKED)
    parts += [_of_a_week(one, address) for one in digests]
    said = "\n".join(part for part in parts if part)
    return (
        f"{said}\n"
        f"{_how_often(parcel)}"
        "This message holds nothing from any record. Please do not answer it by e-mail.\n"
    )


def _apart(parcel: Parcel) -> tuple[list[Line], list[Line], list[Line]]:
    """
    Return what is overdue, what is new, and what waits of a week; of several weeks the newest
    alone.
    """
    overdue = [
        line for line in parcel.lines if not line.digest and not line.new and not line.of_account
    ]
    new = [line for line in parcel.lines if line.new]
    return overdue, new, [line for line in parcel.lines if line.digest][-1:]


def _of_account(lines: list[Line], address: str) -> str:
    if not lines:
        return ""
    listed = "".join(f"{line.because}\n" for line in lines[:MOST_LINES])
    return (
        "Something was done with your account:\n"
        f"\n{listed}"
        "\n"
        "See it here (you will be asked to sign in):\n"
        f"{address}/my-account\n"
        f"{IF_NOT_YOU}"
    )


def _of_new(new: list[Line], address: str) -> str:
    listed = "".join(
        f"Its reference is {line.reference}. Why you: {line.because}.\n"
        for line in new[:MOST_LINES]
    )
    return (
        "Something has come onto your list, and waits for you by a date.\n"
        f"{listed}"
        "\n"
        "Open your list here (you will be asked to sign in):\n"
        f"{address}/my-work\n"
    )


def _of_a_week(line: Line, address: str) -> str:
    return (
        "Questions that nobody has answered, told once a week, with how many of the children whom\n"
        "you lead they wait for:\n"
        f"\n{line.because}\n"
        "\n"
        "Open them here (you will be asked to sign in):\n"
        f"{address}/unanswered\n"
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


def _of_many(tasks: list[Line], address: str) -> str:
    listed = "\n".join(
        f"{link(line, address)}\n  Why you: {line.because}. This is level {line.level}.\n"
        for line in tasks[:MOST_LINES]
    )
    left = len(tasks) - MOST_LINES
    more = f"\nAnd {left} more: {address}/my-work\n" if left > 0 else ""
    return (
        f"{len(tasks)} things that are owed by a date are overdue. Open each here (you\n"
        "will be asked to sign in):\n"
        f"\n{listed}{more}"
    )


def _how_often(parcel: Parcel) -> str:
    if all(line.of_account for line in parcel.lines):
        return ""
    if parcel.urgent:
        return "It is sent at once, because it may not wait.\n"
    return "What can wait comes in one message a day at most; what may not wait comes at once.\n"
