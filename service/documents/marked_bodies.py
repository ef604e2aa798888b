"""The body maps of a record's entries, as every format of a pack or an extract holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.body_map import marked
from projections.conference.wording import counted
from service.documents.around import Drawing
from service.documents.body.figures import FIGURES, figure_for
from service.documents.body.figures import drawings as views
from service.documents.drawing.svg import GREY, HARM, INK, PALE, PAPER, box, element, label, words
from service.documents.lived_here import FONTS
from service.documents.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from events.body_map import Region
    from projections.chronology.chronology import Chronology

HEADINGS = ("Place", "Child's side", "Drawing")
MOST = 30
"""As many as are drawn, the newest; the chronology names the places of all."""
_GAP, _TOP, _FOOT = 60.0, 34.0, 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedBody:
    """
    What one entry marks on the body.

    Args:
        when: When it happened, in words.
        age_in_days: The child's age then, at its least and most; None where it is not known.
    """

    entry: str
    when: str
    places: Collection[Region]
    age_in_days: tuple[int, int] | None


def marked_bodies(told: Chronology) -> tuple[Drawing, ...]:
    """
    Draw what is marked on the body by each entry that stands, in the order of the chronology.

    Args:
        told: As its reader may see it.
    """
    return drawn_bodies(
        [
            MarkedBody(
                entry=entry.id,
                when=entry.occurred.words(),
                places=places,
                age_in_days=told.child.age_in_days(entry.occurred.first) if told.child else None,
            )
            for entry in told.entries
            if entry.stands and not entry.withheld and (places := marked(entry.content))
        ]
    )


def drawn_bodies(found: Sequence[MarkedBody]) -> tuple[Drawing, ...]:
    """
    Draw the newest of what is marked, the first of them saying how many are not drawn.
    """
    left_out = len(found) - MOST
    return tuple(
        _drawn(one, left_out if number == 0 else 0) for number, one in enumerate(found[-MOST:])
    )


def _drawn(one: MarkedBody, left_out: int) -> Drawing:
    figure = figure_for(one.age_in_days)
    said = (
        f"{FIGURES[figure]}'s figure, by the child's age then. Left and right are the child's own. "
        "What is not marked was not looked at, or nothing was seen there: the map does not tell "
        "which."
    )
    if left_out > 0:
        older = counted(left_out, "older map is", "older maps are")
        said += f" {older} not drawn; the chronology names the places."
    return Drawing(
        title=f"Body map of entry {one.entry}: {one.when}",
        svg=body_svg(figure, one.places, one.entry),
        table=Sheet(
            title=f"Body map of entry {one.entry}",
            headings=HEADINGS,
            widths=(40, 20, 20),
            rows=tuple((at.words, at.side or "middle", at.view) for at in one.places),
            before=said,
        ),
    )


def body_svg(figure: str, places: Collection[Region], number: str) -> str:
    """
    Draw every view of a figure side by side, what is marked in a colour and ringed in ink.
    """
    names = {one.name for one in places}
    every = views(figure)
    high = max(view.height for view in every)
    wide = sum(view.width for view in every) + _GAP * (len(every) - 1)
    parts, left = [box(0, 0, wide, high + _TOP + _FOOT, fill=PAPER)], 0.0
    for view in every:
        middle = left + view.width / 2
        # The drawing faces the reader, save for the back.
        near, far = ("left", "right") if view.view == "back" else ("right", "left")
        parts += [
            label(view.words, middle, 18, anchor="middle", weight="bold"),
            label(near, left + 4, 18, fill=GREY),
            label(far, left + view.width - 4, 18, anchor="end", fill=GREY),
        ]
        shapes = (
            element(
                "path",
                d=shape.path,
                fill=HARM if shape.region in names else PALE if shape.region else PAPER,
                stroke=INK if shape.region in names else GREY,
                stroke_width=2 if shape.region in names else 1,
            )
            for shape in view.shapes
        )
        parts.append(element("g", *shapes, transform=f"translate({left:.0f} {_TOP:.0f})"))
        left += view.width + _GAP
    said = ", ".join(one.words for one in places)
    parts.append(label("Dark: marked", 4, high + _TOP + 20, fill=HARM, weight="bold"))
    return element(
        "svg",
        element("title", words(f"Body map of entry {number}: {said}")),
        element("desc", words("Head, front and back. The table says the same in words.")),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide:.0f} {high + _TOP + _FOOT:.0f}",
        width=f"{wide:.0f}",
        height=f"{high + _TOP + _FOOT:.0f}",
        role="img",
        aria_label=f"Body map of entry {number}: {said}",
        font_family=FONTS,
    )
