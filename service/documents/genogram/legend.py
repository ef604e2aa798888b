"""What the signs in one genogram mean: those that are in it, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.documents.drawing.svg import GREY, PAPER, element, label, line, width_of
from service.documents.genogram.family import Member
from service.documents.genogram.quality import QUALITY_WORDS, quality_line
from service.documents.genogram.symbols import cross, outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.documents.genogram.family import Family

SIZE = 11.5
START = 20.0
DASHES = {"birth": "", "adoptive": "7 4", "foster": "7 4 1.5 4", "not said": "1.5 3.5"}
UNION_DASHES = {"married": "", "partners": "7 4", "not said": "1.5 3.5"}


def legend(family: Family, y: float, width: float) -> tuple[str, float]:
    """
    Draw what is explained, and return it with where it ends.
    """
    parts: list[str] = [line(14, y, width - 14, y, stroke=GREY, wide=0.6)]
    x, y = START, y + 22
    for sign, said in signs(family):
        wide = 44 + width_of(said, SIZE) + 16
        if x + wide > width and x > START:
            x, y = START, y + 26
        parts.append(element("g", sign, transform=f"translate({x + 14:.1f} {y:.1f})"))
        parts.append(label(said, x + 34, y + 4, size=SIZE))
        x += wide
    return "".join(parts), y + 24


def signs(family: Family) -> Iterator[tuple[str, str]]:  # noqa: C901, PLR0912 - a list of signs
    """
    Yield each sign that is in it, drawn around its own middle, with what it means.
    """
    members = family.members
    people = [one for one in members if one.state == "person"]
    for sex, said in (("male", "male"), ("female", "female"), ("", "sex not recorded")):
        if any(one.sex == sex for one in people):
            yield _small(Member(key="", name="", sex=sex)), said  # type: ignore[arg-type]
    if any(one.state == "pregnancy" for one in members):
        yield _small(Member(key="", name="", state="pregnancy")), "not yet born"
    if any(one.index for one in members):
        yield _small(Member(key="", name="", sex="female", index=True)), "the child of this record"
    if any(one.described for one in members):
        yield _small(Member(key="", name="", described=True)), "known by description alone"
    if any(one.state == "withheld" for one in members):
        yield _small(Member(key="", name="", state="withheld")), "withheld from you"
    if any(one.died for one in members):
        yield cross(0, 0, size=8), "died"
    bonds = {one.bond for one in family.unions if one.partners}
    for bond, said in (
        ("married", "married"),
        ("partners", "partners"),
        ("not said", "have a child; whether a couple is not said"),
    ):
        if bond in bonds:
            yield line(-14, 0, 14, 0, wide=1.5, dash=UNION_DASHES[bond]), said
    if any(one.ended and not one.divorced for one in family.unions):
        yield _slashed(1), "ended"
    if any(one.divorced for one in family.unions):
        yield _slashed(2), "divorced"
    sorts = {child.sort for one in family.unions for child in one.children}
    for sort, said in (
        ("adoptive", "adopted"),
        ("foster", "fostered"),
        ("not said", "brother, sister or child: which parents is not said"),
    ):
        if sort in sorts:
            yield line(0, -10, 0, 10, wide=1.5, dash=DASHES[sort]), said
    qualities = {one.quality for one in family.between}
    for quality, said in QUALITY_WORDS.items():
        if quality in qualities:
            yield quality_line(quality, -14, 0, 14, 0), said
    if any(one.lives for one in members):
        box = element(
            "rect",
            x=-14,
            y=-8,
            width=28,
            height=16,
            fill="none",
            stroke=GREY,
            stroke_width=1.5,
            stroke_dasharray="6 4",
        )
        yield box, "lives with the child on the day"


def slashes(x: float, y: float, several: int) -> str:
    """
    Draw the strokes through the line of a union that is over.
    """
    return "".join(
        line(x - 4 + n * 6, y + 8, x + 4 + n * 6, y - 8, wide=1.6) for n in range(several)
    )


def _small(member: Member) -> str:
    drawn = outline(member, 0, 0) + (outline(member, 0, 0, inset=5) if member.index else "")
    return element("g", drawn, transform="scale(0.45)", fill=PAPER)


def _slashed(several: int) -> str:
    return line(-14, 0, 14, 0, wide=1.5) + slashes(-2, 0, several)
