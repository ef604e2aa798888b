"""Sentences say what was answered, and nothing where nothing was."""

from __future__ import annotations

import pytest

from events.wording import answered, chosen, cites, dated, each, line, says

OPTIONS = {"bruise": "Bruise", "gp": "GP", "ae": "A&E", "home": "A return home"}


def test_a_question_nobody_answered_is_not_mentioned() -> None:
    assert line(says({}, "a"), chosen({}, "a", OPTIONS), dated({}, "a"), cites({}, "a")) == ""
    assert answered({}, "a", yes="Yes.", no="No.", unknown="Not known.") == ""


def test_not_known_is_an_answer_of_its_own() -> None:
    assert answered({"a": "unknown"}, "a", yes="Yes.", unknown="Not known.") == "Not known."


@pytest.mark.parametrize("typed", ["late", "late.", " late \n", "late;"])
def test_a_line_ends_once_however_it_was_typed(typed: str) -> None:
    assert says({"why": typed}, "why", "Reason: {}") == "Reason: late."


def test_a_question_keeps_its_mark() -> None:
    assert says({"asked": "Who is he?"}, "asked", "Asked: {}") == "Asked: Who is he?"


def test_braces_typed_by_somebody_stay_as_typed() -> None:
    assert says({"why": "{0} {name}"}, "why", "Reason: {}") == "Reason: {0} {name}."


def test_choices_read_as_speech_and_names_keep_their_capitals() -> None:
    content = {"seen": ["bruise", "gp", "ae", "home"]}

    assert chosen(content, "seen", OPTIONS, "Seen: {}") == (
        "Seen: bruise, GP, A&E and a return home."
    )


def test_a_choice_that_is_no_longer_offered_does_not_break_an_old_entry() -> None:
    assert chosen({"seen": "withdrawn_option"}, "seen", OPTIONS) == ""


def test_two_texts_never_read_as_one() -> None:
    assert each({"told": ["he fell", "the dog"]}, "told") == "He fell; the dog."


def test_an_id_is_never_read_out() -> None:
    content = {"owner": "0b7e6a52-2222-4b6e-9c8a-000000000009"}

    assert says(content, "owner", "Owner: {}") == ""


def test_entries_are_cited_by_their_numbers() -> None:
    assert cites({"rests_on": ["3"]}, "rests_on", "Rests on {}") == "Rests on entry 3."
    assert cites({"rests_on": ["3", "9"]}, "rests_on", "Rests on {}") == "Rests on entries 3 and 9."
    assert cites({"rests_on": []}, "rests_on", "Rests on {}") == ""


def test_a_moment_is_said_in_the_time_people_live_by() -> None:
    assert dated({"ends": "2026-07-01T20:30:00Z"}, "ends", "Ends {}") == "Ends 1 July 2026, 21:30."
    assert dated({"ends": "2026-07-01"}, "ends", "Ends {}") == "Ends 1 July 2026."
