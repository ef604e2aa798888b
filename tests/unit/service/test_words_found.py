"""Words are found however they end or are misspelt, and only in what the reader may see."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.chronology.chronology import chronology
from service.telling.words_found import find_words
from tests.factories.events import ChildRecordFactory, EntryFactory

SAID = (
    "Bruises on the left cheek; said to be a fall.",
    "The cheek was not looked at, left alone.",
    "Neighbours reported shouting in the night.",
)
ENTRIES = [
    EntryFactory(event__position=n, event__content={"purpose": "Planned visit", "fact": said})
    for n, said in enumerate(SAID, start=1)
]


def found(asked, entries=ENTRIES):
    told = replace(chronology(ChildRecordFactory(events=())), entries=tuple(entries))
    return find_words(told, asked)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("bruise", {"1"}),
        ("bruising", {"1"}),
        ("left cheek", {"1", "2"}),
        ('"left cheek"', {"1"}),
        ("neigh*", {"3"}),
        ("CHEEK shouting", set()),
        ("planned", {"1", "2", "3"}),
    ],
)
def test_words_are_found_in_any_ending_side_by_side_or_by_how_they_begin(asked, numbers):
    assert set(found(asked).numbers) == numbers


def test_a_misspelt_word_is_read_as_what_is_there_and_the_reader_is_told():
    told = found("shuoting")

    assert told.numbers == ("3",)
    assert told.read_as == (("shuoting", ("shouting",)),)


def test_a_word_that_stands_nowhere_is_said_and_not_guessed():
    assert found("helicopter").unknown == ("helicopter",)
    assert found("helicopter").numbers == ()


def test_nothing_is_suggested_from_an_entry_that_is_withheld():
    assert found("shuoting", ENTRIES[:2]).read_as == ()


def test_the_words_of_a_chronology_are_indexed_once_and_in_any_thread(monkeypatch):
    told = replace(chronology(ChildRecordFactory(events=())), entries=tuple(ENTRIES))
    find_words(told, "bruise")
    monkeypatch.setattr("service.telling.words_found.text_of", None)
    with ThreadPoolExecutor(2) as others:
        again = list(others.map(lambda asked: find_words(told, asked), ["night", "shuoting"]))

    assert [one and one.numbers for one in again] == [("3",), ("3",)]


def test_no_words_ask_for_nothing():
    assert found('  "" * ') is None


@given(st.text(alphabet=printable + "é“”😀\x00", max_size=40))
def test_whatever_is_typed_is_a_question_and_never_a_fault(asked):
    try:
        found(asked)
    except sqlite3.Error as error:  # pragma: no cover - the failure this test is for
        pytest.fail(f"{asked!r}: {error}")
