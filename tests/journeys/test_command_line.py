"""What people script against: commands, keys, exit codes, and JSON alone on standard output."""

from __future__ import annotations

import getpass
import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import service.demo
from service.access.access_log import reads
from service.migrating import open_database
from tests.factories.case_files import RowOfEventsFactory, write_case
from tests.journeys.command_line import KEYS, CommandLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.postgresql_server import PostgresqlServer

SAMPLE = Path(service.demo.__file__).parent / "cases" / "baby-peter"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request, tmp_path_factory) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'throughline.db'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    with server.database() as own:
        yield own


@pytest.fixture(scope="module")
def told(url, tmp_path_factory) -> CommandLine:
    """
    A database with the sample case in it.
    """
    line = CommandLine(url, tmp_path_factory.mktemp("here"))
    assert line("migrate").json["head"].startswith("00")
    first = line("import", str(SAMPLE))
    assert first.code == 0, first.err
    assert {"rows", "imported", "already", "rejected", "rejects", "people", "conflicts"} <= set(
        first.json
    )
    assert (first.json["rows"], first.json["imported"], first.json["rejects"]) == (88, 88, [])
    return line


def test_a_pipe_gets_json_and_a_started_process_its_exit_code(told):
    """
    The one test that starts it as a shell does; the others call it in this process.
    """
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "chronology", "peter"],
        cwd=told.folder,
        env=told.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["total"] == 88
    assert done.stderr == ""


def test_the_same_case_twice_adds_nothing(told):
    again = told("import", str(SAMPLE))
    assert again.code == 0
    counts = [again.json[key] for key in ("rows", "imported", "already", "rejected")]
    assert counts == [88, 0, 88, 0]


def test_a_chronology_has_the_keys_that_scripts_read(told):
    answered = told("chronology", "peter")
    assert answered.code == 0
    said = answered.json
    assert {"child", "length", "as_known_at", "total", "entries", "withheld"} <= set(said)
    assert (said["total"], len(said["entries"]), said["withheld"]) == (88, 88, 0)
    for entry in said["entries"]:
        assert {
            "id", "source_ref", "kind", "occurred", "learned", "recorded", "agency", "sentence",
            "people", "about", "status", "accounts", "source",
        } <= set(entry)  # fmt: skip
        assert {"from", "to", "precision"} <= set(entry["occurred"])
    by_ref = {entry["source_ref"]: entry for entry in said["entries"]}
    assert {one["source_ref"] for one in by_ref["bp-077"]["accounts"]} == {"bp-078", "bp-081"}
    assert by_ref["bp-065"]["learned"] == "2007-08-31"


def test_what_was_not_yet_known_is_not_told(told):
    said = told("chronology", "peter", "--as-known-at", "2006-12-31").json
    refs = {entry["source_ref"] for entry in said["entries"]}
    assert said["as_known_at"] == "2006-12-31"
    assert {"bp-029", "bp-020"} <= refs
    assert not {"bp-006", "bp-012", "bp-030", "bp-031"} & refs
    police = told("chronology", "peter", "--as-known-at", "2006-12-31", "--agency", "Police").json
    assert {entry["source_ref"] for entry in police["entries"]} == {
        "bp-015", "bp-019", "bp-020", "bp-023", "bp-024",
    }  # fmt: skip


def test_before_the_import_this_log_held_nothing(told):
    said = told("chronology", "peter", "--as-recorded-at", "2020-01-01").json
    assert said["entries"] == []
    later = told("chronology", "peter", "--as-recorded-at", "2200-01-01T00:00:00Z").json
    assert later["total"] == 88


@pytest.mark.parametrize("length", ["significant", "court", "conference"])
def test_a_shorter_chronology_says_how_long_the_whole_is(told, length):
    said = told("chronology", "peter", "--length", length).json
    assert said["length"] == length
    assert said["total"] == 88
    assert 0 < len(said["entries"]) < 88
    assert said["why_these"]


