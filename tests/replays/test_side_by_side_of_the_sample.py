"""The published sample side by side: each column holds what that agency had learned by the day."""

from __future__ import annotations

from datetime import date

from projections.chronology.beside import beside, first_to_learn, tells_of
from projections.chronology.chronology import chronology
from tests.replays.test_sample_is_told_as_it_was_known import ATTENDED, ROWS, learned

CLINIC, DAY = "hospital", date(2007, 8, 1)
"""The child development clinic that saw Peter that day is of the hospital, as the file says."""

RECORDED = {row["row_id"]: row for row in ROWS}


def had_learned(row, agency, day):
    told = row["kind"] in ATTENDED and agency in row["other_people"].split("; ")
    return learned(row) <= day and (row["agency"] == agency or told)


def named(row):
    agencies = {one["agency"] for one in ROWS} - {"other"}
    return any(had_learned(row, agency, learned(row)) for agency in agencies)


def columns(record, day):
    return beside(chronology(record.known_at(day)).entries, day)


def test_on_every_day_each_column_has_what_that_agency_had_learned_and_no_more(record):
    agencies = {row["agency"] for row in ROWS} - {"other"}
    for day in sorted({learned(row) for row in ROWS}):
        side = columns(record, day)
        assert [line.entry.source_ref for line in side.lines] == [
            entry.source_ref for entry in chronology(record.known_at(day)).entries
        ]
        for agency in agencies:
            knew = {
                line.entry.source_ref
                for line in side.lines
                if agency in line.knew and line.knew[agency].how == "itself"
            }
            assert knew == {row["row_id"] for row in ROWS if had_learned(row, agency, day)}, day


def test_what_the_clinic_did_not_know_on_the_first_of_august_2007_is_listed(record):
    side = columns(record, DAY)
    missed = {line.entry.source_ref for line in side.missed(CLINIC)}

    assert missed == {
        row["row_id"]
        for row in ROWS
        if learned(row) <= DAY and not had_learned(row, CLINIC, DAY) and named(row)
    }
    told = " ".join(RECORDED[ref]["summary"] for ref in missed)
    for said in ("arrested", "Child protection conference", "bruising to head and chest"):
        assert said in told
    unsaid = {row["row_id"] for row in ROWS if learned(row) <= DAY and not named(row)}
    assert unsaid
    assert len(missed) + side.learned(CLINIC) + len(unsaid) == len(side.lines)


def test_the_police_first_learned_of_the_partner(record):
    told = chronology(record)
    partner = next(p for p in told.people.values() if p.person_key == "partner")

    found = first_to_learn(tells_of(told, partner.id))

    agency, on, event = found[0]
    assert (agency, on) == ("police", date(2006, 12, 12))
    assert "partner" in RECORDED[event.origin.ref if event.origin else ""]["other_people"]
    assert [day for _, day, _ in found] == sorted(day for _, day, _ in found)
