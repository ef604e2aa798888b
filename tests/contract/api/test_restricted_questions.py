"""Whoever may not read what raises a question sees that it is asked, and not what or why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from projections.child_record import gather
from projections.risk.asked import asked_of
from service.access.asked import RESTRICTED_QUESTION
from service.actions.answer_indicator import AnswerIndicator, answer_indicator
from service.actions.errors import ActionRefused
from service.documents.pack import PackWanted, prepare_pack, render
from tests.fakes.office import AGENCY, Office

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


def only_on(office: Office, entry: str) -> list[Indicator]:
    with office.throughline.reading() as session:
        asked = asked_of(gather(session.log, office.child), session.today)
    return [one for one in asked if one.evidence == (entry,) and not one.marker]


def answers(office: Office, who: str, asked: Indicator) -> None:
    with office.throughline.writing() as session:
        answer_indicator(
            session,
            office.reader(who),
            AnswerIndicator(
                child=office.child,
                rule=asked.rule,
                about=asked.about,
                evidence=asked.evidence,
                content={
                    "considered": f"{QUOTED} said so.",
                    "follows": "Nothing.",
                    "why": QUOTED,
                    "review_on": "2026-09-01",
                },
                key=f"answer/{who}/{asked.rule}/{asked.about}",
            ),
        )


@pytest.fixture
def kept(office: Office) -> tuple[str, list[Indicator]]:
    """
    An incident kept for the office's own agency, and the questions that it alone raises, of which
    the first is answered.
    """
    entry = office.record(INCIDENT, "domestic_abuse_incident")
    office.officer_works_with_the_child()
    asked = only_on(office, entry)
    assert asked
    answers(office, "worker", asked[0])
    content: dict[str, Any] = {
        "reason": "She is in a refuge.",
        "protects": "protected_address",
        "agencies_allowed": [AGENCY],
        "entry": entry,
    }
    office.said("access_restricted", content)
    return entry, asked


def test_the_question_is_there_without_its_words_its_evidence_or_its_answer(
    office: Office, kept: tuple[str, list[Indicator]]
) -> None:
    _, asked = kept
    words = [one.question for one in asked]
    at = f"/api/children/{office.child}"
    mine, theirs = (office.api(who).get(f"{at}/indicators") for who in ("worker", "officer"))
    assert all(one in mine.get_data(as_text=True) for one in words)
    assert len(theirs.get_json()) == len(mine.get_json())
    blank = [one for one in theirs.get_json() if one["question"] == RESTRICTED_QUESTION]
    assert len(blank) == len(asked)
    for one in blank:
        assert (one["practice_id"], one["evidence"], one["note"]) == ("", [], "")

    pages = [office.browser("officer").get(f"/children/{office.child}").text]
    pages.append(office.browser("officer").get("/unanswered").text)
    pages += [
        office.api("officer").get(path).get_data(as_text=True)
        for path in (
            f"{at}/indicators",
            f"{at}/replay",
            f"{at}/chronology",
            f"/api/events?child={office.child}&limit=500",
            "/api/unanswered",
        )
    ]
    pages.append(office.browser("officer").get(f"/children/{office.child}/replay").text)
    assert RESTRICTED_QUESTION in pages[0]
    for page in pages:
        assert QUOTED not in page
        for one in words:
            assert one not in page
    assert QUOTED in office.api().get(f"{at}/chronology").get_data(as_text=True)


def test_nobody_answers_a_question_that_they_may_not_read(
    office: Office, kept: tuple[str, list[Indicator]]
) -> None:
    _, asked = kept
    with pytest.raises(ActionRefused):
        answers(office, "officer", asked[0])
    answers(office, "manager", asked[0])


def test_an_answer_sent_to_a_kept_question_meets_a_page_that_is_not_there(
    office: Office, kept: tuple[str, list[Indicator]]
) -> None:
    browser = office.browser("officer")
    shown = browser.get(f"/children/{office.child}").text
    about = re.findall(r"kept-[0-9]+", shown)[0]
    at = f"/children/{office.child}/question?rule=restricted&about={about}"
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    form = {
        "csrf_token": token,
        "considered": "Whatever it is.",
        "follows": "Nothing.",
        "why": "A guess.",
        "review_on-day": "1",
        "review_on-month": "9",
        "review_on-year": "2026",
        "key": "kept",
    }
    assert browser.post(at, data=form).status_code == 404


def test_a_pack_names_neither_the_question_nor_its_answer_unless_somebody_says_why(
    office: Office, kept: tuple[str, list[Indicator]]
) -> None:
    _, asked = kept

    def made(why: str = "") -> str:
        with office.throughline.reading() as session:
            wanted = PackWanted(child=office.child, format="html", with_restricted=why)
            prepared = prepare_pack(session, office.reader("worker"), wanted)
            return render(prepared, "html", moment=session.now).content.decode()

    assert RESTRICTED_QUESTION in made()
    assert QUOTED not in made()
    assert asked[0].question not in made()
    assert asked[0].question in made("The conference decides on it today")
