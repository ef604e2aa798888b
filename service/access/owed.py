"""What of an outcome may be read, where the entries that opened it are kept from the reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from escalation.owed import without_words
from projections.stored.models.withholding import RESTRICTED, WHOLE_RECORD, withheld
from service.access.restricted import BY_HAND, opened_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from escalation.running.inbox import Notice
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.reader import Reader

RESTRICTED_WORDS = "What an entry with restricted access asks for"


def words_kept(
    connection: Connection, reader: Reader, outcomes: Iterable[PlannedOutcome]
) -> tuple[PlannedOutcome, ...]:
    """
    Return outcomes without the words of those that a restricted entry helped to open, and of all of
    a child whose whole record is kept for others.

    What a rule says is owed says what kind of thing the entry told of. That something is owed, by
    whom and until when stays: a duty that nobody sees is done by nobody.
    """
    every = tuple(outcomes)
    if reader.reads_all:
        return every
    opening = {int(n) for one in every for n in opened_by(one) if n.isdigit()}
    children = sorted({one.child for one in every}, key=str)
    rows = [
        row
        for row in withheld(connection, sorted(opening), children)
        if row.why == RESTRICTED and not opened_by_name(reader, row)
    ]
    kept = {str(row.entry) for row in rows}
    whole = {row.child for row in rows if row.entry == WHOLE_RECORD}
    return tuple(
        without_words(one, RESTRICTED_WORDS)
        if one.child in whole or not kept.isdisjoint(opened_by(one))
        else one
        for one in every
    )


def notices_kept(
    connection: Connection, reader: Reader, notices: Iterable[Notice]
) -> tuple[Notice, ...]:
    """
    Return what somebody was told is overdue, without the words that they may not read.
    """
    every = tuple(notices)
    kept = words_kept(connection, reader, (one.outcome for one in every))
    return tuple(replace(one, outcome=outcome) for one, outcome in zip(every, kept, strict=True))


def opened_by(outcome: PlannedOutcome) -> tuple[str, ...]:
    """
    Return the entries that opened an outcome by rule; none where somebody planned it.
    """
    return () if outcome.origin == BY_HAND else outcome.evidence
