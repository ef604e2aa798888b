"""A partnership changes a window by a command: from that day on, under seal, and no day before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from events.log.append import event_log
from events.log.checkpoints import newest
from service.migrating import open_database
from tests.journeys.command_line import CommandLine

if TYPE_CHECKING:
    from pathlib import Path

RULE, SETTING = "repeated_injuries", "near_days"
WHY = ("--reason", "Adopted by the invented board.")


@pytest.fixture
def line(migrated_sqlite_url: str, tmp_path: Path) -> CommandLine:
    """
    An installation with nothing in it.
    """
    return CommandLine(migrated_sqlite_url, tmp_path)


def in_force(line: CommandLine, *on: str) -> dict[str, object]:
    told = line("rules", *on).json
    settings = next(one["settings"] for one in told if one["rule"] == RULE)
    return next(one for one in settings if one["setting"] == SETTING)


def unsealed(line: CommandLine) -> int:
    opened = open_database(line.url)
    with opened.reading() as connection:
        sealed = newest(connection)
        left = event_log(connection).settled() - (sealed.position if sealed else 0)
    opened.close()
    return left


def test_a_changed_window_counts_from_its_day_on_and_is_sealed_at_once(line):
    before = in_force(line)

    done = line("setting", RULE, SETTING, "250", *WHY)

    assert (done.code, done.json["to"]) == (0, 250), done.err
    now = in_force(line)
    assert (now["value"], now["shipped"]) == (250, before["value"])
    assert now["reason"] == WHY[1]
    assert unsealed(line) == 0
    assert line("verify").json["ok"]
    earlier = date.fromisoformat(str(now["changed_on"])) - timedelta(days=1)
    assert in_force(line, "--on", earlier.isoformat()) == before


@pytest.mark.parametrize(
    ("rule", "setting", "to", "says"),
    [
        ("no_such_rule", SETTING, "250", "throughline rules lists all"),
        (RULE, "no_such_days", "250", SETTING),
        (RULE, SETTING, "0", "whole number"),
    ],
)
def test_what_is_no_setting_is_refused_with_the_fix_and_changes_nothing(
    line, rule, setting, to, says
):
    before = in_force(line)

    refused = line("setting", rule, setting, to, *WHY)

    assert refused.code == 1
    assert says in refused.err
    assert in_force(line) == before


def test_a_question_is_adopted_as_it_is_and_no_other_than_there_is(line):
    refused = line("adopt", "no_such_rule", *WHY, "--source", "Minute 7")

    assert refused.code == 1
    assert "There is no rule" in refused.err
    done = line("adopt", "violence_near_a_baby", *WHY, "--source", "Minute 7")
    assert done.code == 0, done.err
    assert unsealed(line) == 0
    told = {one["rule"]: one for one in line("rules").json}
    assert told["violence_near_a_baby"]["confirmed"]
    assert not told["whereabouts_unknown"]["confirmed"]
