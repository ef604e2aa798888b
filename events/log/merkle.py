"""
The tree over the log, grown leaf by leaf, and the proofs from it.

Source: RFC 9162, Certificate Transparency Version 2.0, section 2.1, unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HASH = 32
EMPTY_ROOT = sha256(b"").digest()

LEVELS = 8
"""Every so many levels the roots of complete subtrees are kept, so that a proof reads few rows."""

_WITHIN = (1 << LEVELS) - 1
_LEAF = Struct(">cQ32s")


def leaf_of(position: int, digest: bytes) -> bytes:
    """
    Return the leaf of the event at a position.
    """
    return sha256(_LEAF.pack(b"\x00", position, digest)).digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Subtree:
    """
    A complete subtree that was just filled.

    Args:
        level: How many levels lie below its root: it has two to that power leaves.
        place: Its place among those of its level, from 0.
    """

    level: int
    place: int
    root: bytes


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

    def add(self, leaf: bytes) -> tuple[Subtree, ...]:
        """
        Add the next leaf and return the subtrees that it filled, of the levels that are kept.
        """
        size, subtrees = self.size, self._subtrees
        self.size = size + 1
        filled: tuple[Subtree, ...] = ()
        while size & 1:
            leaf = sha256(b"\x01" + subtrees.pop() + leaf).digest()
            size >>= 1
            # Few leaves fill a subtree that is kept: the others pay for one comparison.
            if not self.size & _WITHIN:
                level = (self.size // (size + 1)).bit_length() - 1
                if level % LEVELS == 0:
                    filled = (*filled, Subtree(level=level, place=size, root=leaf))
        subtrees.append(leaf)
        return filled

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


def climb(nodes: Sequence[bytes], place: int) -> list[bytes]:
    """
    Return what lies beside the way from one node to the root of a complete subtree.

    Args:
        nodes: The subtree's nodes of one level; their number is a power of two.
        place: Which of them the way starts from.
    """
    beside: list[bytes] = []
    while len(nodes) > 1:
        beside.append(nodes[place ^ 1])
        pairs = zip(nodes[::2], nodes[1::2], strict=True)
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        place >>= 1
    return beside


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
