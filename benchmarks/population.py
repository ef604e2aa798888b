"""A generated population to measure matching on: seeded, and everybody in it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from faker.providers.person.en_GB import Provider as British

from projections.people.matching import Facts

OLDEST, DAYS = date(1946, 1, 1), 28_000
TWIN_EVERY, ALIAS_EVERY, NUMBER_EVERY, UNKNOWN_EVERY = 60, 12, 3, 25
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SOUNDS = (("ph", "f"), ("ck", "k"), ("y", "i"), ("ee", "ea"), ("tt", "t"), ("ll", "l"), ("c", "k"))
_ABROAD = {
    "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "i": "и", "k": "к", "l": "л",
    "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
}  # fmt: skip

TWISTS = (
    "one letter otherwise",
    "spelt as it sounds",
    "day and month swapped",
    "one figure of the date otherwise",
    "names swapped",
    "under an alias",
    "year of birth alone",
    "in another script",
    "another name, same number",
    "name and date as they are",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """
    Somebody newly registered.

    Args:
        same_as: Who of the population it is; None for somebody new.
        twist: What is written otherwise, or which sort of somebody new it is.
    """

    facts: Facts
    same_as: UUID | None
    twist: str


def population(size: int, seed: int = 4) -> list[Facts]:
    """
    Make so many people; some have a twin among them, some a second name, some no exact date.
    """
    random = Random(seed)  # noqa: S311 - for repeating, not for hiding
    firsts = list(dict.fromkeys(British.first_names))
    lasts = list(dict.fromkeys(British.last_names))
    weights = [1 / (5 + place) for place in range(len(lasts))]
    family = random.choices(lasts, weights, k=size)
    people: list[Facts] = []
    for number in range(size):
        first, last = random.choice(firsts), family[number]
        day = OLDEST + timedelta(days=random.randrange(DAYS))
        born = day.isoformat()
        if number % TWIN_EVERY == 1:
            # Same birth, family name and address as whoever stands before.
            last, born = people[-1].names[0].split()[-1], people[-1].births[0]
        names = [f"{first} {last}"]
        if number % ALIAS_EVERY == 0:
            names.append(f"{first} {random.choice(lasts)}")
        people.append(
            Facts(
                person=UUID(int=random.getrandbits(128), version=4),
                names=tuple(names),
                births=(born[:4] if number % UNKNOWN_EVERY == 0 else born,),
                identifiers=(("nhs", f"{number:010}"),) if number % NUMBER_EVERY == 0 else (),
                addresses=(f"{number // 3} Invented Street",) if number % 4 == 0 else (),
            )
        )
    return people


def probes(people: list[Facts], each: int, seed: int = 5) -> Iterator[Probe]:
    """
    Make newly registered persons: the same written otherwise, and new ones who look alike.
    """
    random = Random(seed)  # noqa: S311 - for repeating, not for hiding
    for twist in TWISTS:
        made = 0
        while made < each:
            known = random.choice(people)
            twisted = _twisted(known, twist, random)
            if twisted is not None:
                made += 1
                new = replace(twisted, person=UUID(int=random.getrandbits(128), version=4))
                yield Probe(facts=new, same_as=known.person, twist=twist)
    for sort in ("a twin", "a namesake", "nobody like it"):
        for _ in range(each):
            known = random.choice([one for one in random.choices(people, k=8) if _exact(one)])
            yield Probe(facts=_new(known, sort, people, random), same_as=None, twist=sort)


def _exact(one: Facts) -> bool:
    return len(one.births[0]) == len("2026-03-27")


def _new(known: Facts, sort: str, people: list[Facts], random: Random) -> Facts:
    first, last = known.names[0].split()[0], known.names[0].split()[-1]
    other = random.choice(people)
    born = (OLDEST + timedelta(days=random.randrange(DAYS))).isoformat()
    if sort == "a twin":
        first, born = (
            random.choice([f for f in British.first_names if f[0] != first[0]]),
            (known.births[0]),
        )
    elif sort == "nobody like it":
        first = other.names[0].split()[0]
    return Facts(
        person=UUID(int=random.getrandbits(128), version=4),
        names=(f"{first} {last}",),
        births=(born,),
        addresses=known.addresses if sort == "a twin" else (),
    )


def _twisted(  # noqa: C901, PLR0911 - one case a twist
    known: Facts, twist: str, random: Random
) -> Facts | None:
    first, last = known.names[0].split()[0], known.names[0].split()[-1]
    born = known.births[0]
    # What another agency has: the name and the date alone.
    new = Facts(person=known.person, names=(f"{first} {last}",), births=(born,))
    day, month = born[8:], born[5:7]
    match twist:
        case "one letter otherwise" if random.random() < 0.5:  # noqa: PLR2004 - either name
            return replace(new, names=(f"{_misspelt(first, random)} {last}",))
        case "one letter otherwise":
            return replace(new, names=(f"{first} {_misspelt(last, random)}",))
        case "spelt as it sounds":
            other = _as_it_sounds(last)
            return replace(new, names=(f"{first} {other}",)) if other != last else None
        case "day and month swapped" if day and day <= "12" and day != month:
            return replace(new, births=(f"{born[:4]}-{day}-{month}",))
        case "one figure of the date otherwise" if day and day[0] in "01":
            return replace(new, births=(f"{born[:8]}{1 - int(day[0])}{day[1]}",))
        case "names swapped":
            return replace(new, names=(f"{last} {first}",))
        case "under an alias" if len(known.names) > 1:
            return replace(new, names=(known.names[1],))
        case "year of birth alone" if day:
            return replace(new, births=(born[:4],))
        case "in another script":
            return replace(
                new, names=("".join(_ABROAD.get(c, c) for c in f"{first} {last}".lower()),)
            )
        case "another name, same number" if known.identifiers:
            name = f"{random.choice(list(British.first_names))} Invented"
            return replace(new, names=(name,), births=(), identifiers=known.identifiers)
        case "name and date as they are":
            return new
        case _:
            return None


def _misspelt(word: str, random: Random) -> str:
    place = random.randrange(1, len(word))
    match random.randrange(4):
        case 0:
            return word[:place] + random.choice(_LETTERS) + word[place:]
        case 1 if len(word) > 3:  # noqa: PLR2004 - something must be left
            return word[:place] + word[place + 1 :]
        case 2 if place + 1 < len(word):
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case _:
            return word[:place] + random.choice(_LETTERS) + word[place + 1 :]


def _as_it_sounds(word: str) -> str:
    for written, heard in _SOUNDS:
        if written in word.lower()[1:]:
            return word[0] + word[1:].replace(written, heard, 1)
    return word
