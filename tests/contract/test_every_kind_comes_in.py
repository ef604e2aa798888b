"""
Every kind that people record comes in by its page and by an import, and reads back as it was said.

The kinds are found here as the service finds them, so that a new one is tried or fails. The API's
own test of the same is in ``api/test_recording.py``, a browser's in the journeys.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from events.vocabulary import KINDS
from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.importing.importing import import_case
from service.importing.read_case import EVENTS
from service.web.forms.questions import filled, of_kind
from service.web.offered import Offered
from tests.factories.case_files import RowOfEventsFactory, write_case
from tests.factories.every_kind import BY_FORM, DAY, OF_THE_RECORD, said_of, said_on_its_page
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TOLD = [name for name, kind in KINDS.items() if kind.told]
OF_THE_SAMPLE = {"fact": "summary", "source": "source"}


class Inputs(HTMLParser):
    """
    The fields that a page's own form offers, with every value that can be chosen.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.offered: dict[str, set[str]] = {}
        self.token = self.key = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "option":
            self.offered[self._select].add(said.get("value", ""))
        elif tag == "select":
            self._select = name
            self.offered.setdefault(name, set())
        elif tag in {"input", "textarea"} and name:
            chosen = said.get("type") in {"radio", "checkbox"}
            self.offered.setdefault(name, set()).update({said["value"]} if chosen else ())
            self.token = said["value"] if name == "csrf_token" else self.token
            self.key = said["value"] if name == "key" else self.key


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def column(name: str) -> str:
    """
    Return the column that fills a field; where the sample's own has its name, it says "content.".
    """
    return OF_THE_SAMPLE.get(name) or (f"content.{name}" if name in EVENTS else name)


def _form(kind: str, content: Mapping[str, Any], page: Inputs) -> list[tuple[str, str]]:
    own, shared = of_kind(KINDS[kind])
    sent: list[tuple[str, str]] = []
    for name, values in filled([*own, *shared], content, Offered()).lists():
        choices = page.offered[name]
        assert not choices or set(values) <= choices, (kind, name, values)
        sent += [(name, one) for one in values]
    return sent


def test_by_its_page(office: Office) -> None:
    browser = office.browser()
    lost: dict[str, Any] = {}
    for kind in BY_FORM:
        content = said_on_its_page(kind, office.mother)
        where = f"/children/{office.child}/record/{kind}"
        page = Inputs(browser.get(where).text)
        form = [*DAY.items(), *_form(kind, content, page), ("same", "another")]
        sent = [*form, ("csrf_token", page.token), ("key", page.key)]
        answer = browser.post(where, data=_multi(sent))
        if answer.status_code != 303:
            lost[kind] = (answer.status_code, _errors(answer.text))
            continue
        number = answer.headers["Location"].rpartition("#e")[2]
        with office.throughline.reading() as session:
            (event,) = session.log.at([int(number)])
        if dict(event.content) != content:
            lost[kind] = {
                name: (content.get(name), event.content.get(name))
                for name in {*content, *event.content}
                if content.get(name) != event.content.get(name)
            }
    assert lost == {}


def test_by_an_import(office: Office, tmp_path: Path) -> None:
    rows, wanted = [], {}
    for kind in TOLD:
        content = said_of(kind, OF_THE_RECORD)
        cells = {
            column(name): "; ".join(value) if isinstance(value, list) else str(value)
            for name, value in content.items()
            if name not in {"seen", "alone"}
        }
        cells |= {
            "child_seen": content.get("seen", ""),
            "child_spoken_to_alone": content.get("alone", ""),
        }
        # A list is written with semicolons between its parts, so that no part can hold one.
        holds = any(";" in part for v in content.values() if isinstance(v, list) for part in v)
        assert not holds, kind
        base = RowOfEventsFactory(row_id=kind, kind=kind, other_people="", summary="", source="")
        rows.append(base | cells)
        wanted[kind] = content
    done = import_case(
        office.throughline,
        write_case(tmp_path / "case", rows),
        source="all kinds",
        actor="operator:tests",
    )
    assert done.rows.bad == []
    with office.throughline.reading() as session:
        found = {e.origin.ref: e for e in session.log.by_origin("all kinds", TOLD) if e.origin}
        child = next(iter(found.values())).stream
        assert isinstance(child, UUID)
        told = chronology(gather(session.log, child)).entries
    lost = {
        kind: {name: (value, found[kind].content.get(name)) for name, value in content.items()}
        for kind, content in wanted.items()
        if any(found[kind].content.get(name) != value for name, value in content.items())
    }
    assert lost == {}
    assert {entry.source_ref for entry in told if entry.about == "child"} >= {
        kind for kind in TOLD if found[kind].stream == child
    }


def _multi(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _errors(page: str) -> str:
    start = page.find("govuk-error-summary__list")
    return " ".join(page[start : start + 900].split()) if start > 0 else page[:200]
