"""``throughline person``."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from uuid import UUID

import click
from uuid_utils.compat import uuid7

from projections.people.tie import Closeness
from projections.stored.directory import find_child
from projections.stored.matches import matches_of
from service.access.access_log import record_read
from service.access.errors import AccountRefused
from service.access.history_openings import BASES, open_history
from service.access.reader import Reader
from service.actions.describe_person import DescribePerson, describe_person
from service.actions.errors import ActionRefused
from service.actions.link_persons import LinkPersons, PartPersons, link_persons, part_persons
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.cli.opening import (
    as_option,
    clock_options,
    house,
    reader_for,
    reading_child,
)
from service.cli.output import answer, format_option
from service.clocks import Clocks
from service.sealing import seal_log, signer_of
from service.telling.found import found_told, search_people
from service.telling.homes import homes_told, read_homes
from service.telling.one_person import history_told, one_person_told, read_person
from service.telling.undecided import undecided, undecided_told


@click.group()
def command() -> None:
    """
    Find people, read one with their past, and decide whether two records are of one person.
    """


@command.command()
@click.argument("text")
@as_option
@format_option
def find(text: str, username: str, as_format: str | None) -> None:
    """
    Find whom TEXT means: any name, number or address, misspelt or not.
    """
    with house().writing() as session:
        reader = reader_for(session, username)
        told = [found_told(one) for one in search_people(session, reader, text)]
    answer(
        told,
        as_format,
        columns=("id", "name", "born", "found by", "around"),
        rows=[
            (
                one["id"],
                one["name"],
                one["born"] or "",
                one["found_by"],
                ", ".join(child["name"] for child in one["children"]),
            )
            for one in told
        ],
    )


@command.command()
@click.argument("child")
@click.argument("person", type=click.UUID)
@clock_options
@click.option("--basis", type=click.Choice(list(BASES)), help="Opens their past: on what basis.")
@click.option("--purpose", default="", help="Opens their past: what it is needed for.")
@as_option
@format_option
def show(
    *,
    child: str,
    person: UUID,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    basis: str | None,
    purpose: str,
    username: str,
    as_format: str | None,
) -> None:
    """
    Show PERSON around CHILD; with basis and purpose, their past in other families as well.
    """
    open_house = house()
    with reading_child(open_house, child, username, "person around the child") as (
        session,
        reader,
        found,
    ):
        clocks = Clocks(known=as_known_at, recorded=as_recorded_at)
        read = read_person(session, reader, found, person, clocks=clocks)
    if read is None:
        message = "there is no such person in this child's record"
        raise click.BadParameter(message, param_hint="PERSON")
    if basis is None:
        answer(one_person_told(read), as_format)
        return
    with open_house.writing() as session:
        if reader.user is not None:
            open_history(
                session.connection,
                user=reader.user,
                child=found,
                person=read.person.id,
                basis=basis,
                purpose=purpose,
                now=session.now,
            )
        elif not purpose.strip():
            raise AccountRefused({"purpose": "Say in a sentence what you need this past for"})
        record_read(
            session.connection,
            who=reader.actor,
            child=found,
            what=f"past of person {read.person.id}",
            now=session.now,
            why=basis,
            words=purpose,
        )
    answer(history_told(read), as_format)


@command.command()
@click.argument("child")
@click.argument("name")
@click.argument("relation")
@click.option("--described", is_flag=True, help="NAME is a description; nobody knows the name.")
@click.option("--kind", type=click.Choice(["adult", "child", "unborn", "professional"]))
@click.option("--sex", default="")
@click.option("--born", default="", metavar="DAY", help="Year, year-month or year-month-day.")
@click.option("--expected", default="", metavar="DAY", help="For a child not yet born.")
@click.option("--closeness", type=click.Choice([str(one) for one in Closeness]), default="named")
@format_option
def add(
    *,
    child: str,
    name: str,
    relation: str,
    described: bool,
    kind: str | None,
    sex: str,
    born: str,
    expected: str,
    closeness: str,
    as_format: str | None,
) -> None:
    """
    Add somebody around CHILD: NAME, or a description, is RELATION to the child.
    """
    said = {
        "name": name,
        "kind_of_person": kind or ("unborn" if expected else "adult"),
        "sex": sex,
        "date_of_birth": born,
        "expected_date_of_birth": expected,
        "known_by_description": "yes" if described else "no",
    }
    tie = {"relation": relation, "closeness": closeness}
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        reader, key = Reader.operator(getpass.getuser()), f"person/{uuid7()}"
        found = find_child(session.connection, child)
        content = {field: text for field, text in said.items() if text}
        person = register_person(session, reader, RegisterPerson(content=content, key=key))
        wish = Relate(child=found, person=person, content=tie, key=f"{key}/tie")
        made = relate(session, reader, wish)
        like = [one.other_than(person) for one in matches_of(session.connection, person)]
    seal_log(open_house)
    answer(
        {
            "person": str(person),
            "entry": made.events[0].entry_id,
            "may_be": [str(one) for one in like],
        },
        as_format,
    )


@command.command()
@click.argument("child")
@click.argument("person", type=click.UUID)
@as_option
@format_option
def homes(child: str, person: UUID, username: str, as_format: str | None) -> None:
    """
    Show where CHILD, or PERSON around CHILD, lives; protected addresses to the few who may read.

    For the child's own addresses give the child's id as PERSON.
    """
    open_house = house()
    with reading_child(open_house, child, username, "where somebody lives") as (_, reader, found):
        pass
    with open_house.writing() as session:
        read = read_homes(session, reader, found, person)
    if read is None:
        message = "there is no such person in this child's record"
        raise click.BadParameter(message, param_hint="PERSON")
    told = homes_told(read)
    answer(
        told,
        as_format,
        title=f"Where {told['name']} lives",
        columns=("address", "since", "protected", "entry"),
        rows=[
            (
                one["address"],
                one["since"]["from"],
                "yes" if one["protected"] else "no",
                one["entry"],
            )
            for one in told["addresses"]
        ],
    )


@command.command()
@as_option
@format_option
def matches(username: str, as_format: str | None) -> None:
    """
    List pairs of records that may be of one person and that nobody has decided, oldest first.
    """
    with house().reading() as session:
        told = [undecided_told(one) for one in undecided(session, reader_for(session, username))]
    answer(
        told,
        as_format,
        title="May be one person; nobody has decided",
        columns=("since", "due", "with", "who", "agrees", "differs"),
        rows=[
            (
                one["since"],
                one["due"],
                ", ".join(one["with"]),
                " and ".join(one["names"]),
                ", ".join(one["agrees"]),
                ", ".join(one["differs"]),
            )
            for one in told
        ],
    )


@command.command()
@click.argument("person", type=click.UUID)
@click.argument("other", type=click.UUID)
@click.option("--agrees", required=True, help="What agrees.")
@click.option("--differs", default="", help="What differs.")
@click.option("--reason", required=True, help="Why you are sure.")
@format_option
def link(
    person: UUID, other: UUID, agrees: str, differs: str, reason: str, as_format: str | None
) -> None:
    """
    Decide that PERSON and OTHER are one person; nothing is merged, and it can be undone.
    """
    wish = LinkPersons(
        person=person,
        other=other,
        agrees=agrees,
        differs=differs,
        reason=reason,
        key=f"person/{uuid7()}",
    )
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        made = link_persons(session, Reader.operator(getpass.getuser()), wish)
    seal_log(open_house)
    answer({"link": made.events[0].entry_id, "persons": [str(person), str(other)]}, as_format)


@command.command()
@click.argument("person", type=click.UUID)
@click.argument("other", type=click.UUID)
@click.option("--link", "undone", default="", help="The link that is undone; else never suggest.")
@click.option("--reason", required=True, help="Why they are two people.")
@format_option
def part(person: UUID, other: UUID, undone: str, reason: str, as_format: str | None) -> None:
    """
    Decide that PERSON and OTHER are two people; undoing a link leaves all as it was before it.
    """
    wish = PartPersons(
        person=person, other=other, link=undone, reason=reason, key=f"person/{uuid7()}"
    )
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        made = part_persons(session, Reader.operator(getpass.getuser()), wish)
    seal_log(open_house)
    answer({"entry": made.events[0].entry_id, "persons": [str(person), str(other)]}, as_format)


@command.command()
@click.argument("person", type=click.UUID)
@click.option("--name", default="", help="Another name of theirs.")
@click.option("--sort", default="alias", help="in_use, birth, married, former, alias, spelling.")
@click.option("--born", default="", metavar="DAY", help="Another date of birth.")
@click.option("--certainty", default="conflicting", help="sure, approximate or conflicting.")
@click.option("--number", nargs=2, default=None, metavar="SORT NUMBER", help="Such as nhs.")
@click.option("--address", default="", help="Where they live.")
@click.option(
    "--protected",
    type=click.Choice(["yes", "no", "unknown"]),
    default="unknown",
    help="Whether it must be kept; found by a search only where it need not.",
)
@click.option("--source", default="", help="Who says so.")
@format_option
def describe(
    *,
    person: UUID,
    name: str,
    sort: str,
    born: str,
    certainty: str,
    number: tuple[str, str] | None,
    address: str,
    protected: str,
    source: str,
    as_format: str | None,
) -> None:
    """
    Record another name, date of birth, number or address of PERSON; what was known stays.
    """
    said = {"source": source} if source else {}
    wanted = []
    if name:
        wanted.append(("name_recorded", {"name": name, "type": sort, **said}))
    if born:
        content = {"date_of_birth": born, "certainty": certainty, **said}
        wanted.append(("birth_date_recorded", content))
    if number:
        wanted.append(("identifier_recorded", {"type": number[0], "value": number[1]}))
    if address:
        wanted.append(("home_recorded", {"address": address, "protected": protected, **said}))
    if not wanted:
        raise ActionRefused({"name": "Give a name, a date of birth, a number or an address"})
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        reader = Reader.operator(getpass.getuser())
        made = [
            describe_person(
                session,
                reader,
                DescribePerson(person=person, kind=kind, content=content, key=f"person/{uuid7()}"),
            )
            for kind, content in wanted
        ]
    seal_log(open_house)
    answer({"entries": [one.events[0].entry_id for one in made]}, as_format)
