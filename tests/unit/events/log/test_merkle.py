"""The tree is the standard's own, so that anybody's verifier agrees with it."""

from __future__ import annotations

import pytest

from events.log import verifier
from events.log.merkle import (
    EMPTY_ROOT,
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_of,
    root_of,
)
from tests.published_vectors import LEAVES, ROOTS


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_that_everybody_computes(size: int) -> None:
    known = ROOTS[size - 1]

    assert root_of(LEAVES[:size]) == known
    assert verifier.tree_root(LEAVES[:size]) == known


def test_the_empty_tree_has_the_root_that_everybody_computes() -> None:
    assert Tree().root == EMPTY_ROOT == verifier.tree_root([])


def test_both_sides_hash_an_event_in_its_place_alike() -> None:
    assert leaf_of(2**40, bytes(32)) == verifier.leaf_hash(2**40, bytes(32))


def test_a_tree_put_down_and_taken_up_again_is_the_same_tree() -> None:
    for size in range(9):
        begun = Tree()
        for leaf in LEAVES[:size]:
            begun.add(leaf)
        resumed = Tree(begun.size, begun.edge)
        for leaf in LEAVES[size:]:
            resumed.add(leaf)

        assert resumed.root == root_of(LEAVES)


def test_an_edge_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="2 complete subtrees"):
        Tree(3, bytes(32))


def test_a_proof_fits_its_own_leaf_place_size_and_root_and_no_other() -> None:
    for size in range(1, 9):
        root = root_of(LEAVES[:size])
        for index in range(size):
            leaf, proof = LEAVES[index], inclusion_proof(LEAVES[:size], index)

            assert verifier.inclusion_holds(leaf, index, size, proof, root)
            for other in range(size):
                assert (other == index) is verifier.inclusion_holds(leaf, other, size, proof, root)
            assert not verifier.inclusion_holds(bytes(32), index, size, proof, root)
            assert not verifier.inclusion_holds(leaf, index, size, [*proof, bytes(32)], root)
            assert not verifier.inclusion_holds(leaf, index, size, proof, bytes(32))
            assert not verifier.inclusion_holds(leaf, size, size, proof, root)
            assert not verifier.inclusion_holds(leaf, -1, size, proof, root)
            for place in range(len(proof)):
                assert not verifier.inclusion_holds(leaf, index, size, proof[:place], root)
                bent = [*proof]
                bent[place] = bytes([bent[place][0] ^ 1]) + bent[place][1:]
                assert not verifier.inclusion_holds(leaf, index, size, bent, root)


def test_a_later_log_is_shown_to_add_and_never_to_change() -> None:
    for second in range(1, 9):
        after = root_of(LEAVES[:second])
        for first in range(1, second + 1):
            before = root_of(LEAVES[:first])
            proof = consistency_proof(LEAVES[:second], first)

            assert verifier.consistency_holds(first, second, proof, before, after)
            assert not verifier.consistency_holds(first, second, [*proof, bytes(32)], before, after)
            assert not verifier.consistency_holds(first, second, proof, bytes(32), after)
            assert not verifier.consistency_holds(first, second, proof, before, bytes(32))
            for place in range(len(proof)):
                assert not verifier.consistency_holds(first, second, proof[:place], before, after)


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_proof_of_an_entry_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES, index)
    with pytest.raises(IndexError):
        consistency_proof(LEAVES, index + 1 if index > 0 else 0)
