"""
Checks the log's proofs with nothing but Python's own library, without the database.

It shares no line with the code that makes the proofs, so that a mistake in one is found by the
other. Copy this one file anywhere and it still works.

Source: RFC 9162, Certificate Transparency Version 2.0, sections 2.1.1, 2.1.3.2 and 2.1.4.2.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def event_digest(columns: Mapping[str, str | int | None], body: bytes) -> bytes:
    """
    Return the digest of an event from its columns as text and whole numbers, and its body.
    """
    written = json.dumps(columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(b"throughline event 1\n" + written.encode() + b"\n" + body).digest()


def leaf_hash(position: int, digest: bytes) -> bytes:
    """
    Return an event's leaf: its place in the log, in 8 bytes, and its digest.
    """
    return sha256(b"\x00" + position.to_bytes(8, "big") + digest).digest()


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """
    Return the root over leaf hashes, straight from the definition.
    """
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return _node(tree_root(leaves[:split]), tree_root(leaves[split:]))


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """
    Say whether a leaf stands at an index, counted from 0, of the tree with this size and root.
    """
    if not 0 <= index < size or not _hashes(leaf, root, *proof):
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place % 2 == 1 or place == last:
            found = _node(sibling, found)
            while place % 2 == 0 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            found = _node(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_holds(
    first: int,
    second: int,
    proof: Sequence[bytes],
    first_root: bytes,
    second_root: bytes,
) -> bool:
    """
    Say whether the larger tree only adds to the smaller: nothing in it changed, went or moved.
    """
    if not 0 < first <= second or not _hashes(first_root, second_root, *proof):
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    place, last = first - 1, second - 1
    while place % 2 == 1:
        place, last = place >> 1, last >> 1
    earlier = later = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place % 2 == 1 or place == last:
            earlier, later = _node(sibling, earlier), _node(sibling, later)
            while place % 2 == 0 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            later = _node(later, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and earlier == first_root and later == second_root


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _hashes(*values: bytes) -> bool:
    return all(len(value) == sha256().digest_size for value in values)
