"""What rests partly on a restricted entry, or is said of it later, tells nobody else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from projections.child_record import gather
from projections.risk.asked import asked_of
from service.access.asked import RESTRICTED_QUESTION
from service.actions.answer_indicator import AnswerIndicator, answer_indicator
from service.actions.correct_entry import CorrectEntry, correct_entry
from service.actions.people_in_it import NewPerson
from tests.contract.api.test_restricted_people import INFORMANT, TIE, around, restrict
from tests.fakes.office import Office

if TYPE_CHECKING:
    from projections.risk.asked import Indicator

INCIDENT = {
    "severity": "assault",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "no",
    "fact": "He struck her.",
}
QUOTED = "Tanglewhistle"


def corrected(office: Office, entry: str) -> None:
    """
    Add somebody new to an entry by a correction.
    """
    with office.throughline.writing() as session:
        before = session.log.stream(office.child)[-1]
        correct_entry(
            session,
            office.reader("worker"),
            CorrectEntry(
                child=office.child,
                entry=entry,
                content={"from_whom": "neighbour", "about": "A call", "fact": "Somebody rang."},
                people=(),
                new_people=(NewPerson(name=INFORMANT, role="named", relation=TIE),),
                reason="They gave their name later",
                key="corrected",
                decided_on=before.version,
            ),
        )


@pytest.mark.parametrize("restricted_first", [True, False])
def test_whom_a_correction_of_a_restricted_entry_is_the_first_to_name_is_named_to_nobody_else(
    office: Office, *, restricted_first: bool
) -> None:
    office.officer_works_with_the_child()
    entry = office.record({"fact": "Somebody rang."})
    if restricted_first:
        restrict(office, entry=entry)
        # A restriction is a change of its own, which the correction is decided after.
    corrected(office, entry)
    if not restricted_first:
        assert sum(INFORMANT in page for page in around(office, office.browser("officer"))) >= 4
        restrict(office, entry=entry)
    for page in around(office, office.browser("officer")):
        assert INFORMANT not in page
        assert TIE not in page
    assert sum(INFORMANT in page for page in around(office, office.browser("worker"))) >= 4


def partly(office: Office, kept: str) -> list[Indicator]:
    """
    Return the questions that rest on an entry and on others.
    """
    with office.throughline.reading() as session:
        asked = asked_of(gather(session.log, office.child), session.today)
    return [one for one in asked if kept in one.evidence and len(one.evidence) > 1]


def incidents(office: Office) -> str:
    """
    Record three incidents, and return the number of one of them.
    """
    numbers = [
        office.record(INCIDENT, "domestic_abuse_incident", day=f"2026-03-{day:02}")
        for day in (2, 9, 16)
    ]
    return numbers[1]


def told_to(office: Office, who: str) -> list[str]:
    at = f"/api/children/{office.child}"
    api, browser = office.api(who), office.browser(who)
    paths = ("indicators", "replay", "chronology", "outcomes")
    told = [api.get(f"{at}/{path}").get_data(as_text=True) for path in paths]
    told.append(api.get(f"/api/events?child={office.child}&limit=500").get_data(as_text=True))
    told.append(api.get("/api/unanswered").get_data(as_text=True))
    pages = ("", "/replay", "/outcomes", "?length=court")
    told += [browser.get(f"/children/{office.child}{page}").text for page in pages]
    told.append(browser.get("/unanswered").text)
    return told


def test_a_question_that_rests_partly_on_a_restricted_entry_says_nothing_of_it(
    office: Office,
) -> None:
    office.officer_works_with_the_child()
    entry = incidents(office)
    asked = partly(office, entry)
    assert asked
    words = {one.question for one in asked} | {one.note for one in asked if one.note}
    before = told_to(office, "officer")
    assert all(any(one in page for page in before) for one in words)
    restrict(office, entry=entry)
    with office.throughline.reading() as session:
        left = asked_of(gather(session.log, office.child), session.today)
    # What other questions say as well is no leak.
    words -= {one.question for one in left if entry not in one.evidence}
    assert words
    for page in told_to(office, "officer"):
        for one in words:
            assert one not in page
    theirs = office.api("officer").get(f"/api/children/{office.child}/indicators").get_json()
    assert sum(one["question"] == RESTRICTED_QUESTION for one in theirs) >= len(asked)
    assert all(entry not in one["evidence"] for one in theirs)
    mine = told_to(office, "worker")
    assert all(any(one in page for page in mine) for one in words)


def answered_on_no_evidence(office: Office, entry: str) -> Indicator:
    """
    Answer a question that an entry raises, quoting, and name no entry for it; return the question.
    """
    with office.throughline.reading() as session:
        every = asked_of(gather(session.log, office.child), session.today)
    asked = next(one for one in every if one.evidence == (entry,) and not one.marker)
    content: dict[str, Any] = {
        "considered": f"{QUOTED} said so.",
        "follows": "Nothing.",
        "why": QUOTED,
        "review_on": "2026-09-01",
    }
    with office.throughline.writing() as session:
        answer_indicator(
            session,
            office.reader("worker"),
            AnswerIndicator(
                child=office.child,
                rule=asked.rule,
                about=asked.about,
                evidence=(),
                content=content,
                key="answer",
            ),
        )
    return asked


def test_an_answer_without_evidence_is_kept_where_a_restricted_entry_raised_the_question(
    office: Office,
) -> None:
    office.officer_works_with_the_child()
    entry = office.record(INCIDENT, "domestic_abuse_incident")
    answered_on_no_evidence(office, entry)
    assert any(QUOTED in page for page in told_to(office, "officer"))
    restrict(office, entry=entry)
    assert not any(QUOTED in page for page in told_to(office, "officer"))
    assert any(QUOTED in page for page in told_to(office, "worker"))


def test_an_answer_without_evidence_is_kept_on_its_own_page_whatever_entry_is_restricted(
    office: Office,
) -> None:
    office.officer_works_with_the_child()
    other = office.record({"fact": "Of something else."}, day="2026-03-19")
    entry = office.record(INCIDENT, "domestic_abuse_incident")
    asked = answered_on_no_evidence(office, entry)
    at = f"/children/{office.child}/question?rule={asked.rule}&about={asked.about}"
    told = f"/api/children/{office.child}/indicators"
    assert QUOTED in office.browser("officer").get(at).text
    restrict(office, entry=other)
    page = office.browser("officer").get(at)
    assert page.status_code == 200
    assert asked.question in page.text
    for said in (page.text, office.api("officer").get(told).text):
        assert QUOTED not in said
        assert "rests on entries with restricted access" in said
    assert QUOTED in office.browser("worker").get(at).text
