"""Ladders that a partnership edits, people who are away, and levels that reach nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from escalation.running.reaching import unreached
from escalation.running.sweep import sweep
from service.access.people import People
from service.actions.adopt_ladder import AdoptLadder, adopt_ladder, ladder_of
from service.actions.errors import ActionRefused
from service.actions.record_absence import RecordAbsence, end_absence, record_absence
from tests.fakes.office import AGENCY, Office
from tests.journeys.command_line import CommandLine


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    """An agency with a worker, a manager, a safeguarding lead, and nobody who chairs."""
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def wait(number, unit="working_days"):
    return {"number": number, "unit": unit}


def two_levels(first="owner", second="safeguarding_lead"):
    return {
        "levels": [
            {"who": [first], "channels": ["inbox"], "wait": wait(1)},
            {"who": [second], "channels": ["inbox", "email"], "wait": wait(1)},
        ],
        "again": wait(1),
        "ends_within": wait(5),
    }


def adopt(office, ladder, *, was="2026-11", name="default", key="adopt"):
    wish = AdoptLadder(name=name, ladder=ladder, reason="Asked for.", version_was=was, key=key)
    with office.throughline.writing() as session:
        return adopt_ladder(session, office.reader("lead"), wish)


def escalations(office):
    found = office.api("lead").get("/api/escalations").get_json()["escalations"]
    return [(one["level"], one["because"]) for one in found]


def away(office, who="worker", deputy="other", last="2026-04-30"):
    reader = office.reader("manager")
    wish = RecordAbsence(
        who=office.reader(who).user,
        from_day="2026-03-27",
        to_day=last,
        deputy=office.reader(deputy).user if deputy else None,
        key=f"away/{who}",
    )
    with office.throughline.writing() as session:
        return record_absence(session, reader, wish).first


def gaps(office):
    with office.throughline.reading() as session:
        return unreached(session.connection, People(session.connection), now=session.now)


def test_what_began_to_climb_goes_on_under_the_edition_it_began_under(office):
    office.overdue()
    adopt(office, two_levels(second="conference_chair"))
    office.clock.set("2026-04-15T09:00:00Z")
    sweep(office.throughline.database, People, office.clock)
    # The second level of the edition that shipped is the safeguarding lead.
    assert escalations(office) == [(2, "You are a safeguarding lead")]


def test_an_edition_of_a_ladder_that_somebody_else_changed_meanwhile_is_not_overwritten(office):
    adopt(office, two_levels(), key="first")
    with pytest.raises(ActionRefused) as refused:
        adopt(office, two_levels(first="lead"), key="second")
    assert "edition 2" in refused.value.fields["levels"]
    with office.throughline.reading() as session:
        in_force = ladder_of(session, "default")
    assert in_force is not None
    assert in_force.levels[0].who == ("owner",)


def test_a_deputy_hears_while_the_owner_is_away_and_the_owner_does_once_back(office):
    absence = away(office)
    with pytest.raises(IndexError):
        # The owner hears nothing.
        office.overdue()
    told = office.api("other").get("/api/escalations").get_json()["escalations"]
    assert told[0]["because"].startswith("You stand in for a colleague who is away")
    with office.throughline.writing() as session:
        end_absence(session, office.reader("worker"), absence, "back")
    with office.throughline.reading() as session:
        assert People(session.connection).away(office.reader("worker").user, session.now) is None


def test_levels_that_reach_nobody_are_named_with_their_days(office):
    office.overdue()
    assert gaps(office) == ()
    adopt(office, two_levels(second="conference_chair@Nowhere"))
    (gap,) = gaps(office)
    assert (gap.ladder, gap.level, gap.whole) == ("default", 2, True)
    assert "conference chair of Nowhere" in gap.words()


def test_the_page_says_once_for_whose_work_which_levels_reach_nobody(office):
    office.overdue()
    adopt(office, two_levels(second="conference_chair@Nowhere"))
    away(office, deputy=None, last="2026-04-10")
    page = office.browser("lead").get("/ladders").get_data(as_text=True)
    assert page.count("<strong>Everybody&#39;s work</strong>") == 1
    assert page.count("<strong>Invented Worker</strong>") <= 1
    assert "conference chair of Nowhere), " in page
    assert "reaches nobody for the work of" not in page


def test_an_absence_without_a_deputy_is_a_gap_for_as_long_as_it_lasts(office):
    office.overdue()
    adopt(office, two_levels())
    away(office, deputy=None, last="2026-04-10")
    (gap,) = [one for one in gaps(office) if one.ladder == "default"]
    assert (gap.level, gap.last.isoformat()) == (1, "2026-04-10")
    assert gap.cases[0].agency == AGENCY


def test_only_a_manager_records_somebody_elses_absence(office):
    wish = RecordAbsence(
        who=office.reader("manager").user,
        from_day="2026-03-27",
        to_day="2026-03-30",
        deputy=None,
        key="not mine",
    )
    with office.throughline.writing() as session, pytest.raises(ActionRefused) as refused:
        record_absence(session, office.reader("worker"), wish)
    assert set(refused.value.fields) == {"who"}


def test_the_page_previews_a_christmas_and_adopts_with_a_reason(office):
    browser = office.browser("lead")
    page = browser.get("/ladders/edit?ladder=default").get_data(as_text=True)
    form = {
        "csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0],
        "key": "k",
        "ladder": "default",
        "version_was": "2026-11",
        "passes-day": "24",
        "passes-month": "12",
        "passes-year": "2026",
        "owner": "Invented Worker",
        "act": "preview",
        "who-1": "owner",
        "wait-1-number": "1",
        "wait-1-unit": "working_days",
        "agencies-2": f"safeguarding lead at {AGENCY}",
        "by-2": "email",
        "wait-2-number": "1",
        "wait-2-unit": "working_days",
        "again-number": "1",
        "again-unit": "working_days",
        "ends-number": "5",
        "ends-unit": "working_days",
    }
    seen = browser.post("/ladders/edit", data=form).get_data(as_text=True)
    assert "If an outcome passes on Thursday 24 December 2026" in seen
    assert "Friday 25 December 2026, 00:00" in seen
    # Told on Christmas Day, the first working day after it is Tuesday 29, which is day 0.
    assert "Thursday 31 December 2026, 00:00" in seen
    refused = browser.post("/ladders/edit", data=form | {"act": "adopt"})
    assert refused.status_code == 422
    done = browser.post("/ladders/edit", data=form | {"act": "adopt", "reason": "Agreed."})
    assert done.status_code == 303
    seen = browser.get("/ladders").get_data(as_text=True)
    assert f"safeguarding lead of {AGENCY}" in seen.replace("&#39;", "'")
    assert "edition 2" in seen


def test_the_command_line_previews_what_is_sent_by_who_receives_and_who_leads(
    migrated_sqlite_url, tmp_path
):
    Office(migrated_sqlite_url).close()
    line = CommandLine(migrated_sqlite_url, tmp_path)
    asked = ("ladder", "preview", "handover", "--passes", "2026-12-23")
    heard = line(*asked, "--owner", "invented.other", "--lead", "invented.worker").json
    assert heard[0]["who"][0].startswith("Invented Other")
    assert any(one.startswith("Invented Worker") for one in heard[1]["who"])
    nobody = line(*asked, "--lead", "no.such.user")
    assert nobody.code == 2
    assert "--lead" in nobody.err
