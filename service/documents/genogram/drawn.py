"""A genogram as SVG: the same bytes for a page, a document and a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.dates_said import date_said
from projections.conference.wording import counted
from service.documents.drawing.svg import (
    GREY,
    INK,
    PALE,
    PAPER,
    box,
    element,
    label,
    words,
)
from service.documents.genogram.household import household_path
from service.documents.genogram.layout import laid_out, widened
from service.documents.genogram.legend import DASHES, UNION_DASHES, legend, signs, slashes
from service.documents.genogram.quality import quality_lines
from service.documents.genogram.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.documents.genogram.family import Family, Union
    from service.documents.genogram.layout import Layout
    from service.documents.genogram.lines import Drawn

FONTS = "Atkinson Hyperlegible, Noto Sans, Arial, Helvetica, sans-serif"
LEAST_WIDE = 640.0
SHOWN = 1.3
"""How much larger than its units a page shows it: the words below a symbol are 15 pixels high."""


def genogram_svg(family: Family, *, key: bool = True) -> str:
    """
    Draw a family, with what its signs mean; no script, style sheet or colour is needed to read it.

    The table of the genogram says the same in words.

    Args:
        key: Whether what the signs mean is part of the picture; a page that tells it beside
            (``genogram_key``) has it wrap on a telephone, where the picture is wider than that.
    """
    if not family.members:
        return _nobody(family)
    layout = widened(laid_out(family), LEAST_WIDE if key else 0.0)
    explained, end = (
        legend(family, layout.height + 6, layout.width) if key else ("", layout.height + 6)
    )
    home = household_path(layout)
    unions = {one.key: one for one in family.unions}
    said = title_of(family)
    return element(
        "svg",
        element("title", words(said)),
        element("desc", words(_described(family, layout))),
        box(0, 0, layout.width, end),
        element(
            "path",
            d=home,
            fill=PALE,
            stroke=GREY,
            stroke_width=1.5,
            stroke_dasharray="6 4",
            stroke_linejoin="round",
        )
        if home
        else "",
        *(part for one in layout.drawn for part in _lines(one, unions[one.union])),
        *quality_lines(family, layout),
        *(symbol(one, *layout.at[one.key]) for one in family.members),
        explained,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {layout.width:.0f} {end:.0f}",
        width=f"{layout.width * SHOWN:.0f}",
        height=f"{end * SHOWN:.0f}",
        role="img",
        aria_label=said,
        font_family=FONTS,
    )


def genogram_key(family: Family) -> tuple[tuple[str, str], ...]:
    """
    Return each sign of a genogram as a small picture of its own, with what it means in words.
    """
    return tuple((_apart(sign), said) for sign, said in signs(family)) if family.members else ()


def _apart(sign: str) -> str:
    return element(
        "svg",
        sign,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="-16 -13 32 26",
        width="32",
        height="26",
        aria_hidden="true",
        focusable="false",
    )


def title_of(family: Family) -> str:
    """
    Say whose genogram it is and as at which day.
    """
    whose = family.index.name if family.index else "a child"
    known = f", as known at {date_said(family.as_known_at)}" if family.as_known_at else ""
    return f"Genogram of {whose}, as at {date_said(family.on)}{known}"


def _described(family: Family, layout: Layout) -> str:
    people = [one for one in family.members if one.state != "not recorded"]
    said = [counted(len(people), "person", "people"), counted(len(layout.rows), "row")]
    return (
        f"{', '.join(said)}: one row a generation, the oldest above. The table says the same in "
        "words. A dashed line goes around those who live with the child on the day."
    )


def _lines(drawn: Drawn, union: Union) -> Iterator[str]:
    for one in drawn.lines:
        dash = ""
        if one.part == "partners":
            dash = UNION_DASHES[union.bond]
        elif one.part == "child":
            dash = DASHES[one.sort]
        points = " L".join(f"{x:.1f} {y:.1f}" for x, y in one.points)
        yield element(
            "path",
            d=f"M{points}",
            fill="none",
            stroke=INK,
            stroke_width=1.5,
            stroke_dasharray=dash or None,
        )
    if drawn.mark and union.ended:
        yield slashes(*drawn.mark, 2 if union.divorced else 1)


def _nobody(family: Family) -> str:
    said = title_of(family)
    return element(
        "svg",
        element("title", words(said)),
        box(0, 0, LEAST_WIDE, 60, fill=PAPER),
        label("Nobody was known on this day.", 20, 36, size=14),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {LEAST_WIDE:.0f} 60",
        width=f"{LEAST_WIDE:.0f}",
        height=60,
        role="img",
        aria_label=said,
        font_family=FONTS,
    )
