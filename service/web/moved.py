"""How one question moved over the months, in words and as a small picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from service.documents.facts_by_month import facts_svg, facts_words

if TYPE_CHECKING:
    from projections.risk.asked import Indicator
    from service.web.reading import ReadChild


def moved(read: ReadChild, asked: Indicator) -> tuple[str, Markup] | None:
    """
    Return the facts that a question rests on by month, of those that the reader may see; None
    where none is in the reader's chronology.
    """
    entries = [one for one in map(read.told.entry, asked.evidence) if one is not None]
    if not entries:
        return None
    # Our own drawing, every text in it escaped.
    return facts_words(entries, read.on), Markup(facts_svg(entries, read.on))  # noqa: S704
