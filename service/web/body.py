"""The drawings of a body as pages show them: to mark places on, or with the places marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.body_map import REGIONS, marked
from service.documents.body.figures import FIGURES, Drawing, drawings, figure_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from events.body_map import Region
    from projections.people.person import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """
    One figure with what is marked on it.

    Args:
        words: Which figure it is.
        regions: Every place by name.
        marked: The places that are marked, in the order of the drawings.
    """

    words: str
    drawings: tuple[Drawing, ...]
    regions: Mapping[str, Region]
    marked: tuple[Region, ...] = ()


def body(child: Person | None, on: date, content: Mapping[str, Any] | None = None) -> Body:
    """
    Return the figure that suits a child's age on a day, with what an entry marks.
    """
    figure = figure_for(child.age_in_days(on) if child else None)
    return Body(
        words=FIGURES[figure],
        drawings=drawings(figure),
        regions=REGIONS,
        marked=marked(content or {}),
    )
