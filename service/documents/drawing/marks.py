"""One shape a part of practice, told apart without colour, and what is drawn on an entry's mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.kind import Group
from service.documents.drawing.svg import GREY, HARM, INK, PAPER, box, element, label, line

if TYPE_CHECKING:
    from projections.chronology.entry import Entry

SIZE = 11.0
"""How wide and high a mark is."""

_FILLED = frozenset({Group.SEEING, Group.HARM, Group.LAW, Group.PROCESS, Group.HEALTH})
_PATHS = {
    Group.HARM: "M0 -6 L6.2 5 L-6.2 5 Z",
    Group.HEALTH: "M-2 -5.5 H2 V-2 H5.5 V2 H2 V5.5 H-2 V2 H-5.5 V-2 H-2 Z",
    Group.EDUCATION: "M0 -6 L6 0 L0 6 L-6 0 Z",
    Group.LAW: "M0 -6 L6 0 L0 6 L-6 0 Z",
    Group.PROCESS: "M-4.8 -4.8 H4.8 V4.8 H-4.8 Z",
    Group.BETWEEN: "M-5.5 -3 H0 V-6 L6 0 L0 6 V3 H-5.5 Z",
    Group.PEOPLE: "M0 -6 L5.5 -1 V5.5 H-5.5 V-1 Z",
    Group.RECORD: "M-4.8 -4.8 H4.8 V4.8 H-4.8 Z",
}


def shape(group: Group, x: float, y: float, *, faded: bool = False) -> str:
    """
    Draw the mark of a part of practice around a place.
    """
    ink = GREY if faded else HARM if group is Group.HARM else INK
    fill = ink if group in _FILLED and not faded else PAPER
    if group in {Group.CONTACT, Group.SEEING}:
        return element("circle", cx=x, cy=y, r=5.2, fill=fill, stroke=ink, stroke_width=1.6)
    return element(
        "path",
        d=_PATHS[group],
        transform=f"translate({x:.1f} {y:.1f})",
        fill=fill,
        stroke=ink,
        stroke_width=1.4,
        stroke_linejoin="round",
    )


def mark(entry: Entry, x: float, until: float, y: float, *, asked: bool, late: bool) -> str:
    """
    Draw one entry: its shape, how far its date reaches, and what became of it.

    Args:
        until: The place of the last day that its date can mean.
        asked: An open question rests on it.
        late: No agency knew of it until well after it happened.
    """
    struck = entry.status == "struck out"
    drawn = []
    if until - x >= 1:
        drawn.append(line(x, y, until, y, stroke=GREY, wide=1.5, dash="3 2"))
        drawn.append(line(until, y - 4, until, y + 4, stroke=GREY, wide=1.5))
    drawn.append(shape(entry.kind_declared.group, x, y, faded=struck))
    if struck:
        drawn.append(line(x - 7.5, y + 5, x + 7.5, y - 5, stroke=INK, wide=2))
    elif entry.status == "corrected":
        drawn.append(line(x - 6, y + 8, x + 6, y + 8, stroke=INK, wide=1.8))
    if asked:
        drawn.append(element("circle", cx=x, cy=y, r=8.4, fill="none", stroke=INK, stroke_width=1))
    if late:
        drawn.append(
            element("circle", cx=x + 6, cy=y - 6, r=2.4, fill=PAPER, stroke=INK, stroke_width=1)
        )
    return "".join(drawn)


def count(entries: tuple[Entry, ...], x: float, y: float, width: float, *, asked: bool) -> str:
    """
    Draw a cluster: how many entries it holds, with the sign of harm where one of them is harm.
    """
    unsure = any(entry.occurred.first != entry.occurred.last for entry in entries)
    parts = [
        box(
            x - width / 2,
            y - 7,
            width,
            14,
            stroke=INK,
            dash="3 2" if unsure else "",
            round_=7,
        )
    ]
    harm = any(entry.kind_declared.group is Group.HARM and entry.stands for entry in entries)
    if harm:
        parts.append(shape(Group.HARM, x - width / 2 + 9, y))
    middle = x + (7 if harm else 0)
    parts.append(label(str(len(entries)), middle, y + 3.8, size=11, anchor="middle"))
    if asked:
        parts.append(
            # No higher than its row: frames of two rows would lie on one another.
            box(x - width / 2 - 2.5, y - 8.5, width + 5, 17, fill="none", stroke=INK, round_=8.5)
        )
    return "".join(parts)


def count_width(entries: tuple[Entry, ...]) -> float:
    """
    Return how wide a cluster's sign is.
    """
    harm = any(entry.kind_declared.group is Group.HARM and entry.stands for entry in entries)
    return 14.0 + 7 * len(str(len(entries))) + (14 if harm else 0)
