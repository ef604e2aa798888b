"""
The tree over the log, grown leaf by leaf, and the proofs from it.

Source: RFC 9162, Certificate Transparency Version 2.0, section 2.1, unchanged.
"""

from __future__ import annotations

from hashlib import sha256
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HASH = 32
EMPTY_ROOT = sha256(b"").digest()

_LEAF = Struct(">cQ32s")


def leaf_of(position: int, digest: bytes) -> bytes:
    """
    Return the leaf of the event at a position.
    """
    return sha256(_LEAF.pack(b"\x00", position, digest)).digest()


class Tree:
    """
    A tree of which only the right edge is kept: enough to add leaves and to know the root.

    Args:
        size: How many leaves it has.
        edge: The roots of its complete subtrees, largest first, as ``edge`` returns them.

    Raises:
        ValueError: A tree of that size has another number of complete subtrees.
    """

    def __init__(self, size: int = 0, edge: bytes = b"") -> None:
        if len(edge) != size.bit_count() * HASH:
            message = f"a tree of {size} leaves has {size.bit_count()} complete subtrees"
            raise ValueError(message)
        self.size = size
        self._subtrees = [edge[at : at + HASH] for at in range(0, len(edge), HASH)]

    def add(self, leaf: bytes) -> None:
        """
        Add the next leaf.
        """
        size, subtrees = self.size, self._subtrees
        while size & 1:
            leaf = sha256(b"\x01" + subtrees.pop() + leaf).digest()
            size >>= 1
        subtrees.append(leaf)
        self.size += 1

    @property
    def edge(self) -> bytes:
        """
        The right edge, for the next to go on from.
        """
        return b"".join(self._subtrees)

    @property
    def root(self) -> bytes:
        """
        The root over all leaves.
        """
        if not self._subtrees:
            return EMPTY_ROOT
        root = self._subtrees[-1]
        for left in reversed(self._subtrees[:-1]):
            root = sha256(b"\x01" + left + root).digest()
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """
    Return the root over these leaves.
    """
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """
    Return what somebody with the leaf at this index needs, to arrive at the root.

    Raises:
        IndexError: There is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """
    Return what shows that the tree over all leaves only adds to that over the first of them.

    Raises:
        IndexError: The first tree is empty or the larger.
    """
    if not 0 < first <= len(leaves):
        raise IndexError(first)
    return _consistency(leaves, first, whole=True)


def _consistency(leaves: Sequence[bytes], first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [
            *_consistency(leaves[:split], first, whole=whole),
            root_of(leaves[split:]),
        ]
    return [
        *_consistency(leaves[split:], first - split, whole=False),
        root_of(leaves[:split]),
    ]


def _split(size: int) -> int:
    # The largest power of two below the size.
    return 1 << ((size - 1).bit_length() - 1)