def test_questions_replay_and_outcomes_have_their_keys(told):
    for question in told("indicators", "peter", "--on", "2007-06-01").json:
        assert {
            "rule", "practice_id", "question", "since", "evidence", "source", "mandatory",
            "answered",
        } <= set(question)  # fmt: skip
    for change in told("replay", "peter").json:
        assert {"day", "rule", "practice_id", "change", "evidence"} <= set(change)
    outcomes = told("outcomes", "peter", "--on", "2007-06-30").json
    assert outcomes
    for outcome in outcomes:
        assert {
            "id", "child", "origin", "practice_id", "desired", "owner", "agency", "due", "state",
            "overdue_days", "moves", "evidence", "escalations",
        } <= set(outcome)  # fmt: skip
        assert isinstance(outcome["evidence"], list)


def test_a_sweep_says_what_it_did(told):
    assert {"now", "due", "raised", "stepped_up", "deliveries"} <= set(told("sweep").json)


def test_what_was_sealed_is_verified(told):
    assert told("verify").json["ok"] is True
    assert told("rebuild", "--check").json["ok"] is True


def test_bad_rows_leave_with_one_and_say_where_and_what_to_do(told, tmp_path):
    rows = [
        RowOfEventsFactory(row_id="good", subject_child="ash"),
        RowOfEventsFactory(row_id="later", subject_child="ash", occurred_on="2999-01-01"),
        RowOfEventsFactory(row_id="whose", subject_child="nobody"),
    ]
    case = write_case(tmp_path / f"case-{tmp_path.name}", rows)
    rejects = tmp_path / "rejects.csv"
    done = told("import", str(case), "--rejects", str(rejects))
    assert done.code == 1
    assert (done.json["imported"], done.json["rejected"]) == (1, 2)
    assert [(one["line"], one["column"]) for one in done.json["rejects"]] == [
        (3, "occurred_on"),
        (4, "subject_child"),
    ]
    assert "line 3" in done.err
    assert rejects.read_text(encoding="utf-8").count("\n") == 3


def test_several_children_of_one_key_are_told_apart_and_none_is_picked(told, tmp_path):
    for name in ("one", "two"):
        told("import", str(write_case(tmp_path / name, [RowOfEventsFactory(subject_child="twin")],
            [{"person_key": "twin", "role": "", "relation_to_child": "self", "date_of_birth": "",
              "notes": ""}])), "--source", f"{tmp_path.name}-{name}")  # fmt: skip
    several = told("chronology", "twin")
    assert several.code == 2
    assert several.out == ""
    assert several.err.count("Twin") >= 2


def test_an_unknown_child_is_refused_and_a_wrong_word_is_wrong_usage(told):
    unknown = told("chronology", "nobody-of-this-name")
    assert (unknown.code, unknown.out) == (1, "")
    assert "No child" in unknown.err
    assert told("chronology", "peter", "--length", "short").code == 2
    assert told("chronologies").code == 2
    assert told("import", "no-such-folder").code == 2


def test_each_read_is_kept_as_the_operators(told):
    told("chronology", "peter")
    database = open_database(told.url)
    with database.reading() as connection:
        newest = reads(connection, limit=1)[0]
    database.close()
    assert (newest.who, newest.what) == (f"operator:{getpass.getuser()}", "chronology")


def test_a_user_who_does_not_work_with_the_child_is_refused(told):
    told("agency", "add", "social care")
    added = told(
        "user", "add", "stranger", "--name", "Invented Stranger", "--email", "s@invented.example",
        "--agency", "social care", "--role", "practitioner",
        THROUGHLINE_NEW_PASSWORD="three words together",
    )  # fmt: skip
    assert added.code == 0, added.err
    refused = told("chronology", "peter", "--as", "stranger")
    assert (refused.code, refused.out) == (1, "")
    assert told("allocate", "peter", "stranger").code == 0
    allowed = told("chronology", "peter", "--as", "stranger")
    assert allowed.code == 0
    assert allowed.json["total"] == 88


