"""The picture of a child's page, drawn once for all who see the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from service.documents.picture import timeline_svg

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence
    from datetime import date

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome
    from service.documents.picture import Period
    from service.web.choosing import Filters
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
    filters: Filters,
) -> Markup:
    """
    Draw what a reader may see, with links to the entries of this page and to the others' own.

    A cluster opens: its link goes to the picture of the days that it counts, and from where these
    are drawn already, as those of a single day are, to the list of them.

    Args:
        here: The numbers of the entries that the page lists.
    """
    if not read.entries:
        return Markup()
    period = period_of(read, filters)
    kept = filters.address("from", "to")

    def link(entry: Entry) -> str:
        # What was not chosen is drawn too, and is read on its own page.
        return f"#e{entry.id}" if entry.id in here else visit.url("entry", entry=int(entry.id))

    def opens(first: date, last: date) -> str:
        closer = first < last and (first, last) != period
        days = {"from": first.isoformat(), "to": last.isoformat()}
        return visit.url("child", **kept, **days, anchor="picture" if closer else "chronology")

    def draw() -> str:
        return timeline_svg(
            read.told,
            indicators=read.indicators,
            outcomes=outcomes,
            lanes=filters.lanes,
            width=PICTURE_WIDTH,
            link=link,
            opens=opens,
            period=period,
            today=read.on,
        )

    # What is withheld from a reader makes another chronology, whose pictures serve nobody else.
    asked = (tuple(read.indicators), tuple(outcomes))
    seen = (read.on, here, *asked, tuple(filters.kept()), visit.url("child"))
    return Markup(read.told.once(_Drawn).of(seen, draw))  # noqa: S704 - ours, every text escaped


def period_of(read: ReadChild, filters: Filters) -> Period | None:
    """
    Return the days that were chosen, open ends filled by the record's; None where none were.
    """
    first, last = filters.narrowing.first, filters.narrowing.last
    if not read.entries or (first is None and last is None):
        return None
    first = first or min(entry.occurred.first for entry in read.entries)
    last = last or max(entry.occurred.last for entry in read.entries)
    return (first, last) if first <= last else None


def beside_period(visit: Visit, period: Period, filters: Filters) -> Iterator[tuple[str, str]]:
    """
    Yield where to go on from a period of the picture: in words, with the address.
    """
    first, last = period
    long = last - first + timedelta(1)
    half = max(long / 2, timedelta(1))
    kept = filters.address("from", "to")
    for words, before, after in (
        ("Earlier", -long, -long),
        ("Later", long, long),
        ("Twice as long", -half, half),
    ):
        try:
            days = {"from": (first + before).isoformat(), "to": (last + after).isoformat()}
        except OverflowError:
            continue
        yield words, visit.url("child", **kept, **days, anchor="picture")
    yield "The whole time", visit.url("child", **kept, anchor="picture")
