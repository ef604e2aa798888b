"""What this record cannot show, said in words, so that silence is never read as safety."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from events.dates_said import date_said
from events.vocabulary import kind_called
from projections.conference.last_seen import last_alone, last_sight
from projections.conference.wording import agency_words, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry

GAP_DAYS = 28
GAPS_SAID = 5
_TOLD = {
    "words": "the child's own words",
    "opinion": "opinion apart from fact",
    "response": "what was done about it",
    "significance": "significance",
    "finding": "what an examination or advice found",
    "decision": "what was decided",
    "explanation": "how an injury was explained",
}
_NO_ROW_OF = ("closure", "concern_raised", "disclosure", "disclosure_withdrawn")
"""If an import has no row of one of these kinds, the questions that need it cannot be asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """
    One agency, how much it has told, and how long ago it last did.
    """

    agency: str
    entries: str
    first: str
    last: str
    silent: str


def heard(chronology: Chronology, on: date) -> tuple[Heard, ...]:
    """
    Return each agency with its first and last entry, the longest silent first.
    """
    by_agency: dict[str, list[Entry]] = {}
    for entry in chronology.entries:
        if entry.stands:
            by_agency.setdefault(agency_words(entry.agency), []).append(entry)
    last = {name: max(e.occurred.last for e in told) for name, told in by_agency.items()}
    return tuple(
        Heard(
            agency=name,
            entries=counted(len(by_agency[name]), "entry", "entries"),
            first=min(by_agency[name], key=lambda e: e.occurred.order).occurred.words(),
            last=max(by_agency[name], key=lambda e: e.occurred.last).occurred.words(),
            silent=counted(max((on - newest).days, 0), "day"),
        )
        for name, newest in sorted(last.items(), key=lambda one: (one[1], one[0]))
    )


def unseen(chronology: Chronology, on: date, withheld: int) -> tuple[str, ...]:
    """
    Return the blind spots of this record, one sentence or two each.
    """
    told = [entry for entry in chronology.entries if entry.stands]
    own = [entry for entry in told if entry.about == "child"]
    return tuple(
        said
        for said in (
            _last_seen(chronology, on),
            _never_alone(chronology),
            *_not_in_the_import(told),
            *_gaps(own),
            _uncertain(told),
            _nothing_before(own, chronology),
            _withheld(withheld),
        )
        if said
    )


def _last_seen(told: Chronology, on: date) -> str:
    last = last_sight(told)
    if last is None:
        return "No entry says that the child was seen."
    days = max((on - last.occurred.last).days, 0)
    return (
        f"The last entry that says the child was seen is entry {last.id}, "
        f"{last.occurred.words()}, {counted(days, 'day')} before the day of this pack."
    )


def _never_alone(told: Chronology) -> str:
    last = last_alone(told)
    if last is not None:
        return (
            f"The child was last recorded as spoken to alone in entry {last.id}, "
            f"{last.occurred.words()}."
        )
    return (
        "No entry says that the child was spoken to alone. A child too young to talk shows and "
        "does what others can say in words; where that is not recorded, it cannot be seen here."
    )


def _not_in_the_import(told: Sequence[Entry]) -> Iterator[str]:
    by_source: dict[str, list[Entry]] = {}
    for entry in told:
        if entry.event.origin:
            by_source.setdefault(entry.event.origin.source, []).append(entry)
    for source, entries in by_source.items():
        lacks = [
            words
            for name, words in _TOLD.items()
            if all(entry.answer(name) is None for entry in entries)
        ]
        if lacks:
            yield (
                f"{counted(len(entries), 'entry', 'entries')} came in by the import “{source}”, "
                f"which has no place for: {', '.join(lacks)}. That these are missing there says "
                "nothing about what happened, and what rests on them is not asked here."
            )
        held = {entry.kind for entry in entries}
        none = [kind_called(kind).label.lower() for kind in _NO_ROW_OF if kind not in held]
        if none:
            yield (
                f"The import “{source}” holds no entry of this kind: {', '.join(none)}. Whether "
                "there was none, or the file could not say so, cannot be seen here; questions "
                "that rest on them are not asked."
            )
        short = sum(1 for entry in entries if entry.incomplete)
        if short:
            yield (
                f"{counted(short, 'entry', 'entries')} of that import lack something that a "
                "record made here must have; each is marked “Incomplete as imported”."
            )


def _gaps(own: Sequence[Entry]) -> Iterator[str]:
    known = sorted(own, key=lambda entry: entry.occurred.order)
    gaps = [
        ((later.occurred.first - earlier.occurred.last).days, earlier, later)
        for earlier, later in pairwise(known)
    ]
    long = sorted((gap for gap in gaps if gap[0] > GAP_DAYS), key=lambda gap: -gap[0])
    for days, earlier, later in long[:GAPS_SAID]:
        yield (
            f"Nothing about the child is recorded for {counted(days, 'day')} between entry "
            f"{earlier.id} ({earlier.occurred.words()}) and entry {later.id} "
            f"({later.occurred.words()})."
        )
    if len(long) > GAPS_SAID:
        more = counted(len(long) - GAPS_SAID, "more time")
        yield f"Beside these: {more} of over {GAP_DAYS} days without an entry."


def _uncertain(told: Sequence[Entry]) -> str:
    unsure = [entry.id for entry in told if entry.occurred.first != entry.occurred.last]
    if not unsure:
        return ""
    return (
        f"The day of {counted(len(unsure), 'entry', 'entries')} is not known exactly; each stands "
        "at the earliest day that it can mean, and its date says how far it reaches."
    )


def _nothing_before(own: Sequence[Entry], chronology: Chronology) -> str:
    child = chronology.child
    if child is None or child.born is None or not own:
        return ""
    first = min(own, key=lambda entry: entry.occurred.order)
    days = (first.occurred.first - child.born.last).days
    if days <= GAP_DAYS:
        return ""
    return (
        f"The record of the child begins with entry {first.id}, {counted(days, 'day')} after the "
        f"birth ({date_said(child.born.last)}). What came before is not known here."
    )


def _withheld(number: int) -> str:
    if not number:
        return ""
    return (
        f"{counted(number, 'entry', 'entries')} are withheld from this pack; the front sheet says "
        "of what sort, why, and whom to ask."
    )
