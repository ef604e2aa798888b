"""One entry is proved to somebody who trusts nobody, and nothing else passes for it."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from events.clock import SystemClock
from events.errors import NotProved
from events.log import checkpoints
from events.log.append import event_log
from events.log.checkpoints import seal
from events.log.contract import Append
from events.log.proofs import entry_called, prove
from events.log.signing import Signer, signature_holds
from events.log.verifier import proof_fault, said
from events.log.verify import verified
from tests.contract.tampering import tampering
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.log.database import Database

SIGNER = Signer(bytes(range(32)))
KEYS = {SIGNER.key_id: SIGNER.public}
MANY = 2 * 256 + 37


def recorded(database: Database, count: int, *, first: int = 0) -> None:
    with database.writing() as connection:
        event_log(connection).append_many(
            [
                Append(new=[NewEventFactory()], stream=CHILD, decided_on=n, key=f"key/{n}")
                for n in range(first, first + count)
            ],
            now=NOW,
        )


def proof_of(database: Database, position: int) -> Any:
    with database.reading() as connection:
        return json.loads(json.dumps(prove(connection, position, KEYS).as_json()))


@pytest.fixture
def sealed(database: Database) -> Database:
    """
    A log of two whole blocks and a part of a third, sealed in two steps, with a gap in numbers
    where the database leaves one.
    """
    recorded(database, 300)
    seal(database, SIGNER, SystemClock())
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        event_log(connection).append(
            [NewEventFactory()], stream=CHILD, decided_on=300, key="lost", now=NOW
        )
        _ = 1 / 0
    recorded(database, MANY - 300, first=300)
    seal(database, SIGNER, SystemClock())
    return database


def positions(database: Database) -> list[int]:
    with database.reading() as connection:
        return [event.position for event in event_log(connection).after(0, limit=10_000)]


def test_every_entry_of_a_long_log_is_proved(sealed: Database) -> None:
    held = positions(sealed)

    for index, position in enumerate(held):
        proof = proof_of(sealed, position)
        assert proof_fault(proof, signature_holds) is None
        assert proof["index"] == index
    assert len(held) == MANY


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_every_entry_of_a_short_log_is_proved(database: Database, size: int) -> None:
    recorded(database, size)
    seal(database, SIGNER, SystemClock())

    for position in positions(database):
        assert proof_fault(proof_of(database, position), signature_holds) is None


def test_a_proof_holds_the_words_of_the_entry(sealed: Database) -> None:
    with sealed.reading() as connection:
        (event,) = event_log(connection).at([positions(sealed)[400]])

    proof = proof_of(sealed, event.position)

    assert said(proof) == event.content
    assert proof["event"]["columns"]["agency"] == event.agency


def _set(*way: str | int) -> Callable[[Any, Any], None]:
    def change(proof: Any, value: Any) -> None:
        for step in way[:-1]:
            proof = proof[step]
        assert repr(proof[way[-1]]) != repr(value)
        proof[way[-1]] = value

    return change


CHANGES: dict[str, tuple[Callable[[Any, Any], None], Any]] = {
    "another body": (_set("event", "body"), b64encode(b"{}").decode()),
    "other words shown": (_set("event", "shown"), b64encode(b"a" * 40).decode()),
    "nothing shown": (_set("event", "shown"), ""),
    "another agency": (_set("event", "columns", "agency"), "Police"),
    "another day": (_set("event", "columns", "occurred_from"), "2026-03-25"),
    "a place of its own": (_set("event", "position"), 17),
    "another number": (_set("entry"), "17"),
    "another index": (_set("index"), 17),
    "an index as a fraction": (_set("index"), 10.0),
    "an index as truth": (_set("index"), True),
    "no way to the root": (_set("path"), []),
    "a way of nothing": (_set("path", 0), ""),
    "another way": (_set("path", 0), "00" * 32),
    "another root": (_set("checkpoint", "root"), "00" * 32),
    "a later time": (_set("checkpoint", "made"), "2036-03-27T09:05:00.000000Z"),
    "a larger log": (_set("checkpoint", "size"), MANY + 1),
    "another number of the checkpoint": (_set("checkpoint", "number"), 1),
    "a signature of nothing": (_set("checkpoint", "signature"), ""),
    "another signature": (_set("checkpoint", "signature"), "00" * 64),
    "a key of its own": (_set("checkpoint", "public_key"), Signer(bytes(32)).public.hex()),
    "a key of nothing": (_set("checkpoint", "public_key"), ""),
    "a form of its own": (_set("throughline_proof"), 2),
    "a column less": (lambda proof, _: proof["event"]["columns"].pop("agency"), None),
    "a column more": (_set("event", "columns"), {}),
    "no event": (_set("event"), None),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_is_changed_in_a_proof_is_found(sealed: Database, name: str) -> None:
    proof = proof_of(sealed, positions(sealed)[10])
    assert proof_fault(proof, signature_holds) is None
    change, value = CHANGES[name]

    change(proof, value)

    assert proof_fault(proof, signature_holds)


@pytest.mark.parametrize("nonsense", [None, [], {}, "proof", 1, {"throughline_proof": 1}])
def test_what_is_no_proof_proves_nothing(nonsense: Any) -> None:
    assert proof_fault(nonsense, signature_holds)


def test_an_entry_that_nobody_sealed_is_not_proved(sealed: Database) -> None:
    recorded(sealed, 1, first=MANY)

    with pytest.raises(NotProved, match="no checkpoint covers it"):
        proof_of(sealed, positions(sealed)[-1])


def test_no_proof_is_made_with_a_key_that_nobody_trusts(sealed: Database) -> None:
    with pytest.raises(NotProved, match="unknown key"), sealed.reading() as connection:
        prove(connection, 1, {})


def test_a_number_that_no_entry_has_is_not_proved(sealed: Database) -> None:
    lost = set(range(1, positions(sealed)[-1])) - set(positions(sealed))
    for nothing in {0, *lost}:
        with pytest.raises(NotProved, match="no event has this number"):
            proof_of(sealed, nothing)


def test_a_changed_entry_is_not_proved(sealed: Database) -> None:
    with tampering(sealed) as outside:
        outside.run("UPDATE event SET agency = 'Police' WHERE position = 5")
        with pytest.raises(NotProved, match="throughline verify"):
            prove(outside.connection, 5, KEYS)


def test_a_log_sealed_before_parts_of_the_tree_were_kept_is_proved_after_the_next_sealing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(database, 300)
    with monkeypatch.context() as before:
        before.setattr(checkpoints, "_keep", lambda *_: None)
        seal(database, SIGNER, SystemClock())
    with pytest.raises(NotProved, match="not kept yet"):
        proof_of(database, positions(database)[-1])

    seal(database, SIGNER, SystemClock())

    for position in positions(database):
        assert proof_fault(proof_of(database, position), signature_holds) is None


def test_a_flipped_bit_of_the_kept_tree_is_found(sealed: Database) -> None:
    for change in (
        "root = (SELECT root FROM subtree WHERE place = 0)",
        "last = last - 1",
        "place = place + 1",
        "level = 16",
    ):
        with tampering(sealed) as outside:
            outside.run(f"UPDATE subtree SET {change} WHERE place = 1")
            assert not verified(outside, KEYS).ok, change
    with tampering(sealed) as outside:
        outside.run("DELETE FROM subtree WHERE place = 1")
        assert not verified(outside, KEYS).ok


def test_the_kept_tree_can_only_be_added_to(sealed: Database) -> None:
    for change in ("UPDATE subtree SET place = 9", "DELETE FROM subtree"):
        with pytest.raises(Exception, match="append-only"), sealed.writing() as connection:
            connection.execute(text(change))


def test_an_entry_is_found_by_number_and_by_the_row_it_was(database: Database) -> None:
    with database.writing() as connection:
        log = event_log(connection)
        one = log.append(
            [NewEventFactory(imported=True, row="bp-1")],
            stream=CHILD, decided_on=0, key="a", now=NOW,
        )  # fmt: skip

        assert entry_called(connection, "bp-1") == entry_called(connection, "1") == one.events[0]
        for unknown in ("2", "bp-2", "9" * 30, ""):
            with pytest.raises(NotProved):
                entry_called(connection, unknown)
