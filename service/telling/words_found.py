"""Finds words in entries, by full-text search in memory: nothing of a sealed record is indexed."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import finalize

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person

_PART = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
SHORT = 4
"""Words of fewer letters are taken as they are typed: too much lies near them."""
LONG = 8
READINGS = 8
MOST = 2_000
"""Characters of a question; nobody types more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordsFound:
    """
    Which entries have the words asked for.

    Args:
        numbers: Their numbers, those that match best first.
        read_as: A word that is in no entry, and the words that it was read as.
        unknown: Words that are in no entry, and near to none that is.
    """

    numbers: tuple[str, ...]
    read_as: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: tuple[str, ...] = ()


def find_words(told: Chronology, asked: str) -> WordsFound | None:
    """
    Find the entries in which all the words stand; None where no word was asked for.

    "In quotes" finds the words side by side, a star finds how words begin, and a word finds its
    other endings. A word that stands nowhere is read as those that are spelt nearly so.

    Args:
        told: What the reader may see: nothing else is searched or suggested.
    """
    parts = list(_parts(asked[:MOST]))
    return told.once(_Index).found(parts) if parts else None


class _Index:
    """
    The words of one chronology, in memory for as long as the chronology is.
    """

    def __init__(self, told: Chronology) -> None:
        # Whichever thread asks; one at a time, because a connection is nothing to share.
        self._memory = sqlite3.connect(":memory:", check_same_thread=False)
        self._turn = Lock()
        finalize(self, self._memory.close)
        self._memory.execute(
            "CREATE VIRTUAL TABLE told USING fts5"
            "(number UNINDEXED, said, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        self._memory.executemany(
            "INSERT INTO told (number, said) VALUES (?, ?)",
            ((entry.id, text_of(entry, told.people)) for entry in told.entries),
        )

    def found(self, parts: list[tuple[str, bool]]) -> WordsFound:
        """
        Find what has all of these parts.
        """
        with self._turn:
            return self._found(parts)

    def _found(self, parts: list[tuple[str, bool]]) -> WordsFound:
        query, read_as, unknown = [], [], []
        for part, begins in parts:
            here = f'"{part}"' + (" *" if begins else "")
            if " " in part or begins or len(part) < SHORT or self._stands(here):
                query.append(here)
            elif near := _near(part.casefold(), self._words):
                read_as.append((part, near))
                query.append("(" + " OR ".join(f'"{word}"' for word in near) + ")")
            else:
                unknown.append(part)
                query.append(here)
        rows = self._memory.execute(
            "SELECT number FROM told WHERE told MATCH ? ORDER BY rank, rowid",
            (" AND ".join(query),),
        )
        return WordsFound(
            numbers=tuple(str(number) for (number,) in rows),
            read_as=tuple(read_as),
            unknown=tuple(unknown),
        )

    def _stands(self, query: str) -> bool:
        found = self._memory.execute("SELECT 1 FROM told WHERE told MATCH ? LIMIT 1", (query,))
        return found.fetchone() is not None

    @cached_property
    def _words(self) -> list[str]:
        said = self._memory.execute("SELECT said FROM told")
        return sorted({word for (text,) in said for word in _WORD.findall(text.casefold())})


def text_of(entry: Entry, people: Mapping[UUID, Person]) -> str:
    """
    Return everything of an entry that its page says in words, what it said before included.
    """
    who = (people[one].name for one in entry.people() if one in people)
    # Whoever looks for what an entry said before it was corrected must find it, marked.
    before = (said for change in entry.changes for said in _said(change.before))
    parts = (entry.label, entry.sentence, entry.agency, *_said(entry.content), *who, *before)
    # A fact is in the sentence and in the content; said twice it would weigh twice.
    return "\n".join(dict.fromkeys(parts))


def _parts(asked: str) -> Iterator[tuple[str, bool]]:
    for quoted, plain in _PART.findall(asked):
        words = _WORD.findall(quoted or plain)
        if quoted and words:
            yield " ".join(words), False
        elif words:
            # "bruise-free" is two words to whoever indexes, and one thought to whoever types.
            yield from ((word, False) for word in words[:-1])
            yield words[-1], plain.endswith("*")


def _near(word: str, words: list[str]) -> tuple[str, ...]:
    slips = 1 if len(word) < LONG else 2
    found = extract(
        word,
        words,
        scorer=DamerauLevenshtein.distance,
        score_cutoff=slips,
        limit=READINGS,
        processor=None,
    )
    return tuple(near for near, _, _ in found)


def _said(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inside in value.values():
                yield from _said(inside)
        case list() | tuple():
            for inside in value:
                yield from _said(inside)
