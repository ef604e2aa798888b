"""The picture of a child's page, drawn once for all who see the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from service.documents.picture import timeline_svg

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome
    from service.documents.drawing.lanes import Lanes
    from service.web.reading import ReadChild
    from service.web.visit import Visit

PICTURE_WIDTH = 1200
MOST = 4
"""So many pictures are kept of one chronology: whoever reads on turns pages, or looks by person."""


class _Drawn:
    """
    The pictures that were drawn last of one chronology; they go when it goes.
    """

    def __init__(self, _told: Chronology) -> None:
        self._kept: dict[Hashable, str] = {}

    def of(self, seen: Hashable, draw: Callable[[], str]) -> str:
        """
        Return what was drawn of the very same, or draw it.
        """
        drawn = self._kept.pop(seen, None) or draw()
        for oldest in list(self._kept)[: -MOST + 1]:
            self._kept.pop(oldest, None)
        self._kept[seen] = drawn
        return drawn


def pictured(
    visit: Visit,
    read: ReadChild,
    outcomes: Sequence[PlannedOutcome],
    here: frozenset[str],
    lanes: Lanes,
) -> Markup:
    """
    Draw what a reader may see, with links to the entries of this page and to the others' own.

    Args:
        here: The numbers of the entries that the page lists.
    """
    if not read.entries:
        return Markup()

    def link(entry: Entry) -> str:
        # What was not chosen is drawn too, and is read on its own page.
        return f"#e{entry.id}" if entry.id in here else visit.url("entry", entry=int(entry.id))

    def draw() -> str:
        return timeline_svg(
            read.told,
            indicators=read.indicators,
            outcomes=outcomes,
            lanes=lanes,
            width=PICTURE_WIDTH,
            link=link,
            today=read.on,
        )

    # What is withheld from a reader makes another chronology, whose pictures serve nobody else.
    seen = (lanes, read.on, here, tuple(read.indicators), tuple(outcomes), visit.url("child"))
    return Markup(read.told.once(_Drawn).of(seen, draw))  # noqa: S704 - ours, every text escaped
