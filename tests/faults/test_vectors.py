"""Makers and checkers of proofs, which share no line, agree on proofs and on nothing else."""

from __future__ import annotations

from hashlib import sha256
from random import Random

import pytest

from events.log.merkle import consistency_proof, inclusion_proof, root_of
from events.log.verifier import consistency_holds, inclusion_holds, tree_root
from tests.faults.counts import SEED, TORTURE, tell
from tests.published_vectors import (
    CONSISTENT,
    INCLUDED,
    LEAVES,
    ROOTS,
    Consistent,
    Included,
    consistency_cases,
    inclusion_cases,
)

LONGEST = 64
EACH = 98
"""So many cases of each of the two kinds are published."""


@pytest.mark.parametrize("case", inclusion_cases(), ids=lambda case: case.name)
def test_an_entrys_place_is_judged_as_everybody_judges_it(case: Included) -> None:
    judged = inclusion_holds(case.leaf, case.index, case.size, case.proof, case.root)

    assert judged is case.holds


@pytest.mark.parametrize("case", consistency_cases(), ids=lambda case: case.name)
def test_a_log_that_grew_is_judged_as_everybody_judges_it(case: Consistent) -> None:
    judged = consistency_holds(
        case.first, case.second, case.proof, case.first_root, case.second_root
    )

    assert judged is case.holds


def test_the_log_gives_the_published_proofs_and_roots() -> None:
    for index, size, proof in INCLUDED:
        assert tuple(inclusion_proof(LEAVES[:size], index)) == proof
    for first, second, proof in CONSISTENT:
        assert tuple(consistency_proof(LEAVES[:second], first)) == proof
    assert [root_of(LEAVES[:size]) for size in range(1, len(LEAVES) + 1)] == list(ROOTS)
    assert [tree_root(LEAVES[:size]) for size in range(1, len(LEAVES) + 1)] == list(ROOTS)


def test_every_published_case_is_there_once() -> None:
    for cases in (inclusion_cases(), consistency_cases()):
        assert len({case.name for case in cases}) == len(cases) == EACH


@pytest.mark.torture
def test_the_published_cases_are_counted() -> None:
    included = [
        case.holds is inclusion_holds(case.leaf, case.index, case.size, case.proof, case.root)
        for case in inclusion_cases()
    ]
    grown = [
        case.holds
        is consistency_holds(case.first, case.second, case.proof, case.first_root, case.second_root)
        for case in consistency_cases()
    ]
    assert all((*included, *grown))
    tell(
        "proofs", "published by transparency-dev", cases_of_inclusion=sum(included),
        cases_of_consistency=sum(grown), judged_otherwise=0,
    )  # fmt: skip


def bent(value: bytes, random: Random) -> bytes:
    bit = random.randrange(len(value) * 8)
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("proofs", [1500, pytest.param(100_000, marks=pytest.mark.torture)])
def test_a_proof_holds_and_its_every_mutation_falls(proofs: int) -> None:
    random = Random(SEED)
    leaves = [sha256(b"\x00" + n.to_bytes(8, "big")).digest() for n in range(LONGEST)]
    roots = [root_of(leaves[:size]) for size in range(LONGEST + 1)]
    assert roots == [tree_root(leaves[:size]) for size in range(LONGEST + 1)]
    refused = 0
    for _ in range(proofs // 2):
        size = random.randint(2, LONGEST)
        index, first = random.randrange(size), random.randint(1, size - 1)
        leaf, root = leaves[index], roots[size]
        proof = inclusion_proof(leaves[:size], index)
        assert inclusion_holds(leaf, index, size, proof, root)
        at = random.randrange(len(proof))
        for wrong in (
            (leaf, index ^ 1, size, proof, root),
            (leaf, index + size, size, proof, root),
            (bent(leaf, random), index, size, proof, root),
            (leaf, index, size, proof, bent(root, random)),
            (leaf, index, size, proof, root[:-1] + bytes([root[-1] ^ 1])),
            (leaf, index, size, [*proof[:at], bent(proof[at], random), *proof[at + 1 :]], root),
            (leaf, index, size, proof[:-1], root),
            (leaf, index, size, [*proof, root], root),
            (leaf, index, size, [bytes(32), *proof], root),
            (leaf, index, size, proof, b""),
        ):
            assert not inclusion_holds(*wrong)
            refused += 1
        older = roots[first]
        proof = consistency_proof(leaves[:size], first)
        assert consistency_holds(first, size, proof, older, root)
        at = random.randrange(len(proof))
        for changed in (
            (first, size, proof, root, older),
            (first, size, proof, bent(older, random), root),
            (first, size, proof, older, bent(root, random)),
            (first, size, [*proof[:at], bent(proof[at], random), *proof[at + 1 :]], older, root),
            (first, size, proof[:-1], older, root),
            (first, size, [*proof, root], older, root),
            (first, size, [older, *proof], older, root),
            (size, first, proof, older, root),
            (0, size, proof, older, root),
        ):
            assert not consistency_holds(*changed)
            refused += 1
    assert refused >= 9 * (proofs // 2)
    if TORTURE:
        tell("proofs", "random trees of up to 64 leaves", proofs=proofs, mutations_refused=refused)
