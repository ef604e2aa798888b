"""Whatever is flipped, removed, swapped or slipped in behind a checkpoint is found, and no more."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from events.clock import SystemClock
from events.log.append import event_log
from events.log.canonical import digest_of
from events.log.checkpoints import seal
from events.log.database import Database
from events.log.signing import Signer
from events.log.verify import verified
from projections.stored.rebuild import check
from service.settings import Settings
from service.wiring import throughline
from tests.contract.tampering import KEYS as KEY_COLUMNS
from tests.contract.tampering import Outside, flipped, tampering
from tests.factories.appends import NOW, NewEventFactory
from tests.faults.counts import SEED, TORTURE, tell
from tests.faults.recording import PERSON, new_event, stream_of
from tests.faults.standing import SIGNER

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {SIGNER.key_id: SIGNER.public}
SIZE = 40
SEALED_EVERY = 8

COLUMNS = {
    "event": (
        "position", "stream", "version", "kind", "schema", "occurred_from", "occurred_to",
        "precision", "recorded", "actor", "agency", "source", "source_ref", "key_id", "body",
        "digest", "own_role",
    ),
    "subject": ("event", "person", "role", "last"),
    "request": ("stream", "first", "last", "recorded"),
    "checkpoint": (
        "number", "size", "position", "root", "previous_root", "made", "signing_key", "signature",
        "edge",
    ),
}  # fmt: skip
"""
Every column that a checkpoint vouches for. The others, a request's key and digest and when a mark
was made, decide how a repeated request is answered and what was readable when; no event hangs on
them, and `docs/torture.md` says so.
"""

Act = Callable[[Outside, Random], str | None]


@pytest.fixture
def sealed(migrated_database_url: str) -> Iterator[Database]:
    """
    A log of forty events in four streams under five checkpoints.
    """
    database = Database(migrated_database_url)
    streams = [uuid4() for _ in range(4)]
    for number in range(0, SIZE, 2):
        stream = streams[number // 2 % 4]
        both = [
            NewEventFactory(child=stream, imported=number % 4 == 0),
            NewEventFactory(child=stream),
        ]
        # Half of them one request, the others each a request of its own.
        for place, new in enumerate([both] if number % 8 < 4 else [[one] for one in both]):
            with database.writing() as connection:
                event_log(connection).append(
                    new,
                    stream=stream,
                    decided_on=None,
                    key=f"key {number} {place}",
                    now=NOW + timedelta(minutes=number),
                )
        if (number + 2) % SEALED_EVERY == 0:
            seal(database, SIGNER, SystemClock())
    yield database
    database.close()


def flip(outside: Outside, random: Random) -> str | None:
    # The least often tried first would be fairer still; chance over 38 columns is fair enough.
    table, column = random.choice([(t, c) for t, columns in COLUMNS.items() for c in columns])
    tried = flipped(outside, table, column, random.randrange(SIZE), random)
    return f"a bit of {table}.{column}" if tried else None


def remove(outside: Outside, random: Random) -> str | None:
    table = random.choice(list(COLUMNS))
    # That the newest checkpoint is gone, only the copies of it kept elsewhere can tell.
    which = f"number = {random.randint(1, 4)}" if table == "checkpoint" else ""
    outside.run(f"DELETE FROM {table} WHERE {which or _one_of(outside, table, random)}")
    return f"a row of {table} removed"


def remove_whole(outside: Outside, random: Random) -> str | None:
    position = random.randint(1, SIZE)
    outside.run(f"DELETE FROM subject WHERE event = {position}")
    outside.run(f"DELETE FROM event WHERE position = {position}")
    return "an event removed with all that belongs to it"


def cut(outside: Outside, random: Random) -> str | None:
    last = 2 * random.randint(0, SIZE // 2 - 1)
    outside.run(f"DELETE FROM subject WHERE event > {last}")
    outside.run(f"DELETE FROM request WHERE first > {last}")
    outside.run(f"DELETE FROM event WHERE position > {last}")
    return "the newest events cut off"


def swap(outside: Outside, random: Random) -> str | None:
    one, other = random.sample(range(1, SIZE + 1), 2)
    for table, column in (("event", "position"), ("subject", "event")):
        for old, new in ((one, 999), (other, one), (999, other)):
            outside.run(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}")
    return "two events swapped"


def swap_columns(outside: Outside, random: Random) -> str | None:
    column = random.choice(("stream", "body", "digest", "recorded", "version"))
    one, other = random.sample(range(1, SIZE + 1), 2)
    (first, version), (second, other_version) = (
        outside.rows(f"SELECT {column}, version FROM event WHERE position = {n}")[0]
        for n in (one, other)
    )
    if first == second:
        return None
    swaps_versions = column == "version"
    for position in (one, other):
        # Past the unique key on the way.
        outside.run(f"UPDATE event SET version = {-position} WHERE position = {position}")
    for position, value, follows in (
        (one, second, other_version if swaps_versions else version),
        (other, first, version if swaps_versions else other_version),
    ):
        changed = "" if swaps_versions else f"{column} = {_written(outside, value)}, "
        outside.run(f"UPDATE event SET {changed}version = {follows} WHERE position = {position}")
    return f"two events' {column} swapped"


def insert(outside: Outside, random: Random) -> str | None:
    kind = random.choice(("subject", "request"))
    position = random.randint(1, SIZE)
    if kind == "subject":
        person = _written(outside, uuid4().bytes if outside.sqlite else uuid4())
        outside.run(f"INSERT INTO subject (person, event, role) VALUES ({person}, {position}, 'x')")
    else:
        outside.run(
            "INSERT INTO request (key, digest, stream, first, last, recorded)"
            f" SELECT 'made up', digest, stream, first, last, recorded FROM request"
            f" WHERE {_one_of(outside, 'request', random)}"
        )
    return f"a row slipped into {kind}"


def insert_event(outside: Outside, random: Random) -> str | None:
    """
    Slip a whole event in between two others, with a right digest and its own request.
    """
    position = random.randint(1, SIZE)
    for table, column in (
        ("event", "position"), ("subject", "event"), ("subject", "last"), ("request", "last"),
        ("request", "first"),
    ):  # fmt: skip
        # Away and back, so that no key is met twice on the way.
        outside.run(f"UPDATE {table} SET {column} = -({column} + 1) WHERE {column} >= {position}")
        outside.run(f"UPDATE {table} SET {column} = -{column} WHERE {column} < 0")
    _add_event(outside, position, "occurred_from = '2020-01-01'")
    return "an event slipped in, dated back"


def add_event(outside: Outside, random: Random) -> str | None:
    _add_event(outside, 0, "")
    return "an event slipped in before the first"


def rewrite(outside: Outside, random: Random) -> str | None:
    column, value = random.choice(
        (
            ("agency", "Nobody"), ("actor", "user:another"), ("precision", "other"),
            ("recorded", "2020-01-01T00:00:00.000000Z"), ("occurred_to", "2036-01-01"),
        )
    )  # fmt: skip
    position = random.randint(1, SIZE)
    names = _hashed()
    (found,) = outside.rows(f"SELECT {', '.join(names)} FROM event WHERE position = {position}")
    row = {**dict(zip(names, found, strict=True)), column: value}
    row["stream"] = outside.uuid(row["stream"])
    outside.run(
        f"UPDATE event SET {column} = '{value}', digest = {outside.blob(digest_of(**row))}"
        f" WHERE position = {position}"
    )
    return f"an event's {column} rewritten with a right digest"


def add_beyond(outside: Outside, random: Random) -> str | None:
    _add_event(outside, 10**6 + random.randrange(10**6), "")
    return "an event slipped in far behind the last"


def duplicate(outside: Outside, random: Random) -> str | None:
    position = random.randint(1, SIZE)
    names = [name for name in COLUMNS["event"] if name not in {"position", "version"}]
    outside.run(
        f"INSERT INTO event (position, version, {', '.join(names)})"
        f" SELECT {SIZE + 1}, version + 100, {', '.join(names)} FROM event"
        f" WHERE position = {position}"
    )
    return "an event doubled at the end"


def move(outside: Outside, random: Random) -> str | None:
    position = random.randint(1, SIZE)
    outside.run(
        "UPDATE subject SET person = (SELECT stream FROM event WHERE stream <> "
        f"(SELECT stream FROM event WHERE position = {position}) LIMIT 1)"
        f" WHERE {position} BETWEEN event AND coalesce(last, event)"
    )
    # Of an event that was added alone the child stands in the event's own row.
    outside.run(f"UPDATE event SET own_role = NULL WHERE position = {position}")
    return "an event hung on another child"


def other_key(outside: Outside, random: Random) -> str | None:
    forger = Signer(random.randbytes(32))
    outside.run(
        f"UPDATE checkpoint SET signing_key = '{forger.key_id}',"
        f" signature = {outside.blob(forger.sign(b'anything'))} WHERE number = 5"
    )
    return "a checkpoint signed with another key"


def forged(outside: Outside, random: Random) -> str | None:
    outside.run(
        f"UPDATE checkpoint SET root = {outside.blob(random.randbytes(32))}"
        f" WHERE number = {random.randint(1, 5)}"
    )
    return "a checkpoint over another root"


def split(outside: Outside, random: Random) -> str | None:
    outside.run(
        "INSERT INTO checkpoint (number, size, position, root, previous_root, made, signing_key,"
        f" signature, edge) SELECT 6, size + {random.randint(1, 9)}, position,"
        f" {outside.blob(random.randbytes(32))}, previous_root, made, signing_key, signature, edge"
        " FROM checkpoint WHERE number = 5"
    )
    return "a second view of the log"


STRUCTURAL: tuple[Act, ...] = (
    remove_whole, cut, swap, swap_columns, insert, insert_event, add_event, add_beyond, rewrite,
    duplicate, move, other_key, forged, split,
)  # fmt: skip


def tried(sealed: Database, times: int, seed: int) -> Counter[str]:
    """
    Tamper so many times and fail at the first that is not found.
    """
    random, counted = Random(seed), Counter[str]()
    with tampering(sealed) as outside:
        while counted.total() < times:
            chance = random.random()
            act = flip if chance < 0.6 else remove if chance < 0.7 else random.choice(STRUCTURAL)
            changed = outside.connection.begin_nested()
            try:
                what = act(outside, random)
            except DBAPIError:
                # The database itself could not hold the result.
                what = None
            if what is not None:
                found = verified(outside, KEYS)
                assert not found.ok, (what, seed, counted.total())
                assert found.first_bad is not None
                counted[what] += 1
            changed.rollback()
            outside.connection.info.pop("writes", None)
        assert verified(outside, KEYS).ok, "the log was not put right between two trials"
    return counted


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("times", [200, pytest.param(10_000, marks=pytest.mark.torture)])
def test_whatever_is_done_behind_a_checkpoint_is_found(sealed: Database, times: int) -> None:
    assert verified(sealed, KEYS).sealed == SIZE
    # A server is slower to undo, and what is checked is the same.
    share = times if sealed.is_sqlite else times // (10 if TORTURE else 2)
    counted = tried(sealed, share, SEED)

    for table, columns in COLUMNS.items():
        for column in columns:
            if share >= 1000:
                assert counted[f"a bit of {table}.{column}"] >= 5, (table, column)
    if share >= 1000:
        for table in COLUMNS:
            assert counted[f"a row of {table} removed"], table
    assert len(counted) >= 20
    assert verified(sealed, KEYS).ok
    if TORTURE:
        kinds = Counter[str]()
        for what, often in counted.items():
            kinds["bits flipped" if what.startswith("a bit") else
                  "rows removed" if what.startswith("a row of") else
                  "swaps, insertions and other attacks"] += often  # fmt: skip
        tell(
            "tampering",
            "SQLite" if sealed.is_sqlite else "PostgreSQL, as superuser without triggers",
            trials=counted.total(),
            **{name.replace(" ", "_"): often for name, often in kinds.items()},
            columns_flipped=sum(what.startswith("a bit") for what in counted),
            kinds_of_attack=len(counted),
            missed=0,
        )


@pytest.mark.parametrize("act", STRUCTURAL, ids=lambda act: act.__name__)
def test_each_attack_is_really_made_and_found(sealed: Database, act: Act) -> None:
    random = Random(SEED)
    with tampering(sealed) as outside:
        before = [outside.rows(f"SELECT * FROM {t}") for t in COLUMNS]
        assert any(attempted(act, outside, random) for _ in range(20))
        assert [outside.rows(f"SELECT * FROM {t}") for t in COLUMNS] != before
        assert not verified(outside, KEYS).ok


def attempted(act: Act, outside: Outside, random: Random) -> str | None:
    """
    Make an attack, or nothing of it where the database could not hold the result.
    """
    changed = outside.connection.begin_nested()
    try:
        what = act(outside, random)
    except DBAPIError:
        what = None
    if what is None:
        changed.rollback()
    else:
        changed.commit()
    return what


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("logs", [25, pytest.param(1000, marks=pytest.mark.torture)])
def test_no_honest_log_is_called_changed(
    migrated_sqlite_url: str, tmp_path: Path, logs: int
) -> None:
    random = Random(SEED)
    empty = migrated_sqlite_url.removeprefix("sqlite:///")
    events = sealings = 0
    for number in range(logs):
        file = tmp_path / "honest.db"
        for old in tmp_path.glob("honest.db*"):
            old.unlink()
        shutil.copyfile(empty, file)
        database = Database(f"sqlite:///{file}")
        for part in range(random.randint(0, 12)):
            key = f"{number}/{part}{PERSON if random.random() < 0.2 else ''}"
            stream = stream_of(key)
            with database.writing() as connection:
                event_log(connection).append(
                    [new_event(key, stream)] * random.randint(1, 4),
                    stream=stream,
                    decided_on=None,
                    key=key,
                    now=NOW + timedelta(days=random.randint(-99, 99)),
                )
            if random.random() < 0.3:
                sealings += 1
                seal(database, SIGNER, SystemClock())
        found = verified(database, KEYS)
        assert found.ok, (number, found)
        events += found.size
        database.close()
    assert events >= 5 * logs
    assert sealings >= logs
    if TORTURE:
        tell("tampering", "honest logs", trials=logs, events=events, false_alarms=0)


def test_a_read_model_changed_alone_is_found_by_folding_it_again(
    migrated_database_url: str,
) -> None:
    house = throughline(Settings(database_url=migrated_database_url))
    key = f"somebody{PERSON}"
    with house.writing() as session:
        session.log.append(
            [new_event(key, stream_of(key))],
            stream=stream_of(key), decided_on=0, key=key, now=session.now,
        )  # fmt: skip
    assert not any(model.differing for model in check(house.database))
    with house.writing() as session:
        session.connection.exec_driver_sql("UPDATE person SET name = 'Somebody else'")

    assert [model.name for model in check(house.database) if model.differing] == ["person"]
    house.database.close()


def _one_of(outside: Outside, table: str, random: Random) -> str:
    names = KEY_COLUMNS.get(table, ("position",) if table == "event" else ("number",))
    rows = outside.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(names)}")
    row = random.choice(rows)
    return " AND ".join(
        f"{name} = {_written(outside, value)}" for name, value in zip(names, row, strict=True)
    )


def _written(outside: Outside, value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return outside.blob(value)
    return f"'{value}'"


def _hashed() -> list[str]:
    """
    Return the columns of an event that its digest covers.
    """
    return [name for name in COLUMNS["event"] if name not in {"position", "digest", "own_role"}]


def _add_event(outside: Outside, position: int, changed: str) -> None:
    names = _hashed()
    (found,) = outside.rows(f"SELECT {', '.join(names)} FROM event WHERE version = 1 LIMIT 1")
    row = dict(zip(names, found, strict=True))
    if changed:
        name, _, value = changed.partition(" = ")
        row[name] = value.strip("'")
    stream = uuid4()
    stored = stream.bytes if outside.sqlite else stream
    row |= {"version": 1, "stream": stream, "key_id": None}
    digest = digest_of(**row)
    row["stream"] = stored
    written = ", ".join(
        "NULL" if row[name] is None else _written(outside, row[name]) for name in names
    )
    outside.run(
        f"INSERT INTO event (position, {', '.join(names)}, digest)"
        f" VALUES ({position}, {written}, {outside.blob(digest)})"
    )
    outside.run(
        "INSERT INTO request (key, digest, stream, first, last, recorded) VALUES ('made up',"
        f" {outside.blob(digest)}, {_written(outside, stored)}, {position}, {position},"
        f" '{row['recorded']}')"
    )
