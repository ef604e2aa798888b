"""A record of years stays readable: page after page, and every entry on one of them."""

from __future__ import annotations

import re
from html import unescape

from lxml import html

from benchmarks.long_record import fill_record, long_record
from service.web.pages.child import A_PAGE
from tests.fakes.office import Office


def test_every_entry_of_a_long_record_stands_on_one_of_its_pages(migrated_sqlite_url: str) -> None:
    office = Office(migrated_sqlite_url)
    numbers = {office.entry} | {
        office.record({"fact": f"Call {n}.", "about": f"Call {n}"}) for n in range(A_PAGE)
    }
    browser = office.browser()

    pages = [
        browser.get(f"/children/{office.child}?page={n}").get_data(as_text=True) for n in (1, 2)
    ]

    found = [set(re.findall(r'id="e(\d+)"', page)) for page in pages]
    assert found[0] | found[1] == numbers
    assert not found[0] & found[1]
    assert "Page 2 of 2" in pages[1]
    office.close()


def test_a_cluster_of_the_picture_opens_by_its_link_and_leads_out_again(
    migrated_sqlite_url: str,
) -> None:
    office = Office(migrated_sqlite_url)
    fill_record(office.throughline.database, office.child, long_record(office.child, 900))
    browser = office.browser()

    def picture(path: str) -> tuple[list[str], str]:
        page = browser.get(path).get_data(as_text=True)
        return re.findall(r'<a href="([^"]*)" aria-label="Open ', page), page

    clusters, whole = picture(f"/children/{office.child}")
    assert clusters
    steps, where = 0, unescape(clusters[0])
    while where.endswith("#picture"):
        clusters, page = picture(where)
        steps += 1
        told = html.fromstring(page)
        (period,) = told.xpath('//nav[@aria-label="Period of the picture"]')
        out = {link.text: link.get("href") for link in period.iter("a")}
        assert out.keys() == {"Earlier", "Later", "Twice as long", "The whole time"}
        assert "Timeline of" in page
        if not clusters:
            break
        where = unescape(clusters[0])
    assert steps
    # What lies within one day is told in words, by the list.
    assert not clusters or where.endswith("#chronology")
    assert picture(out["The whole time"])[1].count("Timeline of 90") == whole.count(
        "Timeline of 90"
    )
    office.close()
