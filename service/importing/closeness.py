"""What sort of tie the words of an import's people file mean."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from projections.people.tie import Closeness
from service.importing.known_names import KnownNames, plain

_QUALIFIES = re.compile(
    r"\b(?:former|previous|late|estranged|then|new|current|live.in|cohabiting|alleged)\b"
)
_CLAIMED = re.compile(
    r"^(?:said|claims|claimed|claiming|believed|thought|presumed|purports|purporting|alleged)"
    r" to be\b|^(?:posing|posed|passing|passed|presented|presenting)\b.* as\b"
)
_WORD = re.compile(r"[\w']+")
_AT_ITS_END = re.compile(r"\s*\([^)]*\)\s*$")
_THE_PUBLIC = "of the public"
_ELSEWHERE = "of another family"
_SHORTEST_PLURAL = 4

_NEAREST = (
    Closeness.PARENT,
    Closeness.PARTNER,
    Closeness.SIBLING,
    Closeness.HOUSEHOLD_ADULT,
    Closeness.HOUSEHOLD_CHILD,
    Closeness.CARER,
    Closeness.RELATIVE,
    Closeness.FRIEND,
    Closeness.PROFESSIONAL,
    Closeness.OUTSIDER,
    Closeness.NAMED,
)
_LIVING_WITH = {Closeness.HOUSEHOLD_ADULT, Closeness.HOUSEHOLD_CHILD, Closeness.CARER}
_STRONGER = {
    Closeness.HOUSEHOLD_ADULT: {Closeness.PARENT, Closeness.PARTNER},
    Closeness.HOUSEHOLD_CHILD: {Closeness.SIBLING},
    Closeness.CARER: {Closeness.PARENT, Closeness.PARTNER},
}
"""A relation that says more than the role beside it does."""


def closeness(role: str, relation: str, names: KnownNames) -> Closeness:
    """
    Return the sort of tie that a role in the case and a relation to the child mean together.

    Of several relations the nearest counts. Who lives in the home is what the role says; a
    relation alone never puts somebody into the household but a parent, a parent's partner, a
    brother or sister, or a lodger.

    Args:
        relation: In the file's own words; several are parted by ``;``.
    """
    parts = [part for part in (plain(part) for part in relation.split(";")) if part]
    # "Great-aunt; said to be mother": what somebody says of themselves settles nothing.
    parts = [part for part in parts if not _CLAIMED.search(part)] or parts
    said = min((_of(part, names) for part in parts), key=_NEAREST.index, default=Closeness.NAMED)
    by_role = _of_role(plain(role), names)
    if by_role is Closeness.PROFESSIONAL or said is Closeness.NAMED:
        return by_role
    if by_role in _LIVING_WITH and said not in _STRONGER[by_role]:
        return by_role
    return said


def of_description(words: str, names: KnownNames) -> Closeness:
    """
    Return the sort of tie that a description such as "mother's new partner" means by itself.
    """
    return _of(plain(words), names)


def is_young(words: str) -> bool:
    """
    Tell whether a description such as "15-year-old girl" is of a child.
    """
    _, head = owner_and_head(plain(words))
    return not _of_sort("child", "sibling").isdisjoint(_singulars(head))


def _of_role(role: str, names: KnownNames) -> Closeness:
    words = set(_WORD.findall(role))
    if words & {"professional", "professionals", "practitioner", "agency"} and "non" not in words:
        return Closeness.PROFESSIONAL
    if "household" in words:
        young = words & {"child", "children"}
        return Closeness.HOUSEHOLD_CHILD if young else Closeness.HOUSEHOLD_ADULT
    if words in ({"child"}, {"children"}):
        return Closeness.HOUSEHOLD_CHILD
    return _of(role, names) if role else Closeness.NAMED


def _of(words: str, names: KnownNames) -> Closeness:
    if names.practitioner(words):
        return Closeness.PROFESSIONAL
    if words.endswith(_THE_PUBLIC):
        return Closeness.OUTSIDER
    sort = _by_head(*owner_and_head(words))
    return Closeness.PROFESSIONAL if sort is Closeness.NAMED and names.agency(words) else sort


def owner_and_head(words: str) -> tuple[str, str]:
    """
    Split "mother's partner" and "partner of mother" into whose they are and what they are.
    """
    words = _AT_ITS_END.sub("", words)
    head, _, after = words.partition(" of ")
    if after and "'s " not in head:
        return (after, head)
    for apostrophe in ("'s ", "s' "):
        before, found, last = words.rpartition(apostrophe)
        if found:
            return (before, last)
    return ("", words)


def _by_head(owner: str, head: str) -> Closeness:
    words = _singulars(_QUALIFIES.sub("", head))
    whose = _whose(owner)
    # The last word that is a tie at all decides: "family friend", "runaway girl".
    found = (_by_word(words[: place + 1], whose) for place in range(len(words) - 1, -1, -1))
    return next((sort for sort in found if sort is not None), Closeness.NAMED)


def _by_word(words: list[str], whose: str) -> Closeness | None:  # noqa: PLR0911 - a table in words
    last, before = words[-1], set(words[:-1])
    bare = last.removeprefix("step").removeprefix("half").removeprefix("foster")
    sorts = {
        sort
        for sort in _ties()
        if sort != "plural" and (last in _ties()[sort] or bare in _ties()[sort])
    }
    if "foster" in before or last.startswith("foster") or "carer" in sorts:
        return Closeness.CARER if whose in {"", "child"} else Closeness.RELATIVE
    if "relative" in sorts or (sorts and before & {"great", "grand", "god"}):
        return Closeness.RELATIVE
    sort = next(iter(sorts), "")
    if sort in _WHOEVER_OWNS:
        return _WHOEVER_OWNS[sort]
    match sort:
        case "partner":
            return Closeness.PARTNER if whose in {"", "parent"} else Closeness.RELATIVE
        case "parent" if whose in {"", "child"}:
            step = last.startswith("step") or "step" in before
            return Closeness.PARTNER if step else Closeness.PARENT
        case "sibling" if whose in {"", "child", "sibling"}:
            return Closeness.SIBLING
        case "child":
            return _CHILD_OF.get(whose, Closeness.RELATIVE)
        case "":
            return None
        case _:
            return Closeness.RELATIVE


_WHOEVER_OWNS = {
    "friend": Closeness.FRIEND,
    "outsider": Closeness.OUTSIDER,
    "lives_in": Closeness.HOUSEHOLD_ADULT,
}
"""What says the same whosever they are."""

_CHILD_OF = {
    "parent": Closeness.SIBLING,
    "partner": Closeness.HOUSEHOLD_CHILD,
    "": Closeness.NAMED,
}


def _whose(owner: str) -> str:
    words = [word for word in _singulars(owner) if word != "s"]
    if not words:
        return ""
    last = words[-1]
    if last in _of_sort("parent") and not {"step", "grand", "great"} & set(words):
        return "parent"
    if last in _of_sort("partner") or last.removeprefix("step") in _of_sort("parent"):
        return "partner"
    if last.removeprefix("half").removeprefix("step") in _of_sort("sibling"):
        return "sibling"
    # "Child's father", "baby's father", "child A's father": the child of the case.
    return "child" if words[0] in {"child", "baby", "subject"} else _ELSEWHERE


def _singulars(text: str) -> list[str]:
    return [_singular(word) for word in _WORD.findall(text.replace("-", " "))]


def _singular(word: str) -> str:
    plural: dict[str, str] = _ties()["plural"]
    if word in plural:
        return plural[word]
    return word[:-1] if word.endswith("s") and len(word) >= _SHORTEST_PLURAL else word


def _of_sort(*sorts: str) -> frozenset[str]:
    return frozenset(word for sort in sorts for word in _ties()[sort])


@cache
def _ties() -> dict[str, Any]:
    return tomllib.loads(files("service.importing").joinpath("ties.toml").read_text("utf-8"))
