"""Pages say what the record says, to somebody who believes them at the end of a long day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from service.actions.plan_outcome import PlanOutcome, plan_outcome
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def test_a_misspelt_child_is_found_and_not_said_to_be_unknown(office: Office) -> None:
    browser = office.browser()
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.get("/").text)[0]

    found = browser.post("/", data={"csrf_token": token, "name": "Quilonby Invnted"}).text
    nobody = browser.post("/", data={"csrf_token": token, "name": "Zzyzx"}).text

    assert "Quillonby Invented" in found.split('id="found"')[1].split('id="mine"')[0]
    assert "does not mean that the child is not in the record" in nobody
    assert 'href="/people/find"' in nobody.split('id="found"')[1]


def test_whoever_types_a_whole_name_gets_that_child_first_and_not_the_baby_of_a_longer_one(
    office: Office,
) -> None:
    office.child_of("other", "Quillonby", "2012-02-01")
    browser = office.browser()
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.get("/").text)[0]

    found = browser.post("/", data={"csrf_token": token, "name": " quillonby "}).text

    names = re.findall(r">(Quillonby[^<]*)<", found.split('id="found"')[1].split('id="mine"')[0])
    assert names[0] == "Quillonby"
    assert "Quillonby Invented" in names


def test_a_mark_is_not_counted_as_a_question_that_nobody_answered(office: Office) -> None:
    unsaid = ("children_household", "children_present", "pregnant")
    said: dict[str, str] = {"fact": "An incident.", "severity": "assault"} | dict.fromkeys(
        unsaid, "unknown"
    )
    office.record(said, kind="domestic_abuse_incident")
    page = office.browser().get(f"/children/{office.child}").text

    counted = int(re.findall(r"(\d+) not answered", page)[0])

    assert counted == page.count("<strong>Not answered.</strong>") > 0
    # The mark that babies stand first is the last of the list, and what must be decided the first.
    listed = re.findall(r'id="q-(R\d+)', page)
    assert listed[-1] == "R35"
    assert listed.index("R01") == 0
    # Nobody answers the mark, so it is no question that somebody might seem to have answered.
    asked = int(re.findall(r'href="#questions">(\d+) question', page)[0])
    assert asked == len(listed) - 1


def test_questions_that_are_folded_away_are_counted_and_none_is_lost(office: Office) -> None:
    unsaid = ("children_household", "children_present", "pregnant")
    for day in range(1, 8):
        said: dict[str, str] = {"fact": "An incident.", "severity": "assault"} | dict.fromkeys(
            unsaid, "unknown"
        )
        office.record(said, kind="domestic_abuse_incident", day=f"2026-03-0{day}")
        hurt = {
            "fact": "A bruise.",
            "type": ["bruise"],
            "site": ["face"],
            "mobile": "no",
            "explanations": ["None was given."],
        }
        office.record(hurt, kind="injury_observed", day=f"2026-03-1{day}")
    page = office.browser().get(f"/children/{office.child}").text
    aside = page.split('id="questions"')[1]

    asked = int(re.findall(r'href="#questions">(\d+) question', page)[0])
    more, marks = (
        int(one or 0)
        for one in re.findall(r"(\d+) more questions?(?: and (\d+) marks?)?", aside)[0]
    )
    standing, folded = aside.split("more question", 1)

    assert standing.count('id="q-') + more + marks == aside.count('id="q-')
    assert asked == aside.count('id="q-') - 1
    assert folded.count('id="q-') == more + marks
    # What must be decided is never folded away.
    assert "Must be decided" in standing
    assert "Must be decided" not in folded


def test_a_record_that_is_closed_to_whoever_finds_the_child_opens_with_a_reason(
    office: Office,
) -> None:
    browser = office.browser("other")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.get("/people/find").text)[0]

    found = browser.post("/people/find", data={"csrf_token": token, "text": "Quillonby Invented"})

    row = next(one for one in found.text.split("<li") if "not open to you" in one)
    assert f'href="/children/{office.child}"' in row


def test_what_is_only_planned_is_not_said_to_be_done(office: Office) -> None:
    with office.throughline.writing() as session:
        plan = {
            "risk": "Left alone at night.",
            "response": "An aunt stays in the evenings.",
            "desired": "A named adult is with the child.",
            "measure": "The aunt says so.",
            "owner": "Invented Owner",
            "agency": "social care",
            "due": "2099-01-01",
        }
        plan_outcome(
            session,
            office.reader("worker"),
            PlanOutcome(child=office.child, content=plan, key="k/1"),
        )
    page = office.browser().get(f"/children/{office.child}").text
    story = page.split('id="chronology"')[1]

    assert story.count("An aunt stays in the evenings.") == 1
    assert "Response: An aunt stays in the evenings." in story
    assert "Done about it" not in story


def test_the_number_since_the_last_visit_is_what_its_link_shows(office: Office) -> None:
    seen = {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": "Calm."}
    office.record(seen, kind="visit", day="2026-03-10")
    for day in ("2026-03-05", "2026-03-12", "2026-03-15"):
        office.record({"fact": f"A call of {day}."}, day=day)
    browser = office.browser()

    page = browser.get(f"/children/{office.child}").text
    link, number = re.findall(r'href="([^"]*since=\d+[^"]*)">(\d+) entr', page)[0]
    shown = browser.get(link.replace("&amp;", "&")).text

    assert len(re.findall(r'id="e\d+"', shown)) == int(number)
    assert f"<strong>{number} of " in shown
    assert f"Why these {number}?" in shown
    # Each length says how many of these it would leave, and its link keeps the choice.
    for where, counted in re.findall(
        r'<a href="([^"]*)"[^>]*>[^<]*<span class="tl-lengths__count">(\d+) of', shown
    ):
        told = browser.get(where.replace("&amp;", "&")).text
        assert len(re.findall(r'id="e\d+"', told)) == int(counted)
