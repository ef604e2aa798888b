"""The tree is the standard's own, so that anybody's verifier agrees with it."""

from __future__ import annotations

from hashlib import sha256

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

# The inputs and roots that implementations of the standard test themselves with.
INPUTS = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [sha256(b"\x00" + each).digest() for each in INPUTS]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_that_everybody_computes(size: int) -> None:
    known = bytes.fromhex(ROOTS[size - 1])

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
