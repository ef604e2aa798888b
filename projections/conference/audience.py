"""For whom a pack is made; whoever is not in the list gets none, rather than too much."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from projections.errors import NoPackFor


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """
    One readership of a pack, and what is printed on every page for it.
    """

    name: str
    words: str
    confidentiality: str


AUDIENCES = MappingProxyType(
    {
        "professionals": Audience(
            name="professionals",
            words="the practitioners of this conference",
            confidentiality="Confidential. For the practitioners of this conference. Not to be "
            "copied, passed on or left with the family without the chair's agreement.",
        ),
    }
)


def audience_called(name: str) -> Audience:
    """
    Return an audience for which packs are made.

    What a parent, a child or a court may read has to be allowed item by item, since other
    people's details, protected addresses and informants are in the same record. Until that is
    decided for an audience, everything is withheld from it.

    Raises:
        NoPackFor: No pack is made for it.
    """
    try:
        return AUDIENCES[name]
    except KeyError:
        raise NoPackFor(name, tuple(AUDIENCES)) from None
