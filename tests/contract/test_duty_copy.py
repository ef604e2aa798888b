"""When the system is down at night, the duty worker has on paper what the team may know."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
import pytest

from service.access.access_log import reads
from service.access.accounts import create_agency
from service.actions.record_absence import RecordOnCall, record_on_call
from service.duty.health import duty_health
from service.duty.making import make_duty_copies
from tests.fakes.office import AGENCY, CANARIES, Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from service.wiring import Throughline

PHONE = "020 7946 0000"
WORD = CANARIES[2]
HOME = {"move": "refuge", "new_home": "yes", "protected": "no"}


class Night:
    """
    An office whose worker makes duty copies into a folder.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self.office = Office(url)
        self.folder = folder
        house = self.office.throughline
        self.house: Throughline = replace(
            house, settings=replace(house.settings, duty_copies=str(folder))
        )
        self.office.app.extensions["throughline"] = self.house

    @property
    def now(self) -> datetime:
        return self.office.clock.now()

    def sweeps(self, times: int = 2) -> int:
        return sum(make_duty_copies(self.house, self.now) for _ in range(times))

    def files(self, team: str) -> list[Path]:
        return sorted(
            file
            for file in self.folder.glob("duty-copy-*.pdf")
            if ("-north-" in file.name) == (team == "north")
        )

    def said(self, team: str = "north") -> str:
        newest = self.files(team)[-1]
        return words_of(newest.read_bytes())

    def health(self) -> dict[str, object]:
        with self.house.reading() as session:
            return duty_health(session.connection, self.house.settings, session.now)


@pytest.fixture
def night(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Night]:
    """
    A night on SQLite.
    """
    opened = Night(migrated_sqlite_url, tmp_path / "copies")
    yield opened
    opened.office.close()


@pytest.fixture
def any_night(migrated_database_url: str, tmp_path: Path) -> Iterator[Night]:
    """
    A night on either database.
    """
    opened = Night(migrated_database_url, tmp_path / "copies")
    yield opened
    opened.office.close()


def words_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def taken_out(night: Night, who: str) -> tuple[int, bytes]:
    browser = night.office.browser(who)
    page = browser.get("/duty-copies")
    text = page.get_data(as_text=True)
    if page.status_code != 200 or 'name="team"' not in text:
        return page.status_code, b""
    form = {
        "csrf_token": text.split('name="csrf_token" value="')[1].split('"')[0],
        "team": text.split('name="team" value="')[1].split('"')[0],
    }
    answer = browser.post("/duty-copies", data=form)
    return answer.status_code, answer.get_data()


def test_the_duty_worker_reads_who_where_what_is_owed_and_whom_to_ring(any_night: Night) -> None:
    night, office = any_night, any_night.office
    with office.throughline.writing() as session:
        create_agency(session.connection, name=AGENCY, now=session.now, phone=PHONE)
    office.record(HOME | {"address": "1 Nowhere Lane"}, kind="address_recorded")
    office.record({"type": "non_molestation", "terms": ["Not within 100 m."]}, kind="order_made")
    office.owes("2026-03-30")

    assert night.sweeps() == 2
    said = night.said()

    for words in (
        "North, Invented social care",
        "Quillonby Invented",
        "Zerubbabel Invented",
        "1 Nowhere Lane",
        "Not within 100 m.",
        "Is not hungry on Monday mornings.",
        f"{AGENCY}, {PHONE}",
        "Invented Worker",
        "Thistlewhip was said on the telephone.",
        "Who wrote it on paper?",
        "When was it written on paper?",
        "Made 27 March 2026, 09:05, position",
    ):
        assert words in said
    assert "Quillonby Elsewhere" not in said
    assert "Quillonby Elsewhere" in night.said("in no team")


def test_what_is_protected_or_restricted_is_on_no_copy_and_it_says_so(night: Night) -> None:
    office = night.office
    office.record(HOME | {"address": "1 Nowhere Lane"}, kind="address_recorded")
    hidden = HOME | {"address": "2 Hidden Court", "protected": "yes"}
    office.record(hidden, kind="address_recorded", day="2026-03-21")
    office.said(
        "access_restricted",
        {"entry": office.entry, "reason": "Zzz", "agencies_allowed": ["Invented police"]},
    )

    night.sweeps()
    said = night.said()

    assert "2 Hidden Court" not in said
    # Where they were found before is where they are looked for.
    assert "1 Nowhere Lane" not in said
    assert "The address is kept and not printed. Ask Invented Worker" in said
    assert WORD not in said
    assert "1 entry with restricted access" in said


def test_a_record_that_is_kept_for_named_people_is_counted_and_not_named(night: Night) -> None:
    night.office.said("access_restricted", {"reason": "Zzz", "people_allowed": []})

    night.sweeps()
    said = night.said()

    assert CANARIES[0] not in said
    assert "1 child's record is kept for named people" in said


def test_any_number_of_workers_make_one_copy_a_night_and_old_ones_go(any_night: Night) -> None:
    night = any_night
    assert [night.sweeps(1) for _ in range(4)] == [1, 1, 0, 0]
    first = night.files("north")
    assert [file.stat().st_mode & 0o777 for file in first] == [0o600]
    assert night.folder.stat().st_mode & 0o777 == 0o700

    night.office.clock.set("2026-03-28T01:59:00Z")
    assert night.sweeps() == 0
    night.office.clock.set("2026-03-28T02:00:00Z")
    assert night.sweeps() == 2
    assert len(night.files("north")) == 2
    assert night.health()["ok"]

    night.office.clock.set("2026-04-02T02:00:00Z")
    assert not night.health()["ok"]
    assert night.sweeps() == 2

    assert len(night.files("north")) == 1
    assert night.files("north")[0] not in first


def test_a_worker_that_is_killed_at_it_leaves_no_half_copy_and_another_makes_it(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("events.log.private_file.os.fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        night.sweeps(1)
    monkeypatch.undo()

    assert [file for file in night.folder.glob("*.pdf") if file.suffix == ".pdf"] == []
    assert night.sweeps(2) == 1
    night.office.clock.forward(minutes=6)
    assert night.sweeps(2) == 1
    assert night.health()["ok"]


def test_nothing_is_put_into_a_folder_that_others_can_look_into(night: Night) -> None:
    night.folder.mkdir(mode=0o755)
    night.folder.chmod(0o755)

    assert night.sweeps() == 0

    assert list(night.folder.iterdir()) == []
    assert "chmod 700" in str(night.health()["wrong"])
    told = night.office.app.test_client().get("/health").get_json()
    assert not told["duty_copies"]["ok"]


def test_the_teams_manager_a_lead_and_whoever_is_on_call_take_it_out_and_it_is_logged(
    night: Night,
) -> None:
    office = night.office
    night.sweeps()

    assert taken_out(night, "worker")[0] == 403
    assert taken_out(night, "auditor")[0] == 403
    assert taken_out(night, "admin")[0] in {403, 404}

    status, content = taken_out(night, "manager")
    assert (status, "Quillonby Invented" in words_of(content)) == (200, True)
    with office.throughline.reading() as session:
        lines = reads(session.connection, child=office.child)
    assert (lines[0].who, lines[0].what) == (
        office.reader("manager").actor,
        "duty copy made 27 March 2026, 09:05",
    )
    assert taken_out(night, "lead")[0] == 200

    today = "2026-03-27"
    with office.throughline.writing() as session:
        wish = RecordOnCall(who=office.user("worker"), from_day=today, to_day=today, key="rota")
        record_on_call(session, office.reader("manager"), wish)
    assert taken_out(night, "worker")[0] == 200
