"""What other programs read is what the pages show, within the same rights, and it is noted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from events.log.checkpoints import mark
from events.recorded_event import Subject
from service.access.access_log import reads
from service.access.tokens import Scope
from service.actions.relate import Relate, relate
from service.cli.__main__ import throughline as command_line
from tests.fakes.office import CANARIES

if TYPE_CHECKING:
    from tests.fakes.office import Office


def told(office: Office, path: str, who: str = "worker") -> Any:
    answer = office.api(who).get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def chronology(office: Office, query: str = "") -> Any:
    return told(office, f"/api/children/{office.child}/chronology{query}")


class TestTheSameStoryEverywhere:
    def test_the_command_line_and_the_api_tell_one_story(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        office.record({"fact": "A second call."}, day="2026-03-21")
        url = office.throughline.settings.database_url
        monkeypatch.setenv("THROUGHLINE_DATABASE_URL", url)
        ran = CliRunner().invoke(
            command_line, ["chronology", str(office.child), "--format", "json"]
        )
        said = json.loads(ran.stdout)
        asked = chronology(office)
        assert asked["entries"] == said["entries"]
        assert {name: asked[name] for name in ("child", "length", "total", "withheld")} == {
            name: said[name] for name in ("child", "length", "total", "withheld")
        }

    def test_pages_of_one_entry_each_leave_none_out_and_tell_none_twice(
        self, office: Office
    ) -> None:
        for day in ("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-03"):
            office.record({"fact": f"A call of {day}."}, day=day)
        whole = [entry["id"] for entry in chronology(office)["entries"]]
        paged, after = [], ""
        while True:
            page = chronology(office, f"?limit=1{after}")
            paged += [entry["id"] for entry in page["entries"]]
            assert page["total"] == len(whole)
            if page["next"] is None:
                break
            after = f"&after={page['next']}"
        assert paged == whole
        assert len(whole) == len(set(whole)) == 4

    def test_a_lost_place_is_refused_and_never_taken_for_the_end(self, office: Office) -> None:
        answer = office.api().get(f"/api/children/{office.child}/chronology?after=99999")
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["field"] == "after"


class TestBothClocks:
    def test_nothing_is_told_as_known_before_it_was_learned(self, office: Office) -> None:
        assert chronology(office, "?as_known_at=2026-03-26")["entries"] == []
        assert chronology(office, "?as_known_at=2026-03-27")["total"] == 1

    def test_nothing_is_told_as_recorded_before_this_log_held_it(self, office: Office) -> None:
        mark(office.throughline.database, office.clock)
        before = office.clock.now().isoformat().replace("+00:00", "Z")
        office.clock.forward(hours=1)
        office.record({"fact": "Later."}, day="2026-03-19")
        assert chronology(office, f"?as_recorded_at={before}")["total"] == 1
        assert chronology(office)["total"] == 2

    def test_what_one_agency_knew_is_not_what_another_knew(self, office: Office) -> None:
        assert chronology(office, "?agency=Police")["total"] == 0
        assert chronology(office, "?agency=invented%20Social%20care")["total"] == 1


class TestRights:
    @pytest.mark.parametrize("part", ["", "/chronology", "/indicators", "/outcomes", "/family"])
    def test_a_record_that_is_not_open_stays_closed_and_says_whom_to_ask(
        self, office: Office, part: str
    ) -> None:
        answer = office.api().get(f"/api/children/{office.closed}{part}")
        assert answer.status_code == 403
        assert "Invented Other" in answer.get_json()["ask"]
        assert not any(word in answer.text for word in CANARIES)

    def test_whoever_administers_sees_no_case_and_not_that_there_is_one(
        self, office: Office
    ) -> None:
        admin = office.api("admin")
        assert admin.get(f"/api/children/{office.child}/chronology").status_code == 404
        assert admin.get(f"/api/entries/{office.entry}").status_code == 404
        assert admin.get("/api/children").get_json() == {"children": [], "full": False}
        assert admin.post("/api/children/find", {"name": "Quill"}).status_code == 403

    def test_every_read_is_in_the_access_log_with_the_way_it_came(self, office: Office) -> None:
        chronology(office)
        told(office, f"/api/entries/{office.entry}")
        office.api().get(f"/api/children/{office.closed}/family")
        with office.throughline.reading() as session:
            noted = {(one.what.split(" (")[0], one.allowed) for one in reads(session.connection)}
            ways = {one.what.partition("(")[2] for one in reads(session.connection)}
        assert ("chronology", True) in noted
        assert (f"entry {office.entry}", True) in noted
        assert ("people around the child", False) in noted
        assert all(way.startswith("API, token ") for way in ways)

    def test_an_unchanged_answer_is_noted_as_read_all_the_same(self, office: Office) -> None:
        api, path = office.api(), f"/api/children/{office.child}/chronology"
        tag = api.get(path).headers["ETag"]
        again = api.get(path, **{"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        with office.throughline.reading() as session:
            assert len(reads(session.connection, child=office.child)) == 2

    def test_knowing_the_tag_of_an_answer_opens_nothing_and_no_cache_keeps_it(
        self, office: Office
    ) -> None:
        path = f"/api/children/{office.child}/chronology"
        read = office.api().get(path)
        tried = office.api("other").get(path, **{"If-None-Match": read.headers["ETag"]})
        assert tried.status_code == 403
        assert read.headers["Cache-Control"] == "no-store"

    def test_what_lies_in_another_childs_closed_record_is_counted_and_not_told(
        self, office: Office
    ) -> None:
        with office.throughline.writing() as session:
            relate(
                session,
                office.reader("other"),
                Relate(
                    child=office.closed,
                    person=office.mother,
                    content={"relation": "aunt", "closeness": "relative"},
                    key="office/aunt",
                ),
            )
        number = office.record(
            {"fact": "Thistlewhip in the other family."},
            child=office.closed,
            people=(Subject(person=office.mother, role="named"),),
        )
        asked = chronology(office)
        assert (asked["total"], asked["withheld"]) == (1, 1)
        assert "other family" not in json.dumps(asked)
        assert office.api().get(f"/api/entries/{number}").status_code == 403

    def test_one_finds_a_child_by_name_without_a_name_in_an_address(self, office: Office) -> None:
        found = office.api().post("/api/children/find", {"name": "quillonby"}).get_json()
        assert [(one["name"], one["open"]) for one in found["children"]] == [
            ("Quillonby Elsewhere", False),
            ("Quillonby Invented", True),
        ]
        assert office.api().get("/api/children?name=quillonby").status_code == 422

    def test_one_lists_the_children_whose_records_are_open(self, office: Office) -> None:
        for who, mine in (("worker", 1), ("manager", 1), ("lead", 0), ("auditor", 0)):
            assert len(told(office, "/api/children", who)["children"]) == mine


class TestSigningIn:
    def test_a_token_opens_nothing_once_it_has_ended(self, office: Office) -> None:
        api = office.api()
        assert api.get("/api/me").status_code == 200
        office.clock.forward(days=2)
        answer = api.get("/api/me")
        assert answer.status_code == 401
        assert "invalid_token" in answer.headers["WWW-Authenticate"]

    def test_a_revoked_token_opens_nothing(self, office: Office) -> None:
        from service.access.tokens import revoke_token, tokens

        api = office.api()
        with office.throughline.writing() as session:
            assert revoke_token(
                session.connection, tokens(session.connection)[0].prefix, session.now
            )
        assert api.get("/api/me").status_code == 401

    def test_a_token_whose_account_was_closed_opens_nothing(self, office: Office) -> None:
        from service.access.accounts import deactivate

        api, user = office.api(), office.reader("worker").user
        assert user is not None
        with office.throughline.writing() as session:
            deactivate(session.connection, user=user, now=session.now)
        assert api.get(f"/api/children/{office.child}").status_code == 401

    def test_a_token_made_for_reading_records_nothing(self, office: Office) -> None:
        answer = office.api("worker", Scope.READ).post(
            "/api/children", {"name": "Nobody", "kind_of_person": "child"}, "k"
        )
        assert answer.status_code == 403
        assert "record" in answer.get_json()["detail"]

    @pytest.mark.parametrize(
        "given", ["Bearer", "Bearer x", "Bearer tl_a_b", "Basic YTpi", "Bearer \xe9"]
    )
    def test_a_token_that_opens_nothing_says_no_more_than_that(
        self, office: Office, given: str
    ) -> None:
        answer = office.anonymous().get("/api/me", Authorization=given)
        assert answer.status_code == 401
        assert answer.mimetype == "application/problem+json"

    def test_a_stolen_table_of_tokens_signs_nobody_in(self, office: Office) -> None:
        from sqlalchemy import select

        from service.access.tables import API_TOKEN

        token = office.token()
        with office.throughline.reading() as session:
            kept = session.connection.execute(select(API_TOKEN)).one()
        assert token.rsplit("_", 1)[-1] not in {str(value) for value in kept}

    def test_a_browser_reads_with_its_session_and_writes_with_its_token(
        self, office: Office
    ) -> None:
        browser = office.browser()
        me = browser.get("/api/me").get_json()
        assert me["token"] is None
        sent = {"json": {"name": "Quill"}}
        refused = browser.post("/api/children/find", **sent)
        assert refused.status_code == 400
        assert refused.get_json()["errors"][0]["field"] == "X-CSRFToken"
        allowed = browser.post(
            "/api/children/find", headers={"X-CSRFToken": me["csrf_token"]}, **sent
        )
        assert allowed.status_code == 200


class TestFinding:
    def test_words_are_sent_and_never_in_an_address_and_find_the_entry(
        self, office: Office
    ) -> None:
        office.record({"fact": "A second call."}, day="2026-03-21")
        path = f"/api/children/{office.child}/chronology/words"

        answer = office.api().post(path, {"words": CANARIES[2][:-2] + "*"})
        told = answer.get_json()

        assert answer.status_code == 200, told
        assert [entry["id"] for entry in told["entries"]] == [str(office.entry)]
        assert (told["shown"], told["total"]) == (1, 2)

    def test_what_is_chosen_narrows_and_what_is_left_is_counted(self, office: Office) -> None:
        office.record({"fact": "A second call."}, day="2026-03-21")
        told = chronology(office, "?happened_to=2026-03-20&counts=yes")
        assert told["shown"] == 1
        assert told["total"] == told["of_this_length"] == 2
        assert sum(told["counts"]["agencies"].values()) == 1
        assert chronology(office, "?told_by=Nobody")["entries"] == []

    def test_a_page_finds_words_and_keeps_them_out_of_its_address(self, office: Office) -> None:
        browser = office.browser()
        form = {"words": CANARIES[2], "csrf_token": _token(office, browser)}
        answer = browser.post(f"/children/{office.child}", data=form)
        assert answer.status_code == 200
        assert f'id="e{office.entry}"' in answer.get_data(as_text=True)
        chosen = browser.post(
            f"/children/{office.child}", data={**form, "words": "", "agency": "Nobody"}
        )
        assert chosen.status_code == 303
        assert chosen.headers["Location"].endswith("?agency=Nobody")


def _token(office: Office, browser: Any) -> str:
    page = browser.get(f"/children/{office.child}").get_data(as_text=True)
    return str(page.split('name="csrf_token" value="')[1].split('"')[0])


def test_a_day_of_application_from_before_there_was_any_is_refused_with_its_field(
    office: Office,
) -> None:
    at = f"/api/children/{office.child}"
    api = office.api()
    for day in ("0001-01-01", "0002-12-31", "1899-12-31"):
        answer = api.get(f"{at}/chronology?length=court&application={day}")
        assert answer.status_code in {400, 422}
        (wrong,) = answer.get_json()["errors"]
        assert wrong["field"] == "application"
        assert "Give a day from 1900-01-01 on" in str(wrong)
        kept = api.post(f"{at}/views", {"name": "mine", "application": day}, key=f"view/{day}")
        assert kept.status_code in {400, 422}
        page = office.browser().get(f"/children/{office.child}?length=court&application={day}")
        assert page.status_code == 200
        assert "Give a day from 1900-01-01 on" in page.text
    assert api.get(f"{at}/chronology?length=court&application=1900-01-01").status_code == 200
    first = api.get(f"{at}/chronology?length=court&as_known_at=0001-01-01")
    assert first.get_json()["errors"][0]["field"] == "as_known_at"
    page = office.browser().get(f"/children/{office.child}?known=0001-01-01")
    assert page.status_code == 200
    assert "Give a day from 1900-01-01 on" in page.text
    for path in ("indicators?on", "outcomes?on", "family?on", "chronology?as_known_at"):
        assert api.get(f"{at}/{path}=0001-01-01").status_code in {400, 422}
        assert api.get(f"{at}/{path}=1900-01-01").status_code == 200
