"""A day that nobody knew is never said as if somebody had known it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from events.occurred import Occurred
from events.recorded_event import Learned
from projections.chronology.beside import beside
from tests.factories.events import EntryFactory

JANUARY = date(2007, 1, 1)
YEAR = Occurred.about(JANUARY, date(2007, 12, 31))


def told(occurred, first=JANUARY, last=JANUARY, how="at the time"):
    known = Learned(agency="GP", first=first, last=last, how=how)
    entry = EntryFactory(event__occurred=occurred)
    return replace(entry, event=replace(entry.event, learned=(known,)))


@pytest.mark.parametrize(
    ("occurred", "learned", "words"),
    [
        (YEAR, {}, "about 2007"),
        (Occurred.month(2007, 1), {}, "January 2007"),
        (Occurred.day(JANUARY), {}, ""),
        (YEAR, {"how": "recorded"}, ""),
        (YEAR, {"how": "recorded", "last": date(2007, 3, 31)}, "1 January 2007 to 31 March 2007"),
        (Occurred.day(JANUARY), {"how": "recorded", "last": date(2007, 1, 31)}, "January 2007"),
    ],
)
def test_what_was_learned_about_a_year_is_not_said_to_be_learned_on_a_day(occurred, learned, words):
    entry = told(occurred, **learned)
    (line,) = beside([entry], date(2008, 1, 1)).lines

    assert entry.known_roughly == words
    assert line.knew["GP"].roughly == words
