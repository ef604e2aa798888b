"""The questions that the record raises, drawn under the entries that raise them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.dates_said import date_said
from service.documents.drawing.ground import Ground
from service.documents.drawing.svg import INK, PAPER, element, label, line, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projections.chronology.entry import Entry
    from projections.risk.asked import Indicator


def question(indicator: Indicator, entries: Mapping[str, Entry], y: float, ground: Ground) -> str:
    """
    Draw one open question: since when it can be asked, and the entries that raise it.
    """
    since = ground.x(indicator.since)
    until = ground.x(indicator.answered.on) if indicator.answered else ground.x(ground.today)
    middle = y + 20
    cited = [entries[number] for number in indicator.evidence if number in entries]
    answered = "a mark" if indicator.marker else "not answered" if indicator.waits else "answered"
    said = (
        f"Question {indicator.practice_id}, {answered}, since {date_said(indicator.since)}: "
        f"{indicator.question} Entries {', '.join(indicator.evidence)}."
    )
    parts = [
        element("title", words(said)),
        ground.caption(indicator.question, since, y + 8),
        line(since, middle, until, middle, wide=1.5),
        *(line(x, middle - 6, x, middle + 6, wide=1.5) for x in _places(cited, ground)),
    ]
    if ground.scale.holds(indicator.since):
        parts.append(element("circle", cx=since, cy=middle, r=6.5, fill=INK))
        parts.append(
            label("?", since, middle + 4, size=11, anchor="middle", fill=PAPER, weight="bold")
        )
    if not indicator.answered:
        parts.append(ground.runs_on(until, middle))
    return element("g", *parts, role="img", aria_label=said)


def _places(cited: Sequence[Entry], ground: Ground) -> tuple[float, ...]:
    return tuple(sorted({ground.x(entry.occurred.first) for entry in cited}))
