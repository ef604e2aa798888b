"""
One symbol a person: square, circle or diamond, with everything that is marked on it.

Source: McGoldrick, Gerson and Petry, Genograms: Assessment and Intervention (symbols).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.documents.drawing.svg import GREY, INK, PAPER, element, label, words
from service.documents.genogram.rows import HALF
from service.documents.genogram.wrapped import LINE, SIZE, words_below

if TYPE_CHECKING:
    from service.documents.genogram.family import Member

_DASHED = "4 3"


def symbol(member: Member, x: float, y: float) -> str:
    """
    Draw somebody at a place, with the words below; the title says all of it.
    """
    parts = [element("title", words(said_of(member)))]
    if member.state == "not recorded":
        parts.append(label("?", x, y + 7, size=20, anchor="middle", fill=GREY))
    else:
        parts.append(outline(member, x, y))
        if member.index:
            parts.append(outline(member, x, y, inset=5))
        if member.died:
            parts.append(cross(x, y, size=HALF if member.state == "person" else 11))
        inside = _inside(member)
        if inside:
            down = 10 if member.state == "pregnancy" else 4.5
            size = 13 if len(inside) <= _SHORT else 10.5
            parts.append(
                label(inside, x, y + down, size=size, anchor="middle", weight="bold", halo=PAPER)
            )
    top = y + HALF + 6 + LINE - 2
    for n, said in enumerate(words_below(member)):
        fill = GREY if member.state == "not recorded" else INK
        parts.append(
            label(said, x, top + n * LINE, size=SIZE, anchor="middle", fill=fill, halo=PAPER)
        )
    return element("g", *parts)


def said_of(member: Member) -> str:
    """
    Say in words what a symbol shows.
    """
    match member.state:
        case "not recorded":
            return "Another parent, whom the record does not name"
        case "withheld":
            return "Withheld: a child whose record is closed to you"
        case _:
            pass
    said = [member.name, shape_words(member)]
    said += [member.dates] if member.dates else []
    said += [f"{member.to_child}"] if member.to_child else []
    said += ["lives with the child"] if member.lives == "yes" and not member.index else []
    said += ["may live with the child"] if member.lives == "possibly" else []
    return "; ".join(said)


def shape_words(member: Member) -> str:
    """
    Name what somebody is drawn as, and where their sex is known from.
    """
    match member.state:
        case "not recorded":
            return "question mark: not recorded"
        case "withheld":
            return "dotted box: withheld"
        case "pregnancy":
            shape = "triangle: not yet born"
        case _:
            shape = {
                "male": "square: male",
                "female": "circle: female",
                "": "diamond: sex not recorded",
            }[member.sex]
            if member.sex_by == "relation":
                shape += ", as the relation says"
    more = ["double outline: the child of this record"] if member.index else []
    more += ["crossed: died"] if member.died else []
    more += ["dashed: known by description alone"] if member.described else []
    return ", ".join([shape, *more])


def outline(member: Member, x: float, y: float, *, inset: float = 0) -> str:
    """
    Draw the outline of somebody's symbol, or a second one within it.
    """
    half = HALF - inset
    dash = _DASHED if member.described else "1.5 3" if member.state == "withheld" else None
    look: dict[str, str | float | None] = {
        "fill": PAPER,
        "stroke": INK,
        "stroke_width": 1.8,
        "stroke_dasharray": dash,
    }
    if member.state == "pregnancy":
        points = (
            f"{x:.1f},{y - half:.1f} {x + half:.1f},{y + half:.1f} {x - half:.1f},{y + half:.1f}"
        )
        return element("polygon", points=points, **look)
    if member.state == "withheld":
        return element(
            "rect", x=x - half, y=y - half, width=2 * half, height=2 * half, rx=8, **look
        )
    if member.sex == "female":
        return element("circle", cx=x, cy=y, r=half, **look)
    if member.sex == "male":
        return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **look)
    far = half + 2
    points = (
        f"{x:.1f},{y - far:.1f} {x + far:.1f},{y:.1f} {x:.1f},{y + far:.1f} {x - far:.1f},{y:.1f}"
    )
    return element("polygon", points=points, **look)


def cross(x: float, y: float, *, size: float) -> str:
    """
    Draw the cross of a death.
    """
    path = (
        f"M{x - size:.1f} {y - size:.1f} L{x + size:.1f} {y + size:.1f} "
        f"M{x + size:.1f} {y - size:.1f} L{x - size:.1f} {y + size:.1f}"
    )
    return element("path", d=path, stroke=INK, stroke_width=1.4, fill="none")


def _inside(member: Member) -> str:
    if member.state == "withheld":
        return "\N{EN DASH}"
    if member.described:
        return f"{member.age}?"
    return member.age


_SHORT = 3
