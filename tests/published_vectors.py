"""
The cases that implementations of the standard's tree hold themselves against.

Source: transparency-dev/merkle, testdata/inclusion and testdata/consistency (Apache License 2.0):
its ten proofs and eight roots as they stand there, and each of its cases by its own name. The
cases in which something is changed are made here from those proofs, as their names say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

INPUTS = tuple(
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)  # fmt: skip
LEAVES = tuple(sha256(b"\x00" + each).digest() for each in INPUTS)
ROOTS = tuple(
    bytes.fromhex(each)
    for each in (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
)
EMPTY = bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
SOME = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")

_A = bytes.fromhex("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7")
_B = bytes.fromhex("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e")
_C = bytes.fromhex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")
_D = bytes.fromhex("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")
_E = bytes.fromhex("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0")
_F = bytes.fromhex("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a")
_G = bytes.fromhex("b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f")

INCLUDED: tuple[tuple[int, int, tuple[bytes, ...]], ...] = (
    (0, 1, ()),
    (0, 8, (_A, _B, _C)),
    (5, 8, (_D, _E, ROOTS[3])),
    (2, 3, (ROOTS[1],)),
    (1, 5, (ROOTS[0], _B, _D)),
)
"""An index from 0, a size, and the proof."""

CONSISTENT: tuple[tuple[int, int, tuple[bytes, ...]], ...] = (
    (1, 1, ()),
    (1, 8, (_A, _B, _C)),
    (6, 8, (_F, _E, ROOTS[3])),
    (2, 5, (_B, _D)),
    (6, 7, (_F, _G, ROOTS[3])),
)
"""Two sizes, and the proof."""

_UNSIGNED = 1 << 64
"""One less than nothing is the largest number there."""


@dataclass(frozen=True, kw_only=True)
class Included:
    """
    One case of an entry's place.
    """

    name: str
    index: int
    size: int
    root: bytes
    leaf: bytes
    proof: tuple[bytes, ...] = ()
    holds: bool = False


@dataclass(frozen=True, kw_only=True)
class Consistent:
    """
    One case of a log that grew.
    """

    name: str
    first: int
    second: int
    first_root: bytes
    second_root: bytes
    proof: tuple[bytes, ...] = ()
    holds: bool = False


def inclusion_cases() -> tuple[Included, ...]:
    """
    Return all 98.
    """
    cases = []
    for number, (index, size, proof) in enumerate(INCLUDED):
        right = Included(
            name="", index=index, size=size, root=ROOTS[size - 1], leaf=LEAVES[index], proof=proof
        )
        cases.append(replace(right, name=f"{number}/happy path", holds=True))
        cases += [replace(one, name=f"{number}/{one.name}") for one in _wrongly_included(right)]
    for number, (index, size) in enumerate(((0, 0), (0, 1), (1, 0), (2, 1))):
        for name, root, leaf in (
            ("random leaf", b"", SOME),
            ("empty root", EMPTY, b""),
            ("empty root and random leaf", EMPTY, SOME),
        ):
            where = f"additional/{number}/{name}"
            cases.append(Included(name=where, index=index, size=size, root=root, leaf=leaf))
    data = sha256(b"\x00data").digest()
    for name, root, leaf, holds in (
        ("matching root and leaf", data, data, True),
        ("empty leaf", data, b"", False),
        ("empty root", b"", data, False),
        ("empty root and leaf", b"", b"", False),
    ):
        where = f"single-entry/{name}"
        cases.append(Included(name=where, index=0, size=1, root=root, leaf=leaf, holds=holds))
    return tuple(cases)


def consistency_cases() -> tuple[Consistent, ...]:
    """
    Return all 98.
    """
    cases = []
    for number, (first, second, proof) in enumerate(CONSISTENT):
        right = Consistent(
            name="", first=first, second=second, first_root=ROOTS[first - 1],
            second_root=ROOTS[second - 1], proof=proof,
        )  # fmt: skip
        cases.append(replace(right, name=f"{number}/happy path", holds=True))
        if proof:
            cases += [replace(one, name=f"{number}/{one.name}") for one in _wrongly_grown(right)]
    one, two = b"don't care 1", b"don't care 2"
    for name, first, second, first_root, second_root, proof in (
        ("sizes are equal (zero) but roots are not", 0, 0, one, two, ()),
        ("sizes are equal (one) but roots are not", 1, 1, one, two, ()),
        ("sizes are equal (zero) and proof is empty", 0, 0, one, one, ()),
        ("size1 is zero and does not equal size2", 0, 1, one, two, ()),
        ("size1 is greater than size2", 1, 0, one, two, ()),
        ("size1 is greater than size2 again", 2, 1, one, two, ()),
        ("sizes do not watch and proof is empty", 1, 2, one, two, ()),
        ("roots do not match and sizes are zero", 0, 0, EMPTY, two, ()),
        ("roots do not not match and sizes are one", 1, 1, EMPTY, two, ()),
        ("proof is not empty and sizes are zero", 0, 0, EMPTY, EMPTY, (EMPTY,)),
        ("proof is not empty and sizes are one", 1, 1, EMPTY, EMPTY, (EMPTY,)),
        ("size1 is zero and size2 is not zero", 0, 1, EMPTY, two, ()),
        ("consistency check on empty tree is useless", 0, 1, EMPTY, EMPTY, (EMPTY,)),
    ):
        cases.append(
            Consistent(
                name=f"additional/{name}", first=first, second=second, first_root=first_root,
                second_root=second_root, proof=proof,
            )
        )  # fmt: skip
    return (*cases, _SAME)


_SAME = Consistent(
    name="additional/sizes are equal (one) and proof is empty", first=1, second=1,
    # Theirs says b"don't care 2" twice and holds: their verifier takes roots of any length.
    first_root=SOME, second_root=SOME, holds=True,
)  # fmt: skip


def _wrongly_included(right: Included) -> Iterator[Included]:
    index, size, proof = right.index, right.size, right.proof
    for name, other in (
        ("leafIdx sub @1", (index - 1) % _UNSIGNED),
        ("leafIdx plus @1", index + 1),
        ("leafIdx XOR @2", index ^ 2),
    ):
        yield replace(right, name=name, index=other)
    yield replace(right, name="treeSize mul @2", size=size * 2)
    yield replace(right, name="treeSize div @2", size=size // 2)
    yield replace(right, name="wrong leaf", leaf=b"WrongLeaf")
    yield replace(right, name="empty root", root=EMPTY)
    yield replace(right, name="random root", root=SOME)
    yield replace(right, name="trailing garbage", proof=(*proof, b""))
    yield replace(right, name="trailing root", proof=(*proof, right.root))
    yield replace(right, name="preceding garbage", proof=(b"", *proof))
    yield replace(right, name="preceding root", proof=(right.root, *proof))
    for at, changed in _bent(proof, 8):
        yield replace(right, name=f"modified proof[{at}] bit @3", proof=changed)
    if proof:
        yield replace(right, name="removed component", proof=proof[:-1])
    if len(proof) > 1:
        yield replace(right, name="inserted component", proof=(proof[0], SOME, *proof[1:]))


def _wrongly_grown(right: Consistent) -> Iterator[Consistent]:
    first, second, proof = right.first, right.second, right.proof
    yield replace(right, name="size1 sub @1", first=first - 1)
    yield replace(right, name="size1 plus @1", first=first + 1)
    yield replace(right, name="size1 XOR @2", first=first ^ 2)
    yield replace(right, name="size2 mul @2", second=second * 2)
    yield replace(right, name="size2 div @2", second=second // 2)
    yield replace(right, name="wrong root1", first_root=b"WrongRoot")
    yield replace(right, name="wrong root2", second_root=b"WrongRoot")
    yield replace(
        right, name="swapped roots", first_root=right.second_root, second_root=right.first_root
    )
    yield replace(right, name="empty proof", proof=())
    for name, hash_ in (
        ("garbage", b""), ("root1", right.first_root), ("root2", right.second_root),
    ):  # fmt: skip
        yield replace(right, name=f"trailing {name}", proof=(*proof, hash_))
        yield replace(right, name=f"preceding {name}", proof=(hash_, *proof))
    yield replace(right, name="preceding proof @0", proof=(proof[0], *proof))
    yield replace(right, name="truncated proof", proof=proof[:-1])
    for at, changed in _bent(proof, 16):
        yield replace(right, name=f"modified proof@{at} bit @4", proof=changed)


def _bent(proof: tuple[bytes, ...], bit: int) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    for at, each in enumerate(proof):
        yield at, (*proof[:at], bytes([each[0] ^ bit]) + each[1:], *proof[at + 1 :])
