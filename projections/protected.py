"""
Which addresses are kept, and what is read in their place.

Source: Information Commissioner's Office, reprimands of 27 September 2023 for addresses that were
told to those from whom people hid; Domestic Abuse Act 2021, part 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.recorded_event import RecordedEvent

KEPT = "Protected: kept from this page and from every copy"
"""What stands where a protected address would; sent back, it leaves the address as it was."""
KINDS = frozenset({"address_recorded", "home_recorded"})
TELL_WHERE = ("address", "area")
"""The answers of these kinds that say where it is."""


def is_protected(said: Mapping[str, Any]) -> bool:
    """
    Tell whether an address is kept: what is not surely open to all is.
    """
    # An import without the column says nothing.
    return bool(said.get("protected", "unknown") != "no")


def without_address(said: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return what was said with the stand-in for every answer that says where it is.
    """
    return {name: KEPT if name in TELL_WHERE and value else value for name, value in said.items()}


def as_sent(now: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return what was sent, with the kept address where its stand-in was sent back.
    """
    return {
        name: now.get(name, "") if name in TELL_WHERE and value == KEPT else value
        for name, value in sent.items()
    }


def kept_places(events: Iterable[RecordedEvent]) -> frozenset[str]:
    """
    Return the entries of one stream whose address is kept by what the stream says by now.
    """
    now: dict[str, Mapping[str, Any]] = {}
    for event in events:
        if event.kind in KINDS:
            now[event.entry_id] = event.content
        elif event.kind == "entry_corrected" and str(event.content.get("entry")) in now:
            now[str(event.content["entry"])] = event.content.get("content") or {}
    secret = {same_address(said.get("address", "")) for said in now.values() if is_protected(said)}
    return frozenset(
        entry
        for entry, said in now.items()
        if is_protected(said) or same_address(said.get("address", "")) in secret
    )


def same_address(address: str) -> str:
    """
    Return an address as it is compared: written twice, it is kept twice.
    """
    return "".join(one for one in address.casefold() if one.isalnum())
