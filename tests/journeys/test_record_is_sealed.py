"""What is said of a child is sealed from the first command on, and by the command line erased."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.factories.case_files import RowOfEventsFactory, write_case
from tests.journeys.command_line import CommandLine

if TYPE_CHECKING:
    from collections.abc import Sequence

CANARY = "canary-wagtail"


@pytest.fixture
def line(migrated_database_url: str, tmp_path: Path) -> CommandLine:
    """
    An installation whose keys are given by the environment, on either database.
    """
    made = CommandLine(migrated_database_url, tmp_path)
    case = write_case(tmp_path / "case", [RowOfEventsFactory(row_id="r1", summary=CANARY)])
    assert made("import", str(case)).code == 0
    return made


def shown(line: CommandLine, **environment: str) -> Sequence[str]:
    answered = line("chronology", "ash", **environment)
    assert answered.code == 0, answered.err
    return [entry["sentence"] for entry in answered.json["entries"]]


def test_a_master_key_is_replaced_and_every_entry_stays_readable(line):
    file = line.folder / "next"
    file.write_text(base64.b64encode(bytes(range(2, 34))).decode(), encoding="ascii")
    file.chmod(0o600)

    done = line("key", "rotate-master", "--next", str(file), "--reason", "A keeper has left.")

    assert (done.code, done.json["ok"]) == (0, True), done.err
    assert done.json["keys"] > 0
    new = {"THROUGHLINE_MASTER_KEY": file.read_text(encoding="ascii")}
    assert shown(line, **new) == [CANARY]
    assert line("verify", **new).json["ok"]
    assert line("chronology", "ash").code == 2


def test_an_embedded_master_key_is_replaced_by_one_command(tmp_path):
    line = CommandLine(f"sqlite:///{tmp_path / 'own.db'}", tmp_path, keys=False)
    assert line("migrate").code == 0
    case = write_case(tmp_path / "case", [RowOfEventsFactory(row_id="r1", summary=CANARY)])
    assert line("import", str(case)).code == 0
    before = (tmp_path / "own.master-key").read_bytes()

    done = line("key", "rotate-master", "--reason", "Once a year.")

    assert done.code == 0, done.err
    assert (tmp_path / "own.master-key").read_bytes() != before
    assert (tmp_path / "own.master-key").stat().st_mode & 0o777 == 0o600
    assert shown(line) == [CANARY]
    assert b"wagtail" not in b"".join(each.read_bytes() for each in tmp_path.glob("own.db*"))


def test_without_its_master_key_the_record_is_refused_with_what_to_set(line):
    if line.url.startswith("sqlite"):
        other = base64.b64encode(bytes(32)).decode()
        refused = line("chronology", "ash", THROUGHLINE_MASTER_KEY=other)
    else:
        refused = line("chronology", "ash", THROUGHLINE_MASTER_KEY="")

    assert refused.code == 2
    assert "master key" in refused.err or "THROUGHLINE_MASTER_KEY" in refused.err
    assert CANARY not in refused.err + refused.out
