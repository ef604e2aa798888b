"""
Writes and reads checkpoints as text that others keep, with nothing but Python's own library.

Each is a signed note: what was signed, an empty line, and a line with the signature. A file of
notes is read by anybody who has this one file and something that checks Ed25519.

Source: C2SP signed-note 1.0.0, "Format" and "Signature types" (Ed25519, type 0x01).
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SIGNER = "throughline"
_ALGORITHM = b"\x01"
_NOTE = re.compile(
    r"throughline checkpoint (?P<form>[12])\n"
    r"number (?P<number>[0-9]{1,18})\n"
    r"size (?P<size>[0-9]{1,18})\n"
    r"position (?P<position>[0-9]{1,18})\n"
    r"root (?P<root>[0-9a-f]{64})\n"
    r"previous (?P<previous>[0-9a-f]{64})\n"
    r"(?:beside (?P<beside>[0-9]{1,18})\nbeside_root (?P<beside_root>[0-9a-f]{64})\n)?"
    r"made (?P<made>[0-9TZ:.-]{1,40})\n"
    r"key (?P<key>[0-9a-f]{16})\n"
    r"\n— throughline (?P<signature>[A-Za-z0-9+/]{91}=)\n"
)
_BEGINS = re.compile(r"throughline checkpoint [12]\n")
_HINT_BYTES = 4


@dataclass(frozen=True, slots=True)
class Note:
    """
    One checkpoint as somebody else kept it.

    Args:
        number: Its place among the checkpoints, from 1.
        size: How many events it covers.
        position: The newest of them.
        key: The id of the key that signed it.
        statement: What was signed.
        beside: How many lines beside the log it covers; None where it says nothing of any.
        beside_root: The root of the tree over them.
    """

    number: int
    size: int
    position: int
    root: bytes
    previous: bytes
    made: str
    key: str
    statement: bytes
    signature: bytes
    beside: int | None = None
    beside_root: bytes | None = None


def written(statement: bytes, signature: bytes, public: bytes) -> str:
    """
    Write a checkpoint as a note.
    """
    line = b64encode(_hint(public) + signature).decode()
    return f"{statement.decode()}\n— {SIGNER} {line}\n"


def verifier_key(public: bytes) -> str:
    """
    Write a public key as programs that check signed notes take it.
    """
    return f"{SIGNER}+{_hint(public).hex()}+{b64encode(_ALGORITHM + public).decode()}"


def notes(text: str) -> tuple[list[Note], int]:
    """
    Read every note in a text, and count what begins as one and is none.

    A copy of a note counts once; a line cut off as a machine stopped is no harm.
    """
    text = text.replace("\r\n", "\n")
    found = {note.group(0): _note(note) for note in _NOTE.finditer(text)}
    whole = sum(1 for _ in _NOTE.finditer(text))
    kept = sorted(found.values(), key=lambda note: (note.size, note.number))
    return kept, len(_BEGINS.findall(text)) - whole


def fault_among(
    kept: Iterable[Note],
    keys: Mapping[str, bytes],
    signature_holds: Callable[[bytes, bytes, bytes], bool],
) -> str | None:
    """
    Return what is wrong with notes by themselves, or None; no database is needed.

    Two notes that cannot both be of one history, both signed, prove by themselves that whoever
    holds the key told different people different things.

    Args:
        keys: The public keys that the keeper of the log has made known, by their ids.
        signature_holds: Says whether a public key's holder signed a statement, given key,
            statement and signature.
    """
    every = sorted(kept, key=lambda one: (one.number, one.size))
    for note in every:
        public = keys.get(note.key)
        if public is None:
            return f"checkpoint {note.number} is signed with a key that is not known, {note.key}"
        if not signature_holds(public, note.statement, note.signature):
            return f"the signature of checkpoint {note.number} does not hold"
    return _split_view(every)


def _split_view(every: Iterable[Note]) -> str | None:
    by_size: dict[int, Note] = {}
    by_number: dict[int, Note] = {}
    by_lines: dict[int, Note] = {}
    largest = lines = 0
    for note in every:
        same = by_size.setdefault(note.size, note)
        if (same.root, same.position) != (note.root, note.position):
            return f"two histories of {note.size} events are signed: a split view"
        same = by_number.setdefault(note.number, note)
        if same.statement != note.statement:
            return f"checkpoint {note.number} is signed twice, differently: a split view"
        before = by_number.get(note.number - 1)
        if before is not None and before.root != note.previous:
            return f"checkpoint {note.number} does not follow checkpoint {before.number}"
        if note.size < largest or (note.beside or 0) < lines:
            return f"checkpoint {note.number} covers less than one before it"
        largest, lines = note.size, note.beside or 0
        same = by_lines.setdefault(lines, note)
        if lines and same.beside_root != note.beside_root:
            return f"two histories of {lines} lines beside the log are signed: a split view"
    return None


def _note(found: re.Match[str]) -> Note:
    said = found.groupdict()
    signed = found.group(0).split("\n\n")[0] + "\n"
    return Note(
        number=int(said["number"]),
        size=int(said["size"]),
        position=int(said["position"]),
        root=bytes.fromhex(said["root"]),
        previous=bytes.fromhex(said["previous"]),
        made=said["made"],
        key=said["key"],
        statement=signed.encode(),
        signature=b64decode(said["signature"])[_HINT_BYTES:],
        beside=int(said["beside"]) if said["beside"] else None,
        beside_root=bytes.fromhex(said["beside_root"]) if said["beside_root"] else None,
    )


def _hint(public: bytes) -> bytes:
    return sha256(SIGNER.encode() + b"\n" + _ALGORITHM + public).digest()[:_HINT_BYTES]
