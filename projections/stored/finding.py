"""Finds somebody by any name, number or address, however it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from rapidfuzz.distance import JaroWinkler
from sqlalchemy import select

from projections.people.known_as import compact
from projections.people.matching import Facts as Sought
from projections.people.matching import address_clues, clues, plain_words, word_clues
from projections.stored.directory import CHILDREN, Listed, listed
from projections.stored.matches import facts_of
from projections.stored.models.person_clue import LONGEST, PERSON_CLUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from projections.people.matching import Facts

NUMBERS = ("nhs", "upn", "single", "social_care", "police", "hospital", "other")
MOST_LOOKED_AT, MOST_FOUND = 5_000, 50
NEAR_ENOUGH = 0.82
_SOMEBODY = UUID(int=0)
_SHORTEST_NUMBER = 4
LEAST_LETTERS = 3
"""Of a name that is asked for; fewer are near to too many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPerson:
    """
    Somebody whom the text may mean.

    Args:
        by: ``number``, ``address`` or ``name``.
        name: The name that is nearest to the text; "" where it was found otherwise.
    """

    person: Listed
    by: str
    name: str = ""


def find_people(
    connection: Connection, text: str, *, homes: Callable[[UUID], tuple[str, ...]]
) -> tuple[FoundPerson, ...]:
    """
    Return whom a name, a number or an address means, the nearest first; misspellings allowed.

    Args:
        homes: Returns the addresses by which somebody may be found now; what is stored is what
            was said first, which may have to be kept since.
    """
    number, at = _with(connection, _number_clues(text)), _living_at(connection, text, homes)
    named = _with(connection, _name_clues(text))
    facts = facts_of(connection, number | named)
    nearest = {who: _nearest(text, known) for who, known in facts.items()}
    found: dict[UUID, tuple[float, str, str]] = {}
    for who in named:
        near, name = nearest.get(who, (0.0, ""))
        if near >= NEAR_ENOUGH:
            found[who] = (near, "name", name)
    found |= {who: (1.0 + near, "address", "") for who, near in at.items()}
    found |= dict.fromkeys(number, (3.0, "number", ""))
    best = sorted(found, key=lambda who: (-found[who][0], who.int))[:MOST_FOUND]
    known = listed(connection, best)
    return tuple(
        FoundPerson(person=known[who], by=found[who][1], name=found[who][2])
        for who in best
        if who in known
    )


def like_named(connection: Connection, name: str) -> tuple[Listed, ...]:
    """
    Return the children of whom a whole name is like this one; a part of a name finds nobody.
    """
    words = plain_words(name)
    if sum(map(len, words)) < LEAST_LETTERS:
        return ()
    return tuple(
        one.person
        for one in find_people(connection, name, homes=lambda _: ())
        if one.by == "name"
        and one.person.kind in CHILDREN
        and _near(plain_words(one.name), words) >= NEAR_ENOUGH
    )


def _number_clues(text: str) -> set[str]:
    plain = compact("other", text)
    figures = sum(character.isdigit() for character in plain)
    if figures < _SHORTEST_NUMBER or (" " in text.strip() and not plain.isdigit()):
        return set()
    return {f"id:{sort}:{compact(sort, text)}" for sort in NUMBERS}


def _at_clues(text: str) -> set[str]:
    words = plain_words(text)
    if len(words) < 2 or not any(word[0].isdigit() for word in words):  # noqa: PLR2004
        return set()
    return set(address_clues(text))


def _living_at(
    connection: Connection, text: str, homes: Callable[[UUID], tuple[str, ...]]
) -> dict[UUID, float]:
    """
    Return who lives at an address or one like it, with how like it is.
    """
    wanted = _at_clues(text)
    said = facts_of(connection, _with(connection, wanted))
    near = {who: _nearest_home(text, each.addresses) for who, each in said.items()}
    nearest = sorted(
        (who for who, like in near.items() if like >= NEAR_ENOUGH),
        key=lambda who: (-near[who], who.int),
    )
    found: dict[UUID, float] = {}
    for who in nearest[:MOST_FOUND]:
        # What is open now is read from the log itself, for the few who are shown.
        now = [one for one in homes(who) if not wanted.isdisjoint(address_clues(one))]
        like = _nearest_home(text, now)
        if like >= NEAR_ENOUGH:
            found[who] = like
    return found


def _nearest_home(text: str, addresses: Iterable[str]) -> float:
    wanted = plain_words(text)
    return max((_near(wanted, plain_words(one)) for one in addresses), default=0.0)


def _name_clues(text: str) -> set[str]:
    whole = clues(Sought(person=_SOMEBODY, names=(text,)))
    return {clue for clue in whole if clue.startswith(("name:", "spelt:"))} | word_clues(text)


def _with(connection: Connection, wanted: set[str]) -> set[UUID]:
    if not wanted:
        return set()
    rows = connection.scalars(
        select(PERSON_CLUE.c.person)
        .where(PERSON_CLUE.c.clue.in_(sorted(clue[:LONGEST] for clue in wanted)))
        .distinct()
        .limit(MOST_LOOKED_AT)
    )
    return set(rows)


def _nearest(text: str, facts: Facts) -> tuple[float, str]:
    wanted = plain_words(text)
    return max(
        ((_near(wanted, plain_words(name)), name) for name in facts.names), default=(0.0, "")
    )


def _near(wanted: tuple[str, ...], words: tuple[str, ...]) -> float:
    if not wanted or not words:
        return 0.0
    # Each word that was typed against the word of the name that is nearest to it.
    each = [max(JaroWinkler.similarity(one, word) for word in words) for one in wanted]
    return sum(each) / len(each)
