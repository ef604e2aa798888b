"""Whatever is changed behind the log's back is found, and the first bad place is named."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from events.clock import SystemClock
from events.errors import SigningKeyReplaced
from events.log import checkpoints
from events.log.append import event_log
from events.log.canonical import digest_of
from events.log.checkpoints import every, seal, statement
from events.log.merkle import Tree, leaf_of
from events.log.signing import Signer
from events.log.verify import Progress, Verified, verified, verify
from tests.contract.tampering import Outside, flipped, tampering
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD, MOTHER

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from events.log.database import Database

SIGNER = Signer(bytes(range(32)))
KEYS = {SIGNER.key_id: SIGNER.public}
SIZE = 12
EVENT_COLUMNS = (
    "position", "stream", "version", "kind", "schema", "occurred_from", "occurred_to",
    "precision", "recorded", "actor", "agency", "source", "source_ref", "key_id", "body", "digest",
    "own_role",
)  # fmt: skip
BESIDE_COLUMNS = (
    ("subject", ("event", "person", "role", "last")),
    ("request", ("stream", "first", "last", "recorded")),
    (
        "checkpoint",
        ("number", "size", "position", "root", "previous_root", "made", "signing_key",
         "signature", "edge"),
    ),
)  # fmt: skip


@pytest.fixture
def sealed(database: Database) -> Database:
    """
    A log of twelve events in two streams under three checkpoints.
    """
    for part in range(3):
        with database.writing() as connection:
            log = event_log(connection)
            for stream in (CHILD, MOTHER):
                log.append(
                    [NewEventFactory(imported=True), NewEventFactory()],
                    stream=stream,
                    decided_on=None,
                    key=f"{part}/{stream}",
                    now=NOW,
                )
        assert seal(database, SIGNER, SystemClock())
    return database


def test_an_honest_log_stands(sealed: Database) -> None:
    assert verified(sealed, KEYS) == Verified(ok=True, size=SIZE, sealed=SIZE, checkpoints=3)


def test_a_log_that_nobody_has_sealed_says_so(database: Database) -> None:
    assert verified(database, KEYS) == Verified(ok=True, size=0, sealed=0, checkpoints=0)
    with database.writing() as connection:
        event_log(connection).append(
            [NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW
        )

    assert verified(database, KEYS) == Verified(ok=True, size=1, sealed=0, checkpoints=0)


def test_who_waits_for_it_sees_how_far_it_is(sealed: Database) -> None:
    *progress, found = verify(sealed, KEYS)

    assert progress == [Progress(done=0, of=SIZE), Progress(done=SIZE, of=SIZE)]
    assert isinstance(found, Verified)


def test_sealing_with_nothing_new_makes_no_checkpoint(sealed: Database) -> None:
    again = seal(sealed, SIGNER, SystemClock())

    assert again is not None
    assert again.number == 3


def test_every_flipped_bit_of_an_event_is_found_at_its_place(sealed: Database) -> None:
    random = Random(20070803)
    tried = dict.fromkeys(EVENT_COLUMNS, 0)
    for column in EVENT_COLUMNS:
        for row in range(1, SIZE + 1):
            for _ in range(3):
                with tampering(sealed) as outside:
                    if not flipped(outside, "event", column, row - 1, random):
                        continue
                    tried[column] += 1
                    found = verified(outside, KEYS)

                assert not found.ok, (column, row)
                if column != "position":
                    assert found.first_bad == row, (column, row, found)
    # A flip that the database itself cannot hold, such as half a character, is not counted.
    assert min(tried.values()) >= SIZE


@pytest.mark.parametrize(("table", "columns"), BESIDE_COLUMNS, ids=str)
def test_every_flipped_bit_beside_the_events_is_found(
    sealed: Database, table: str, columns: tuple[str, ...]
) -> None:
    random = Random(20070804)
    for column in columns:
        tried = 0
        for n in range(24):
            with tampering(sealed) as outside:
                if flipped(outside, table, column, n, random):
                    tried += 1
                    assert not verified(outside, KEYS).ok, (table, column, n)
        assert tried >= 12, (table, column)


@dataclass(frozen=True)
class Attack:
    """
    What somebody with the database in hand does, and where the log is then first bad.
    """

    sql: tuple[str, ...]
    first_bad: int


THE_MOTHER = "SELECT stream FROM event WHERE position = 3"
ATTACKS = {
    "an entry is removed": Attack(
        (
            "DELETE FROM subject WHERE event = 7",
            "DELETE FROM event WHERE position = 7",
        ),
        first_bad=8,
    ),
    "the newest entries are cut off": Attack(
        (
            "DELETE FROM subject WHERE event > 10",
            "DELETE FROM request WHERE first > 10",
            "DELETE FROM event WHERE position > 10",
        ),
        first_bad=11,
    ),
    "the whole log is emptied": Attack(
        tuple(f"DELETE FROM {t}" for t in ("subject", "request", "event")),
        first_bad=1,
    ),
    "a person is taken out of an entry": Attack(
        ("DELETE FROM subject WHERE event = 3",), first_bad=3
    ),
    "an entry is hung on another person": Attack(
        (f"UPDATE subject SET person = ({THE_MOTHER}) WHERE event = 5",),
        first_bad=5,
    ),
    "a person is hung on an entry that is not there": Attack(
        (f"INSERT INTO subject (person, event, role) SELECT ({THE_MOTHER}), 0, 'child'",),
        first_bad=0,
    ),
    "a checkpoint is removed": Attack(("DELETE FROM checkpoint WHERE number = 2",), first_bad=5),
    "an answer is pointed at other events": Attack(
        ("UPDATE request SET first = 3, last = 4 WHERE first = 1",), first_bad=3
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "persons"),
    [
        ("own_role = NULL", ()),
        ("own_role = 'mother'", ()),
        ("own_role = own_role", ("stream", "'child'")),
        ("own_role = own_role", (f"({THE_MOTHER})", "'present'")),
    ],
)
def test_whom_an_entry_recorded_alone_concerns_cannot_be_changed(
    sealed: Database, changes: str, persons: tuple[str, ...]
) -> None:
    with sealed.writing() as connection:
        alone = event_log(connection).append(
            [NewEventFactory()], stream=CHILD, decided_on=6, key="alone", now=NOW
        )
    with tampering(sealed) as outside:
        assert verified(outside, KEYS).ok
        outside.run(f"UPDATE event SET {changes} WHERE position = {alone.first}")
        if persons:
            outside.run(
                "INSERT INTO subject (person, event, role)"
                f" SELECT {persons[0]}, position, {persons[1]} FROM event"
                f" WHERE position = {alone.first}"
            )
        found = verified(outside, KEYS)

    assert (found.ok, found.first_bad) == (False, alone.first)


@pytest.mark.parametrize("what", ATTACKS)
def test_it_is_found_when(sealed: Database, what: str) -> None:
    with tampering(sealed) as outside:
        for sql in ATTACKS[what].sql:
            outside.run(sql)
        found = verified(outside, KEYS)

    assert not found.ok
    assert found.first_bad == ATTACKS[what].first_bad


def test_swapped_entries_are_found(sealed: Database) -> None:
    with tampering(sealed) as outside:
        for table, column in (("event", "position"), ("subject", "event")):
            for old, new in ((2, 99), (3, 2), (99, 3)):
                outside.run(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}")
        found = verified(outside, KEYS)

    assert not found.ok
    assert found.first_bad is not None
    assert found.first_bad <= 3


def test_an_entry_rewritten_with_a_right_digest_is_found_behind_a_checkpoint(
    sealed: Database,
) -> None:
    with tampering(sealed) as outside:
        rewritten(outside.connection, position=6, agency="Nobody")
        found = verified(outside, KEYS)

    assert not found.ok
    # The checkpoint says that 5 to 8 are not what they were, and cannot say which of them.
    assert (found.first_bad, found.sealed) == (5, 4)


def test_a_leap_in_a_record_is_found_where_nobody_has_sealed_it(
    sealed: Database,
) -> None:
    with tampering(sealed) as outside:
        outside.run("DELETE FROM checkpoint")
        outside.run("DELETE FROM subtree")
        (newest,) = outside.rows("SELECT max(position) FROM event")[0]
        rewritten(outside.connection, position=newest, version=99)
        found = verified(outside, KEYS)

    assert (found.ok, found.first_bad) == (False, newest)


def test_a_history_signed_by_somebody_else_is_no_history_of_ours(sealed: Database) -> None:
    forger = Signer(bytes(32))
    with tampering(sealed) as outside:
        rewritten(outside.connection, position=6, agency="Nobody")
        forged(outside.connection, forger)
        found = verified(outside, KEYS)
        with_their_key = verified(outside, {forger.key_id: forger.public})

    assert (found.ok, found.first_bad) == (False, 1)
    assert with_their_key.ok, "the forgery is not whole, so that nothing was shown"


def test_a_checkpoint_resigned_over_another_root_is_found(sealed: Database) -> None:
    with tampering(sealed) as outside:
        rewritten(outside.connection, position=2, agency="Nobody")
        forged(outside.connection, SIGNER, only=3)
        found = verified(outside, KEYS)

    assert (found.ok, found.first_bad) == (False, 1)


def rewritten(connection: Connection, *, position: int, **changed: str | int) -> None:
    """
    Change columns of an event, and its digest with them.
    """
    names = [name for name in EVENT_COLUMNS if name not in {"position", "digest", "own_role"}]
    driver = Outside(connection)
    row: dict[str, Any] = dict(
        zip(
            names,
            driver.rows(f"SELECT {', '.join(names)} FROM event WHERE position = {position}")[0],
            strict=True,
        )
    )
    row |= changed
    row["stream"] = driver.uuid(row["stream"])
    row["key_id"] = driver.uuid(row["key_id"]) if row["key_id"] else None
    anew = "".join(f"{column} = '{value}', " for column, value in changed.items())
    driver.run(
        f"UPDATE event SET {anew}digest = {driver.blob(digest_of(**row))}"
        f" WHERE position = {position}"
    )


def forged(connection: Connection, forger: Signer, *, only: int | None = None) -> None:
    """
    Sign all checkpoints anew over what the log now holds.
    """
    driver = Outside(connection)
    leaves = [
        leaf_of(position, digest)
        for position, digest in driver.rows("SELECT position, digest FROM event ORDER BY position")
    ]
    before = Tree().root
    for made in every(connection):
        tree = Tree()
        for leaf in leaves[: made.size]:
            tree.add(leaf)
        signed = statement(
            number=made.number,
            size=made.size,
            position=made.position,
            root=tree.root,
            previous_root=before,
            made=made.made,
            signing_key=forger.key_id,
        )
        if only in (None, made.number):
            driver.run(
                f"UPDATE checkpoint SET root = {driver.blob(tree.root)},"
                f" previous_root = {driver.blob(before)}, edge = {driver.blob(tree.edge)},"
                f" signing_key = '{forger.key_id}',"
                f" signature = {driver.blob(forger.sign(signed))} WHERE number = {made.number}"
            )
        before = tree.root


def test_a_key_that_was_replaced_signs_nothing_more(
    sealed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Signer(bytes(32))
    both = KEYS | {new.key_id: new.public}
    for number, signer in enumerate((new, SIGNER)):
        with sealed.writing() as connection:
            event_log(connection).append(
                [NewEventFactory()], stream=CHILD, decided_on=None, key=f"new/{number}", now=NOW
            )
        if signer is SIGNER:
            with pytest.raises(SigningKeyReplaced):
                seal(sealed, signer, SystemClock())
            assert verified(sealed, both).ok
            # Somebody who stole the old key goes round the program.
            monkeypatch.setattr(checkpoints, "_refuse_replaced", lambda *_: None)
        seal(sealed, signer, SystemClock())

    found = verified(sealed, both)

    assert not found.ok
    assert "had been replaced" in str(found.reason)