def test_a_table_is_for_people_and_holds_no_json(told):
    table = told("chronology", "peter", "--length", "significant", "--format", "table")
    assert table.code == 0
    assert "bp-084" in table.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(table.out)


def test_help_names_every_command(told):
    said = told("--help").out
    for command in (
        "serve", "worker", "import", "chronology", "sweep", "verify", "rebuild", "migrate", "user",
        "agency", "team", "child", "allocate", "indicators", "replay", "outcomes", "pack", "backup",
        "restore", "demo", "doctor", "health", "prove", "check",
    ):  # fmt: skip
        assert f"\n  {command} " in said


def test_a_backup_is_a_whole_database(told, tmp_path):
    file = tmp_path / "copy.db"
    if not told.url.startswith("sqlite"):
        # A server's: tests/contract/test_restore_drill.py
        return
    made = told("backup", str(file))
    assert made.json["ok"] is True
    assert told("backup", str(file)).code == 1
    elsewhere = CommandLine(f"sqlite:///{tmp_path / 'elsewhere' / 'throughline.db'}", told.folder)
    assert elsewhere("restore", str(file)).json["ok"] is True
    assert elsewhere("chronology", "peter").json["total"] == 88
    assert elsewhere("verify").json["ok"] is True
    assert elsewhere("restore", str(file)).code == 1
    replaced = elsewhere("restore", str(file), "--replace")
    assert replaced.code == 0
    assert Path(replaced.json["put_aside"]).exists()


def test_a_database_that_was_never_migrated_is_unavailable(tmp_path):
    line = CommandLine(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    answered = line("chronology", "peter")
    assert (answered.code, answered.out) == (3, "")
    assert "throughline migrate" in answered.err


def test_a_server_that_is_not_there_is_unavailable(tmp_path):
    line = CommandLine("postgresql://nobody@127.0.0.1:1/none", tmp_path)
    assert line("chronology", "peter").code == 3


def test_without_a_signing_key_a_servers_database_is_left_alone(postgresql_database, tmp_path):
    line = CommandLine(postgresql_database, tmp_path)
    line("migrate")
    without = CommandLine(postgresql_database, tmp_path, keys=False)
    unsealed = without("import", str(SAMPLE))
    assert (unsealed.code, unsealed.out) == (2, "")
    assert "THROUGHLINE_MASTER_KEY" in unsealed.err
    master = {"THROUGHLINE_MASTER_KEY": KEYS["THROUGHLINE_MASTER_KEY"]}
    answered = without("import", str(SAMPLE), **master)
    assert (answered.code, answered.out) == (2, "")
    assert "THROUGHLINE_SIGNING_KEY" in answered.err
    assert line("child", "list").json == []


def test_serve_sweeps_before_it_opens_and_ends_when_asked(told):
    with subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", "0"],
        cwd=told.folder,
        env=told.environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        address = next(
            words[1] for line in process.stderr if (words := line.split())[:1] == ["Open"]
        )
        with urllib.request.urlopen(f"{address}/health", timeout=20) as answered:  # noqa: S310
            assert json.load(answered)["ok"] is True
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
    assert process.returncode == 0


def test_every_command_that_records_seals_before_it_ends(told, tmp_path):
    told("child", "add", "Invented Child of the Seal")
    assert told("verify").json["size"] == told("verify").json["sealed"]
    pack = told(
        "pack", "peter", "--audience", "professionals", "--output", str(tmp_path / "p.html")
    )
    assert pack.code == 0, pack.err
    assert {"file", "position", "root", "entries", "withheld"} <= set(pack.json)
    assert pack.json["root"]
    assert told("verify").json["size"] == told("verify").json["sealed"]


def test_a_doctor_names_each_part_and_what_mends_it(told):
    told("sweep")
    found = {one["name"]: one for one in told("doctor").json["checks"]}
    assert found["database"]["ok"]
    assert found["sweep"]["ok"]
    assert not found["mail"]["ok"]
    assert "THROUGHLINE_SMTP_HOST" in found["mail"]["fix"]
