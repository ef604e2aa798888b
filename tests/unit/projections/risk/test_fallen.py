"""A question that rested on what was struck out is said to rest on it no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from projections.risk.asked import asked
from projections.risk.fallen import fallen
from projections.risk.history import History
from projections.risk.rule import Found, Rule, Settings
from tests.factories.events import BORN, ChronologyFactory, EntryFactory

ON = BORN + timedelta(days=60)


def _look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    del settings
    visits = history.of("visit")
    if visits:
        yield Found(evidence=tuple(one.id for one in visits), since=on)


RULES = {
    "invented": Rule(
        version=1,
        question="Who has seen the child?",
        look=_look,
        practice_id="R00",
        source="Invented.",
        lesson="Invented.",
        would_show="Somebody who was there.",
    )
}


def _found(*entries):
    told = ChronologyFactory()
    history = History(type(told)(record=told.record, entries=entries, people={}, ties=()))
    return fallen(history, ON, asked(history, ON, RULES), RULES)


def _visit(number, **more):
    return EntryFactory(event__position=number, event__kind="visit", **more)


def test_a_question_that_falls_with_its_only_entry_is_told() -> None:
    (one,) = _found(_visit(1, struck_out=True))

    assert (one.rule, one.entries, one.still_asked) == ("invented", ("1",), False)


def test_a_question_that_stands_on_other_entries_says_which_one_it_lost() -> None:
    (one,) = _found(_visit(1), _visit(2, struck_out=True))

    assert (one.entries, one.still_asked) == (("2",), True)


def test_nothing_struck_out_means_nothing_fallen() -> None:
    assert _found(_visit(1)) == ()


def test_what_was_another_childs_does_not_tell_by_its_question_what_it_said() -> None:
    assert _found(_visit(1, struck_out=True, withheld=True)) == ()
