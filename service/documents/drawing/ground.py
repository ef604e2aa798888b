"""The ground that bands are drawn on: the axis, its ends, and the day everything open runs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.documents.drawing.svg import INK, PAPER, box, element, label, width_of
from service.documents.printable import one_line

if TYPE_CHECKING:
    from datetime import date

    from service.documents.drawing.scale import Scale

SMALL = 11.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """
    Where bands are drawn: the axis, its two ends, and the day that everything open runs to.
    """

    scale: Scale
    left: float
    right: float
    today: date

    def x(self, day: date) -> float:
        """
        Return the place of a day.
        """
        return self.scale.x(day)

    def caption(self, text: str, x: float, y: float) -> str:
        """
        Write a line above a band, moved left where it would run out of the picture.

        Its ground is drawn: a stroke under the letters is lost in a PDF, where the lines of the
        axis then run through the words.
        """
        room = self.right - self.left
        shown = one_line(text, int(room / (SMALL * 0.56)))
        wide = width_of(shown, SMALL)
        start = max(self.left + 2, min(x - 6, self.right - wide - 2))
        ground = box(start - 2, y - 0.85 * SMALL, wide + 4, 1.1 * SMALL, fill=PAPER)
        return ground + label(shown, start, y, size=SMALL)

    def runs_on(self, x: float, y: float) -> str:
        """
        Draw the arrow of something still open, where today lies beyond the right end.
        """
        if self.scale.holds(self.today):
            return ""
        return element("path", d=f"M{x:.1f} {y - 5:.1f} l7 5 l-7 5 Z", fill=INK)
