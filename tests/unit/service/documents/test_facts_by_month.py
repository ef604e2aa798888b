"""A reader sees whether a question grew lately or rests on what is long past."""

from __future__ import annotations

from datetime import date

from events.occurred import Occurred
from projections.chronology.entry import Entry
from service.documents.facts_by_month import facts_by_month, facts_svg, facts_words
from tests.factories.events import RecordedEventFactory

ON = date(2024, 5, 6)


def on(occurred: Occurred) -> Entry:
    event = RecordedEventFactory(occurred=occurred)
    return Entry(event=event, content=event.content, occurred=occurred, about="child")


FACTS = (
    on(Occurred.day(date(2022, 1, 3))),
    on(Occurred.month(2023, 6)),
    on(Occurred.day(date(2024, 5, 1))),
    on(Occurred.day(date(2024, 5, 6))),
)


def test_each_fact_is_counted_in_its_month_and_what_is_older_apart() -> None:
    months, before = facts_by_month(FACTS, ON)

    assert (months[0], months[-1], before) == (("June 2023", 1), ("May 2024", 2), 1)
    assert (len(months), sum(many for _, many in months)) == (12, 3)


def test_whoever_cannot_see_the_picture_reads_the_same_counts() -> None:
    said = "Facts it rests on, by month: 1 earlier, 1 in June 2023, 2 in May 2024."

    assert facts_words(FACTS, ON) == said
    assert f'aria-label="{said}"' in facts_svg(FACTS, ON)


def test_the_picture_has_a_square_for_each_fact_of_the_year() -> None:
    assert facts_svg(FACTS, ON).count("<rect") == 3


def test_of_what_is_all_long_past_the_last_month_is_said_and_no_empty_picture_drawn() -> None:
    assert facts_words(FACTS[:1], ON) == "Facts it rests on: 1, the last in January 2022."
    assert facts_svg(FACTS[:1], ON) == ""
