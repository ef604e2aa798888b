"""What of a chronology is told: its length, what was chosen of it, and the words looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.chronology.changed import since
from projections.chronology.cited import cited_in
from projections.chronology.lengths import Length, Shortened, shortened
from projections.chronology.narrowed import Narrowing, narrowed
from service.telling.words_found import WordsFound, find_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry


@dataclass(frozen=True, kw_only=True)
class Selected:
    """
    The entries to tell, and by which rules these.

    Args:
        short: The chosen length, before anything was narrowed.
        entries: What is left, in the order it happened.
        narrowing: What was chosen, with the entries that words found.
        found: What the words found; None where none were asked for.
    """

    short: Shortened
    entries: tuple[Entry, ...]
    narrowing: Narrowing
    found: WordsFound | None


def select(
    told: Chronology,
    length: Length,
    *,
    on: date,
    questions: Collection[str],
    narrowing: Narrowing,
    words: str = "",
    application: date | None = None,
) -> Selected:
    """
    Select from a chronology, as one reader may see it.

    Args:
        questions: The entries that open questions rest on.
        application: The day from which a court's length counts back; None for the record's own.
    """
    short = _short(told, length, on, questions, application)
    found = find_words(told, words) if words else None
    if found is not None:
        narrowing = replace(narrowing, numbers=frozenset(found.numbers))
    if narrowing.since:
        newer = _since(told, narrowing.since)
        numbers = newer if narrowing.numbers is None else narrowing.numbers & newer
        narrowing = replace(narrowing, numbers=numbers)
    return Selected(
        short=short,
        entries=narrowed(short.entries, narrowing),
        narrowing=narrowing,
        found=found,
    )


def _since(told: Chronology, number: str) -> frozenset[str]:
    of = told.entry(number)
    return frozenset(one.id for one in since(told.entries, of).entries) if of else frozenset()


def shown_by_length(
    told: Chronology, *, on: date, questions: Collection[str], application: date | None = None
) -> Mapping[Length, Shortened]:
    """
    Return every length, so that a reader sees what each would tell before choosing.
    """
    return {length: _short(told, length, on, questions, application) for length in Length}


def _short(
    told: Chronology,
    length: Length,
    on: date,
    questions: Collection[str],
    application: date | None,
) -> Shortened:
    return told.once(_shortened, length, on, frozenset(questions), application)


def _shortened(
    told: Chronology,
    length: Length,
    on: date,
    questions: frozenset[str],
    application: date | None,
) -> Shortened:
    return shortened(
        told.entries,
        length,
        on=on,
        cited=cited_in(told.record) | questions,
        asked=questions,
        application=application,
    )
