"""The demo shows the published case whole, and each question where its record raises it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.command_line import CommandLine


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> CommandLine:
    folder: Path = tmp_path_factory.mktemp("demo")
    line = CommandLine(f"sqlite:///{folder / 'var' / 'demo.db'}", folder)
    assert line("demo", "--prepare-only").code == 0
    return line


def test_the_published_case_is_whole(demo):
    assert demo("chronology", "peter").json["total"] == 88


def test_each_question_is_asked_where_the_record_raises_it_and_nowhere_else(demo):
    asked = {
        child["name"]: [one["practice_id"] for one in demo("indicators", child["id"]).json]
        for child in demo("child", "list", "Invented").json
    }
    assert asked == {
        "Invented Child A": ["R35", "R01", "R05"],
        "Invented Child B (not yet born)": [],
        "Invented Child C": ["R07", "R24"],
        "Invented Child D": ["R09"],
        "Invented Child E": ["R29", "R08", "R26"],
        "Invented Child F": [],
        "Invented Child G": [],
    }


def test_what_is_late_is_raised_to_whoever_must_answer_in_one_sweep(demo):
    swept = demo("sweep").json
    assert (swept["raised"], swept["stepped_up"]) == (4, 0)
    late = {one["practice_id"]: one for one in demo("outcomes").json if one["escalations"]}
    told = {
        timescale: [to for each in one["escalations"] for to in each["to_words"]]
        for timescale, one in late.items()
    }
    owner, manager = "Invented Social Worker", "Invented Team Manager"
    assert told == {
        "T19": [owner, manager],
        "T20": [owner, manager],
        "T25": ["Invented Designated Lead of a School"],
        "T40": [owner, manager],
    }
    agreed = late["T40"]
    assert (agreed["state"], agreed["overdue_days"], len(agreed["moves"])) == ("overdue", 1, 1)
    assert demo("sweep").json["raised"] == 0


def test_violence_near_a_baby_has_opened_an_outcome_with_a_date(demo):
    owed = demo("outcomes", "Invented Child A").json
    assert [(one["origin"], one["practice_id"]) for one in owed] == [("trigger", "T23")]
    assert owed[0]["due"]


def test_again_adds_nothing(demo):
    before = demo("verify").json["size"]
    assert demo("demo", "--prepare-only").code == 0
    assert demo("verify").json["size"] == before
