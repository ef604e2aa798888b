"""A date or time is read as an agency writes it, no more exactly, and its words are not lost."""

from __future__ import annotations

from datetime import date

import pytest

from events.occurred import Occurred
from service.importing.dates import occurred_on
from service.importing.tables.dates import written
from service.importing.tables.times import clock, no_clock

TODAY = date(2026, 3, 27)


def read(text: str, *, day_first: bool = True) -> str:
    """
    Return how a date reads in the record, with a * where its words are kept beside it.
    """
    found = written(text, day_first=day_first, today=TODAY)
    if found is None:
        return ""
    occurred = occurred_on(found.on, found.precision, TODAY)
    assert isinstance(occurred, Occurred)
    at = f", {found.at}" if found.at else ""
    return f"{occurred.words()}{at}{'' if found.whole else ' *'}"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("27/03/2019", "27 March 2019"),
        ("27.3.07", "27 March 2007"),
        ("5/6/85", "5 June 1985"),
        ("12-Mar-07", "12 March 2007"),
        ("Mon 12 Mar 07", "12 March 2007"),
        ("Monday, 12th of March 2007", "12 March 2007"),
        ("March 12, 2007", "12 March 2007"),
        ("2007-03-12 00:00:00", "12 March 2007"),
        ("12/03/2007 at 2.15pm", "12 March 2007, 14:15"),
        ("2007-03-12T10:30:00", "12 March 2007, 10:30"),
        ("?/3/07", "March 2007"),
        ("xx/03/2007", "March 2007"),
        ("??/??/2007", "2007"),
        ("?3/4/2019", "about 3 April 2019"),
        ("c. 1998", "about 1998"),
        ("before 3/2019", "before 1 March 2019"),
        ("early March 2007", "about March 2007 *"),
        ("end of June 2006", "about June 2006 *"),
        ("late 2006", "about 2006 *"),
        ("Sept 06", "September 2006 *"),
        ("Spring 2007", "about 1 March 2007 to 31 May 2007 *"),
        ("w/c 12/03/2007", "between 12 March 2007 and 18 March 2007 *"),
        ("01/02/07 - 14/02/07", "between 1 February 2007 and 14 February 2007 *"),
        ("01/02/07-14/02/07", "between 1 February 2007 and 14 February 2007 *"),
        ("1st to 14th March 2007", "between 1 March 2007 and 14 March 2007 *"),
        ("12/3 – 14/3/2007", "between 12 March 2007 and 14 March 2007 *"),
        ("30 December 2006 to 3 January 2007", "between 30 December 2006 and 3 January 2007 *"),
        ("March/April 2007", "between 1 March 2007 and 30 April 2007 *"),
        ("between March and May 2007", "between 1 March 2007 and 31 May 2007 *"),
        ("2006/07", "between 1 January 2006 and 31 December 2007 *"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(text: str, means: str) -> None:
    assert read(text) == means


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "Unknown",
        "03/07",
        "31/02/2019",
        "3/25/2007",
        "39153",
        "1990s",
        "1/3/2019 and 2/3/2019",
        "14/2/2007 - 1/2/2007",
        "30 December - 3 January 2007",
        "12 March 2007, evening",
        "12/03/2007 25:00",
        "31/12/9999 - 31/12/10000",
        "w/c 31/12/9999",
        "Christmas 2006",
    ],
)
def test_what_may_be_two_dates_or_none_is_left_to_who_wrote_it(text: str) -> None:
    assert read(text) == ""


def test_a_month_that_comes_first_is_read_so_only_where_somebody_said_so() -> None:
    assert read("3/25/2007", day_first=False) == "25 March 2007"
    assert read("25/3/2007", day_first=False) == ""


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("10:30", "10:30"),
        ("10.30", "10:30"),
        ("9.30 a.m.", "09:30"),
        ("2pm", "14:00"),
        ("2.15pm", "14:15"),
        ("12.30am", "00:30"),
        ("1030hrs", "10:30"),
        ("14:30:00", "14:30"),
        ("0.25", ""),
        ("25:00", ""),
        ("12:60", ""),
        ("noonish", ""),
        ("10:30?", ""),
    ],
)
def test_a_time_is_read_as_it_is_written(text: str, means: str) -> None:
    assert clock(text) == means


@pytest.mark.parametrize("text", ["evening", "AM", "10:30?", "approx 2pm", "overnight"])
def test_a_part_of_the_day_is_no_clocks_time_and_no_mistake(text: str) -> None:
    assert no_clock(text)
    assert clock(text) == ""
