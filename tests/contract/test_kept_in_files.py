"""What is kept for some alone leaves in no file unseen: packs and extracts go to all agencies."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.access.openings import LEAST_WORDS
from service.access.reader import Reader
from service.actions.errors import ActionRefused
from service.actions.generate_pack import PackMade, generate_pack
from service.actions.people_in_it import NewPerson
from service.documents.extract import FORMATS
from service.documents.pack import PackWanted
from service.documents.roles import roles
from service.telling.extract import named_again
from tests.contract.test_extract import taken, text_of
from tests.fakes.office import AGENCY, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "Wrackleburn"
WHY = "Everybody at this table knows the refuge already."


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    """
    An office whose child's record has an entry that is kept for the office's own agency.
    """
    opened = Office(migrated_sqlite_url)
    entry = opened.record({"fact": f"The informant drinks at {SECRET}."})
    opened.said(
        "access_restricted",
        {
            "entry": entry,
            "reason": f"{SECRET} would name them",
            "protects": "informant",
            "agencies_allowed": [AGENCY],
        },
    )
    yield opened
    opened.close()


def made(office: Office, who: Reader, why: str = "") -> PackMade:
    with office.throughline.writing() as session:
        wanted = PackWanted(child=office.child, format="html", with_restricted=why)
        return generate_pack(session, who, wanted, key=f"pack {why}")


def sent(office: Office, **form: str) -> str:
    mine, page = office.browser(), f"/children/{office.child}/pack"
    asked = mine.get(page).get_data(as_text=True)
    token = re.findall(r'name="csrf_token" value="([^"]*)"', asked)[0]
    form = {"csrf_token": token, "audience": "professionals", "format": "html", **form}
    return mine.post(page, data=form).get_data(as_text=True)


@pytest.mark.parametrize("who", ["worker", "operator"])
def test_a_pack_leaves_out_what_its_maker_alone_may_read_and_says_how_much(
    office: Office, who: str
) -> None:
    reader = Reader.operator("invented") if who == "operator" else office.reader(who)
    pack = made(office, reader)

    said = pack.content.decode()
    assert SECRET not in said
    assert "1 entry with restricted access" in said
    assert (pack.withheld, pack.restricted) == (1, 0)


def test_its_maker_puts_it_into_one_pack_with_a_reason_and_it_is_marked_there(
    office: Office,
) -> None:
    pack = made(office, office.reader("worker"), WHY)

    said = pack.content.decode()
    assert SECRET in said
    assert f"Restricted: kept for {AGENCY}" in said
    assert "RESTRICTED: 1 entry in this pack" in said
    assert pack.restricted == said.count(f"Restricted: kept for {AGENCY}") == 1
    assert SECRET not in made(office, office.reader("worker")).content.decode()


def test_without_a_reason_or_a_name_nothing_that_is_kept_goes_into_a_pack(office: Office) -> None:
    assert LEAST_WORDS > 1
    with pytest.raises(ActionRefused) as unsaid:
        made(office, office.reader("worker"), "because")
    with pytest.raises(ActionRefused) as unnamed:
        made(office, Reader.operator("invented"), WHY)

    assert set(unsaid.value.fields) == {"reason"}
    assert set(unnamed.value.fields) == {"restricted"}
    with office.throughline.reading() as session:
        kinds = [event.kind for event in gather(session.log, office.child).events]
    assert "pack_generated" not in kinds


def test_the_page_leaves_it_out_unless_somebody_says_why(office: Office) -> None:
    asked = office.browser().get(f"/children/{office.child}/pack").get_data(as_text=True)
    assert "1 entry with restricted access is kept for you and some others" in asked
    assert SECRET not in sent(office)
    assert "Say in a sentence why" in sent(office, restricted="with")
    assert "Say in a sentence why" in sent(office, restricted="with", reason="so so so")
    told = sent(office, restricted="with", reason=WHY)
    assert f"Restricted: kept for {AGENCY}" in told


def test_who_is_not_named_gets_it_into_no_pack_for_any_reason(office: Office) -> None:
    office.officer_works_with_the_child()
    assert SECRET not in made(office, office.reader("officer"), WHY).content.decode()


@pytest.mark.parametrize("names", ["with", "without"])
@pytest.mark.parametrize("format_", FORMATS)
def test_an_extract_marks_it_in_every_format(office: Office, format_: str, names: str) -> None:
    said = text_of(format_, taken(office, format_, names=names).get_data())

    said = " ".join(said.split())
    assert "1 entry with restricted access, marked" in said
    if format_ == "json":
        told = json.loads(said)
        assert [one.get("restricted") for one in told["entries"]].count(f"kept for {AGENCY}") == 1
    else:
        # A narrow column of a PDF breaks the words anywhere.
        assert "restricted:keptforInventedsocialcare" in said.replace(" ", "").replace("-", "")


def test_before_an_extract_is_made_it_warns_of_what_is_kept(office: Office) -> None:
    page = f"/children/{office.child}/extract"
    assert "Before you send it to anybody: 1 entry" in office.browser().get(page).text
    office.officer_works_with_the_child()
    assert "Before you send it to anybody" not in office.browser("officer").get(page).text


def test_names_are_put_back_for_those_alone_whom_the_reader_may_meet(office: Office) -> None:
    entry = office.record(
        {"fact": "He told us."},
        day="2026-03-21",
        new_people=(NewPerson(name="Obadiah Informing", role="referrer"),),
    )
    content = {"entry": entry, "reason": "Names them", "agencies_allowed": [AGENCY]}
    office.said("access_restricted", content)
    office.officer_works_with_the_child()

    with office.throughline.reading() as session:
        told = chronology(session.record(office.child))
    (role,) = [roles(told).of[one.id] for one in told.people.values() if "Obadiah" in one.name]

    def again(who: str) -> str:
        with office.throughline.reading() as session:
            text = f"{role} rang about [the child]."
            return named_again(session, office.reader(who), office.child, text)

    assert again("worker") == "Obadiah Informing rang about Quillonby Invented."
    assert again("officer") == f"{role} rang about Quillonby Invented."
