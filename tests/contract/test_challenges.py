"""A disagreement between professionals, stage by stage, until it is settled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from escalation.running.sweep import sweep
from service.access.disputed import challenge_of, challenges_open
from service.access.people import People
from service.actions.errors import ActionRefused
from service.actions.settle_challenge import SettleChallenge, settle_challenge
from tests.fakes.office import AGENCY, POLICE, Office
from tests.journeys.command_line import CommandLine


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    opened.officer_works_with_the_child()
    yield opened
    opened.close()


def raised(office: Office, **more: str) -> int:
    content = {
        "stage": "practitioners",
        "to": POLICE,
        "to_whom": str(office.reader("officer").user),
        "about": "No strategy discussion was held.",
        "reason": "The child was in the room.",
        "asked": "Hold one today.",
    }
    return int(office.record(content | more, kind="challenge_raised", day="2026-03-27"))


def settle(office: Office, who: str, entry: int, kind: str, **content: str) -> int:
    wish = SettleChallenge(entry=entry, kind=kind, content=content, key=f"{kind}/{entry}/{who}")
    with office.throughline.writing() as session:
        return settle_challenge(session, office.reader(who), wish).first


def open_to(office: Office, who: str) -> list[tuple[int, str, bool]]:
    with office.throughline.reading() as session:
        found = challenges_open(session.connection, office.reader(who))
    return [(one.entry, one.stage, bool(one.answered)) for one in found]


def owed(office: Office) -> list[dict[str, object]]:
    found = office.api().get(f"/api/children/{office.child}/outcomes").get_json()
    return [one for one in found if one["origin"] == "challenge"]


def test_both_sides_see_it_until_it_is_settled_and_answering_does_not_settle_it(office):
    entry = raised(office)
    assert (
        open_to(office, "worker") == open_to(office, "officer") == [(entry, "practitioners", False)]
    )
    settle(office, "officer", entry, "challenge_answered", answer="disagrees", reason="No need.")
    assert open_to(office, "worker") == [(entry, "practitioners", True)]
    settle(
        office, "worker", entry, "challenge_resolved",
        how="changed", decision="It is held today.", reason="The officer agreed.",
    )  # fmt: skip
    assert open_to(office, "worker") == open_to(office, "officer") == []


def test_whoever_challenges_does_not_answer_for_the_other_side(office):
    with pytest.raises(ActionRefused) as refused:
        settle(office, "worker", raised(office), "challenge_answered", answer="agrees", reason="x")
    assert POLICE in refused.value.fields["answer"]


def test_it_goes_through_its_stages_with_a_reason_each_and_no_further_than_the_last(office):
    entry = raised(office)
    for stage in ("managers", "senior_leads", "partnership"):
        entry = settle(
            office, "worker", entry, "challenge_raised",
            to_whom="Invented Superior", reason=f"To {stage}.", asked="Hold one today.",
        )  # fmt: skip
        assert open_to(office, "officer") == [(entry, stage, False)]
    with pytest.raises(ActionRefused) as refused:
        settle(office, "worker", entry, "challenge_raised", to_whom="x", reason="y", asked="z")
    assert set(refused.value.fields) == {"stage"}


def test_the_reply_is_owed_by_whoever_was_challenged_and_by_the_day_that_was_asked(office):
    raised(office, due="2026-03-28")
    sweep(office.throughline.database, People, office.clock)
    (one,) = owed(office)
    assert (one["owner"], one["agency"]) == (str(office.reader("officer").user), POLICE)
    assert (one["due"], one["practice_id"]) == ("2026-03-28", "T26")


def test_the_page_lets_the_other_side_answer(office):
    entry = raised(office)
    browser = office.browser("officer")
    page = browser.get(f"/challenges/{entry}").get_data(as_text=True)
    assert f"{AGENCY} challenges {POLICE}" in page
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "key": "k", "act": "challenge_answered", "answer": "agrees"}
    assert browser.post(f"/challenges/{entry}", data=form).status_code == 422
    done = browser.post(f"/challenges/{entry}", data=form | {"reason": "It was missed."})
    assert done.status_code == 303
    with office.throughline.reading() as session:
        found = challenge_of(session.connection, office.reader("officer"), entry)
    assert found is not None
    assert found.answered


def test_the_command_line_lets_each_side_say_what_its_page_does(
    office, migrated_sqlite_url, tmp_path
):
    entry = str(raised(office))
    line = CommandLine(migrated_sqlite_url, tmp_path)
    words = ("--answer", "disagrees", "--reason", "No need.")
    refused = line("challenge", "answer", entry, "--as", "invented.worker", *words)
    assert refused.code == 1
    assert POLICE in refused.err
    assert line("challenge", "answer", entry, "--as", "invented.officer", *words).code == 0
    line(
        "challenge", "next", entry, "--as", "invented.worker",
        "--to-whom", "invented.officer", "--asked", "Hold one today.", "--reason", "It waits.",
    )  # fmt: skip
    (now,) = line("challenge", "list", "--as", "invented.officer").json
    assert (now["stage"], now["answered"]) == ("managers", False)
    line(
        "challenge", "settle", str(now["entry"]), "--as", "invented.officer",
        "--how", "changed", "--decision", "It is held today.", "--reason", "Agreed.",
    )  # fmt: skip
    assert line("challenge", "list", "--as", "invented.worker").json == []
