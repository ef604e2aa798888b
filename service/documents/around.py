"""The family's picture and who lived where, as every format of a pack holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.documents.genogram.drawn import genogram_svg
from service.documents.genogram.read_family import read_family
from service.documents.genogram.table import HEADINGS, table_of
from service.documents.lived_here import HEADINGS as STAY_HEADINGS
from service.documents.lived_here import lived_here, lived_here_svg
from service.documents.sheets import Sheet

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology

LEAST_POINTS = 6.8 / 11.5
"""How small pictures may be drawn, in points a unit: words are then nearly seven points high."""
A4, A3 = (750.0, 440.0), (1090.0, 690.0)
"""What a landscape page has for a picture below its heading, in points."""
MOST_POINTS = 0.85


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """
    One picture with the table that says the same.

    Args:
        svg: The picture, drawn and escaped by this service.
    """

    title: str
    svg: str
    table: Sheet

    @property
    def size(self) -> tuple[float, float]:
        """
        Its width and height in its own units.
        """
        wide, high = self.svg.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()
        return float(wide), float(high)

    @property
    def large(self) -> bool:
        """
        Whether an A4 page would make its words too small to read.
        """
        return self._points(A4) < LEAST_POINTS

    @property
    def points_wide(self) -> float:
        """
        How wide it is drawn on its page, in points.
        """
        return self.size[0] * self._points(A3 if self.large else A4)

    def _points(self, room: tuple[float, float]) -> float:
        wide, high = self.size
        return min(room[0] / wide, room[1] / high, MOST_POINTS)


def drawings(
    told: Chronology, on: date, closed: frozenset[UUID] = frozenset()
) -> tuple[Drawing, ...]:
    """
    Draw the family and who lived with the child, as at a day or the child's last.

    Args:
        closed: Children whose records the pack's maker may not open.
    """
    died = told.child.died if told.child else None
    on = min(on, died.first) if died else on
    family, lived = read_family(told, on, closed=closed), lived_here(told, on)
    return (
        Drawing(
            title="The family as a picture",
            svg=genogram_svg(family),
            table=Sheet(
                title="The family as a table",
                headings=HEADINGS,
                widths=(14, 16, 16, 40, 14),
                rows=tuple(row.cells for row in table_of(family)),
                before=" ".join(family.notes),
                empty="Nobody was known on this day.",
            ),
        ),
        Drawing(
            title="Who lived with the child",
            svg=lived_here_svg(lived),
            table=Sheet(
                title="Who lived with the child",
                headings=STAY_HEADINGS,
                widths=(24, 20, 18, 18, 20),
                rows=tuple(stay.cells for stay in lived.stays),
                empty="The record does not say who lived with the child.",
            ),
        ),
    )
