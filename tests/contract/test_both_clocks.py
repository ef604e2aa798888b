"""
Every reading of a child's record takes both clocks, alone and together: on the page, in the API,
at the command line and in files. A new one that takes none fails here until it is listed with why.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from events.log.checkpoints import mark
from projections.child_record import gather
from service.actions.people_in_it import NewPerson
from service.cli.__main__ import throughline as command_line
from service.documents.extract import FORMATS
from service.documents.pack import FORMATS as PACKS
from service.web.routing import PAGES
from tests.contract.test_changed_entries_are_marked import READING, read, taking_a_child, token
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CANARIES = ("Redstartish", "Wryneckman", "R01", "strategy discussion about this")
"""A word of what came later, somebody who came in with it, what it asks and what it has owed."""
BEFORE = "Thistlewhip"
"""A word of what was there before."""

PAGES_WITHOUT = {
    "attachment": "a file is as it was added; its entry says when that was learned",
    "allocate": "who works with the child is no entry, and is changed and not read",
    "home": "where the child is to be found is asked for now, with a logged reason",
    "keeping": "until when the record is kept is owed to the law of today",
    "open_record": "asks for a reason, and tells nothing of the record",
    "record_kinds": "lists kinds of entries, and tells nothing of the record",
}
"""Pages about a child that take neither clock, and why; forms are not read but filled in now."""

OPERATIONS_WITHOUT = {
    "attachments_read": "a file is as it was added; its entry says when that was learned",
    "children_read": "who a child is comes from the directory, which is as it is now",
    "retention_read": "until when the record is kept is owed to the law of today",
    "saved_views_read": "lists one's own views by what they choose, and tells no entry",
    "people_read_where": "where the child is to be found is asked for now, with a logged reason",
}

HINDSIGHT = {"side_by_side", "side_by_side_read", "side-by-side"}
"""Side by side tells apart, as hindsight, what nobody had learned by the day; its columns do not
(tests/contract/api/test_side_by_side.py)."""

COMMANDS_WITHOUT = {
    "person homes": "where the child is to be found is asked for now, with a reason that is logged",
}


@dataclass(frozen=True)
class Later:
    """
    An office in which something came later, learned and recorded on the same day.

    Args:
        between: A moment at which the log did not hold it yet.
    """

    office: Office
    between: str
    entry: str
    person: str
    outcome: str

    def clocks(self, known: str, recorded: str, name: str = "") -> Iterator[dict[str, str]]:
        """
        Yield each clock alone and both together, under the names that a reading gives them.
        """
        if name not in HINDSIGHT:
            yield {known: "2026-03-28"}
            yield {known: "2026-03-28", recorded: "2026-04-03T09:00:00Z"}
        yield {recorded: self.between}
        yield {known: "2026-03-28", recorded: self.between}
        yield {known: "2026-04-02", recorded: self.between}

    def parts(self) -> dict[str, Any]:
        """
        Return what fills addresses.
        """
        return {
            "child": self.office.child, "entry": int(self.entry), "person": self.person,
            "outcome": self.outcome, "attachment": 1,
        }  # fmt: skip


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory, _migrated_sqlite_file: Path) -> Iterator[Later]:
    file = tmp_path_factory.mktemp("later") / "throughline.db"
    shutil.copyfile(_migrated_sqlite_file, file)
    office = Office(f"sqlite:///{file}")
    clock, house = office.clock, office.throughline
    mark(house.database, clock)
    clock.forward(days=2)
    mark(house.database, clock)
    between = clock.now().isoformat().replace("+00:00", "Z")
    clock.forward(days=2)
    entry = office.record(
        {
            "severity": "assault", "pregnant": "no", "children_household": "yes",
            "children_present": "yes", "fact": "Redstartish shouting.",
        },
        kind="domestic_abuse_incident",
        new_people=(
            NewPerson(name="Wryneckman Invented", role="harmed_by", relation="mother's partner"),
        ),
    )  # fmt: skip
    mark(house.database, clock)
    clock.forward(days=2)
    mark(house.database, clock)
    with house.reading() as session:
        record = gather(session.log, office.child)
        (person,) = [one.id for one in record.people().values() if "Wryneckman" in one.name]
    owed = office.api().get(f"/api/children/{office.child}/outcomes").get_json()
    yield Later(
        office=office, between=between, entry=entry, person=str(person),
        outcome=owed[0]["id"],
    )  # fmt: skip
    office.close()


def canaries(text: str) -> list[str]:
    return [word for word in CANARIES if word in text]


READING_PAGES = [
    name
    for name, page in PAGES.items()
    if "<uuid:child>" in page.path
    and (not page.form or name in {"child", "person"})
    and name not in PAGES_WITHOUT
]


@pytest.mark.parametrize("name", READING_PAGES)
def test_no_page_of_an_earlier_day_or_moment_tells_what_came_later(later: Later, name: str) -> None:
    browser, parts = later.office.browser(), later.parts()
    with later.office.app.test_request_context():
        needed = re.findall(r"<(?:\w+:)?(\w+)>", PAGES[name].path)
        at = later.office.app.url_for(name, **{part: parts[part] for part in needed})
    now = browser.get(at)

    assert (now.status_code, bool(canaries(now.text))) == (200, True)
    for clocks in later.clocks("known", "recorded", name):
        asked = {**clocks, "recorded": clocks["recorded"][:16]} if "recorded" in clocks else clocks
        assert canaries(browser.get(at, query_string=asked).text) == [], clocks


def test_no_answer_of_an_earlier_day_or_moment_tells_what_came_later(later: Later) -> None:
    office, parts, told = later.office, later.parts(), []
    api = office.api()
    with office.app.test_request_context():
        asked = {
            rule.endpoint.partition(".")[2]: office.app.url_for(
                rule.endpoint, **{part: parts[part] for part in rule.arguments}
            )
            for rule in office.app.url_map.iter_rules()
            if rule.endpoint.startswith("api.")
            and "GET" in (rule.methods or ())
            and {"child", "entry"} & rule.arguments
        }
    for name, at in asked.items():
        if name in OPERATIONS_WITHOUT:
            continue
        now = api.get(at)
        assert (now.status_code, bool(canaries(now.text))) == (200, True), name
        for clocks in later.clocks("as_known_at", "as_recorded_at", name):
            query = "&".join(f"{word}={said}" for word, said in clocks.items())
            answer = api.get(f"{at}?{query}")
            told += [(name, query, word) for word in canaries(answer.text)]
            assert answer.status_code in {200, 404}, (name, answer.text)

    assert told == []
    assert len(asked) - len(OPERATIONS_WITHOUT) >= 8


@pytest.mark.parametrize("command", [one for one in READING if " --" not in one])
def test_no_command_of_an_earlier_day_or_moment_tells_what_came_later(
    later: Later, command: str
) -> None:
    office = later.office
    child = [str(office.child), *([later.person] if "person" in command else [])]

    def run(*more: str) -> str:
        said = CliRunner().invoke(
            command_line,
            [*command.split(), *child, *more, "--format", "json"],
            env={"THROUGHLINE_DATABASE_URL": office.throughline.settings.database_url},
        )
        assert said.exit_code == 0 or "no such person" in said.output, said.output
        return said.output

    assert canaries(run()) != []
    for clocks in later.clocks("--as-known-at", "--as-recorded-at", command):
        assert canaries(run(*(word for pair in clocks.items() for word in pair))) == [], clocks


def test_every_command_that_reads_is_among_them() -> None:
    writing = {
        "allocate", "import-table", "person add", "retention hold", "retention let-go", "tie add",
        "tie correct", "tie end", "tie strike", "extract", "pack", "restrict",
    }  # fmt: skip
    reading = set(taking_a_child(command_line, "")) - writing

    assert reading - COMMANDS_WITHOUT.keys() == {one.partition(" --")[0] for one in READING}


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        *(("pack", {"audience": "professionals", "format": one}) for one in PACKS),
        *(("extract", {"do": "file", "names": "with", "format": one}) for one in FORMATS),
    ],
)
def test_no_file_of_an_earlier_day_or_moment_holds_what_came_later(
    later: Later, page: str, asked: dict[str, str]
) -> None:
    browser, at = later.office.browser(), f"/children/{later.office.child}/{page}"
    for clocks in [{"known": "2026-03-28"}, {"recorded": later.between[:16]}]:
        form = {"csrf_token": token(browser, at), **asked, **clocks}
        words = read(browser.post(at, data=form).data, asked["format"])
        # A pack says of every question whether it could be asked; what it asks has an entry.
        assert [word for word in canaries(words) if word != "R01"] == []
        assert BEFORE in words
