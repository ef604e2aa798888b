"""Folds read models from the first event into tables beside those in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index, MetaData, Table

from events.errors import LogUnavailable
from events.log.append import event_log
from events.log.places import newest_visible, places_but_of
from events.vocabulary import KINDS
from projections.errors import ProjectionStopped
from projections.stored.catch_up import READ_MODELS, take, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent
    from projections.stored.read_model import ReadModel

WINDOW = 2_000
"""So many positions are read at a time; memory holds no more."""

NEAR = 1_000
"""What is left to fold while nobody may write."""

CHASES = 20
"""How often a fold runs after writers before it takes whatever is left."""


class Refolding:
    """
    Read models as the log folds to them, in temporary tables that end with the connection.

    Args:
        connection: From ``Database.beside``; every call but ``rest`` opens its own transactions.
        progress: Hears the position reached, and the newest there is.
    """

    def __init__(self, connection: Connection, progress: Callable[[int, int], None]) -> None:
        self._connection = connection
        self._progress = progress
        self.position = 0
        self.stopped: dict[str, ProjectionStopped] = {}
        self.shadows: dict[str, Table] = {}
        with connection.begin():
            for name, model in READ_MODELS.items():
                self.shadows[name] = _shadow(model.table)
                self.shadows[name].create(connection)

    @property
    def folding(self) -> dict[str, ReadModel]:
        """
        The read models that have met nothing they cannot read.
        """
        return {name: m for name, m in READ_MODELS.items() if name not in self.stopped}

    def follow(self) -> None:
        """
        Fold what is settled, and what settles meanwhile, until little is left.
        """
        for _ in range(CHASES):
            with self._connection.begin():
                settled = event_log(self._connection).settled()
            while self.position < settled and self.folding:
                upto = min(self.position + WINDOW, settled)
                try:
                    with self._connection.begin():
                        self._fold(self.position, upto)
                except ProjectionStopped as stop:
                    self.stop(stop)
                    continue
                self.position = upto
                self._progress(upto, settled)
            with self._connection.begin():
                if event_log(self._connection).settled() - self.position <= NEAR:
                    return

    def rest(self) -> None:
        """
        Fold everything that the caller's transaction sees and that is not folded yet.

        Raises:
            ProjectionStopped: One cannot be folded further; the caller's transaction is spoilt.
        """
        newest = newest_visible(self._connection)
        after = self.position
        while after < newest and self.folding:
            upto = min(after + WINDOW, newest)
            self._fold(after, upto)
            after = upto
        self._progress(newest, newest)

    def stop(self, stop: ProjectionStopped) -> None:
        """
        Fold one read model no further; one without a name stops all that still fold.
        """
        for name in [stop.projection] if stop.projection else list(self.folding):
            self.stopped[name] = ProjectionStopped(name, stop.position, stop.reason)

    def _fold(self, after: int, upto: int) -> None:
        folding = self.folding
        wanted = frozenset[str]().union(*(model.kinds for model in folding.values()))
        unread = KINDS.keys() - wanted
        places: list[int] = []
        unknown: ProjectionStopped | None = None
        for position, kind in places_but_of(self._connection, unread, after, upto):
            if kind not in wanted:
                unknown = ProjectionStopped("", position, f"the kind “{kind}” is not known here")
                break
            places.append(position)
        events = list(self._read(places))
        for name, model in folding.items():
            take(name, model, self._connection, self.shadows[name], events)
        if unknown is not None:
            # What this version does not know, any of them might have had to read.
            raise unknown

    def _read(self, places: Sequence[int]) -> Iterator[RecordedEvent]:
        log = event_log(self._connection)
        try:
            yield from log.at(places)
        except (LogUnavailable, ProjectionStopped):
            raise
        except Exception:
            for place in places:
                try:
                    log.at([place])
                except Exception as error:  # noqa: BLE001 - whatever it is, it is named
                    raise ProjectionStopped("", place, where(error)) from None
            raise


def _shadow(table: Table) -> Table:
    shadow = Table(
        f"{table.name}__refolded",
        MetaData(),
        *[
            column._copy()  # noqa: SLF001 - SQLAlchemy offers no public copy of a column
            for column in table.columns
        ],
        prefixes=["TEMPORARY"],
    )
    # Without them a fold that looks its rows up by anything but their key reads them all.
    for index in table.indexes:
        Index(
            f"{index.name}__refolded",
            *[shadow.c[column.name] for column in index.columns],
            unique=index.unique,
        )
    return shadow
