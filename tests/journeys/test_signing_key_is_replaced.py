"""A key is replaced when its keeper leaves, and nothing that it signed loses its proof."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from events.log.signing import Signer
from tests.factories.case_files import RowOfEventsFactory, write_case
from tests.journeys.command_line import KEYS, CommandLine

if TYPE_CHECKING:
    from tests.journeys.command_line import Answered

WHY = "The keeper of the key left (invented)."
NEXT = bytes(reversed(range(32)))


@pytest.fixture
def embedded(migrated_sqlite_url: str, tmp_path: Path) -> CommandLine:
    """
    An installation that keeps its own key beside its file.
    """
    line = CommandLine(migrated_sqlite_url, tmp_path, keys=False)
    assert line("import", str(write_case(tmp_path / "case", [RowOfEventsFactory()]))).code == 0
    return line


@pytest.fixture
def given(migrated_database_url: str, tmp_path: Path) -> CommandLine:
    """
    An installation whose key is given by the environment, on either database.
    """
    line = CommandLine(migrated_database_url, tmp_path)
    assert line("import", str(write_case(tmp_path / "case", [RowOfEventsFactory()]))).code == 0
    return line


def with_next(line: CommandLine) -> tuple[Path, dict[str, str], Answered]:
    """
    Replace the key with the next one, and return its file and what is then to be set.
    """
    file = line.folder / "next"
    file.write_bytes(base64.b64encode(NEXT))
    file.chmod(0o600)
    done = line("key", "rotate", "--reason", WHY, "--next", str(file))
    assert done.code == 0, done.err
    new = {
        "THROUGHLINE_SIGNING_KEY": base64.b64encode(NEXT).decode(),
        "THROUGHLINE_OLDER_SIGNING_KEYS": done.json["old_public_key"],
    }
    return file, new, done


def test_an_embedded_key_is_replaced_by_one_command(embedded: CommandLine) -> None:
    (before,) = embedded("key", "list").json

    done = embedded("key", "rotate", "--reason", WHY)

    assert done.json["ok"] is True
    assert done.json["old"] == before["key"] != done.json["key"]
    assert [one["key"] for one in embedded("key", "list").json] == [before["key"], done.json["key"]]
    assert embedded("child", "add", "Invented Child").code == 0
    verified = embedded("verify").json
    assert verified["ok"] is True
    assert verified["size"] == verified["sealed"]
    assert [f.stat().st_mode & 0o077 for f in embedded.folder.glob("*key*")] == [0, 0, 0]


def test_a_key_is_replaced_again_and_again(embedded: CommandLine) -> None:
    for number in range(3):
        assert embedded("key", "rotate", "--reason", WHY).code == 0
        assert embedded("child", "add", f"Invented Child {number}").code == 0

    assert len(embedded("key", "list").json) == 4
    assert embedded("verify").json["ok"] is True


def test_a_key_of_the_environment_is_replaced_by_the_one_given(given: CommandLine) -> None:
    file, new, done = with_next(given)

    assert "THROUGHLINE_SIGNING_KEY_FILE" in done.json["to_set"]
    assert str(file) in done.json["to_set"]
    assert given("child", "add", "Invented Child", **new).code == 0
    assert given("verify", **new).json["ok"] is True
    assert done.json["key"] == Signer(NEXT).key_id


def test_the_old_key_says_which_one_follows(given: CommandLine) -> None:
    _, _, done = with_next(given)
    # The change is the newest entry, and lies under the last checkpoint of the old key.
    size = given("verify").json["size"]
    file = given.folder / "change.json"

    assert given("prove", str(size), "--output", str(file)).code == 0
    told = given("check", str(file), "--key", done.json["old"]).json

    assert told["content"]["to"] == done.json["public_key"] == Signer(NEXT).public.hex()
    assert told["content"]["reason"] == WHY


def test_the_log_does_not_verify_without_the_keys_that_signed_it(given: CommandLine) -> None:
    _, new, _ = with_next(given)
    assert given("child", "add", "Invented Child", **new).code == 0

    for listed in given.folder.glob("*.older-signing-keys"):
        listed.unlink()

    without = given("verify", **(new | {"THROUGHLINE_OLDER_SIGNING_KEYS": ""}))

    assert (without.code, without.json["ok"]) == (1, False)
    assert "unknown key" in without.json["reason"]


def test_a_process_that_still_has_the_old_key_signs_no_more(given: CommandLine) -> None:
    _, new, _ = with_next(given)
    assert given("child", "add", "Invented Child", **new).code == 0

    stale = given("sweep")

    assert stale.code != 0
    assert "was replaced" in stale.err
    assert given("sweep", **new).code == 0
    assert given("verify", **new).json["ok"] is True


def test_without_a_next_key_nothing_is_replaced(given: CommandLine) -> None:
    refused = given("key", "rotate", "--reason", WHY)

    assert (refused.code, refused.out) == (1, "")
    assert "--next" in refused.err
    file = given.folder / "same"
    file.write_text(KEYS["THROUGHLINE_SIGNING_KEY"], encoding="ascii")
    file.chmod(0o600)
    assert given("key", "rotate", "--reason", WHY, "--next", str(file)).code == 1
    assert given("sweep").code == 0
    assert len(given("key", "list").json) == 1


def test_what_is_no_public_key_is_named(given: CommandLine) -> None:
    wrong = given("verify", THROUGHLINE_OLDER_SIGNING_KEYS="not-a-key")

    assert wrong.code == 2
    assert "THROUGHLINE_OLDER_SIGNING_KEYS" in wrong.err
