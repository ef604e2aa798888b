"""Whoever keeps an installation hears what is wrong with it and what mends it, before it hurts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from events.log.append import event_log
from service.migrating import open_database
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.case_files import RowOfEventsFactory, write_case
from tests.factories.events import CHILD
from tests.journeys.command_line import CommandLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.log.database import Database


@pytest.fixture
def line(migrated_database_url: str, tmp_path: Path) -> CommandLine:
    """
    An installation with a little in it, swept once.
    """
    line = CommandLine(migrated_database_url, tmp_path)
    # The copy that tests start from is readable to all, as no file that `migrate` makes is.
    for file in tmp_path.glob("throughline.db*"):
        file.chmod(0o600)
    assert line("import", str(write_case(tmp_path / "case", [RowOfEventsFactory()]))).code == 0
    assert line("sweep").code == 0
    return line


@pytest.fixture
def database(line: CommandLine) -> Iterator[Database]:
    opened = open_database(line.url)
    yield opened
    opened.close()


def part(line: CommandLine, name: str, **more: str) -> Any:
    return {one["name"]: one for one in line("doctor", **more).json["checks"]}.get(name)


def test_what_is_well_needs_nothing(line: CommandLine) -> None:
    told = line("doctor").json
    found = {one["name"]: one for one in told["checks"]}

    assert set(found) >= {
        "database", "schema", "durability", "signing key", "session key", "checkpoints",
        "read models", "sweep", "mail",
    }  # fmt: skip
    for name in found.keys() - {"mail", "styles of the pages", "disk"}:
        assert (found[name]["ok"], found[name]["fix"]) == (True, ""), found[name]
    assert told["ok"] is all(one["ok"] for one in found.values())


def test_how_the_database_syncs_is_said(line: CommandLine, database: Database) -> None:
    said = part(line, "durability")["said"]

    assert ("synchronous FULL" if database.is_sqlite else "fsync on") in said


def test_entries_that_nobody_seals_are_found(line: CommandLine, database: Database) -> None:
    with database.writing() as connection:
        event_log(connection).append(
            [NewEventFactory()], stream=CHILD, decided_on=None, key=str(uuid4()), now=NOW
        )
    assert part(line, "checkpoints")["ok"] is True

    late = part(line, "checkpoints", THROUGHLINE_SWEEP_SECONDS="0")

    assert late["ok"] is False
    assert "throughline sweep" in late["fix"]


def test_a_read_model_that_is_not_the_logs_is_found(line: CommandLine, database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Invented Other'")

    found = part(line, "read models")

    assert found["ok"] is False
    assert "person" in found["said"]
    assert found["fix"] == "Run: throughline rebuild"
    assert line("rebuild").code == 0
    assert part(line, "read models")["ok"] is True


def test_a_file_that_others_can_read_is_found(line: CommandLine, database: Database) -> None:
    found = part(line, "files")
    if not database.is_sqlite:
        assert found is None
        return
    assert found["ok"] is True
    file = Path(str(database.url.database))
    file.chmod(0o644)

    found = part(line, "files")

    assert found["ok"] is False
    assert found["fix"].startswith(f"Run: chmod 600 {file}")


def test_a_database_that_is_behind_the_program_is_found(tmp_path: Path) -> None:
    answered = CommandLine(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)("doctor")

    assert (answered.code, answered.json["ok"]) == (1, False)
    assert answered.json["checks"][0]["fix"] == "Run: throughline migrate"


def test_what_was_meant_as_urgent_and_waits_like_everything_else_is_found(
    line: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "timescales"
    folder.mkdir()
    (folder / "ours.toml").write_text(
        '[edition]\nnation = "england"\nversion = "ours"\n\n'
        '[challenge_between_managers]\nladder = "urgnt"\n',
        encoding="utf-8",
    )
    told = part(line, "timescales", THROUGHLINE_TIMESCALES=str(folder))

    assert part(line, "timescales") is None
    assert not told["ok"]
    assert told["said"].startswith("challenge_between_managers asks for ladder “urgnt”")
    assert "Mend the name" in told["fix"]
