"""Says that several entries are accounts of one incident; each stays as it was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.recorded_event import Subject
from projections.child_record import gather
from projections.chronology.accounts import standing_links
from projections.chronology.chronology import chronology
from service.access.enforce import visible
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkAccounts:
    """
    Which entries tell one incident.

    Args:
        child: The child in whose chronology they were read.
        entries: Their numbers, at least two.
        about: The incident, in a few words.
        differences: Where they differ, in the linker's words; the page finds the rest itself.
        reason: Why they are one incident.
    """

    child: UUID
    entries: tuple[str, ...]
    about: str
    reason: str
    key: str
    differences: str = ""


def link_accounts(session: Session, reader: Reader, wish: LinkAccounts) -> Appended:
    """
    Record the link; it decides a likely one over the same entries, and can be undone.

    Raises:
        ActionRefused: Fewer than two entries, one that this reader cannot see or that is struck
            out, entries that are one incident already, or no words.
    """
    record = gather(session.log, wish.child)
    told = chronology(record)
    seen = {e.id: e for e in visible(session.connection, reader, told, session.now).entries}
    numbers = tuple(sorted(dict.fromkeys(wish.entries), key=lambda one: (len(one), one)))
    said = {
        "entries": list(numbers),
        "about": wish.about.strip(),
        "differences": wish.differences.strip(),
        "certainty": "decided",
        "reason": wish.reason.strip(),
    }
    content = {name: words for name, words in said.items() if words}
    again = any(
        link.by == reader.actor and link.entries == numbers and link.reason == content.get("reason")
        for link in standing_links(record.events)
    )
    wrong = _wrong(seen, numbers, content, again=again)
    if wrong:
        raise ActionRefused(wrong)
    children = dict.fromkeys(
        [wish.child, *(one for number in numbers for one in seen[number].people("child"))]
    )
    return session.log.append(
        [
            said_today(
                session,
                reader,
                "accounts_linked",
                content,
                [Subject(person=child, role="child") for child in children],
            )
        ],
        stream=wish.child,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )


def _wrong(
    seen: dict[str, Entry], numbers: tuple[str, ...], content: Mapping[str, object], *, again: bool
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    unknown = [number for number in numbers if number not in seen or seen[number].withheld]
    if len(numbers) < 2:  # noqa: PLR2004 - one account alone is no other account
        wrong["entries"] = "Choose at least one other entry that tells the same incident"
    elif unknown:
        wrong["entries"] = f"There is no entry {', '.join(unknown)} in this child's record"
    elif struck := [number for number in numbers if not seen[number].stands]:
        wrong["entries"] = f"Entry {', '.join(struck)} is struck out; choose entries that stand"
    elif not again and set(numbers) <= {numbers[0], *seen[numbers[0]].accounts}:
        wrong["entries"] = "These entries are accounts of one incident already"
    if "about" not in content:
        wrong["about"] = "Say in a few words which incident it is"
    if "reason" not in content:
        wrong["reason"] = "Say why they are one incident"
    return wrong
