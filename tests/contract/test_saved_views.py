"""A view is its owner's alone, says nothing in the database or an address, and gives no right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from events.log.data_keys import destroy_key
from service.access.access_log import reads
from service.saved_views.saved_views import MOST, saved_views
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

NAME = "Thistledown at night"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    if request.param == "sqlite":
        file = request.getfixturevalue("_migrated_sqlite_file")
        copy = tmp_path_factory.mktemp("views") / "throughline.db"
        copy.write_bytes(file.read_bytes())
        opened = Office(f"sqlite:///{copy}")
        yield opened
        opened.close()
        return
    server = request.getfixturevalue("postgresql_server")
    with server.database(like=request.getfixturevalue("_migrated_postgresql_name")) as url:
        opened = Office(url)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _none_yet(office: Office) -> None:
    with office.throughline.writing() as session:
        session.connection.execute(text("DELETE FROM saved_view"))


def views(office: Office) -> str:
    return f"/api/children/{office.child}/views"


def keep(office: Office, who: str = "worker", key: str = "one", **chosen: object) -> TestResponse:
    return office.api(who).post(views(office), {"name": NAME} | chosen, key)


def on_the_page(office: Office, who: str = "worker", **fields: str) -> TestResponse:
    browser, at = office.browser(who), f"/children/{office.child}/views"
    token = re.findall('name="csrf_token" value="([^"]+)"', browser.get("/my-account").text)[0]
    return browser.post(at, data={"csrf_token": token, "key": "k"} | fields)


def test_what_was_kept_on_the_page_is_chosen_again_on_page_and_in_the_api(office: Office) -> None:
    office.record({"fact": "Somebody else called."}, day="2026-03-22")
    chosen = {
        "from": "2026-03-21",
        "kind": "contact",
        "order": "newest",
        "person": str(office.child),
    }
    kept = on_the_page(office, name=NAME, **chosen)
    page = office.browser().get(f"/children/{office.child}").text
    (link,) = re.findall(f'href="([^"]+)"[^>]*>{NAME}</a>', page)
    (view,) = office.api().get(views(office)).get_json()["views"]
    told = office.api().get(f"/api/children/{office.child}/chronology?view={view['id']}").get_json()

    assert kept.status_code == 303
    assert NAME not in link
    assert {f"{name}={value}" for name, value in chosen.items()} == set(
        link.partition("?")[2].partition("#")[0].replace("&amp;", "&").split("&")
    )
    assert (
        "Thistlewhip"
        not in office.browser().get(link.replace("&amp;", "&")).text.split('id="chronology"')[1]
    )
    assert (told["shown"], told["total"]) == (1, 2)


def test_both_clocks_come_back_as_they_were_kept(office: Office) -> None:
    clocks = {"as_known_at": "2026-03-26", "as_recorded_at": "2026-07-01T09:30:00Z"}
    (view,) = keep(office, **clocks, agency="Invented police").get_json()["views"]

    assert view["as_known_at"] == "2026-03-26"
    assert view["as_recorded_at"] == "2026-07-01T09:30:59Z"
    assert view["agency"] == "Invented police"


def test_nobody_else_lists_uses_or_deletes_a_view(office: Office) -> None:
    (view,) = keep(office).get_json()["views"]
    manager = office.api("manager")
    used = manager.get(f"/api/children/{office.child}/chronology?view={view['id']}")
    gone = manager.post(f"{views(office)}/{view['id']}/delete", None, "gone")

    assert manager.get(views(office)).get_json() == {"views": []}
    assert NAME not in office.browser("manager").get(f"/children/{office.child}").text
    assert used.status_code == 422
    assert gone.get_json() == {"views": []}
    assert [one["id"] for one in office.api().get(views(office)).get_json()["views"]] == [
        view["id"]
    ]


def test_a_view_opens_no_record_and_each_use_is_in_the_access_log(office: Office) -> None:
    assert keep(office, who="other").status_code == 403
    assert on_the_page(office, "other", name=NAME).status_code == 403
    assert keep(office).status_code == 200
    with office.throughline.reading() as session:
        (last, *_) = reads(session.connection, limit=1)
        stored = session.connection.execute(text("SELECT sealed FROM saved_view")).scalars().all()
    assert last.what.startswith("own saved views")
    assert [NAME in one for one in stored] == [False]


def test_sent_twice_it_is_kept_once_and_a_name_means_one_view(office: Office) -> None:
    keep(office)
    again = keep(office)
    taken = keep(office, key="two")

    assert len(again.get_json()["views"]) == 1
    assert taken.status_code == 422
    assert taken.get_json()["errors"][0]["field"] == "name"
    assert "of this name" in on_the_page(office, name=NAME.upper(), kind="contact").text


def test_the_list_stays_one_that_is_read(office: Office) -> None:
    for number in range(MOST):
        assert keep(office, name=f"View {number}", key=str(number)).status_code == 200
    assert "delete one first" in keep(office, key="more").text


def test_a_deleted_view_is_gone_on_the_page_and_deleting_again_says_so_without_an_error(
    office: Office,
) -> None:
    (view,) = keep(office).get_json()["views"]
    gone = [on_the_page(office, delete=view["id"]).status_code for _ in range(2)]

    assert gone == [303, 303]
    assert office.api().get(views(office)).get_json() == {"views": []}


def test_beside_a_view_no_other_choice_is_taken_in_silence(office: Office) -> None:
    (view,) = keep(office).get_json()["views"]
    at = f"/api/children/{office.child}/chronology?view={view['id']}"

    assert office.api().get(f"{at}&limit=1").status_code == 200
    assert "Leave this out" in office.api().get(f"{at}&kind=contact").text


def test_words_that_were_looked_for_are_not_kept(office: Office) -> None:
    assert on_the_page(office, name=NAME, words="Thistlewhip", kind="contact").status_code == 303
    with office.throughline.reading() as session:
        (kept,) = saved_views(session.connection, user=office.user("worker"), child=office.child)
    assert kept.chosen == (("kind", "contact"),)


def test_erasing_the_record_erases_its_views(office: Office) -> None:
    keep(office)
    with office.throughline.writing() as session:
        destroy_key(session.connection, office.child, under=1, now=session.now)
        left = saved_views(session.connection, user=office.user("worker"), child=office.child)
    assert left == ()
