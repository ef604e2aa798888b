"""
Checks the log's proofs with nothing but Python's own library, without the database.

It shares no line with the code that makes the proofs, so that a mistake in one is found by the
other. Copy this one file anywhere and it still works; only the check of an Ed25519 signature,
which Python's own library lacks, is the caller's.

Source: RFC 9162, Certificate Transparency Version 2.0, sections 2.1.1, 2.1.3.2 and 2.1.4.2.
"""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COLUMNS = (
    "actor", "agency", "key_id", "kind", "occurred_from", "occurred_to", "precision", "recorded",
    "schema", "source", "source_ref", "stream", "version",
)  # fmt: skip
"""Every column that an event's digest covers."""

SALT = 16
"""Bytes before sealed content, so that nobody finds it by trying."""


def proof_fault(proof: Any, signature_holds: Callable[[bytes, bytes, bytes], bool]) -> str | None:
    """
    Return what is wrong with a proof, or None where all of it holds.

    A proof that holds shows that whoever holds its key signed a log that had this event, word for
    word, at this place. Whose key that is, no proof can say for itself: compare it with the one
    that the keeper of the log has made known.

    Args:
        proof: What the proof's file holds, as JSON is read.
        signature_holds: Says whether a public key's holder signed a statement, given key,
            statement and signature.
    """
    try:
        return _fault(proof, signature_holds)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return "the file is no whole proof of throughline"


def _fault(proof: Any, signature_holds: Callable[[bytes, bytes, bytes], bool]) -> str | None:
    event, made = proof["event"], proof["checkpoint"]
    if not _is_whole(proof, event, made):
        return "the file is no whole proof of throughline"
    body = b64decode(event["body"], validate=True)
    digest = event_digest(event["columns"], body)
    leaf = leaf_hash(event["position"], digest)
    path, root = [_hex(each) for each in proof["path"]], _hex(made["root"])
    if not inclusion_holds(leaf, proof["index"], made["size"], path, root):
        return "the event is not the one that stands there in the log"
    if "shown" in event and not shown_holds(json.loads(body)["content"], event["shown"]):
        return "what is shown of the event is not what was sealed"
    public = _hex(made["public_key"])
    if sha256(public).hexdigest()[:16] != made["key"]:
        return "the key is not the one that the checkpoint names"
    if not signature_holds(public, checkpoint_statement(made), _hex(made["signature"])):
        return "the signature of the checkpoint does not hold"
    return None


def _is_whole(proof: Any, event: Any, made: Any) -> bool:
    numbers = (
        proof["throughline_proof"],
        proof["index"],
        event["position"],
        made["number"],
        made["size"],
        made["position"],
    )
    return (
        all(type(each) is int and each >= 0 for each in numbers)
        and proof["throughline_proof"] == 1
        and sorted(event["columns"]) == sorted(COLUMNS)
        and proof["entry"] == str(event["position"])
        and event["position"] <= made["position"]
        and not ("shown" in event and event["columns"]["key_id"] is None)
    )


def said(proof: Any) -> Any:
    """
    Return what the event of a proof says; None where it was erased, and nobody can read it.

    Args:
        proof: One in which ``proof_fault`` found nothing wrong.
    """
    event = proof["event"]
    if event["columns"]["key_id"] is None:
        return json.loads(b64decode(event["body"]))["content"]
    if "shown" not in event:
        return None
    return json.loads(b64decode(event["shown"])[SALT:])


def shown_holds(sealed: str, shown: str) -> bool:
    """
    Say whether salt and content are those that sealed content commits to.
    """
    committed = b64decode(sealed, validate=True)
    salted = b64decode(shown, validate=True)
    return (
        len(salted) >= SALT
        and committed[:1] == b"\x01"
        and committed[1:33] == sha256(salted).digest()
    )


def checkpoint_statement(made: Mapping[str, Any]) -> bytes:
    """
    Return what the key of a checkpoint signed.
    """
    beside = ("beside", "beside_root") if "beside" in made else ()
    lines = ("number", "size", "position", "root", "previous", *beside, "made", "key")
    said = "".join(f"{name} {made[name]}\n" for name in lines)
    return f"throughline checkpoint {2 if beside else 1}\n{said}".encode()


def _hex(written: Any) -> bytes:
    # Capitals and spaces would give one proof many forms.
    value = bytes.fromhex(written)
    if value.hex() != written:
        raise ValueError(written)
    return value


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
