"""Conference packs in memory, with a question and something overdue: all of it is invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from projections.conference.audience import AUDIENCES
from projections.conference.pack import Sealed, conference_pack
from service.documents.marked_bodies import marked_bodies
from service.documents.pack import Prepared
from service.documents.picture import timeline_svg
from tests.factories.asked_and_owed import IndicatorFactory, OwedFactory
from tests.factories.events import CHILD, RecordedEventFactory, family, noon

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

DAY = date(2024, 12, 1)
"""The day that packs are made on and as known at."""


def prepared(*events: RecordedEvent, **more: Any) -> Prepared:
    """
    Prepare a pack of these entries; ``more`` replaces what it is given beside them.
    """
    told = chronology(ChildRecord(child=CHILD, events=(*family(), *events)))
    given: dict[str, Any] = {
        "indicators": [IndicatorFactory()],
        "outcomes": [OwedFactory(slipped=True, escalated=True)],
    } | more
    pack = conference_pack(
        told,
        audience=AUDIENCES["professionals"],
        sealed=Sealed(position=4711, root="ab12" * 16, checkpoint=4700),
        prepared=noon(DAY),
        prepared_by="Invented Chair",
        on=DAY,
        **given,
    )
    drawn = {name: given[name] for name in ("indicators", "outcomes")}
    return Prepared(
        pack=pack,
        picture=timeline_svg(told, width=760, question_rows=False, today=DAY, **drawn),
        bodies=marked_bodies(told),
    )


def fact(words: str) -> Prepared:
    """
    Prepare a pack whose only entry says this.
    """
    return prepared(RecordedEventFactory(position=10, kind="contact", content={"fact": words}))
