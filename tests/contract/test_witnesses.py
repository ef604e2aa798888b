"""Who holds the database and the signing key rewrites nothing unseen, once checkpoints are away."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from events.log.checkpoints import every
from events.log.signing import Signer, signature_holds
from events.log.verify import verified
from events.log.witnessed import Note, fault_among, notes, written
from service.posting import mail_server
from service.sealing import seal_log, trusted_keys
from service.webhooks.health import witness_health
from service.webhooks.witnesses import NAME, append, tell_witnesses
from tests.fakes.office import CANARIES, Office

if TYPE_CHECKING:
    from events.log.verify import Verified
    from tests.fakes.mail_server import MailServer


class Sealed:
    """
    An office that seals its log and sends the checkpoints to a file.
    """

    def __init__(self, url: str, file: Path) -> None:
        self.office = Office(url)
        self.file = file
        house = self.office.throughline
        self.house = replace(
            house, settings=replace(house.settings, checkpoint_file=str(file), smtp_host="")
        )

    def seal(self, entries: int = 2) -> None:
        for _ in range(entries):
            self.office.clock.forward(minutes=1)
            self.office.record({"fact": f"Call at {self.office.clock.now()}"})
        seal_log(self.house)

    def tell(self) -> int:
        return tell_witnesses(self.house, mail_server(self.house.settings), self.office.clock.now())

    def kept(self) -> list[Note]:
        return notes(self.file.read_text(encoding="utf-8"))[0]

    def verified(self, *more: Note) -> Verified:
        kept = [*self.kept(), *more]
        return verified(self.house.database, trusted_keys(self.house), kept)

    def forge(self, since: int, *, entries: int) -> None:
        """
        Cut the log behind a position, write another history, and sign all of it anew, as only
        somebody can who holds database and key.
        """
        with self.house.database.writing() as connection:
            _without_guards(connection)
            for table, column in (
                ("request", "first"),
                ("subject", "event"),
                ("event", "position"),
                ("subtree", "last"),
            ):
                connection.execute(text(f"DELETE FROM {table} WHERE {column} > {since}"))
            connection.execute(text("DELETE FROM checkpoint"))
            connection.execute(text("DELETE FROM subtree"))
            connection.execute(text("DELETE FROM mark"))
        self.seal(entries)


def _without_guards(connection) -> None:
    if connection.dialect.name == "sqlite":
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(text(named)).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
    else:
        for table in ("event", "subject", "request", "checkpoint", "subtree", "mark"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


@pytest.fixture
def it(
    migrated_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sealed]:
    from base64 import b64encode

    key = b64encode(secrets.token_bytes(32)).decode()
    monkeypatch.setenv("THROUGHLINE_SIGNING_KEY", key)
    here = Sealed(migrated_database_url, tmp_path / "witness.txt")
    yield here
    here.office.close()


def test_every_checkpoint_is_in_the_witness_file_once_and_the_log_agrees(it: Sealed) -> None:
    for _ in range(3):
        it.seal()
        it.tell()
    it.tell()
    with it.house.reading() as session:
        made = every(session.connection)
    assert [note.number for note in it.kept()] == [one.number for one in made]
    found = it.verified()
    assert (found.ok, found.kept_elsewhere) == (True, 3)
    for canary in CANARIES:
        assert canary not in it.file.read_text(encoding="utf-8")


def test_a_history_rewritten_and_signed_anew_is_found_and_where_it_begins(it: Sealed) -> None:
    for _ in range(3):
        it.seal()
        it.tell()
    agreed = it.kept()[1].position
    it.forge(agreed, entries=4)
    alone = verified(it.house.database, trusted_keys(it.house))
    assert alone.ok
    found = it.verified()
    assert not found.ok
    assert found.first_bad == agreed + 1
    assert found.kept_elsewhere == 2


def test_a_tail_that_was_cut_off_is_found(it: Sealed) -> None:
    for _ in range(2):
        it.seal(entries=3)
        it.tell()
    agreed = it.kept()[0].position
    it.forge(agreed, entries=0)
    assert verified(it.house.database, trusted_keys(it.house)).ok
    found = it.verified()
    assert not found.ok
    assert found.first_bad == agreed + 1


def test_two_histories_signed_for_two_people_prove_it_without_any_database(it: Sealed) -> None:
    it.seal()
    it.tell()
    mine = it.kept()
    it.forge(0, entries=mine[0].size)
    with it.house.reading() as session:
        (other,) = [one for one in every(session.connection) if one.number == mine[0].number]
    keys = trusted_keys(it.house)
    theirs, _ = notes(written(other.statement, other.signature, next(iter(keys.values()))))
    fault = fault_among([*mine, *theirs], keys, signature_holds)
    assert fault is not None
    assert "split view" in fault


def test_a_checkpoint_that_somebody_else_signed_vouches_for_nothing(it: Sealed) -> None:
    it.seal()
    it.tell()
    (own,) = it.kept()
    stranger = Signer(secrets.token_bytes(32))
    forged = replace(own, signature=stranger.sign(own.statement))
    keys = trusted_keys(it.house)
    assert fault_among([forged], keys, signature_holds)
    assert fault_among([replace(own, key=stranger.key_id)], keys, signature_holds)
    assert not it.verified(forged).ok


def test_a_witness_that_cannot_be_written_is_said_and_told_all_once_it_can(it: Sealed) -> None:
    it.file.mkdir()
    locked = it.file / NAME
    locked.mkdir()
    it.seal()
    it.tell()
    it.office.clock.forward(minutes=30)
    it.seal()
    it.tell()
    with it.house.reading() as session:
        told = witness_health(session.connection, it.house.settings, session.now)
    assert not told["ok"]
    assert str(it.file) not in str(told)
    locked.rmdir()
    it.office.clock.forward(hours=1)
    it.tell()
    assert len(notes(locked.read_text(encoding="utf-8"))[0]) == 2


def test_a_note_cut_off_half_way_harms_none_after_it(it: Sealed) -> None:
    it.seal()
    it.tell()
    whole = it.file.read_text(encoding="utf-8")
    it.file.write_text(whole[:-40], encoding="utf-8")
    append(it.file, whole)
    kept, broken = notes(it.file.read_text(encoding="utf-8"))
    assert (len(kept), broken) == (1, 1)


def test_a_partner_gets_the_newest_checkpoint_by_mail_once_a_day_and_can_check_it(
    it: Sealed, smtp_server: MailServer
) -> None:
    it.house = replace(
        it.house,
        settings=replace(
            it.house.settings,
            checkpoint_file="",
            checkpoint_mail=("partner@agency.invalid",),
            smtp_host=smtp_server.host,
            smtp_port=smtp_server.port,
        ),
    )
    for _ in range(3):
        it.seal()
        it.tell()
    (first,) = smtp_server.to("partner@agency.invalid")
    assert it.tell() == 0
    it.office.clock.forward(hours=24)
    it.tell()
    _, second = smtp_server.to("partner@agency.invalid")
    kept = [note for mail in (first, second) for note in notes(mail.get_content())[0]]
    assert [note.number for note in kept] == [1, 3]
    assert verified(it.house.database, trusted_keys(it.house), kept).kept_elsewhere == 2
    for canary in CANARIES:
        assert canary not in first.as_string()


def test_a_file_edited_by_one_figure_vouches_for_nothing(it: Sealed) -> None:
    it.seal()
    it.tell()
    said = it.file.read_text(encoding="utf-8")
    (note,) = it.kept()
    it.file.write_text(said.replace(f"size {note.size}\n", f"size {note.size + 1}\n"))
    assert not it.verified().ok
