"""Whoever holds a pack can be told that it says what no longer stands."""

from __future__ import annotations

from datetime import timedelta

from projections.chronology.chronology import chronology
from projections.packs import holding, packs_on_record
from tests.factories.events import BORN, ChildRecordFactory, RecordedEventFactory, family, story


def _told(*changes, wrong_child="no"):
    events = [*family(), *story(3)]
    made = RecordedEventFactory(
        position=9,
        kind="pack_generated",
        day=BORN + timedelta(days=60),
        content={"audience": "professionals", "position": 8, "root": "ab", "format": "pdf"},
    )
    changed = [
        RecordedEventFactory(
            position=10 + n,
            kind=kind,
            day=BORN + timedelta(days=70),
            content={"entry": entry, "reason": "Invented.", "wrong_child": wrong_child},
        )
        for n, (kind, entry) in enumerate(changes)
    ]
    late = RecordedEventFactory(position=20, day=BORN + timedelta(days=80))
    return chronology(ChildRecordFactory(events=(*events, made, *changed, late)))


def test_a_pack_names_what_was_struck_out_or_corrected_since():
    told = _told(("entry_struck_out", "6"), ("entry_corrected", "7"), ("entry_struck_out", "20"))

    (pack,) = packs_on_record(told)

    assert (pack.struck_out, pack.corrected) == (("6",), ("7",))
    assert (pack.entry, pack.position, pack.root) == ("9", 8, "ab")
    assert pack.outdated


def test_a_pack_that_nothing_changed_behind_is_not_called_outdated():
    (pack,) = packs_on_record(_told())

    assert not pack.outdated


def test_an_entry_names_the_packs_that_may_hold_it_as_it_was():
    told = _told(("entry_struck_out", "6"))
    packs = packs_on_record(told)

    assert [pack.entry for entry in told.entries for pack in holding(packs, entry)] == ["9"]
    (entry,) = (entry for entry in told.entries if holding(packs, entry))
    assert entry.id == "6"


def test_a_pack_names_to_whom_it_went():
    went = RecordedEventFactory(
        position=10,
        kind="pack_delivered",
        day=BORN + timedelta(days=61),
        content={"pack": "9", "to": "head teacher", "received": "no"},
    )
    told = _told()
    told = chronology(ChildRecordFactory(events=(*told.record.events, went)))

    (pack,) = packs_on_record(told)

    assert [entry.id for entry in pack.delivered] == ["10"]
