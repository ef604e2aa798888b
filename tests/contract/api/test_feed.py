"""Who follows the log misses nothing that they may read, and gets nothing that they may not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest

from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from service.access.access_log import reads
from service.actions.allocate import Allocate, allocate
from tests.fakes.office import AGENCY, CANARIES, Api, Office

SECRET = "Wrackleburn"
DAY = Occurred.day(date(2026, 3, 20))


@pytest.fixture
def police(office: Office) -> Api:
    """
    The system of another agency whose officer works with the same child.
    """
    office.officer_works_with_the_child()
    return office.api("officer")


def followed(api: Api, **asked: Any) -> list[dict[str, Any]]:
    """
    Follow to the end, two events at a time, as a follower does.
    """
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    path, found = f"/api/events?limit=2&{query}", []
    while True:
        answer = api.get(path)
        assert answer.status_code == 200
        found += answer.get_json(force=True)
        (path,) = re.findall(r'<(.+)>; rel="next"', answer.headers["Link"])
        if answer.headers["Throughline-More"] == "false":
            return found


def of(found: list[dict[str, Any]], number: str) -> dict[str, Any]:
    return next(event for event in found if event["id"] == number)


def test_a_follower_gets_every_event_of_its_children_once_and_in_order(office: Office) -> None:
    numbers = [office.record({"fact": f"Call {n}"}) for n in range(5)]
    found = followed(office.api())
    places = [int(event["id"]) for event in found]
    assert places == sorted(set(places))
    assert {int(number) for number in [office.entry, *numbers]} <= set(places)
    later = office.record({"fact": "One more"})
    assert [e["id"] for e in followed(office.api(), after=places[-1])] == [later]


def test_an_event_is_a_cloud_event_with_its_content_and_where_its_schema_stands(
    office: Office,
) -> None:
    answer = office.api().get("/api/events")
    assert answer.content_type == "application/cloudevents-batch+json"
    event = of(orjson.loads(answer.data), office.entry)
    assert event["specversion"] == "1.0"
    assert event["type"] == "throughline.contact"
    assert event["source"] == "http://127.0.0.1:8000/"
    assert event["subject"] == str(office.child)
    assert event["time"].endswith("Z")
    assert event["data"]["content"]["fact"] == "Thistlewhip was said on the telephone."
    address, _, place = event["dataschema"].partition("#/components/schemas/")
    document = office.app.test_client().get(address.removeprefix("http://127.0.0.1:8000"))
    schema = document.get_json()["components"]["schemas"][place]
    assert event["data"]["content"].keys() <= schema["properties"].keys()


def test_a_token_never_sees_a_record_that_its_account_does_not_work_with(office: Office) -> None:
    office.record({"fact": SECRET}, child=office.closed)
    answer = office.api().get("/api/events")
    assert SECRET.encode() not in answer.data
    assert str(office.closed).encode() not in answer.data
    assert office.api("admin").get("/api/events").status_code == 403
    nothing = office.api("auditor").get("/api/events")
    assert orjson.loads(nothing.data) == []
    for canary in CANARIES:
        assert canary.encode() not in nothing.data


def test_the_history_of_a_childs_mother_comes_with_the_child_and_with_no_other(
    office: Office,
) -> None:
    mine = followed(office.api())
    assert any("Zerubbabel" in str(event["data"]["content"]) for event in mine)
    assert "Zerubbabel" not in str(followed(office.api("other")))


def test_a_restricted_entry_is_kept_from_the_other_agency_and_counted(
    office: Office, police: Api
) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    office.said(
        "entry_corrected",
        {"entry": entry, "reason": "Spelling", "content": {"fact": f"{SECRET} Lane"}},
    )
    restricted = office.said(
        "access_restricted",
        {
            "entry": entry,
            "reason": f"{SECRET} is a refuge",
            "protects": "protected_address",
            "agencies_allowed": [AGENCY],
        },
    )
    answer = police.get("/api/events?limit=500")
    assert SECRET.encode() not in answer.data
    assert "protected_address" not in answer.text
    assert answer.headers["Throughline-Withheld"] == "2"
    told = of(orjson.loads(answer.data), restricted)
    assert told["data"]["content"] == {"entry": entry}
    assert told["data"]["content_withheld"] == "restricted"
    assert SECRET in office.api().get("/api/events?limit=500").text


def test_asking_for_one_kind_does_not_say_of_which_kind_the_withheld_is(
    office: Office, police: Api
) -> None:
    entry = office.record({"fact": SECRET})
    office.said("access_restricted", {"entry": entry, "reason": "Why", "agencies_allowed": []})
    counted = {
        police.get(f"/api/events?limit=500&kind={kind}").headers["Throughline-Withheld"]
        for kind in ("contact", "visit", "police_incident")
    }
    assert counted == {"1"}


def test_a_restricted_record_is_withheld_whole_until_the_restriction_is_lifted(
    office: Office, police: Api
) -> None:
    restriction = office.said(
        "access_restricted", {"reason": "Staff", "agencies_allowed": [AGENCY]}
    )
    answer = police.get("/api/events?limit=500")
    assert [event["id"] for event in orjson.loads(answer.data)] == [restriction]
    assert CANARIES[2].encode() not in answer.data
    office.said("access_restriction_lifted", {"restriction": restriction, "reason": "Over"})
    assert CANARIES[2].encode() in police.get("/api/events?limit=500").data


def test_an_entry_of_the_wrong_child_is_told_without_what_it_said(office: Office) -> None:
    entry = office.record({"fact": f"{SECRET} was here."})
    struck = office.said(
        "entry_struck_out",
        {"entry": entry, "reason": "Another child's", "wrong_child": "yes"},
    )
    found = followed(office.api())
    assert SECRET not in str(found)
    emptied = of(found, entry)
    assert emptied["type"] == "throughline.other_event"
    assert emptied["data"]["content"] == {}
    assert emptied["data"]["content_withheld"] == "wrong child"
    assert of(found, struck)["data"]["content"]["entry"] == entry


def test_what_was_erased_does_not_come_out_of_the_feed_again(office: Office) -> None:
    entry = office.record({"fact": f"{SECRET} was here."})
    erased = office.said(
        "content_erased",
        {"entries": [entry], "basis": "Article 17", "reason": "Asked", "approved_by": "Somebody"},
    )
    found = followed(office.api())
    assert SECRET not in str(found)
    assert of(found, entry)["data"]["content_withheld"] == "erased"
    assert of(found, erased)["data"]["content"]["entries"] == [entry]


def test_one_child_and_one_kind_can_be_followed_alone(office: Office) -> None:
    found = followed(office.api(), child=office.child, kind="contact")
    assert {event["type"] for event in found} == {"throughline.contact"}
    assert office.entry in {event["id"] for event in found}
    assert office.api().get(f"/api/events?child={office.closed}").status_code == 403
    assert office.api().get(f"/api/events?child={UUID(int=7)}").status_code == 404


def test_each_childs_record_that_went_out_is_in_the_access_log(office: Office) -> None:
    office.api().get("/api/events?limit=500")
    with office.throughline.reading() as session:
        lines = [line for line in reads(session.connection) if line.what.startswith("events ")]
    (line,) = lines
    assert line.child == office.child
    assert "token" in line.what
    assert line.why == "allocated"


def test_nothing_leaves_when_the_access_log_cannot_be_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = office.api()
    api.get("/api/me")

    def full(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("service.feed.following.record_read", full)
    answer = api.get("/api/events")
    assert answer.status_code == 500
    assert CANARIES[2].encode() not in answer.data


def test_a_revoked_allocation_acts_on_the_next_part(office: Office, police: Api) -> None:
    assert CANARIES[2].encode() in police.get("/api/events?limit=500").data
    officer = office.reader("officer").user
    assert officer is not None
    with office.throughline.writing() as session:
        allocate(
            session,
            office.reader("manager"),
            Allocate(
                child=office.child, worker=officer, key="ends", ends=True, reason="Taken over"
            ),
        )
    assert orjson.loads(police.get("/api/events?limit=500").data) == []


def test_a_follower_never_passes_an_entry_that_is_still_being_recorded(
    migrated_postgresql_database: str,
) -> None:
    # On SQLite nobody records beside an open transaction.
    office = Office(migrated_postgresql_database)
    api = office.api()
    start = followed(api)[-1]["id"]
    with office.throughline.writing() as slow:
        early = slow.log.append(
            [_note("early", office.child)],
            stream=UUID(int=1),
            decided_on=None,
            key="early",
            now=slow.now,
        )
        late = office.record({"fact": "Late"})
        assert early.first < int(late)
        for query in ({}, {"child": office.child}):
            assert late not in {event["id"] for event in followed(api, after=start, **query)}
    for query in ({}, {"child": office.child}):
        found = [event["id"] for event in followed(api, after=start, **query)]
        assert found == [str(early.first), late]
    office.close()


def _note(about: str, child: UUID) -> NewEvent:
    return NewEvent(
        kind="setting_changed",
        occurred=DAY,
        content={"setting": about, "to": "1", "reason": "Why"},
        agency=AGENCY,
        actor="throughline",
        subjects=(Subject(person=child, role="child"),),
    )
