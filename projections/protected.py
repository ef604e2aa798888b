"""
Which addresses are kept, and what is read in their place.

Source: Information Commissioner's Office, reprimands of 27 September 2023 for addresses that were
told to those from whom people hid; Domestic Abuse Act 2021, part 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyascii import anyascii

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


def places(events: Iterable[RecordedEvent]) -> dict[str, Mapping[str, Any]]:
    """
    Return what every entry that says where somebody lives says by now, by its number.
    """
    now: dict[str, Mapping[str, Any]] = {}
    for event in events:
        if event.kind in KINDS:
            now[event.entry_id] = event.content
        elif event.kind == "entry_corrected" and str(event.content.get("entry")) in now:
            now[str(event.content["entry"])] = event.content.get("content") or {}
    return now


def secret_addresses(said: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """
    Return, as they are compared, the addresses that any of these must be kept for.
    """
    kept = {plain_address(one.get("address") or "") for one in said if is_protected(one)}
    return frozenset(kept - {""})


def kept_places(events: Iterable[RecordedEvent]) -> frozenset[str]:
    """
    Return the entries of some streams whose address is kept by what any of them says by now.
    """
    now = places(events)
    secret = secret_addresses(now.values())
    return frozenset(
        entry
        for entry, said in now.items()
        if is_protected(said) or plain_address(said.get("address") or "") in secret
    )


def plain_address(address: str) -> str:
    """
    Return an address as it is compared: letters and figures alone, so that written twice it is one.
    """
    return "".join(c for c in anyascii(address).casefold() if c.isalnum())
