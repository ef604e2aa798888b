"""Other programs follow through within the page's rights: absence, rota, ladders, challenges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.office import POLICE, Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    # The actions behind these are proved on both databases where they live.
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def test_whoever_is_away_is_recorded_by_themselves_or_by_a_manager(office):
    wish = {"first": "2026-03-30", "last": "2026-04-03", "deputy": str(office.user("other"))}
    told = office.api().post("/api/absences", wish, "away").get_json()
    assert [(one["name"], one["last"]) for one in told["away"]] == [
        ("Invented Worker", "2026-04-03")
    ]
    refused = office.api("other").post(
        "/api/absences", wish | {"who": str(office.user("worker"))}, "not-mine"
    )
    assert refused.status_code == 422
    assert "ask a manager" in refused.get_data(as_text=True)
    ended = office.api("manager").post(
        "/api/absences/end", {"entry": told["away"][0]["entry"]}, "back"
    )
    assert ended.get_json()["away"] == []


def test_the_rota_is_kept_by_managers_alone(office):
    turn = {"who": str(office.user("worker")), "first": "2026-03-30", "last": "2026-03-31"}
    assert office.api().post("/api/absences/on-call", turn, "mine").status_code == 422
    told = office.api("manager").post("/api/absences/on-call", turn, "theirs").get_json()
    (one,) = told["on_call"]
    off = {"entry": one["entry"], "on_call": True}
    assert office.api("manager").post("/api/absences/end", off, "off").get_json()["on_call"] == []


def test_a_ladder_is_adopted_by_a_lead_with_a_reason_and_on_what_they_saw(office):
    lead, before = office.api("lead"), office.api().get("/api/ladders").get_json()["ladders"]
    default = next(one for one in before if one["name"] == "default")
    new = {name: default[name] for name in ("levels", "again", "ends_within")}
    new["levels"] = [new["levels"][0] | {"channels": ["inbox", "webhook"]}, *new["levels"][1:]]
    wish = {
        "name": "default",
        "ladder": new,
        "reason": "Teams read their chat.",
        "version_was": default["version"],
    }
    assert office.api().post("/api/ladders", wish, "no").status_code == 403
    stale = wish | {"version_was": "an older one"}
    assert lead.post("/api/ladders", stale, "stale").status_code == 422
    for _ in range(2):
        told = lead.post("/api/ladders", wish, "once").get_json()
        adopted = next(one for one in told["ladders"] if one["name"] == "default")
        assert adopted["version"] == "edition 2"
        assert adopted["levels"][0]["channels"] == ["inbox", "webhook"]
    broken = wish | {"ladder": {"levels": []}, "version_was": "edition 2"}
    assert "levels" in lead.post("/api/ladders", broken, "broken").get_data(as_text=True)


def test_a_ladder_is_foreseen_over_christmas(office):
    heard = (
        office.api("lead")
        .get(f"/api/ladders/preview?ladder=default&passes=2026-12-24&owner={office.user('worker')}")
        .get_json()["heard"]
    )
    # The days are counted from Tuesday 29 December, the first that is worked.
    assert [one["at"][:10] for one in heard[:2]] == ["2026-12-25", "2027-01-01"]
    none = office.api("lead").get("/api/ladders/preview?ladder=none&passes=2026-12-24")
    assert none.status_code == 404


def test_the_preview_of_what_is_sent_asks_who_leads_apart_from_who_receives(office):
    path = "/api/ladders/preview?ladder=handover&passes=2026-12-23"
    asked = f"{path}&owner={office.user('other')}&lead={office.user('worker')}"
    first, second, *_ = office.api("lead").get(asked).get_json()["heard"]
    assert [one.split(" (")[0] for one in first["who"]] == ["Invented Other"]
    told = {one.split(" (")[0] for one in second["who"]}
    assert {"Invented Worker", "Invented Manager", "Invented Lead"} == told

    unled = office.api("lead").get(f"{path}&owner={office.user('other')}").get_json()["heard"]
    assert not any("Invented Worker" in one for line in unled for one in line["who"])


def test_a_challenge_is_answered_by_those_who_were_asked_and_settled_by_either(office):
    office.officer_works_with_the_child()
    content = {
        "stage": "practitioners",
        "to": POLICE,
        "to_whom": str(office.user("officer")),
        "about": "No strategy discussion was held.",
        "reason": "The child was in the room.",
        "asked": "Hold one today.",
    }
    entry = office.record(content, kind="challenge_raised", day="2026-03-27")
    address = f"/api/challenges/{entry}"
    answer = {"answer": "disagrees", "reason": "No need."}
    assert office.api("worker").post(f"{address}/answer", answer, "own").status_code == 422
    told = office.api("officer").post(f"{address}/answer", answer, "theirs").get_json()
    assert [one["answered"] for one in told["challenges"]] == [True]
    further = {
        "to_whom": str(office.user("officer")),
        "reason": "It cannot wait.",
        "asked": "Hold one today.",
    }
    told = office.api("worker").post(f"{address}/next", further, "next").get_json()
    (now,) = told["challenges"]
    assert (now["stage"], now["answered"]) == ("managers", False)
    settled = {"how": "changed", "decision": "It is held today.", "reason": "Agreed."}
    address = f"/api/challenges/{now['challenge']}"
    assert office.api("officer").post(f"{address}/settle", settled, "done").get_json() == {
        "challenges": []
    }
    # Nobody of a third agency learns that there was one.
    assert office.api("worker").post(f"{address}/settle", settled, "again").status_code == 404


def test_the_timescales_in_force_are_told_with_their_source(office):
    told = office.api().get("/api/timescales?on=2026-03-27").get_json()["timescales"]
    conference = next(one for one in told if one["practice_id"] == "T07")
    assert "15 working days" in conference["limit_words"]
    assert conference["source"]
    assert all(one["starts"] and one["satisfied_by"] for one in told)


def test_the_page_of_timescales_finds_and_says_since_when(office):
    page = office.browser().get("/timescales?find=core+group&on=2026-03-27")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "core group" in text.lower()
    assert "to be confirmed by the partnership" in text
    wrong = office.browser().get("/timescales?on=yesterday")
    assert "Enter the day as" in wrong.get_data(as_text=True)


def test_nobody_answers_many_escalations_unread_with_one_press(office):
    rules = [one for one in office.app.url_map.iter_rules() if "POST" in (one.methods or ())]
    answering = {one.rule: one.arguments for one in rules if "/escalations" in one.rule}

    assert len(answering) >= 3
    assert {frozenset(arguments) for arguments in answering.values()} == {frozenset({"escalation"})}
