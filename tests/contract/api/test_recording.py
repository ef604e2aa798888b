"""What other programs record stands once, whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from events.kind import By
from events.vocabulary import KINDS
from tests.samples import sample

if TYPE_CHECKING:
    from tests.fakes.office import Office

CONTENT = {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": "Calm."}
VISIT = {
    "kind": "visit",
    "occurred": {"from": "2026-03-26", "precision": "day"},
    "content": CONTENT,
}
RECORDABLE = [name for name, kind in KINDS.items() if kind.by is By.FORM]


def entries(office: Office) -> str:
    return f"/api/children/{office.child}/entries"


def held(office: Office) -> int:
    with office.throughline.reading() as session:
        return len(session.log.after(0, 10_000))


def asked_of_callers(kind: str) -> dict[str, Any]:
    own = KINDS[kind].content().fields
    return {
        name: said
        for name, said in sample(kind).items()
        if not own[name].metadata.get("import_only")
    }


class TestOnce:
    def test_the_same_sent_again_answers_the_same_and_records_nothing_more(
        self, office: Office
    ) -> None:
        api = office.api()
        first = api.post(entries(office), VISIT, "a-key")
        before = held(office)
        again = api.post(entries(office), VISIT, "a-key")
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.get_json() == again.get_json()
        assert again.headers["Idempotent-Replayed"] == "true"
        assert held(office) == before

    def test_the_same_sent_again_after_midnight_is_still_the_same(self, office: Office) -> None:
        sent = VISIT | {"new_people": [{"name": "A neighbour", "role": "present"}]}
        first = office.api().post(entries(office), sent, "a-key")
        office.clock.forward(days=1)
        again = office.api().post(entries(office), sent, "a-key")
        assert again.status_code == 201
        assert first.get_json()["id"] == again.get_json()["id"]

    def test_a_key_is_not_lent_to_other_content(self, office: Office) -> None:
        api = office.api()
        api.post(entries(office), VISIT, "a-key")
        before = held(office)
        other = VISIT | {"content": {**CONTENT, "fact": "Not calm."}}
        for days in (0, 1):
            office.clock.forward(days=days)
            answer = office.api().post(entries(office), other, "a-key")
            assert answer.status_code == 409
            assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"
        assert held(office) == before

    def test_two_callers_may_use_one_key(self, office: Office) -> None:
        child = {"name": "Nobody Else", "kind_of_person": "child"}
        first = office.api("worker").post("/api/children", child, "k")
        second = office.api("other").post("/api/children", child | {"another": True}, "k")
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.get_json()["id"] != second.get_json()["id"]

    def test_a_child_is_registered_once_however_often_it_is_sent(self, office: Office) -> None:
        child = {
            "name": "Nobody Else",
            "kind_of_person": "unborn",
            "expected_date_of_birth": "2026-09",
        }
        first = office.api().post("/api/children", child, "k")
        office.clock.forward(days=1)
        again = office.api().post("/api/children", child, "k")
        other = office.api().post("/api/children", child | {"sex": "not known"}, "k")
        assert first.get_json() == again.get_json()
        assert [first.status_code, again.status_code, other.status_code] == [201, 201, 409]

    def test_a_child_of_a_like_name_is_asked_about_first(self, office: Office) -> None:
        child = {"name": "Quilonby Invented", "kind_of_person": "child"}
        refused = office.api().post("/api/children", child, "k")
        assert refused.status_code == 422
        assert refused.get_json()["errors"][0]["field"] == "another"
        sure = office.api().post("/api/children", child | {"another": True}, "k")
        assert sure.status_code == 201


class TestWhole:
    def test_every_kind_reads_back_as_it_was_recorded(self, office: Office) -> None:
        api = office.api()
        for kind in RECORDABLE:
            content = asked_of_callers(kind)
            sent = {"kind": kind, "occurred": VISIT["occurred"], "content": content}
            made = api.post(entries(office), sent, f"key-{kind}")
            assert made.status_code == 201, (kind, made.get_data(as_text=True))
            read = api.get(made.headers["Location"]).get_json()
            assert (read["id"], read["kind"], read["content"]) == (
                made.get_json()["id"],
                kind,
                content,
            )

    def test_a_refused_entry_leaves_nobody_half_registered(self, office: Office) -> None:
        before = held(office)
        sent = VISIT | {
            "occurred": {"from": "2027-01-01", "precision": "day"},
            "new_people": [{"name": "A neighbour", "role": "present"}],
        }
        answer = office.api().post(entries(office), sent, "k")
        assert answer.status_code == 422
        assert [one["field"] for one in answer.get_json()["errors"]] == ["occurred"]
        assert held(office) == before

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"kind": "no_such_kind"}, "kind"),
            ({"kind": "person_registered"}, "kind"),
            ({"occurred": {"from": "2026-02-30", "precision": "day"}}, "occurred.from"),
            ({"occurred": {"from": "2026-02-03", "precision": "month"}}, "occurred.from"),
            ({"occurred": {"from": "2026-02-03", "precision": "range"}}, "occurred.to"),
            (
                {"occurred": {"from": "0001-01-01T00:00:00Z", "precision": "instant"}},
                "occurred.from",
            ),
            ({"occurred": "yesterday"}, "occurred"),
            ({"learned_on": "2026-04-01"}, "learned_on"),
            ({"people": [{"person": "Quillonby", "role": "present"}]}, "people.0.person"),
            ({"new_people": [{"name": " ", "role": "present"}]}, "new_people"),
            ({"nonsense": 1}, "nonsense"),
            ({"content": {"fact": "Bad\u0000."}}, "content.fact"),
            ({"content": {"fact": "Bad \ud800."}}, "content.fact"),
            ({"content": {"fact": "Turned \u202e."}}, "content.fact"),
            ({"content": {"people_as_written": "x"}}, "content.people_as_written"),
        ],
    )
    def test_what_will_not_do_is_named_with_its_fix(
        self, office: Office, change: dict[str, Any], field: str
    ) -> None:
        before = held(office)
        answer = office.api().post(entries(office), VISIT | change, "k")
        assert answer.status_code == 422
        wrong = {one["field"]: one["fix"] for one in answer.get_json()["errors"]}
        assert any(name.startswith(field) for name in wrong), wrong
        assert all(wrong.values())
        assert held(office) == before


class TestEscalations:
    ANSWER = {"understood": "Meals are late.", "will_do": "Ring school.", "by_when": "2026-04-10"}

    def test_one_answer_counts_once_however_often_it_is_sent(self, office: Office) -> None:
        path = f"/api/escalations/{office.overdue()}/acknowledge"
        first = office.api().post(path, self.ANSWER, "a")
        before = held(office)
        again = office.api().post(path, self.ANSWER, "a")
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.get_json() == again.get_json()
        assert held(office) == before
        other = office.api().post(path, self.ANSWER | {"will_do": "Nothing."}, "a")
        assert other.status_code == 409

    def test_it_ends_when_entries_show_that_it_is_done(self, office: Office) -> None:
        number = office.overdue()
        path = f"/api/escalations/{number}/resolve"
        unshown = office.api().post(path, {"reason": "Done.", "evidence": ["99999"]}, "a")
        assert (unshown.status_code, unshown.get_json()["errors"][0]["field"]) == (422, "evidence")
        done = {"reason": "Breakfast at school.", "evidence": [office.entry]}
        for _ in range(2):
            answer = office.api().post(path, done, "b")
            assert answer.status_code == 200
            assert answer.get_json()["outcome"]["state"] == "achieved"
        assert office.api().get("/api/escalations").get_json() == {"escalations": []}

    def test_nobody_answers_what_was_sent_to_somebody_else(self, office: Office) -> None:
        number = office.overdue()
        path = f"/api/escalations/{number}/acknowledge"
        assert office.api("other").post(path, self.ANSWER, "a").status_code == 403
        assert office.api("manager").post(path, self.ANSWER, "a").status_code == 200
        assert (
            office.api().post("/api/escalations/1/acknowledge", self.ANSWER, "a").status_code == 404
        )

    def test_a_decision_on_what_has_moved_since_is_refused(self, office: Office) -> None:
        number = office.overdue()
        path = f"/api/escalations/{number}/acknowledge"
        answer = office.api().post(path, self.ANSWER | {"decided_on": 1}, "a")
        assert answer.status_code == 409
