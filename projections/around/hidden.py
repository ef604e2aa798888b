"""
Hidden adults: everybody named or described around the child whom no assessment includes.

Source: Child Safeguarding Practice Review Panel, The myth of invisible men (2021); the talk
"Learning the lessons from Serious Case Reviews", slide 14 "the hidden men".
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.chronology.chronology import place
from projections.people.tie import Closeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.people.tie import Tie

ASSESSING = ("assessment_completed", "assessment_reviewed")
_NO_ADULTS = frozenset({"child", "unborn", "professional"})
_CHILDREN = frozenset({Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD})


@dataclass(frozen=True, kw_only=True, slots=True)
class HiddenAdult:
    """
    An adult who appears around the child and whom no assessment has included.

    Args:
        person: None for somebody whom entries describe and nobody has registered.
        name: The name, or the description by which alone they are known.
        relations: What they are to the child, in the record's own words.
        since: The first day on which any agency knew of them around this child.
        because: The number of the entry by which it knew.
        mentioned: The entries that name or describe them, by when they were learned.
        tied_by: The agencies that recorded what they are to the child.
        likely: Who they may be, where somebody has to decide that.
    """

    person: UUID | None
    name: str
    described: bool
    relations: tuple[str, ...]
    since: date
    because: str
    mentioned: tuple[Entry, ...]
    likely: tuple[UUID, ...] = ()
    tied_by: tuple[str, ...] = ()

    @property
    def mentioned_by(self) -> tuple[str, ...]:
        """
        The agencies that mention them, each once, who was first first.
        """
        return tuple(dict.fromkeys((*(entry.agency for entry in self.mentioned), *self.tied_by)))


def may_hide(entry: Entry, child: UUID) -> bool:
    """
    Tell whether an entry may change who is hidden: it names or describes somebody, or assesses.
    """
    return (
        entry.kind in ASSESSING
        or bool(entry.content.get("known_by_description"))
        or any(person != child for person in entry.people())
    )


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """
    Which entries name or describe whom, in the order in which they were learned.

    Args:
        named: By person.
        described: By the words for somebody, plainly written.
        assessing: Every assessment and review.
        tying: The agency of each entry made here that says what two people are to one another.
    """

    named: Mapping[UUID, tuple[Entry, ...]]
    described: Mapping[str, tuple[Entry, ...]]
    assessing: tuple[Entry, ...]
    tying: Mapping[str, str]

    def changed(self, gone: Iterable[Entry], came: Iterable[Entry], child: UUID) -> Mentions:
        """
        Return the same without some entries and with others; who ties whom must not have changed.
        """
        named, described, assessing = dict(self.named), dict(self.described), self.assessing
        for entry in gone:
            for person in _named(entry, child):
                named[person] = _without(named[person], entry)
            for words in _words(entry):
                described[words] = _without(described[words], entry)
            if entry.kind in ASSESSING:
                assessing = _without(assessing, entry)
        for entry in came:
            for person in _named(entry, child):
                named[person] = _with(named.get(person, ()), entry)
            for words in _words(entry):
                described[words] = _with(described.get(words, ()), entry)
            if entry.kind in ASSESSING:
                assessing = _with(assessing, entry)
        return Mentions(named=named, described=described, assessing=assessing, tying=self.tying)


def mentions(told: Chronology) -> Mentions:
    """
    Look through a whole chronology for whom its entries name or describe.
    """
    named: dict[UUID, list[Entry]] = {}
    described: dict[str, list[Entry]] = {}
    for entry in told.entries:
        for person in _named(entry, told.record.child):
            named.setdefault(person, []).append(entry)
        for words in _words(entry):
            described.setdefault(words, []).append(entry)
    return Mentions(
        named={one: tuple(sorted(entries, key=_learned)) for one, entries in named.items()},
        described={one: tuple(sorted(entries, key=_learned)) for one, entries in described.items()},
        assessing=tuple(sorted(told.of_kinds(*ASSESSING), key=_learned)),
        tying={
            event.entry_id: event.agency
            for event in told.record.events
            if event.kind == "relationship_recorded" and event.origin is None
        },
    )


def hidden(told: Chronology, mentioned: Mentions | None = None) -> tuple[HiddenAdult, ...]:
    """
    Return the hidden adults of a chronology, those known longest first.

    Limit the record to a day to see who was hidden on it: who was assessed later was hidden then.

    Args:
        mentioned: Who is mentioned where, as far as it is known already.
    """
    known = mentioned or told.once(mentions)
    assessed = frozenset[str]().union(
        *(map(str, included_in(one)) for one in known.assessing if one.stands)
    )
    found = [*_people(told, assessed, known), *_described(told, known)]
    return tuple(sorted(found, key=lambda one: (one.since, one.name, str(one.person))))


def assessments(told: Chronology) -> tuple[Entry, ...]:
    """
    Return the assessments that stand, so that a reader sees what was looked at.
    """
    return tuple(one for one in told.of_kinds(*ASSESSING) if one.stands)


def included_in(entry: Entry) -> frozenset[str]:
    """
    Return whom an assessment includes: as it says; as an import without that column names them.
    """
    said = entry.content.get("included_persons")
    if said is None and entry.event.origin is not None:
        return frozenset(str(person) for person in entry.people())
    return frozenset(str(person) for person in said or ())


def _people(told: Chronology, assessed: frozenset[str], known: Mentions) -> Iterator[HiddenAdult]:
    ties: dict[UUID, list[Tie]] = {}
    for tie in told.ties:
        ties.setdefault(tie.person, []).append(tie)
    for id_, tied in ties.items():
        person = told.people.get(id_)
        if person is None or not _adult(person, tied) or str(id_) in assessed:
            continue
        naming = known.named.get(id_, ())
        since, because = min(
            [
                *((t.known_from, t.because) for t in tied),
                *((e.known_from, e.id) for e in naming[:1]),
            ],
            key=lambda one: one[0],
        )
        yield HiddenAdult(
            person=id_,
            name=person.name,
            described=person.known_by_description,
            relations=tuple(dict.fromkeys(tie.relation for tie in tied if tie.relation)),
            since=since,
            because=because,
            mentioned=naming,
            likely=person.likely,
            tied_by=tuple(
                dict.fromkeys(known.tying[t.because] for t in tied if t.because in known.tying)
            ),
        )


def _adult(person: Person, tied: list[Tie]) -> bool:
    if person.kind in _NO_ADULTS or person.died is not None:
        return False
    # A neighbour who saw something is not of the home, unless somebody says that they came to it.
    said = {tie.closeness for tie in tied} - {Closeness.NAMED}
    return said != {Closeness.OUTSIDER} and not any(
        tie.closeness is Closeness.PROFESSIONAL or tie.closeness in _CHILDREN for tie in tied
    )


def _described(told: Chronology, known: Mentions) -> Iterator[HiddenAdult]:
    """
    Yield those whom entries describe in words alone and whom nobody has registered.
    """
    registered = {
        _plain(words)
        for person in told.people.values()
        for words in (person.name, *person.described_as)
    }
    for plain, entries in known.described.items():
        if not entries or plain in registered:
            continue
        yield HiddenAdult(
            person=None,
            name=_as_written(plain, min(entries, key=place)),
            described=True,
            relations=(),
            since=entries[0].known_from,
            because=entries[0].id,
            mentioned=entries,
        )


def _as_written(plain: str, entry: Entry) -> str:
    said = entry.content["known_by_description"]
    return next(words for words in said if isinstance(words, str) and _plain(words) == plain)


def _named(entry: Entry, child: UUID) -> set[UUID]:
    subjects = entry.event.subjects
    # Most entries are about the child alone.
    if len(subjects) < 2 and (not subjects or subjects[0].person == child):  # noqa: PLR2004
        return set()
    if entry.about == "history" or entry.withheld:
        return set()
    return {subject.person for subject in subjects}


def _words(entry: Entry) -> set[str]:
    if entry.about == "history" or entry.withheld or not entry.stands:
        return set()
    said = entry.content.get("known_by_description") or ()
    return {plain for words in said if isinstance(words, str) and (plain := _plain(words))}


def _with(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    at = bisect_right(entries, _learned(entry), key=_learned)
    return (*entries[:at], entry, *entries[at:])


def _without(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    return tuple(one for one in entries if one.id != entry.id)


def _learned(entry: Entry) -> tuple[date, tuple[object, int]]:
    # Of one day, what happened first: in which order it was recorded decides nothing.
    return (entry.known_from, place(entry))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
