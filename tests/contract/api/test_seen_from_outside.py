"""What a restricted entry tells by the edges: ETags, filters, counts, clocks, views and exports."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from service.actions.allocate import Allocate, allocate
from service.actions.people_in_it import NewPerson
from tests.contract.api.test_restricted_people import restrict
from tests.fakes.office import CANARIES, Office

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SECRET, WHO = "Wrackleburn", "Snodgrumble Nobody"
KIND = "arrest"


@pytest.fixture
def kept(office: Office) -> tuple[str, str]:
    """
    An entry of a kind of its own that names somebody of its own; its number and their id. It is
    restricted an hour after it was recorded.
    """
    office.officer_works_with_the_child()
    entry = office.record(
        {"fact": f"{SECRET} was arrested.", "offence": SECRET},
        KIND,
        day="2026-03-21",
        new_people=(NewPerson(name=WHO, role="arrested", relation="neighbour"),),
    )
    with office.throughline.reading() as session:
        (person,) = {
            one for e in session.log.at([int(entry)]) for one in e.people() if one != office.child
        }
    office.clock.forward(hours=1)
    restrict(office, entry=entry)
    return entry, str(person)


def told(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_no_clock_filter_count_or_view_shows_what_is_restricted_now(
    office: Office, kept: tuple[str, str]
) -> None:
    entry, person = kept
    officer, child = office.browser("officer"), office.child
    made = office.clock.now().replace(microsecond=0)
    before = made.strftime("%Y-%m-%dT10:00")
    at, page = f"/api/children/{child}", f"/children/{child}"
    view = office.api("officer").post(f"{at}/views", {"name": "mine", "person": [person]}, "v")
    paths = [
        f"{page}?recorded={before}",
        f"{page}?known=2026-03-25",
        f"{page}?kind={KIND}",
        f"{page}?person={person}",
        f"{page}?state=corrected",
        f"{page}/entries/{entry}?recorded={before}",
        f"{page}/entries/{entry}",
        f"{page}/side-by-side?recorded={before}",
        f"{page}/family?recorded={before}",
        f"{page}/people/{person}",
        f"{page}/people/{person}/home",
        f"{at}/people/{person}",
        f"{at}/people/{person}/homes",
        f"{page}/replay",
        f"{page}/views",
        f"{at}/chronology?as_recorded_at={made.isoformat().replace('+00:00', 'Z')}",
        f"{at}/chronology?as_known_at=2026-03-25",
        f"{at}/entries/{entry}",
        f"/api/entries/{entry}",
        f"{at}/views",
        f"{at}/family?as_known_at=2026-03-25",
        f"{at}/side-by-side?as_known_at=2026-03-25",
    ]
    assert person in view.get_data(as_text=True)
    mine = office.browser("worker")
    assert sum(SECRET in told(mine, path) or WHO in told(mine, path) for path in paths) >= 6
    for path in paths:
        said = told(officer, path)
        assert SECRET not in said, path
        assert WHO not in said, path
    page_of_form = told(officer, f"{page}/extract")
    token = page_of_form.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "do": "file", "format": "json", "names": "with", "person": person}
    taken = officer.post(f"{page}/extract", data=form).get_data(as_text=True)
    assert "not in this record" in taken
    assert WHO not in taken
    # No filter offers what only the kept entry would be found by, and none counts it.
    first = told(officer, page)
    assert f'value="{KIND}"' not in first
    assert f'value="{person}"' not in first
    assert f'value="{KIND}"' in told(mine, page)


def test_an_etag_says_nothing_of_what_its_reader_may_not_read(
    office: Office, kept: tuple[str, str]
) -> None:
    entry, _ = kept
    at = f"/api/children/{office.child}"
    for path in (f"{at}/chronology", f"{at}/indicators", f"{at}/family"):
        one, same = (office.api("officer").get(path) for _ in range(2))
        # It is of what was sent, and so of what may be read.
        assert one.headers.get("ETag") == same.headers.get("ETag")
        stale = office.api("worker").get(path, **{"If-None-Match": one.headers["ETag"]})
        assert (stale.status_code == 304) == (
            one.get_data() == office.api("worker").get(path).get_data()
        )
    for path in (f"/api/entries/{entry}", f"/api/entries/{int(entry) + 9999}"):
        refused = office.api("officer").get(path)
        assert refused.status_code == 404
        assert "ETag" not in refused.headers
    there, absent = (
        office.api("officer").get(f"/api/entries/{number}").get_data()
        for number in (entry, int(entry) + 9999)
    )
    assert there == absent
    # Whoever has no right to the record at all gets no tag either, whatever they guess.
    refused = office.api("other").get(f"{at}/chronology", **{"If-None-Match": "*"})
    assert refused.status_code == 403
    assert "ETag" not in refused.headers


def test_who_led_and_works_with_the_child_no_longer_reads_nothing_by_any_tag_or_view(
    office: Office,
) -> None:
    at = f"/api/children/{office.child}"
    api = office.api("worker")
    tag = api.get(f"{at}/chronology").headers["ETag"]
    assert api.post(f"{at}/views", {"name": "mine"}, "v").status_code < 300
    with office.throughline.writing() as session:
        for worker, ends in (("other", False), ("worker", True)):
            allocate(
                session,
                office.reader("manager"),
                Allocate(
                    child=office.child,
                    worker=office.user(worker),
                    role="lead",
                    ends=ends,
                    reason="Moved" if ends else "",
                    key=f"{worker}/{ends}",
                ),
            )
    for path in ("chronology", "views", "family", "indicators"):
        answered = api.get(f"{at}/{path}", **{"If-None-Match": tag})
        assert answered.status_code == 403, path
        for word in CANARIES:
            assert word not in answered.get_data(as_text=True)
    page = office.browser("worker").get(f"/children/{office.child}")
    assert page.status_code == 302


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+44 Uncle", "@SUM(1+1)", "-2+3"])
def test_a_name_that_is_a_formula_runs_in_nobodys_spreadsheet(office: Office, name: str) -> None:
    office.record(
        {"fact": "Somebody rang."}, new_people=(NewPerson(name=name, role="named", relation=name),)
    )
    browser = office.browser("worker")
    page = browser.get(f"/children/{office.child}/extract").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "do": "file", "format": "csv", "names": "with"}
    answered = browser.post(f"/children/{office.child}/extract", data=form)
    said = answered.get_data().decode("utf-8-sig")
    assert name.split(maxsplit=1)[0].strip("=+-@") in said
    cells = [cell for row in csv.reader(io.StringIO(said)) for cell in row]
    parts = [part for cell in cells for part in re.split(r"[;\t\n]", cell)]
    assert not [part for part in parts if part.lstrip(' "').startswith(("=", "+", "-", "@"))]
