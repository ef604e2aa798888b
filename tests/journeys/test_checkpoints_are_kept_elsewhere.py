"""A partner agency keeps checkpoints and holds the record against them, on a machine of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import service.demo
from events.log.signing import own_signer
from service.migrating import open_database
from tests.fakes.receiver import Receiver
from tests.journeys.command_line import KEYS, CommandLine

SAMPLE = Path(service.demo.__file__).parent / "cases" / "baby-peter"
WITNESS = "THROUGHLINE_CHECKPOINT_FILE"


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
def partner(tmp_path: Path) -> CommandLine:
    """
    Another machine: no database, and no key.
    """
    elsewhere = tmp_path / "partner"
    elsewhere.mkdir()
    return CommandLine(f"sqlite:///{elsewhere / 'none.db'}", elsewhere, keys=False)


@pytest.fixture
def key(line: CommandLine) -> str:
    """
    The public key that the keeper of the log has made known.
    """
    database = open_database(line.url)
    public = own_signer(database.url, KEYS).public.hex()
    database.close()
    return public


def test_the_log_agrees_with_what_a_partner_kept_and_so_does_a_proof(
    line: CommandLine, partner: CommandLine, key: str
) -> None:
    file = partner.folder / "kept.txt"
    assert line("sweep", **{WITNESS: str(file)}).code == 0
    found = line("verify", "--checkpoints", str(file))
    assert found.code == 0, found.err
    assert found.json["kept_elsewhere"] >= 1
    proof = partner.folder / "proof.json"
    assert line("prove", "bp-077", "--output", str(proof)).code == 0

    checked = partner("check", "--checkpoints", str(file), "--key", key)
    assert (checked.code, checked.json["ok"]) == (0, True), checked.err
    assert partner("check", str(proof), "--checkpoints", str(file), "--key", key).code == 0


def test_a_log_that_is_not_the_one_that_was_sealed_is_refused_with_its_place(
    line: CommandLine, partner: CommandLine, tmp_path: Path
) -> None:
    file = partner.folder / "kept.txt"
    line("sweep", **{WITNESS: str(file)})
    other = CommandLine(f"sqlite:///{tmp_path / 'other.db'}", tmp_path)
    other("migrate")
    # The same key, the same files, another moment: another history.
    other("import", str(SAMPLE))
    assert other("verify").code == 0

    found = other("verify", "--checkpoints", str(file))

    assert found.code == 1
    assert found.json["ok"] is False
    assert found.json["first_bad"] == 1
    assert "kept elsewhere" in found.json["reason"]


def test_a_proof_of_another_history_does_not_pass_beside_a_kept_checkpoint(
    line: CommandLine, partner: CommandLine, key: str, tmp_path: Path
) -> None:
    file = partner.folder / "kept.txt"
    line("sweep", **{WITNESS: str(file)})
    other = CommandLine(f"sqlite:///{tmp_path / 'other.db'}", tmp_path)
    other("migrate")
    other("import", str(SAMPLE))
    proof = partner.folder / "proof.json"
    assert other("prove", "bp-077", "--output", str(proof)).code == 0
    assert partner("check", str(proof), "--key", key).code == 0

    checked = partner("check", str(proof), "--key", key, "--checkpoints", str(file))

    assert checked.code == 1
    assert checked.json["ok"] is False


def test_a_file_without_a_checkpoint_is_a_mistake_and_not_agreement(
    line: CommandLine, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("nothing\n")
    answered = line("verify", "--checkpoints", str(empty))
    assert answered.code == 2
    assert "holds no checkpoint" in answered.err


def test_a_webhook_is_set_up_tried_and_ended_at_the_command_line(line: CommandLine) -> None:
    opened = {
        "THROUGHLINE_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "THROUGHLINE_WEBHOOK_KEY": "an invented key of more than thirty-two characters",
    }
    receiver = Receiver()
    line("agency", "add", "Invented hospital")
    made = line(
        "user", "add", "hospital.system", "--name", "Hospital system", "--email",
        "system@hospital.invalid", "--agency", "Invented hospital", "--role", "administrator",
        THROUGHLINE_NEW_PASSWORD="three plain words",
    )  # fmt: skip
    assert made.code == 0, made.err
    refused = line("webhook", "add", receiver.url, "--user", "nobody", "--purpose", "Record")
    assert refused.code in {1, 2}
    added = line(
        "webhook", "add", receiver.url, "--user", "hospital.system", "--purpose", "Witness",
        "--no-events", "--checkpoints", **opened,
    )  # fmt: skip
    assert added.code == 0, added.err
    secret, prefix = added.json["secret"], added.json["webhook"]
    assert line("webhook", "test", prefix, **opened).json["ok"] is True
    assert line("sweep", **opened).code == 0
    assert {one["type"] for one in receiver.told(secret)} == {
        "throughline.test",
        "throughline.checkpoint",
    }
    (listed,) = line("webhook", "list").json
    assert listed["state"] == "well"
    assert secret not in str(listed)
    assert line("webhook", "rotate", prefix, **opened).json["secret"] != secret
    assert line("webhook", "stop", prefix).json["stopped"] is True
    assert line("webhook", "start", prefix).json["started"] is True
    assert line("webhook", "remove", prefix).json["removed"] is True
    assert line("webhook", "remove", prefix).code == 1
    receiver.stop()
