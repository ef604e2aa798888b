"""Packs columns for PostgreSQL as it keeps arrays itself, element by element in one go."""

from __future__ import annotations

from functools import lru_cache
from struct import Struct, pack
from typing import TYPE_CHECKING

from psycopg.postgres import types

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Dimensions, whether there is a NULL, the elements' type, how many, and the first one's number.
_HEADING = Struct("!iiIii")
_EMPTY = Struct("!iiI")
_LENGTH = Struct("!i")
_BIG = Struct("!iq")
_NULL = b"\xff\xff\xff\xff"
_SIXTEEN = _LENGTH.pack(16)

_TEXT, _UUID, _BYTEA, _INTEGER = (types[name].oid for name in ("text", "uuid", "bytea", "int4"))


def texts(values: Collection[str | None]) -> bytes:
    """
    Pack texts.
    """
    return _packed(_TEXT, [_text(value) for value in values], len(values), nulls=None in values)


def uuids(values: Collection[bytes | None]) -> bytes:
    """
    Pack ids, each given as its 16 bytes.
    """
    elements = [_NULL if one is None else _SIXTEEN + one for one in values]
    return _packed(_UUID, elements, len(values), nulls=None in values)


def blobs(values: Collection[bytes]) -> bytes:
    """
    Pack bytes.
    """
    length = _LENGTH.pack
    elements = [part for one in values for part in (length(len(one)), one)]
    return _packed(_BYTEA, elements, len(values))


def numbers(values: Collection[int]) -> bytes:
    """
    Pack whole numbers of at most 32 bits.
    """
    elements = pack("!" + "ii" * len(values), *[part for one in values for part in (4, one)])
    return _packed(_INTEGER, [elements], len(values))


def big_numbers(array: bytes) -> Sequence[int]:
    """
    Read an array of whole numbers of 64 bits, none of them NULL.
    """
    return [number for _, number in _BIG.iter_unpack(array[_HEADING.size :])]


@lru_cache(4096)
def _text(value: str | None) -> bytes:
    if value is None:
        return _NULL
    written = value.encode()
    return _LENGTH.pack(len(written)) + written


def _packed(of: int, elements: list[bytes], count: int, *, nulls: bool = False) -> bytes:
    if not count:
        return _EMPTY.pack(0, 0, of)
    return _HEADING.pack(1, int(nulls), of, count, 1) + b"".join(elements)
