"""
Whether two records may be of one person: what agrees, what differs. Nobody is made one by it.

Names are compared by spelling (Jaro-Winkler, rapidfuzz) and by sound (metaphone, jellyfish), in
any script; dates with day and month swapped or one figure wrong; numbers and addresses as written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from anyascii import anyascii
from jellyfish import metaphone
from rapidfuzz.distance import JaroWinkler

from projections.protected import plain_address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

VERSION = "1"
ALIKE = 0.87
"""From which likeness on two spellings are taken for one; measured in docs/matching.md."""
MOST_SUGGESTED = 20
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "mx", "master", "sir"})
_DAY = 10
_SHORT = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """
    What of a person is compared.

    Args:
        names: As written; none for somebody known by description alone.
        births: Year, year-month or year-month-day, as exactly as each source knows.
        identifiers: Sort and number.
        addresses: Without protected ones, which are compared with nobody's.
    """

    person: UUID
    kind: str = "adult"
    names: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    sex: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """
    Two records held against each other, in the words of the kind ``persons_may_match``.

    Args:
        likely: Whether somebody should decide.
        order: Which suggestion is shown first; says nothing about anybody.
    """

    other: UUID
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    likely: bool
    order: float = field(compare=False)


_STRONG = {
    "identifier": 8.0,
    "name": 3.0,
    "other_name": 2.8,
    "names_swapped": 2.6,
    "name_spelt_alike": 2.2,
    "name_sounds_alike": 2.0,
    "one_name": 0.8,
    "born": 3.0,
    "born_swapped": 2.2,
    "born_near": 1.8,
    "born_as_far_as_known": 1.2,
    "address": 1.5,
}
_NAMED = frozenset({"name", "other_name", "names_swapped", "name_spelt_alike", "name_sounds_alike"})
_WHOLE = frozenset({"name", "other_name", "names_swapped"})
_BORN = frozenset({"born", "born_swapped", "born_near", "born_as_far_as_known"})


def compare(one: Facts, other: Facts) -> Compared:
    """
    Hold two records against each other.
    """
    named, named_otherwise = _names(one.names, other.names)
    born, born_otherwise = _births(one.births, other.births)
    numbered, numbered_otherwise = _identifiers(one, other)
    agrees = [*numbered, *named, *born]
    differs = [*numbered_otherwise, *named_otherwise, *born_otherwise]
    if not {plain_address(a) for a in one.addresses}.isdisjoint(
        plain_address(a) for a in other.addresses
    ):
        agrees.append("address")
    if one.sex and other.sex and one.sex.casefold()[:1] != other.sex.casefold()[:1]:
        differs.append("sex")
    if "first_name" in differs and "born" in agrees:
        differs.append("twin")
    strength = sum(_STRONG[what] for what in agrees) - 0.7 * len(differs)
    return Compared(
        other=other.person,
        agrees=tuple(agrees),
        differs=tuple(differs),
        likely=_likely(frozenset(agrees), frozenset(differs), strength),
        order=strength,
    )


def suggestions(one: Facts, others: Iterable[Facts]) -> tuple[Compared, ...]:
    """
    Return whom somebody should look at, those in whom most agrees first.
    """
    found = [compare(one, other) for other in others if other.person != one.person]
    likely = sorted(
        (each for each in found if each.likely), key=lambda each: (-each.order, each.other.int)
    )
    return tuple(likely[:MOST_SUGGESTED])


def clues(facts: Facts) -> frozenset[str]:
    """
    Return the keys under which somebody is found again, whatever of them is written otherwise.
    """
    found = {f"id:{sort}:{value}" for sort, value in facts.identifiers}
    found |= {f"born:{day}" for day in facts.births if len(day) == _DAY}
    found |= {clue for address in facts.addresses for clue in address_clues(address)}
    years = {day[:4] for day in facts.births}
    for name in facts.names:
        words = plain_words(name)
        if not words:
            continue
        first, last = words[0], words[-1]
        found.add(f"name:{'|'.join(sorted((sound(first), sound(last))))}")
        found.add(f"spelt:{first[0]}|{last[:4]}")
        found.add(f"spelt:{last[0]}|{first[:4]}")
        found |= {f"{sound(last)}|{year}" for year in years}
        found |= {f"{sound(first)}|{year}" for year in years if len(words) == 1}
    return frozenset(found)


def word_clues(name: str) -> frozenset[str]:
    """
    Return the keys of a name's single words, for finding somebody by one of them alone.
    """
    return frozenset(f"word:{sound(word)}" for word in plain_words(name) if len(word) > 1)


def address_clues(address: str) -> frozenset[str]:
    """
    Return the keys of an address: the number of the house beside each word's sound and beginning.
    """
    words = plain_words(address)
    numbers = [word for word in words if word[0].isdigit()][:1]
    said = [word for word in words if word.isalpha() and len(word) > 3]  # noqa: PLR2004
    pairs = {f"at:{number}|{sound(word)}" for number in numbers for word in said[:3]}
    pairs |= {f"at:{number}|{word[:4]}" for number in numbers for word in said[:3]}
    return frozenset({f"at:{plain_address(address)}", *pairs})


def sought(facts: Facts) -> frozenset[str]:
    """
    Return the keys under which somebody like this is looked for.
    """
    swapped = {f"born:{other}" for day in facts.births if (other := _swapped(day))}
    return clues(facts) | swapped


@lru_cache(maxsize=65_536)
def plain_words(name: str) -> tuple[str, ...]:
    """
    Return a name's words in plain letters, whatever script it is in, without titles.
    """
    plain = "".join(c if c.isalnum() else " " for c in anyascii(name).casefold().replace("'", ""))
    return tuple(word for word in plain.split() if word not in _TITLES)


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """
    Return how a word sounds in English.
    """
    return metaphone(word) or word


def _likely(agrees: frozenset[str], differs: frozenset[str], strength: float) -> bool:
    if "identifier" in agrees:
        return True
    if "twin" in differs or ("identifier" in differs and not {"name", "born"} <= agrees):
        return False
    if agrees & _NAMED and agrees & _BORN:
        # A year alone and a like sound are the whole of many people's likeness.
        near = not agrees & _WHOLE and not agrees & {"born", "born_swapped"}
        return strength > 3.3 if near else True  # noqa: PLR2004 - measured in docs/matching.md
    # No date on one side: the same whole name is all that can be asked for.
    return "born" not in differs and (
        bool(agrees & _WHOLE) or ("address" in agrees and bool(agrees & _NAMED))
    )


def _names(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[list[str], list[str]]:
    best: tuple[float, str, str] = (-1.0, "", "name")
    for place, mine in enumerate(ours):
        for there, yours in enumerate(theirs):
            agrees, differs = _two_names(plain_words(mine), plain_words(yours))
            if agrees == "name" and (place or there):
                agrees = "other_name"
            weight = _STRONG.get(agrees, 0.0)
            best = max(best, (weight, agrees, differs))
    if not ours or not theirs:
        return [], []
    return ([best[1]] if best[1] else []), ([best[2]] if best[2] else [])


def _two_names(  # noqa: PLR0911 - every way of being alike
    ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, str]:
    if not ours or not theirs:
        return "", ""
    if ours == theirs:
        return "name", ""
    if sorted(ours) == sorted(theirs):
        return "names_swapped", ""
    if len(ours) == 1 or len(theirs) == 1:
        return ("one_name", "") if set(ours) & set(theirs) else ("", "name")
    last = _words(ours[-1], theirs[-1])
    first = _words(ours[0], theirs[0])
    if first and last:
        return ("name_spelt_alike" if max(first, last) > 1 else "name_sounds_alike"), ""
    if _words(ours[0], theirs[-1]) and _words(ours[-1], theirs[0]):
        return "names_swapped", ""
    if last:
        return "one_name", "first_name"
    return ("one_name", "name") if first else ("", "name")


def _words(one: str, other: str) -> int:
    if one == other or JaroWinkler.similarity(one, other) >= ALIKE:
        return 2
    return int(len(one) > _SHORT and sound(one) == sound(other))


def _births(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[list[str], list[str]]:
    if not ours or not theirs:
        return [], []
    found = [_two_births(one, other) for one in ours for other in theirs]
    best = max(found, key=lambda said: _STRONG.get(said, 0.0))
    return ([best], []) if best else ([], ["born"])


def _two_births(one: str, other: str) -> str:
    if one == other and len(one) == _DAY:
        return "born"
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter):
        return "born_as_far_as_known"
    if len(shorter) < _DAY:
        return ""
    if _swapped(one) == other:
        return "born_swapped"
    unlike = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    turned = len(unlike) == 2 and (  # noqa: PLR2004 - two figures changed places
        one[unlike[0]] == other[unlike[1]] and one[unlike[1]] == other[unlike[0]]
    )
    return "born_near" if len(unlike) == 1 or turned else ""


def _swapped(day: str) -> str:
    if len(day) != _DAY or day[8:] > "12" or day[5:7] == day[8:]:
        return ""
    return f"{day[:5]}{day[8:]}-{day[5:7]}"


def _identifiers(one: Facts, other: Facts) -> tuple[list[str], list[str]]:
    mine, yours = dict(one.identifiers), dict(other.identifiers)
    if not set(one.identifiers).isdisjoint(other.identifiers):
        return ["identifier"], []
    clash = any(sort in yours for sort in mine if sort in {"nhs", "upn", "single"})
    return [], (["identifier"] if clash else [])
