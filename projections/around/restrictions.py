"""
Orders, bail and limits on contact: who may not come near the child, or how, and until when.

Source: Children Act 1989, ss.8 and 34 (contact); Domestic Abuse Act 2021, part 3; Bail Act 1976;
reviews in which protection ended with bail and nobody noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from events.clock import civil_day
from events.options import CONTACT, ON_WHAT_GROUND, ORDERS

if TYPE_CHECKING:
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry

_BAIL = "Bail conditions"
_CONTACT = "Contact"
_OVER = frozenset({"ended"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Restriction:
    """
    What somebody is forbidden or bound to.

    Args:
        bound: Who is bound; empty where the entry names nobody as bound.
        ends: The last day of it; None where none is recorded.
        over: The entry that ended it; None while none did.
    """

    entry: Entry
    what: str
    bound: tuple[UUID, ...]
    protects: tuple[UUID, ...]
    terms: tuple[str, ...]
    since: date
    ends: date | None
    over: Entry | None = None

    def in_force(self, on: date) -> bool:
        """
        Tell whether it can be in force on a day; one without an end is, until an entry ends it.
        """
        if on < self.since or (self.over is not None and self.over.occurred.last <= on):
            return False
        return self.ends is None or on <= self.ends


def restrictions(told: Chronology) -> tuple[Restriction, ...]:
    """
    Return every order, bail and limit on contact, in the order in which they began.
    """
    found: list[Restriction] = []
    over: list[Entry] = []
    for entry in told.entries:
        if not entry.stands or entry.withheld:
            continue
        if entry.kind == "order_made":
            found.append(_order(entry))
        elif entry.kind == "bail_conditions" and entry.content.get("step") not in _OVER:
            found.append(_bail(entry))
        elif entry.kind in {"order_ended", "bail_conditions"}:
            over.append(entry)
        elif entry.kind == "contact_restricted":
            over.append(entry)
            if entry.content.get("contact") != "lifted":
                found.append(_contact(entry))
    return tuple(_ended(one, over) for one in found)


def _order(entry: Entry) -> Restriction:
    return Restriction(
        entry=entry,
        what=ORDERS.get(str(entry.content.get("type")), "Order"),
        bound=entry.people("bound_by"),
        protects=entry.people("protected_by"),
        terms=tuple(entry.content.get("terms") or ()),
        since=entry.occurred.first,
        ends=_day(entry.content.get("ends")),
    )


def _bail(entry: Entry) -> Restriction:
    return Restriction(
        entry=entry,
        what=_BAIL,
        bound=entry.people("bailed"),
        protects=entry.people("protected_by"),
        terms=tuple(entry.content.get("conditions") or ()),
        since=entry.occurred.first,
        ends=_day(entry.content.get("ends")),
    )


def _contact(entry: Entry) -> Restriction:
    said = entry.content
    supervised = str(said.get("supervised_by") or "")
    terms = [f"supervised by {supervised}"] if supervised else []
    ground = ON_WHAT_GROUND.get(str(said.get("ground")), "")
    what = CONTACT.get(str(said.get("contact")), "Limited")
    return Restriction(
        entry=entry,
        what=f"{_CONTACT}: {what.lower()}" + (f" ({ground.lower()})" if ground else ""),
        bound=entry.people("bound_by"),
        protects=entry.people("protected_by"),
        terms=(*terms, *(said.get("terms") or ())),
        since=entry.occurred.first,
        ends=_day(said.get("ends")),
    )


def _ended(one: Restriction, over: list[Entry]) -> Restriction:
    for entry in over:
        if _ends(entry, one):
            return Restriction(
                entry=one.entry,
                what=one.what,
                bound=one.bound,
                protects=one.protects,
                terms=one.terms,
                since=one.since,
                ends=one.ends,
                over=entry,
            )
    return one


def _ends(entry: Entry, one: Restriction) -> bool:
    if entry.occurred.last < one.since or entry.id == one.entry.id:
        return False
    if entry.kind == "contact_restricted" or one.entry.kind == "contact_restricted":
        same = entry.kind == one.entry.kind and _later(entry, one.entry)
        return same and not set(one.bound).isdisjoint(entry.people("bound_by"))
    if entry.kind == "bail_conditions":
        return one.what == _BAIL and not set(one.bound).isdisjoint(entry.people("bailed"))
    cited = str(entry.content.get("order") or "")
    if cited:
        return cited == one.entry.id
    same = ORDERS.get(str(entry.content.get("type"))) == one.what
    return same and (
        not one.bound or not set(one.bound).isdisjoint(entry.people("bound_by", "named"))
    )


def _later(entry: Entry, other: Entry) -> bool:
    return (entry.occurred.order, entry.event.position) > (
        other.occurred.order,
        other.event.position,
    )


def _day(text: object) -> date | None:
    if not isinstance(text, str) or not text:
        return None
    if "T" in text:
        return civil_day(datetime.fromisoformat(text))
    return date.fromisoformat(text)
