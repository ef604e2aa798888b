"""An event read from a row is like any other, although its body is read only when asked for."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, asdict, fields, replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from events.errors import KindUnknown
from events.log import stored
from events.log.batch import ROW, _recorded, _row
from events.log.canonical import body_of, canonical, provenance_of
from events.log.checking import check_one
from events.log.columns import moment_text
from events.log.stored import COLUMNS, PLAIN, read_row
from events.log.unfinished import Unfinished
from events.recorded_event import Learned, Origin, Provenance, RecordedEvent
from tests.factories.appends import NOW, NewEventFactory

if TYPE_CHECKING:
    from collections.abc import Mapping

STREAM = uuid4()
SAID = NewEventFactory(imported=True)


def row(kind: str = "visit", schema: int = 1, body: bytes | None = None) -> tuple[object, ...]:
    made = dict(zip(ROW, stored_row(), strict=True))
    made |= {"position": 7, "kind": kind, "schema": schema, "wrapped": None}
    made |= {} if body is None else {"body": body}
    return tuple(made[column.name] for column in COLUMNS)


def stored_row() -> tuple[object, ...]:
    return _row(check_one(SAID), STREAM, 3, moment_text(NOW))


def written() -> RecordedEvent:
    """
    The same event, made in the ordinary way.
    """
    return RecordedEvent(
        position=7,
        stream=STREAM,
        version=3,
        kind="visit",
        schema=1,
        occurred=SAID.occurred,
        recorded=NOW,
        actor=SAID.actor,
        agency=SAID.agency,
        content=SAID.content,
        subjects=SAID.subjects,
        learned=SAID.learned,
        origin=SAID.origin,
        digest=stored_row()[-1],  # type: ignore[arg-type]
    )


def test_it_says_what_was_recorded() -> None:
    assert read_row(row()) == written()
    assert written() == read_row(row())
    assert type(read_row(row())) is RecordedEvent
    assert asdict(read_row(row())) == asdict(written())


def test_the_writer_is_answered_with_the_same_event() -> None:
    answered = _recorded(check_one(SAID), STREAM, stored_row(), 7, NOW)

    assert answered == written()
    assert repr(answered) == repr(written())


@pytest.mark.parametrize("name", [each.name for each in fields(RecordedEvent)])
def test_nothing_of_it_can_be_changed(name: str) -> None:
    event = read_row(row())

    with pytest.raises(FrozenInstanceError):
        setattr(event, name, None)
    with pytest.raises(FrozenInstanceError):
        delattr(event, name)

    assert event == written()


def test_a_change_makes_another_event_and_leaves_it_as_it_was() -> None:
    event = read_row(row())

    other = replace(event, content={"fact": "Another."})

    assert other.content == {"fact": "Another."}
    assert other.subjects == event.subjects
    assert event == written()


def test_a_copy_says_the_same() -> None:
    for copied in (copy.copy, copy.deepcopy, lambda event: pickle.loads(pickle.dumps(event))):  # noqa: S301 - our own
        assert copied(read_row(row())) == written()


def test_its_body_is_read_once_and_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    class Counted:
        def content(self, body: bytes) -> Mapping[str, Any]:
            read.append("content")
            return PLAIN.content(body)

        def provenance(self, body: bytes) -> Provenance:
            read.append("provenance")
            return PLAIN.provenance(body)

    monkeypatch.setattr(stored, "PLAIN", Counted())

    event = read_row(row())
    assert (event.kind, event.position, event.occurred, event.agency) == (
        "visit", 7, SAID.occurred, SAID.agency,
    )  # fmt: skip
    assert not read
    for _ in range(2):
        assert event.content == SAID.content
    assert read == ["content"]
    for _ in range(2):
        assert (event.subjects, event.learned, event.origin) == (
            SAID.subjects, SAID.learned, SAID.origin,
        )  # fmt: skip
    assert read == ["content", "provenance"]


@pytest.mark.parametrize(
    "content",
    [
        {"fact": 'He said ,"learned":[ and {"content": twice.'},
        {"fact": ',"learned":[', "learned": [{"learned": []}], "more": {"x": ",", "learned": [1]}},
        {"content": {"content": "{"}, "learned": ["}"]},
        {},
        {"fact": 'Zoë – \\"\n\u0000'},
    ],
)
def test_what_it_tells_is_never_taken_for_who_learned_it(content: dict[str, Any]) -> None:
    learned = (Learned(agency=',"learned":[', first=NOW.date(), last=NOW.date(), how="recorded"),)
    origin = Origin(source=',"learned":[', ref='"learned":["')
    body = body_of(canonical(content), provenance_of(SAID.subjects, learned, origin))

    event = read_row(row(body=body))

    assert event.content == content
    assert (event.subjects, event.learned, event.origin) == (SAID.subjects, learned, origin)


def test_a_body_whose_parts_stand_in_another_order_says_the_same() -> None:
    body = dict(reversed(json.loads(stored_row()[ROW.index("body")]).items()))  # type: ignore[arg-type]

    event = read_row(row(body=json.dumps(body).encode()))

    assert event == written()


def test_an_older_version_is_lifted_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = SimpleNamespace(version=2, lifts={1: lambda content: {**content, "lifted": "yes"}})
    monkeypatch.setattr(stored, "KINDS", {"visit": newer})

    event = read_row(row())

    assert event.schema == 2
    assert event.content == {**SAID.content, "lifted": "yes"}
    assert event.subjects == SAID.subjects


def test_what_a_newer_program_recorded_is_not_passed_over() -> None:
    with pytest.raises(KindUnknown):
        read_row(row(kind="of_another_year"))


def test_a_body_that_cannot_be_read_is_said_each_time() -> None:
    event = read_row(row(body=b"{"))

    for _ in range(2):
        with pytest.raises(ValueError, match="unexpected end"):
            _ = event.content


def test_what_it_has_not_is_missing_as_anywhere_else() -> None:
    event = read_row(row())

    assert not hasattr(event, "contents")
    with pytest.raises(AttributeError, match="contents"):
        _ = event.contents  # type: ignore[attr-defined]


def test_an_event_made_in_the_ordinary_way_needs_no_body() -> None:
    event = written()

    assert event.known_from == date(2026, 3, 26)
    assert event.recorded == datetime(2026, 3, 27, 9, 5, tzinfo=UTC)


def test_an_unfinished_event_has_the_slots_of_a_finished_one() -> None:
    """
    Else it could not take its class, and nothing could be read at all.
    """
    assert Unfinished.__slots__ == RecordedEvent.__slots__
    assert set(RecordedEvent.__slots__) == {each.name for each in fields(RecordedEvent)}
