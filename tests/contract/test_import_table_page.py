"""An agency's chronology by the page: looked at first, brought in once, mended, and undone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from openpyxl import Workbook

from projections.child_record import gather
from projections.chronology.chronology import chronology
from tests.fakes.office import AGENCY, POLICE, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from projections.chronology.entry import Entry

TABLE = """When,What happened,Type
12/03/2019,Weighed; below the line.,Clinic
before 3/2019,The father had gone.,
31/02/2019,Nobody opened.,
"""


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def told(office: Office) -> dict[str, Entry]:
    with office.throughline.reading() as session:
        entries = chronology(gather(session.log, office.child)).entries
    return {one.content.get("fact", ""): one for one in entries if one.event.origin}


class AtThePage:
    """
    A practitioner at the page, who sends what the page's own form holds.
    """

    def __init__(self, office: Office, who: str = "worker") -> None:
        self.browser: FlaskClient = office.browser(who)
        self.where = f"/children/{office.child}/import"

    def page(self) -> Any:
        return html.fromstring(self.browser.get(self.where).text)

    def words(self) -> str:
        return " ".join(self.page().text_content().split())

    def does(self, do: str, where: str = "", **more: Any) -> TestResponse:
        token = self.page().xpath('//input[@name="csrf_token"]')[0].value
        body = {"csrf_token": token, "do": do} | more
        return self.browser.post(where or self.where, data=body)

    def sends(self, content: bytes, name: str, agency: str = "health visiting") -> TestResponse:
        return self.does("send", table=(io.BytesIO(content), name), other_agency=agency)

    def reads(self, **columns: str) -> TestResponse:
        said = {f"column-{part}": heading for part, heading in columns.items()}
        return self.does("read", kind="other_event", day_first="yes", **said)


@pytest.fixture
def worker(office: Office) -> AtThePage:
    return AtThePage(office)


def test_nothing_is_recorded_before_somebody_saw_what_would_become_of_each_row(
    office: Office, worker: AtThePage
) -> None:
    assert worker.sends(TABLE.encode(), "nurse.csv").status_code == 303
    # A column that is called as the page asks for it is known.
    assert "2 would be recorded" in worker.words()
    worker.reads(date="When", event="What happened", kind="Type")
    assert "“clinic” is" in worker.words()
    worker.does(
        "read",
        **{
            "column-date": "When",
            "column-event": "What happened",
            "column-kind": "Type",
            "word-clinic": "appointment_attended",
            "kind": "other_event",
            "day_first": "yes",
        },
    )
    words = worker.words()
    assert "2 would be recorded" in words
    assert "1 is refused; what to mend in it is said below" in words
    assert "There is no such date. Write one date" in words
    assert "before 1 March 2019" in words
    assert told(office) == {}

    assert worker.does("bring").status_code == 303
    found = told(office)
    assert set(found) == {"Weighed; below the line.", "The father had gone."}
    weighed = found["Weighed; below the line."]
    assert (weighed.kind, weighed.agency) == ("appointment_attended", "health visiting")
    assert weighed.event.actor == f"user:{office.reader('worker').user}"
    assert {(one.agency, one.how) for one in weighed.event.learned} == {
        ("health visiting", "at the time"),
        (AGENCY, "sent"),
    }

    mend = worker.does("refused")
    assert "attachment" in mend.headers["Content-Disposition"]
    assert "31/02/2019,Nobody opened." in mend.text
    mended = mend.text.replace("31/02/2019", "28/02/2019")
    worker.does("away")
    worker.sends(mended.encode(), "rows-to-mend.csv")
    worker.does("bring")
    assert len(told(office)) == 3
    assert "There is no table here any more" not in worker.words()


def test_the_same_table_twice_adds_nothing_and_comes_in_again_once_it_was_undone(
    office: Office, worker: AtThePage
) -> None:
    book = Workbook()
    for row in (("Date", "Event"), ("12/03/2019", "Weighed."), ("13/03/2019", "Weighed again.")):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    for _ in range(2):
        worker.sends(content.getvalue(), "nurse.xlsx")
        worker.does("bring")
    assert len(told(office)) == 2

    undo = worker.page().xpath('//a[contains(@href, "/undo")]')[0].get("href")
    assert worker.does("", where=undo, reason="").status_code == 422
    assert worker.does("", where=undo, reason="Another child's.").status_code == 303
    assert not any(entry.stands for entry in told(office).values())
    assert "undone" in worker.words()

    worker.does("away")
    worker.sends(content.getvalue(), "nurse.xlsx")
    assert "2 would be recorded" in worker.words()
    worker.does("bring")
    assert sum(entry.stands for entry in told(office).values()) == 2


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "nurse.csv", "empty"),
        (b"Date,Event\n12/3/2019,\xff\xfe\n", "nurse.csv", "UTF-8"),
        (b"PK\x03\x04 no table", "nurse.xlsx", "no .xlsx file that can be read"),
        (b"MZ", "nurse.exe", "no table that is known here"),
        (b"Date,Event\n" + b"12/3/2019,x\n" * 5_001, "nurse.csv", "more than 5,000 rows"),
        (b"x", "", "Choose a .csv"),
    ],
)
def test_what_is_no_table_is_refused_with_the_fix_and_not_kept(
    worker: AtThePage, content: bytes, name: str, said: str
) -> None:
    answer = worker.sends(content, name)
    assert answer.status_code == 422
    assert said in " ".join(html.fromstring(answer.text).text_content().split())
    assert worker.page().xpath('//input[@type="file"]')


def test_a_table_that_waits_is_its_senders_alone_and_an_import_is_undone_by_who_made_it(
    office: Office, worker: AtThePage
) -> None:
    worker.sends(b"Date,Event\n12/3/2019,Weighed.\n", "nurse.csv")
    office.officer_works_with_the_child()
    officer = AtThePage(office, "officer")
    assert "nurse.csv" not in officer.words()
    worker.does("bring")
    undo = officer.page().xpath('//a[contains(@href, "/undo")]')[0].get("href")
    assert officer.does("", where=undo, reason="Not ours.").status_code == 403
    assert all(entry.stands for entry in told(office).values())
    assert POLICE not in {one.agency for one in told(office)["Weighed."].event.learned}


def test_whoever_brought_a_part_of_an_import_does_not_undo_what_a_colleague_brought(
    office: Office, worker: AtThePage
) -> None:
    office.opens("other")
    for who, row in (
        (worker, b"12/3/2019,Weighed."),
        (AtThePage(office, "other"), b"13/3/2019,B."),
    ):
        who.sends(b"Date,Event\n" + row + b"\n", "nurse.csv")
        who.does("bring")
    undo = worker.page().xpath('//a[contains(@href, "/undo")]')[0].get("href")
    assert worker.does("", where=undo, reason="Not this child's.").status_code == 403
    assert {entry.stands for entry in told(office).values()} == {True}
    manager = AtThePage(office, "manager")
    assert len(told(office)) == 2
    assert manager.does("", where=undo, reason="Not this child's.").status_code == 303
    assert {entry.stands for entry in told(office).values()} == {False}


def test_nobodys_agency_is_taken_for_granted_and_a_strange_heading_is_asked_about(
    office: Office, worker: AtThePage
) -> None:
    table = b"Datum,Vorfall\n12/03/2019,Weighed.\n"

    refused = worker.does("send", table=(io.BytesIO(table), "nursery.csv"))

    assert refused.status_code == 422
    assert "Say whose chronology it is" in refused.text
    assert worker.page().xpath('//select[@name="agency"]/option[@selected and @value!=""]') == []
    assert worker.page().xpath('//input[@name="agency" and @checked]') == []
    worker.sends(table, "nursery.csv", agency="nursery")
    assert "Columns are missing: When it happened, What happened. Say which" in worker.words()
    asked = worker.page().xpath('//label[starts-with(@for, "column-")]/text()')
    assert {"When it happened", "What happened"} <= {one.strip() for one in asked}
