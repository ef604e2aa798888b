"""Whoever holds the database cuts no line of who read what, and changes none, unseen."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from events.log.checkpoints import BESIDE_WITHIN, every, newest
from events.log.proofs import prove
from events.log.signing import signature_holds
from events.log.verifier import checkpoint_statement, proof_fault
from events.log.verify import verified
from events.log.verifying.beside import BesideVerified, verify_beside
from events.log.witnessed import fault_among, notes, written
from service.access.access_log import record_read
from service.access.beside import BESIDE
from service.access.tables import ACCESS_LOG
from service.cli.commands.verify import command
from service.sealing import seal_log, trusted_keys
from tests.contract.tampering import Outside, tampering
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from events.log.witnessed import Note


@pytest.fixture
def office(migrated_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    key = b64encode(secrets.token_bytes(32)).decode()
    monkeypatch.setenv("THROUGHLINE_SIGNING_KEY", key)
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", migrated_database_url)
    here = Office(migrated_database_url)
    yield here
    here.close()


def reads(office: Office, times: int = 3) -> None:
    """
    Let the child's record be read.
    """
    browser = office.browser("worker")
    for _ in range(times):
        assert browser.get(f"/children/{office.child}").status_code == 200


def sealed(office: Office) -> None:
    office.clock.set(office.clock.now() + BESIDE_WITHIN)
    seal_log(office.throughline)


def held(office: Office, kept: Sequence[Note] = ()) -> BesideVerified:
    return verify_beside(office.throughline.database, BESIDE, kept)


def kept(office: Office) -> list[Note]:
    """
    Return the checkpoints as a witness has them.
    """
    keys = trusted_keys(office.throughline)
    with office.throughline.reading() as session:
        made = every(session.connection)
    said = "\n".join(written(m.statement, m.signature, keys[m.signing_key]) for m in made)
    found, broken = notes(said)
    assert broken == 0
    assert fault_among(found, keys, signature_holds) is None
    return found


def lines(connection: Connection) -> list[str]:
    ids = select(ACCESS_LOG.c.id).order_by(ACCESS_LOG.c.id)
    return [str(one) for one in connection.scalars(ids)]


def test_every_reading_and_opening_is_under_a_signed_checkpoint_and_so_in_what_others_keep(
    office: Office,
) -> None:
    seal_log(office.throughline)
    reads(office)
    office.opens("other")
    sealed(office)
    with office.throughline.reading() as session:
        last = newest(session.connection)
        count = len(lines(session.connection))
        of_openings = session.connection.scalar(text("SELECT count(*) FROM opening"))
    assert last is not None
    assert last.beside is not None
    assert last.beside == count + of_openings
    assert count >= 3
    assert of_openings == 1
    assert held(office) == BesideVerified(ok=True, lines=last.beside, sealed=last.beside)
    assert [note.beside for note in kept(office)][-1] == last.beside
    assert held(office, kept(office)).ok
    assert verified(office.throughline.database, trusted_keys(office.throughline), kept(office)).ok


def test_checkpoints_of_before_stay_valid_and_a_reading_alone_makes_no_checkpoint_a_minute(
    office: Office,
) -> None:
    first = seal_log(office.throughline)
    assert first is not None
    assert first.statement.startswith(b"throughline checkpoint 1\n")
    reads(office)
    assert seal_log(office.throughline) == first
    sealed(office)
    with office.throughline.reading() as session:
        made = every(session.connection)
    assert [one.size for one in made] == [first.size, first.size]
    assert made[0] == first
    assert made[1].statement.startswith(b"throughline checkpoint 2\n")
    assert verified(office.throughline.database, trusted_keys(office.throughline)).ok


def test_an_entry_is_proved_under_a_checkpoint_that_covers_readings(office: Office) -> None:
    reads(office)
    sealed(office)
    keys = trusted_keys(office.throughline)
    with office.throughline.reading() as session:
        proof = prove(session.connection, int(office.entry), keys)
    as_file = json.loads(json.dumps(proof.as_json()))
    assert proof_fault(as_file, signature_holds) is None
    assert checkpoint_statement(as_file["checkpoint"]) == proof.checkpoint.statement
    as_file["checkpoint"]["beside"] -= 1
    assert proof_fault(as_file, signature_holds) is not None


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM access_log WHERE id = {id}",
        "UPDATE access_log SET who = 'user:nobody' WHERE id = {id}",
        "UPDATE access_log SET at = '2020-01-01T00:00:00.000000Z' WHERE id = {id}",
        "UPDATE access_log SET allowed = 1 - allowed WHERE id = {id}",
        "UPDATE access_log SET child = NULL, what = 'children' WHERE id = {id}",
    ],
)
def test_a_line_that_was_cut_or_changed_is_the_first_that_is_named(
    office: Office, harm: str
) -> None:
    reads(office, 4)
    sealed(office)
    with tampering(office.throughline.database) as outside:
        third = lines(outside.connection)[2]
        outside.run(harm.format(id=_id(outside, third)))
        found = verify_beside(outside, BESIDE)
    assert not found.ok
    assert found.first_bad == f"access_log {third}"


def test_a_line_cut_with_its_leaf_contradicts_the_signed_root(office: Office) -> None:
    reads(office, 4)
    sealed(office)
    reads(office, 2)
    sealed(office)
    end = ("DELETE FROM beside_leaf WHERE place > 3",)
    middle = (
        "DELETE FROM beside_leaf WHERE place = 2",
        "UPDATE beside_leaf SET place = place + 1000 WHERE place > 2",
        "UPDATE beside_leaf SET place = place - 1001 WHERE place > 1000",
    )
    changed = ("UPDATE beside_leaf SET digest = {digest} WHERE place = 2",)
    for harm in (end, middle, changed):
        with tampering(office.throughline.database) as outside:
            for one in harm:
                outside.run(one.format(digest=outside.blob(bytes(32))))
            outside.run("DELETE FROM access_log WHERE id NOT IN (SELECT line FROM beside_leaf)")
            found = verify_beside(outside, BESIDE)
        assert not found.ok, harm
        assert found.first_bad, harm


def test_an_end_cut_off_with_its_checkpoints_contradicts_what_others_kept(office: Office) -> None:
    reads(office)
    sealed(office)
    reads(office)
    sealed(office)
    elsewhere = kept(office)
    with tampering(office.throughline.database) as outside:
        last = elsewhere[-2].beside
        outside.run(f"DELETE FROM checkpoint WHERE number = {elsewhere[-1].number}")
        outside.run(f"DELETE FROM beside_leaf WHERE place > {last}")
        outside.run("DELETE FROM access_log WHERE id NOT IN (SELECT line FROM beside_leaf)")
        assert verify_beside(outside, BESIDE).ok
        found = verify_beside(outside, BESIDE, elsewhere)
    assert not found.ok
    assert "kept elsewhere" in str(found.reason)


def test_a_line_slipped_in_long_ago_is_named(office: Office) -> None:
    reads(office)
    sealed(office)
    old = "01890000-0000-7000-8000-000000000000"
    with tampering(office.throughline.database) as outside:
        outside.run(
            "INSERT INTO access_log (id, at, who, what, why, allowed) VALUES"
            f" ({_id(outside, old)}, '2023-07-01T00:00:00.000000Z', 'user:x', 'entry 1', '', 1)"
        )
        found = verify_beside(outside, BESIDE)
    assert found.first_bad == f"access_log {old}"


@pytest.mark.parametrize(
    "ahead", ["0fff0000-0000-7000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"]
)
def test_a_line_that_says_it_is_of_the_far_future_keeps_no_other_from_being_sealed(
    office: Office, ahead: str
) -> None:
    # Lines name the machine's own time, and so must the checkpoints here.
    office.clock.set(datetime.now(UTC))
    reads(office)
    sealed(office)
    with office.throughline.writing() as session:
        outside = Outside(session.connection)
        outside.run(
            "INSERT INTO access_log (id, at, who, what, why, allowed) VALUES"
            f" ({_id(outside, ahead)}, '2026-03-27T09:05:00.000000Z', 'user:x', 'entry 1', '', 1)"
        )
    sealed(office)
    before = held(office)
    assert before.ok
    reads(office)
    sealed(office)
    after = held(office)
    assert after.ok
    assert after.lines >= before.lines + 3
    old = "01890000-0000-7000-8000-000000000000"
    with tampering(office.throughline.database) as outside:
        outside.run(
            "INSERT INTO access_log (id, at, who, what, why, allowed) VALUES"
            f" ({_id(outside, old)}, '2023-07-01T00:00:00.000000Z', 'user:x', 'entry 1', '', 1)"
        )
        assert verify_beside(outside, BESIDE).first_bad == f"access_log {old}"


def test_a_reason_for_opening_stays_as_it_was_typed_and_seeing_it_changes_nothing(
    office: Office,
) -> None:
    office.opens("other")
    sealed(office)
    with tampering(office.throughline.database) as outside:
        outside.run("UPDATE opening SET seen = '2026-03-28T00:00:00.000000Z'")
        assert verify_beside(outside, BESIDE).ok
        outside.run("UPDATE opening SET reason = 'Something else'")
        found = verify_beside(outside, BESIDE)
    assert str(found.first_bad).startswith("opening ")


def test_whoever_reads_waits_for_no_sealer_and_is_sealed_with_the_next(office: Office) -> None:
    reads(office)
    sealed(office)
    # A line of a transaction that ended later stands behind newer ones that are sealed already.
    with office.throughline.writing() as session:
        record_read(
            session.connection, who="user:x", child=None, what="late", now=session.now, why=""
        )
        late = lines(session.connection)[-1]
    before = held(office)
    assert (before.ok, before.lines) == (True, before.sealed)
    sealed(office)
    after = held(office)
    assert (after.ok, after.lines) == (True, before.lines + 1)
    with tampering(office.throughline.database) as outside:
        outside.run(f"DELETE FROM access_log WHERE id = {_id(outside, late)}")
        assert verify_beside(outside, BESIDE).first_bad == f"access_log {late}"


def test_verify_at_the_command_line_says_how_the_access_log_stands(office: Office) -> None:
    reads(office)
    sealed(office)
    answered = CliRunner().invoke(command, ["--format", "json"], catch_exceptions=False)
    said = json.loads(answered.stdout)
    assert answered.exit_code == 0
    assert said["access"]["ok"]
    assert said["access"]["sealed"] >= 3
    with office.throughline.writing() as session:
        connection = session.connection
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql(
            "DROP TRIGGER access_log_no_delete"
            if sqlite
            else "ALTER TABLE access_log DISABLE TRIGGER USER"
        )
        gone = lines(connection)[0]
        named = _id(Outside(connection), gone)
        connection.exec_driver_sql(f"DELETE FROM access_log WHERE id = {named}")
    answered = CliRunner().invoke(command, ["--format", "json"], catch_exceptions=False)
    said = json.loads(answered.stdout)
    assert answered.exit_code == 1
    assert not said["ok"]
    assert said["access"]["first_bad"] == f"access_log {gone}"


def _id(outside: Outside, written: str) -> str:
    return f"X'{written.replace('-', '')}'" if outside.sqlite else f"'{written}'"
