"""For whom a restricted entry is kept, in words, where it leaves with somebody who may read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from projections.stored.models.withholding import RESTRICTED, WHOLE_RECORD, withheld
from service.access.accounts import account_of
from service.access.restricted import RESTRICTING, restricted_in, told_of_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from sqlalchemy import Connection

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.reader import Reader

NOBODY_NAMED = "nobody who is named"


def kept_for(
    connection: Connection, reader: Reader, told: Chronology, *, named: bool = True
) -> dict[str, str]:
    """
    Return which entries of a chronology are kept for some alone, and for whom, in words.

    Those among them as well that say why, and what a rule opened because of them alone.

    Source: Information Sharing (2024): whoever passes on what is kept must see that it is.

    Args:
        named: Whether users are named; else it is said how many they are.
    """
    closed = restricted_in(connection, replace(reader, passes_on=True), told)
    if not closed:
        return {}
    entries = [entry for entry in told.entries if entry.id in closed]
    numbers = {number for entry in entries for number in _about(entry)}
    rows = withheld(connection, sorted(numbers), [told.record.child], why=RESTRICTED)
    return {
        entry.id: _words(
            connection,
            [row for row in rows if {row.entry, row.event} & {WHOLE_RECORD, *_about(entry)}],
            named=named,
        )
        for entry in entries
    }


def _about(entry: Entry) -> set[int]:
    cited = [entry.content.get(name) for name in ("entry", "restriction")]
    if entry.event.kind not in RESTRICTING:
        cited = []
    return {
        entry.event.position,
        *told_of_in(entry.event),
        *(int(one) for one in map(str, cited) if one.isdigit()),
    }


def _words(connection: Connection, rows: Iterable[Any], *, named: bool) -> str:
    agencies = dict.fromkeys(one for row in rows for one in row.agencies)
    people = dict.fromkeys(one for row in rows for one in row.people)
    if named:
        accounts = [account_of(connection, UUID(one)) for one in people if _is_id(one)]
        who = [f"{one.name} ({one.agency})" for one in accounts if one]
    else:
        who = [f"{len(people)} named"] if people else []
    return ", ".join([*agencies, *who]) or NOBODY_NAMED


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
