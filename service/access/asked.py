"""
What of the questions that a record raises may be read, where entries are kept from the reader.

That a question is there stays, and since when; its words say what kind of thing an entry told of,
and an answer may quote it.

Source: Information Sharing (2024): that something is withheld is said, and not what.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.risk.asked import Answer, Indicator
from projections.stored.models.withholding import RESTRICTED, WHOLE_RECORD, withheld
from service.access.restricted import kept_entries, opened_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy import Connection

    from projections.risk.fallen import Fallen
    from projections.risk.replay import Replayed
    from projections.risk.stood import Stood
    from service.access.reader import Reader

RESTRICTED_RULE = "restricted"
"""In place of the rule whose question is kept."""
RESTRICTED_QUESTION = "A question that rests on entries with restricted access"
RESTRICTED_ANSWER = "Kept: the answer rests on entries with restricted access."
KEPT_SOURCE = "Those whom the restriction names see the question, and so does the child's lead."


def entries_kept(
    connection: Connection, reader: Reader, child: UUID, numbers: Iterable[str]
) -> frozenset[str]:
    """
    Return which of these entries a restriction keeps from a reader.
    """
    asked = {int(one) for one in numbers if one.isdigit()}
    if reader.reads_all or not asked:
        return frozenset()
    rows = [
        row
        for row in withheld(connection, sorted(asked), [child], why=RESTRICTED)
        if not opened_by_name(reader, row)
    ]
    if any(row.entry == WHOLE_RECORD for row in rows):
        return frozenset(map(str, asked))
    return frozenset(str(row.entry) for row in rows)


def questions_kept(
    connection: Connection, reader: Reader, child: UUID, asked: Iterable[Indicator]
) -> tuple[Indicator, ...]:
    """
    Return questions without the words of those that rest on a restricted entry, whatever else they
    rest on, and without the answers that rested on one.

    That so many incidents are asked about says, beside those that are read, what the kept one is.
    """
    every = tuple(asked)
    if any(map(_bare, every)) and kept_entries(connection, reader, [child]).get(child):
        # What names no evidence may quote anything of the record; see ``restricted.rests_on``.
        every = tuple(_without_bare(one) for one in every)
    kept = entries_kept(connection, reader, child, (n for one in every for n in _cited(one)))
    if not kept:
        return every
    return tuple(_kept(number, one, kept) for number, one in enumerate(every, 1))


def fallen_kept(
    connection: Connection, reader: Reader, child: UUID, fell: Iterable[Fallen]
) -> tuple[Fallen, ...]:
    """
    Return what rests no longer on struck-out entries, but where a restriction keeps one of them.
    """
    every = tuple(fell)
    kept = entries_kept(connection, reader, child, (n for one in every for n in one.entries))
    return tuple(one for one in every if kept.isdisjoint(one.entries))


def replay_kept(
    connection: Connection, reader: Reader, child: UUID, changes: Iterable[Replayed]
) -> tuple[Replayed, ...]:
    """
    Return every change in what was asked, without the words of what rested on restricted entries.
    """
    every = tuple(changes)
    kept = entries_kept(connection, reader, child, (n for one in every for n in one.evidence))
    return tuple(
        replace(one, rule=RESTRICTED_RULE, practice_id="", about="", evidence=())
        if not kept.isdisjoint(one.evidence)
        else one
        for one in every
    )


def stood_kept(
    connection: Connection, reader: Reader, child: UUID, questions: Iterable[Stood]
) -> tuple[Stood, ...]:
    """
    Return how long questions stood, but for those first asked on a restricted entry.
    """
    every = tuple(questions)
    kept = entries_kept(connection, reader, child, (n for one in every for n in one.evidence))
    return tuple(one for one in every if kept.isdisjoint(one.evidence))


def _bare(one: Indicator) -> bool:
    return any(answer and not answer.evidence for answer in (one.answered, one.last_answer))


def _without_bare(one: Indicator) -> Indicator:
    answered, last = (
        answer if answer is None or answer.evidence else _unread(answer)
        for answer in (one.answered, one.last_answer)
    )
    return replace(one, answered=answered, last_answer=last)


def _cited(one: Indicator) -> tuple[str, ...]:
    answers = (one.answered, one.last_answer)
    return (*one.evidence, *(n for answer in answers if answer for n in answer.evidence))


def _kept(number: int, one: Indicator, kept: frozenset[str]) -> Indicator:
    one = replace(
        one,
        answered=_without_words(one.answered, kept),
        last_answer=_without_words(one.last_answer, kept),
    )
    if kept.isdisjoint(one.evidence):
        return one
    return replace(
        one,
        answered=_unread(one.answered),
        last_answer=_unread(one.last_answer),
        rule=RESTRICTED_RULE,
        practice_id="",
        question=RESTRICTED_QUESTION,
        lesson="",
        would_show="",
        source=KEPT_SOURCE,
        confirmed=True,
        evidence=(),
        new_evidence=(),
        about=f"kept-{number}",
        note="",
        cites="",
        duty=None,
    )


def _without_words(answer: Answer | None, kept: frozenset[str]) -> Answer | None:
    if answer is None or kept.isdisjoint(answer.evidence):
        return answer
    return _unread(answer)


def _unread(answer: Answer | None) -> Answer | None:
    if answer is None:
        return None
    return replace(
        answer, considered=RESTRICTED_ANSWER, follows="", why="", review_on="", evidence=()
    )
