"""
Hidden adults: everybody named or described around the child whom no assessment includes.

Source: Child Safeguarding Practice Review Panel, The myth of invisible men (2021); the talk
"Learning the lessons from Serious Case Reviews", slide 14 "the hidden men".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.chronology.chronology import place
from projections.people.tie import Closeness

if TYPE_CHECKING:
    from collections.abc import Iterator
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
        mentioned: The entries that name or describe them, by when they were learned.
        tied_by: The agencies that recorded what they are to the child.
        likely: Who they may be, where somebody has to decide that.
    """

    person: UUID | None
    name: str
    described: bool
    relations: tuple[str, ...]
    since: date
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


def hidden(told: Chronology) -> tuple[HiddenAdult, ...]:
    """
    Return the hidden adults of a chronology, those known longest first.

    Limit the record to a day to see who was hidden on it: who was assessed later was hidden then.
    """
    assessed = _assessed(told)
    found = [*_people(told, assessed), *_described(told)]
    return tuple(sorted(found, key=lambda one: (one.since, one.name, str(one.person))))


def assessments(told: Chronology) -> tuple[Entry, ...]:
    """
    Return the assessments that stand, so that a reader sees what was looked at.
    """
    return tuple(one for one in told.entries if one.kind in ASSESSING and one.stands)


def _assessed(told: Chronology) -> frozenset[str]:
    return frozenset(str(person) for entry in assessments(told) for person in included_in(entry))


def included_in(entry: Entry) -> frozenset[str]:
    """
    Return whom an assessment includes: as it says; as an import without that column names them.
    """
    said = entry.content.get("included_persons")
    if said is None and entry.event.origin is not None:
        return frozenset(str(person) for person in entry.people())
    return frozenset(str(person) for person in said or ())


def _people(told: Chronology, assessed: frozenset[str]) -> Iterator[HiddenAdult]:
    ties: dict[UUID, list[Tie]] = {}
    for tie in told.ties:
        ties.setdefault(tie.person, []).append(tie)
    mentioned: dict[UUID, list[Entry]] = {}
    child = told.record.child
    for entry in told.entries:
        subjects = entry.event.subjects
        # Most entries are about the child alone.
        if len(subjects) < 2 and (not subjects or subjects[0].person == child):  # noqa: PLR2004
            continue
        if entry.about != "history" and not entry.withheld:
            for named in {subject.person for subject in subjects} & ties.keys():
                mentioned.setdefault(named, []).append(entry)
    agencies = {
        event.entry_id: event.agency
        for event in told.record.events
        if event.kind == "relationship_recorded" and event.origin is None
    }
    for id_, tied in ties.items():
        person = told.people.get(id_)
        if person is None or not _adult(person, tied) or str(id_) in assessed:
            continue
        naming = sorted(mentioned.get(id_, ()), key=_learned)
        yield HiddenAdult(
            person=id_,
            name=person.name,
            described=person.known_by_description,
            relations=tuple(dict.fromkeys(tie.relation for tie in tied if tie.relation)),
            since=min([*(tie.known_from for tie in tied), *(e.known_from for e in naming)]),
            mentioned=tuple(naming),
            likely=person.likely,
            tied_by=tuple(
                dict.fromkeys(agencies[t.because] for t in tied if t.because in agencies)
            ),
        )


def _adult(person: Person, tied: list[Tie]) -> bool:
    if person.kind in _NO_ADULTS or person.died is not None:
        return False
    return not any(
        tie.closeness is Closeness.PROFESSIONAL or tie.closeness in _CHILDREN for tie in tied
    )


def _described(told: Chronology) -> Iterator[HiddenAdult]:
    """
    Yield those whom entries describe in words alone and whom nobody has registered.
    """
    known = {
        _plain(words)
        for person in told.people.values()
        for words in (person.name, *person.described_as)
    }
    found: dict[str, list[Entry]] = {}
    words: dict[str, str] = {}
    for entry in told.entries:
        if entry.about == "history" or entry.withheld or not entry.stands:
            continue
        for said in entry.content.get("known_by_description") or ():
            if isinstance(said, str) and _plain(said) and _plain(said) not in known:
                found.setdefault(_plain(said), []).append(entry)
                words.setdefault(_plain(said), said)
    for plain, entries in found.items():
        entries.sort(key=_learned)
        yield HiddenAdult(
            person=None,
            name=words[plain],
            described=True,
            relations=(),
            since=entries[0].known_from,
            mentioned=tuple(entries),
        )


def _learned(entry: Entry) -> tuple[date, tuple[object, int]]:
    # Of one day, what happened first: in which order it was recorded decides nothing.
    return (entry.known_from, place(entry))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
