"""The databases' own full-text search over the same texts, with an index that is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.telling.words_found import text_of

if TYPE_CHECKING:
    from benchmarks.sides.bare import Bare
    from projections.chronology.chronology import Chronology

_SQLITE = (
    "DROP TABLE IF EXISTS bare_words",
    (
        "CREATE VIRTUAL TABLE bare_words USING fts5"
        "(number UNINDEXED, said, tokenize = 'porter unicode61 remove_diacritics 2')"
    ),
)
_POSTGRESQL = (
    "DROP TABLE IF EXISTS bare_words",
    "CREATE TABLE bare_words (number bigint PRIMARY KEY, said tsvector)",
    "CREATE INDEX ON bare_words USING gin (said)",
)
_PUT = {
    True: "INSERT INTO bare_words (number, said) VALUES (?, ?)",
    False: "INSERT INTO bare_words (number, said) VALUES (%s, to_tsvector('english', %s))",
}
_FIND = {
    True: "SELECT number FROM bare_words WHERE bare_words MATCH ? ORDER BY rank, rowid",
    False: (
        "SELECT number FROM bare_words WHERE said @@ websearch_to_tsquery('english', ?)"
        " ORDER BY ts_rank(said, websearch_to_tsquery('english', ?)) DESC, number"
    ),
}


class BareWords:
    """
    A table of its own with every entry's text.
    """

    def __init__(self, bare: Bare, told: Chronology) -> None:
        self._bare = bare
        own = bare.is_sqlite
        driver = bare.driver
        for statement in _SQLITE if own else _POSTGRESQL:
            driver.execute(statement)
        if own:
            driver.execute("BEGIN IMMEDIATE")
        texts = [(int(entry.id), text_of(entry, told.people)) for entry in told.entries]
        driver.cursor().executemany(_PUT[own], texts)
        driver.commit()

    def find(self, word: str) -> int:
        """
        Return how many entries have a word.
        """
        values = (f'"{word}"',) if self._bare.is_sqlite else (word, word)
        return len(self._bare.fetch(_FIND[self._bare.is_sqlite], values))
