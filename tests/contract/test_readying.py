"""Whoever reads first after a start waits for no page to be compiled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from service.readying import make_ready
from tests.fakes.office import Office


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def test_the_first_reader_of_a_process_waits_for_no_page_to_be_made(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(office.app, office.throughline)

    def compiles(*_: Any, **__: Any) -> Any:
        raise AssertionError("a page is compiled while somebody waits for it")

    monkeypatch.setattr(office.app.jinja_env, "compile", compiles)
    mine = office.browser("worker")

    assert mine.get(f"/children/{office.child}").status_code == 200
    assert mine.get(f"/children/{office.child}/entries/{office.entry}").status_code == 200
