"""Finds words in entries, by full-text search in memory: nothing of a sealed record is indexed."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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


def find_words(
    entries: Iterable[Entry], people: Mapping[UUID, Person], asked: str
) -> WordsFound | None:
    """
    Find the entries in which all the words stand; None where no word was asked for.

    "In quotes" finds the words side by side, a star finds how words begin, and a word finds its
    other endings. A word that stands nowhere is read as those that are spelt nearly so.

    Args:
        entries: What the reader may see: nothing else is searched or suggested.
    """
    parts = list(_parts(asked[:MOST]))
    if not parts:
        return None
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(
            "CREATE VIRTUAL TABLE told USING fts5"
            "(number UNINDEXED, said, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        texts = [(entry.id, text_of(entry, people)) for entry in entries]
        memory.executemany("INSERT INTO told (number, said) VALUES (?, ?)", texts)
        return _found(memory, texts, parts)


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


def _found(
    memory: sqlite3.Connection,
    texts: list[tuple[str, str]],
    parts: list[tuple[str, bool]],
) -> WordsFound:
    query, read_as, unknown = [], [], []
    words: list[str] = []
    for part, begins in parts:
        here = f'"{part}"' + (" *" if begins else "")
        if " " in part or begins or len(part) < SHORT or _stands(memory, here):
            query.append(here)
            continue
        words = words or sorted({w for _, text in texts for w in _WORD.findall(text.casefold())})
        near = _near(part.casefold(), words)
        if near:
            read_as.append((part, near))
            query.append("(" + " OR ".join(f'"{word}"' for word in near) + ")")
        else:
            unknown.append(part)
            query.append(here)
    rows = memory.execute(
        "SELECT number FROM told WHERE told MATCH ? ORDER BY rank, rowid", (" AND ".join(query),)
    )
    return WordsFound(
        numbers=tuple(str(number) for (number,) in rows),
        read_as=tuple(read_as),
        unknown=tuple(unknown),
    )


def _stands(memory: sqlite3.Connection, query: str) -> bool:
    found = memory.execute("SELECT 1 FROM told WHERE told MATCH ? LIMIT 1", (query,))
    return found.fetchone() is not None


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
