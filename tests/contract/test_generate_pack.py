"""A pack that was made is on record, with what it held: on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from events.log.checkpoints import seal
from events.log.signing import Signer
from events.recorded_event import NewEvent
from projections.child_record import gather
from projections.errors import NoPackFor
from service.access.reader import Reader
from service.actions.generate_pack import PackMade, generate_pack
from service.documents.pack import PackWanted
from service.settings import Settings
from service.wiring import Throughline
from tests.factories.asked_and_owed import OwedFactory
from tests.factories.events import BORN, CHILD, family, noon, story

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from events.log.database import Database
    from events.recorded_event import RecordedEvent

DAY = date(2024, 9, 1)
CHAIR = Reader.operator("invented")


class StoppedClock:
    """
    Tells one moment for ever.
    """

    def now(self) -> datetime:
        """
        Return noon of the day of the pack.
        """
        return noon(DAY)


@pytest.fixture
def service(database: Database) -> Throughline:
    """
    An installation that holds an invented child's record, sealed.
    """
    running = Throughline(settings=Settings(), database=database, clock=StoppedClock())
    with running.writing() as session:
        for event in (*family(), *story(12)):
            session.log.append(
                [_new(event)],
                stream=event.stream,
                decided_on=None,
                key=str(event.position),
                now=session.now,
            )
    seal(database, Signer(b"k" * 32), StoppedClock())
    return running


def _new(event: RecordedEvent) -> NewEvent:
    return NewEvent(
        kind=event.kind,
        occurred=event.occurred,
        content=event.content,
        agency=event.agency,
        actor=event.actor,
        subjects=event.subjects,
        learned=event.learned,
        origin=event.origin,
    )


def made(service: Throughline, wanted: PackWanted, key: str = "pack 1") -> PackMade:
    with service.writing() as session:
        outcomes = [OwedFactory()]
        return generate_pack(session, CHAIR, wanted, outcomes=outcomes, key=key)


def on_record(service: Throughline) -> list[RecordedEvent]:
    with service.reading() as session:
        events = gather(session.log, CHILD).events
    return [event for event in events if event.kind == "pack_generated"]


def test_the_record_says_for_whom_a_pack_was_made_and_which_file_it_was(
    service: Throughline,
) -> None:
    pack = made(service, PackWanted(child=CHILD))

    (event,) = on_record(service)
    assert event.entry_id == pack.recorded
    assert event.actor == "operator:invented"
    assert dict(event.content) == {
        "audience": "professionals",
        "position": pack.position,
        "root": pack.root,
        "entries": 12,
        "withheld": 0,
        "format": "pdf",
        "digest": sha256(pack.content).hexdigest(),
    }


def test_a_pack_names_the_position_and_the_signed_root_that_prove_it(
    service: Throughline,
) -> None:
    pack = made(service, PackWanted(child=CHILD, format="html"))

    assert len(pack.root) == 64
    assert pack.root in pack.content.decode()
    assert pack.position >= 17


def test_a_pack_as_known_at_a_day_holds_nothing_learned_later(service: Throughline) -> None:
    day = BORN + timedelta(days=40)

    pack = made(service, PackWanted(child=CHILD, format="html", as_known_at=day))

    assert pack.entries == 4
    assert "14 April 2024" not in pack.content.decode()


def test_a_pack_that_is_refused_leaves_no_trace(service: Throughline) -> None:
    with pytest.raises(NoPackFor):
        made(service, PackWanted(child=CHILD, audience="mother"))

    assert on_record(service) == []


def test_a_pack_is_not_a_line_of_the_next_pack(service: Throughline) -> None:
    first = made(service, PackWanted(child=CHILD, format="xlsx"))

    second = made(service, PackWanted(child=CHILD, format="xlsx"), key="pack 2")

    assert second.entries == first.entries
    assert second.position > first.position


def test_the_command_lines_answer_has_the_keys_people_script_against(
    service: Throughline, tmp_path: Path
) -> None:
    answer = made(service, PackWanted(child=CHILD)).as_json(tmp_path / "pack.pdf")

    assert {"file", "position", "root", "entries", "withheld"} <= set(answer)
