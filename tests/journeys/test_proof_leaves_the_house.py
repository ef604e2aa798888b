"""A court is handed one entry, checks it without the database, and sees if a letter was changed."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import service.demo
from service.access.access_log import reads
from service.migrating import open_database
from tests.journeys.command_line import CommandLine

if TYPE_CHECKING:
    from tests.journeys.command_line import Answered

SAMPLE = Path(service.demo.__file__).parent / "cases" / "baby-peter"


@pytest.fixture
def line(database_url: str, tmp_path: Path) -> CommandLine:
    """
    A database with the published case in it.
    """
    line = CommandLine(database_url, tmp_path)
    assert line("migrate").code == 0
    assert line("import", str(SAMPLE)).code == 0
    return line


@pytest.fixture
def court(tmp_path: Path) -> CommandLine:
    """
    Another machine: no database, and no key.
    """
    elsewhere = tmp_path / "court"
    elsewhere.mkdir()
    return CommandLine(f"sqlite:///{elsewhere / 'none.db'}", elsewhere, keys=False)


def proved(line: CommandLine, entry: str) -> tuple[Answered, Path]:
    file = line.folder / f"{entry}.json"
    return line("prove", entry, "--output", str(file)), file


def test_a_court_checks_an_entry_without_the_database(
    line: CommandLine, court: CommandLine
) -> None:
    told = {e["source_ref"]: e for e in line("chronology", "peter").json["entries"]}["bp-077"]
    made, file = proved(line, "bp-077")
    assert made.code == 0, made.err
    assert made.json["ok"] is True
    assert made.json["entry"] == told["id"]

    checked = court("check", str(file))

    assert checked.code == 0, checked.err
    assert checked.json["ok"] is True
    assert checked.json["entry"] == told["id"]
    assert (checked.json["kind"], checked.json["agency"]) == (told["kind"], told["agency"])
    assert checked.json["root"] == made.json["root"]
    assert not list(court.folder.iterdir())


def test_the_answer_on_standard_output_is_a_proof_as_well(
    line: CommandLine, court: CommandLine
) -> None:
    file = line.folder / "answer.json"
    file.write_text(line("prove", "12").out, encoding="utf-8")

    assert court("check", str(file)).json["entry"] == "12"


def test_a_word_shown_that_was_not_sealed_is_refused(line: CommandLine, court: CommandLine) -> None:
    _, file = proved(line, "bp-077")
    proof = json.loads(file.read_text(encoding="utf-8"))
    shown = bytearray(b64decode(proof["event"]["shown"]))
    shown[shown.index(b"fact")] ^= 1
    proof["event"]["shown"] = b64encode(bytes(shown)).decode()
    file.write_text(json.dumps(proof), encoding="utf-8")

    checked = court("check", str(file))

    assert (checked.code, checked.json["ok"]) == (1, False)
    assert "not what was sealed" in checked.err


def test_a_changed_word_is_refused(line: CommandLine, court: CommandLine) -> None:
    _, file = proved(line, "bp-077")
    proof = json.loads(file.read_text(encoding="utf-8"))
    body = bytearray(b64decode(proof["event"]["body"]))
    body[body.index(b"a")] ^= 1
    proof["event"]["body"] = b64encode(bytes(body)).decode()
    file.write_text(json.dumps(proof), encoding="utf-8")

    checked = court("check", str(file))

    assert (checked.code, checked.json["ok"]) == (1, False)
    assert "not the one" in checked.err


@pytest.mark.parametrize("held", ["", "{", "[]", "{}", '{"proof": 1}', "[" * 100_000])
def test_a_file_that_is_no_proof_is_refused(court: CommandLine, held: str) -> None:
    file = court.folder / "proof.json"
    file.write_text(held, encoding="utf-8")

    checked = court("check", str(file))

    assert (checked.code, checked.json["ok"]) == (1, False)


def test_a_proof_by_somebody_elses_key_is_told_from_the_keepers(
    line: CommandLine, court: CommandLine
) -> None:
    made, file = proved(line, "3")

    assert court("check", str(file), "--key", made.json["key"]).json["key_compared"] is True
    other = court("check", str(file), "--key", "00" * 32)
    assert (other.code, other.json["ok"]) == (1, False)


def test_an_entry_that_is_not_there_is_refused(line: CommandLine) -> None:
    for entry in ("999999", "bp-999"):
        refused, file = proved(line, entry)
        assert (refused.code, refused.out) == (1, "")
        assert entry in refused.err
        assert not file.exists()


def test_who_took_an_entry_out_is_in_the_access_log(line: CommandLine) -> None:
    entry = proved(line, "bp-077")[0].json["entry"]

    database = open_database(line.url)
    with database.reading() as connection:
        assert reads(connection, limit=1)[0].what == f"proof of entry {entry}"
    database.close()
