"""The published sample: every fact is told, and none a day before anybody had learned it."""

from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date, timedelta

from projections.around.hidden import hidden
from projections.around.household import changes_naming, lived_there
from projections.chronology.chronology import chronology
from tests.replays.sample import SAMPLE

ATTENDED = {"strategy_discussion", "conference", "core_group"}
PEOPLE_FROM = {
    "peter": date(2003, 9, 1),
    "mother": date(2003, 9, 1),
    "father": date(2003, 9, 1),
    "grandmother": date(2006, 12, 15),
    "partner": date(2006, 12, 12),
    "lodger": date(2007, 8, 31),
    "sw2": date(2006, 12, 22),
}
"""Worked out by hand from the file: the earliest learned day of a row that names each of them."""


def table(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def days(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case _:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)


def learned(row: dict[str, str]) -> date:
    return days(row["recorded_on"])[1] if row["recorded_on"] else days(row["occurred_on"])[0]


ROWS = table("events.csv")


def refs(record) -> set[str]:
    return {entry.source_ref for entry in chronology(record).entries}


def test_every_row_of_the_file_is_in_the_chronology_once(record):
    entries = chronology(record).entries
    assert sorted(entry.source_ref for entry in entries) == sorted(row["row_id"] for row in ROWS)
    told = {entry.source_ref: (entry.sentence, entry.content["source"]) for entry in entries}
    assert told == {row["row_id"]: (row["summary"], row["source"]) for row in ROWS}


def test_entries_stand_in_the_order_in_which_they_can_have_happened(record):
    first = [entry.occurred.first for entry in chronology(record).entries]
    assert first == sorted(first)


def every_day():
    """
    Yield every day from the one before anybody learned anything to one after all was learned.
    """
    days = [learned(row) for row in ROWS]
    day, last = min(days) - timedelta(days=1), max(days) + timedelta(days=1)
    while day <= last:
        yield day
        day += timedelta(days=1)


def had_learned(row, agency):
    attended = row["kind"] in ATTENDED and agency in row["other_people"].split("; ")
    return row["agency"] == agency or attended


def reckoned(agency=""):
    """
    Yield every day with the rows that had been learned by its end, reckoned from the file alone.
    """
    by_day: dict[date, set[str]] = {}
    for row in ROWS:
        if not agency or had_learned(row, agency):
            by_day.setdefault(learned(row), set()).add(row["row_id"])
    known: set[str] = set()
    for day in every_day():
        known = known | by_day.get(day, set())
        yield day, known


def told_day_by_day(record, agency=""):
    """
    Yield every day with the rows that are told as known at it.

    The record of each day is read; its chronology only where another record was read before.
    """
    events, rows = None, set()
    for day in every_day():
        then = record.known_at(day, agency) if agency else record.known_at(day)
        if then.events != events:
            events, rows = then.events, refs(then)
        yield day, rows


def test_on_every_day_exactly_what_had_been_learned_is_told(record):
    days = tuple(zip(told_day_by_day(record), reckoned(), strict=True))

    for (day, told), (same_day, known) in days:
        assert (day, told) == (same_day, known)
    assert len(days) > 1500
    assert days[-1][1][1] == {row["row_id"] for row in ROWS}


def test_on_every_day_each_agency_is_told_what_it_had_learned_itself(record):
    agencies = {row["agency"] for row in ROWS} - {"other"}
    assert len(agencies) > 5
    for agency in agencies:
        days = zip(told_day_by_day(record, agency), reckoned(agency), strict=True)
        for told, known in days:
            assert told == known, agency


def test_nobody_is_in_the_family_before_somebody_had_heard_of_them(record):
    known = {person.person_key: person.known_from for person in record.people().values()}
    assert {key: known[key] for key in PEOPLE_FROM} == PEOPLE_FROM
    for key, day in PEOPLE_FROM.items():
        before = record.known_at(day - timedelta(days=1))
        assert key not in {person.person_key for person in before.people().values()}
        ids = {person.id for person in record.people().values() if person.person_key == key}
        assert not ids & {tie.person for tie in before.ties()}


def test_the_lodger_does_not_exist_for_anybody_before_the_death(record):
    people = record.known_at(date(2007, 8, 3)).people().values()
    assert "lodger" not in {person.person_key for person in people}


def test_where_published_accounts_differ_both_are_kept(record):
    entries = {entry.source_ref: entry for entry in chronology(record).entries}
    for conflict in table("conflicts.csv"):
        named = conflict["row_ids"].split("; ")
        numbers = {entries[ref].id for ref in named}
        for ref in named:
            shown = [d for d in entries[ref].differences if set(d.entries) == numbers]
            assert [d.about for d in shown] == [conflict["about"]]
            assert [d.accounts for d in shown] == [conflict["accounts"]]
            assert [d.candidate for d in shown] == [len(named) > 1]


def test_no_practitioner_of_the_sample_is_an_adult_of_the_family(record):
    kinds = {person.person_key: person.kind for person in record.people().values()}
    assert {key for key, kind in kinds.items() if kind == "professional"} == {
        "sw2", "tm", "gp", "hv", "locum", "det1",
    }  # fmt: skip


def known(record, day):
    return chronology(record.known_at(day))


def keys(told, people):
    return {told.people[person].person_key for person in people if person}


def hidden_keys(record, day):
    told = known(record, day)
    return {told.people[one.person].person_key: one for one in hidden(told) if one.person}


def test_the_partner_is_a_hidden_adult_from_the_day_he_was_named_and_not_a_day_before(record):
    named = PEOPLE_FROM["partner"]

    assert "partner" not in hidden_keys(record, named - timedelta(days=1))
    for day in (named, date(2007, 3, 1), date(2007, 8, 3)):
        found = hidden_keys(record, day)["partner"]
        assert found.since == named
        assert "police" in found.mentioned_by
        assert found.mentioned[0].source_ref == next(
            row["row_id"]
            for row in ROWS
            if learned(row) == named and "partner" in row["other_people"]
        )


def every_day_before_the_death(record):
    """
    Yield every day from the first learned to the death, with what was known on it.

    A day on which nobody learned anything tells what the day before told: it is folded once.
    """
    day, last = min(event.known_from for event in record.events), date(2007, 8, 3)
    limited = record.known_at(day)
    told = chronology(limited)
    while day <= last:
        then = record.known_at(day)
        if then.events != limited.events:
            limited, told = then, chronology(then)
        yield day, told
        day += timedelta(days=1)


def test_on_every_day_before_the_death_there_is_no_lodger_and_the_partner_is_in_no_assessment(
    record,
):
    named, days = PEOPLE_FROM["partner"], 0
    for day, told in every_day_before_the_death(record):
        days += 1
        around = {*told.people, *(tie.person for tie in told.ties)}
        assert "lodger" not in keys(told, around & told.people.keys()), day
        seen = {told.people[one.person].person_key: one for one in hidden(told) if one.person}
        assert ("partner" in seen) == (day >= named), day
        assert "lodger" not in seen, day
    assert named == date(2006, 12, 12)
    assert days > 500


def test_the_lodger_is_placed_on_the_day_he_came_once_that_was_learned(record):
    told = chronology(record)
    lodger = next(p for p in told.people.values() if p.person_key == "lodger")

    (came,) = changes_naming(told, lodger.id)
    assert came.occurred.first == date(2007, 6, 29)
    assert came.known_from == PEOPLE_FROM["lodger"]
    there = {one.person: one for one in lived_there(told, date(2007, 7, 1))}
    assert not there[lodger.id].sure
    assert lodger.id not in {one.person for one in lived_there(told, date(2007, 6, 28))}


def test_the_partners_coming_is_told_with_the_day_on_which_it_was_learned(record):
    told = chronology(record)
    partner = next(p for p in told.people.values() if p.person_key == "partner")

    came = {entry.source_ref: entry for entry in changes_naming(told, partner.id)}
    rows = [
        row
        for row in ROWS
        if row["kind"] == "household_change" and "partner" in row["other_people"]
    ]
    assert rows
    for row in rows:
        assert came[row["row_id"]].known_from == learned(row)
        assert came[row["row_id"]].occurred.first <= days(row["occurred_on"])[0]
