"""Tables of an invented case, in the sample's form."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import factory

from service.importing.read_case import CONFLICTS, EVENTS, PEOPLE


class RowOfEventsFactory(factory.DictFactory):
    """
    One row of events.csv: a health visitor's visit to one child.
    """

    row_id = factory.Sequence(lambda n: f"row-{n:03}")
    occurred_on = "2025-03-04"
    occurred_precision = "day"
    recorded_on = ""
    agency = "health visiting"
    kind = "visit"
    subject_child = "ash"
    other_people = "mother"
    child_seen = "yes"
    child_spoken_to_alone = "no"
    summary = "Visit at home; calm."
    source = "An invented file"


class RowOfPeopleFactory(factory.DictFactory):
    """
    One row of people.csv: an adult.
    """

    person_key = factory.Sequence(lambda n: f"person{n}")
    role = ""
    relation_to_child = ""
    date_of_birth = ""
    notes = ""


FAMILY = (
    RowOfPeopleFactory(
        person_key="ash", role="subject child", relation_to_child="self", date_of_birth="2024-05-06"
    ),
    RowOfPeopleFactory(person_key="mother", role="parent", relation_to_child="mother"),
    RowOfPeopleFactory(
        person_key="partner", role="household adult", relation_to_child="mother's partner"
    ),
    RowOfPeopleFactory(
        person_key="sw", role="professional", relation_to_child="allocated social worker"
    ),
)
"""An invented child called Ash, the mother, her partner and a social worker."""


def write_case(
    folder: Path,
    rows: Iterable[Mapping[str, str]],
    people: Iterable[Mapping[str, str]] = FAMILY,
    conflicts: Iterable[Mapping[str, str]] = (),
) -> Path:
    """
    Write the tables of a case into a folder and return it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "events.csv", EVENTS, rows)
    write_table(folder / "people.csv", PEOPLE, people)
    write_table(folder / "conflicts.csv", CONFLICTS, conflicts)
    return folder


def write_table(file: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> Path:
    """
    Write one table; columns beyond the sample's come after them.
    """
    everything = list(rows)
    heading = list(dict.fromkeys([*columns, *(name for row in everything for name in row)]))
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, heading, restval="")
        writer.writeheader()
        writer.writerows(everything)
    return file
