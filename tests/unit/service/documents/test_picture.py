"""What a reader of the picture would miss if it drew wrongly."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.occurred import Occurred
from events.recorded_event import Subject
from projections.child_record import ChildRecord
from projections.chronology.chronology import Chronology, chronology
from projections.people.tie import LIVING_TOGETHER
from service.documents.drawing.axis import axis as drawn_axis
from service.documents.drawing.lanes import Lanes, into_lanes, into_lanes_of_people
from service.documents.drawing.person_lanes import (
    CHILD_ALONE,
    OTHERS,
    PERSONS_MOST,
    person_lanes,
)
from service.documents.drawing.scale import scale
from service.documents.drawing.svg import width_of
from service.documents.picture import timeline_svg
from tests.factories.asked_and_owed import IndicatorFactory, OwedFactory
from tests.factories.events import (
    BORN,
    CHILD,
    PARTNER,
    ChronologyFactory,
    RecordedEventFactory,
    family,
    story,
)

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

TODAY = date(2024, 9, 1)
MONTH = r'<text x="([\d.]+)"[^>]*font-size="10.5"[^>]*>([A-Z][a-z]{2})<'
SVG = "{http://www.w3.org/2000/svg}"


def told(*more: RecordedEvent) -> Chronology:
    return chronology(ChildRecord(child=CHILD, events=(*family(), *more)))


def said(drawing: str) -> list[str]:
    """
    Return what each mark says: the labels of everything in the picture but the picture itself.
    """
    return [
        label
        for part in ET.fromstring(drawing).iter()  # noqa: S314 - our own drawing
        if part.tag != f"{SVG}svg" and (label := part.get("aria-label"))
    ]


def counted(labels: list[str]) -> int:
    singles = sum(label.startswith("Entry ") for label in labels)
    clusters = (re.match(r"(\d+) entries, ", label) for label in labels)
    return singles + sum(int(cluster[1]) for cluster in clusters if cluster)


@pytest.mark.parametrize("size", [0, 1, 2, 88, 300, 301, 1200])
@pytest.mark.parametrize("by", ["agency", "kind"])
def test_every_entry_is_a_mark_or_counted_in_a_labelled_cluster(size: int, by: Lanes) -> None:
    drawing = timeline_svg(
        ChronologyFactory(record__size=size, record__every=1), lanes=by, today=TODAY
    )

    assert counted(said(drawing)) == size


def test_a_few_entries_are_each_drawn_and_named_by_number() -> None:
    chronology = ChronologyFactory(record__size=12)

    labels = said(timeline_svg(chronology, today=TODAY))

    for entry in chronology.entries:
        assert any(label.startswith(f"Entry {entry.id}. ") for label in labels)


def test_five_thousand_entries_stay_a_picture_that_a_page_can_hold() -> None:
    drawing = timeline_svg(ChronologyFactory(record__size=5000, record__every=1), today=TODAY)

    assert counted(said(drawing)) == 5000
    assert len(drawing) < 500_000


@pytest.mark.parametrize("width", [760, 960])
@pytest.mark.parametrize(("size", "every"), [(1, 1), (5, 400), (5, 1500), (88, 9), (1200, 1)])
def test_no_words_of_the_picture_lie_on_others(width: int, size: int, every: int) -> None:
    drawing = timeline_svg(
        ChronologyFactory(record__size=size, record__every=every),
        indicators=IndicatorFactory.build_batch(15),
        outcomes=OwedFactory.build_batch(15),
        width=width,
        today=TODAY,
    )

    places = [
        (float(one.attrib["y"]), *_across(one))
        for one in ET.fromstring(drawing).iter(f"{SVG}text")  # noqa: S314 - our own drawing
    ]
    for at, (y, left, right, words) in enumerate(places):
        for other, start, end, more in places[at + 1 :]:
            apart = abs(y - other) >= 9 or right <= start or end <= left
            assert apart, f"{words!r} lies on {more!r}"


def _across(one: ET.Element) -> tuple[float, float, str]:
    words = "".join(one.itertext())
    # The estimate is on the wide side.
    wide = 0.9 * width_of(words, float(one.get("font-size", "12")))
    x = float(one.attrib["x"]) - (wide / 2 if one.get("text-anchor") == "middle" else 0)
    return x, x + wide, words


def test_a_document_that_tells_the_questions_in_words_keeps_their_rings() -> None:
    asked = IndicatorFactory()
    with_rows, without = (
        timeline_svg(told(*story(12)), indicators=[asked], question_rows=rows, today=TODAY)
        for rows in (True, False)
    )

    assert "What is asked" in with_rows
    assert "What is asked" not in without
    assert "a question rests on it" in without
    assert 'r="8.4"' in without


def test_a_cluster_opens_day_by_day_until_every_entry_it_counted_is_drawn() -> None:
    """
    What is opened is what was counted: nothing falls out on the way, and every way has an end.
    """
    chronology = ChronologyFactory(record__size=1200, record__every=1)
    days = [entry.occurred.first for entry in chronology.entries]
    waiting: list[tuple[date, date] | None] = [None]
    opened: set[tuple[date, date] | None] = set()
    while waiting:
        period = waiting.pop()
        if period in opened:
            continue
        opened.add(period)
        drawing = timeline_svg(
            chronology,
            period=period,
            opens=lambda first, last: f"{first} {last}",
            today=TODAY,
        )
        clusters = [
            (date.fromisoformat(opening), date.fromisoformat(closing))
            for opening, closing in re.findall(r'<a href="([\d-]+) ([\d-]+)"', drawing)
        ]
        first, last = period or (min(days), max(days))
        told = [label.removeprefix("Open ") for label in said(drawing)]
        assert counted(told) == sum(first <= day <= last for day in days), period
        assert all(first <= one[0] <= one[1] <= last for one in clusters)
        # One way down is enough, and leads to the end.
        waiting += [one for one in clusters[:1] if one[0] < one[1] and one != period]

    assert len(opened) > 1


def test_a_question_asked_before_the_days_that_are_shown_is_drawn_as_going_on() -> None:
    of = told(*story(4))
    asked = IndicatorFactory()
    later = (asked.since + timedelta(days=10), asked.since + timedelta(days=20))

    def marks(period: tuple[date, date] | None) -> int:
        return timeline_svg(of, indicators=[asked], period=period, today=TODAY).count(">?<")

    assert (marks(None), marks(later)) == (1, 0)


def test_each_person_has_a_lane_with_what_names_them_and_when_they_lived_with_the_child() -> None:
    chronology = ChronologyFactory(record__size=12)
    child = chronology.record.child
    lanes = person_lanes(chronology)
    named = {one for entry in chronology.entries for one in entry.people()} - {child}
    drawing = timeline_svg(chronology, lanes="person", today=TODAY)

    # Whoever lives there has one too, though no entry of these may name them.
    living = {tie.person for tie in chronology.ties if tie.closeness in LIVING_TOGETHER}
    assert lanes.names.keys() == named | living
    for entry in chronology.entries:
        others = set(entry.people()) - {child}
        assert set(lanes.of(entry)) == (others or {CHILD_ALONE})
    for name in lanes.names.values():
        assert name.split()[0] in drawing
    assert "one lane for each person" in drawing


def test_people_past_the_lanes_that_fit_share_one_and_nobody_is_left_out() -> None:
    others = [uuid4() for _ in range(PERSONS_MOST + 3)]
    events = [
        RecordedEventFactory(
            position=10 + n,
            subjects=(Subject(person=CHILD, role="child"), Subject(person=one, role="present")),
        )
        for n, one in enumerate(others)
    ]
    chronology = told(*events)
    axis = scale([BORN, TODAY], None, 100, 900)
    drawn = into_lanes_of_people(chronology.entries, person_lanes(chronology), axis)

    assert len(drawn) == PERSONS_MOST + 1
    silent = [lane.name for lane in drawn if not lane.entries]
    assert len(silent) == 2, "who lives with the child is there, though nothing names them"
    assert (drawn[-1].name, drawn[-1].entries) == (OTHERS, 3 + len(silent))
    assert sum(lane.entries for lane in drawn) == len(others)


def test_a_months_name_is_whole_or_not_there() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 600, 7)]
    named = 0
    for last in days[20:]:
        axis_of = scale(days[: days.index(last) + 1], None, 100, 300)
        drawing = "".join(drawn_axis(axis_of, 0, 10))
        for x, text in re.findall(MONTH, drawing):
            named += 1
            assert float(x) + width_of(text, 10.5) <= 300 + 14
    assert named


def test_no_mark_hides_another() -> None:
    chronology = told(*(RecordedEventFactory(position=n, day=BORN) for n in range(10, 24)))
    axis = scale([BORN, TODAY], None, 100, 900)

    (lane,) = into_lanes(chronology.entries, "agency", axis)

    places = [(one.row, round(one.x)) for one in lane.placed]
    assert len(places) == len(set(places)) == 14


def test_an_uncertain_date_reaches_as_far_as_it_can_mean() -> None:
    chronology = told(
        RecordedEventFactory(position=10, occurred=Occurred.month(2024, 4)),
        RecordedEventFactory(position=11, day=date(2024, 8, 30)),
    )
    axis = scale([date(2024, 4, 1), TODAY], None, 100, 900)

    (lane,) = into_lanes(chronology.entries, "agency", axis)

    month = next(one for one in lane.placed if one.entries[0].id == "10")
    assert month.x == axis.x(date(2024, 4, 1))
    assert month.until == axis.x(date(2024, 4, 30))
    assert "date uncertain" in timeline_svg(chronology, today=TODAY)


def test_eighty_years_before_do_not_squash_the_childs_life() -> None:
    old = (
        RecordedEventFactory(
            position=100 + year,
            day=date(year, 6, 1),
            kind="concern_raised",
            subjects=(Subject(person=PARTNER, role="named"),),
        )
        for year in range(1944, 2020)
    )
    drawing = timeline_svg(told(*story(20), *old), width=960, today=TODAY)
    axis = scale(
        [date(1944, 6, 1), date(2019, 6, 1), BORN, TODAY], BORN - timedelta(days=280), 148, 946
    )

    assert axis.x(TODAY) - axis.x(BORN) > 590
    assert axis.x(date(1944, 6, 1)) < axis.x(date(2019, 6, 1)) < axis.x(BORN)
    for words in ("Before this child", "1944 to 2019", "not to scale"):
        assert f">{words}<" in drawing


def test_years_without_an_entry_are_squeezed_and_said_in_words() -> None:
    drawing = timeline_svg(
        told(*story(10), RecordedEventFactory(position=90, day=date(2026, 9, 1))),
        today=date(2026, 10, 1),
    )

    assert ">27 months<" in drawing
    assert ">an entry<" in drawing


def test_what_was_struck_out_says_so_and_stays() -> None:
    chronology = told(
        *story(3),
        RecordedEventFactory(
            position=50, kind="entry_struck_out", content={"entry": "7", "reason": "Wrong child"}
        ),
    )

    labels = said(timeline_svg(chronology, today=TODAY))

    (struck,) = [label for label in labels if label.startswith("Entry 7.")]
    assert "Struck out" in struck


def test_what_nobody_knew_in_time_says_when_it_was_learned() -> None:
    chronology = told(RecordedEventFactory(position=10, late=True))

    (label,) = said(timeline_svg(chronology, today=TODAY))

    assert "First learned 10 April 2024" in label


def test_a_question_names_the_entries_it_rests_on() -> None:
    labels = said(timeline_svg(told(*story(4)), indicators=[IndicatorFactory()], today=TODAY))

    (question,) = [label for label in labels if label.startswith("Question R00")]
    assert "not answered" in question
    assert "Entries 8." in question
    assert any(label.startswith("Entry 8.") and "open question rests" in label for label in labels)


def test_an_overdue_outcome_says_how_late_how_often_moved_and_escalated() -> None:
    owed = OwedFactory(slipped=True, escalated=True)

    labels = said(timeline_svg(told(*story(4)), outcomes=[owed], today=TODAY))

    (label,) = [label for label in labels if label.startswith("Planned outcome")]
    for words in ("due 1 June 2024", "moved once", "92 days late", "escalated once"):
        assert words in label


def test_more_outcomes_than_fit_are_counted_and_not_dropped() -> None:
    drawing = timeline_svg(told(*story(4)), outcomes=OwedFactory.build_batch(15), today=TODAY)

    assert "and 3 more outcomes" in drawing


def test_each_mark_leads_to_its_entry() -> None:
    drawing = timeline_svg(told(*story(4)), link=lambda entry: f"#entry-{entry.id}", today=TODAY)

    assert {part.get("href") for part in ET.fromstring(drawing).iter(f"{SVG}a")} == {  # noqa: S314
        f"#entry-{number}" for number in (6, 7, 8, 9)
    }


def test_a_strict_page_policy_finds_nothing_to_refuse() -> None:
    drawing = timeline_svg(
        told(*story(20)),
        indicators=[IndicatorFactory()],
        outcomes=[OwedFactory(slipped=True)],
        link=lambda entry: f"#entry-{entry.id}",
        today=TODAY,
    )

    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=|\sid=|url\(|javascript:", drawing)


@given(
    st.text(st.characters(), max_size=60),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
)
def test_whatever_was_written_stays_text(fact: str, agency: str) -> None:
    drawing = timeline_svg(
        told(RecordedEventFactory(position=10, content={"fact": fact}, agency=agency)),
        outcomes=[OwedFactory(desired=fact)],
        indicators=[IndicatorFactory(question=fact, evidence=("10",))],
        link=lambda entry: f"?{fact}",
        today=TODAY,
    )

    root = ET.fromstring(drawing.encode())  # noqa: S314 - our own drawing
    allowed = {"svg", "title", "desc", "g", "a", "rect", "line", "path", "circle", "text"}
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= allowed
    assert counted(said(drawing)) == 1


@given(st.lists(st.dates(), min_size=1, max_size=30), st.none() | st.dates())
def test_later_days_never_lie_left_of_earlier_ones(days: list[date], life: date | None) -> None:
    axis = scale(days, life, 100, 900)

    places = [axis.x(day) for day in sorted(days)]

    assert places == sorted(places)
    assert all(100 <= place <= 900.001 for place in places)
