"""Restores a backup into an empty place and says what it would be worth if it were needed today."""

from __future__ import annotations

import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from escalation.practice import ENGLAND
from escalation.running.sweep import sweep
from events.log.append import event_log
from events.log.database import Database
from events.log.verify import verified
from projections.stored.rebuild import check
from service.access.people import People
from service.attachments.kept_files import lost_files
from service.backing_up import restore
from service.dumping import empty_beside, is_dump, put_back
from service.errors import BackupRefused
from service.migrating import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import URL

    from escalation.practice import Practice
    from escalation.running.swept import Swept
    from events.clock import Clock
    from events.log.master_key import MasterKey
    from events.log.verify import Verified
    from events.log.witnessed import Note
    from projections.stored.rebuild import Rebuilt


@dataclass(frozen=True, kw_only=True)
class Drilled:
    """
    What a backup holds, and what is lost with what came after it.

    Args:
        position: The newest event in it.
        verified: Whether it is as it was written, also by the outside checkpoints that it reaches.
        missing: How many events the newest outside checkpoint covers and the backup lacks; None
            where no outside checkpoint was given, so that nobody can say.
        newest_outside: When that checkpoint was made; "" for none.
        read_models: Whether what is stored is what its log folds to.
        lost_files: The numbers of attachments whose file is not in it, or not as it was.
        swept: What escalation would do at once; nothing of it was sent.
        seconds: How long each step took.
    """

    events: int
    position: int
    verified: Verified
    missing: int | None
    newest_outside: str
    read_models: tuple[Rebuilt, ...]
    lost_files: tuple[str, ...]
    swept: Swept
    seconds: Mapping[str, float]

    @property
    def ok(self) -> bool:
        """
        Whether the backup can be put in force as it is.
        """
        agrees = not any(model.differing or model.stopped for model in self.read_models)
        whole = self.verified.ok and not self.lost_files
        return whole and agrees and not self.swept.troubles


def drill(
    file: Path,
    keys: Mapping[str, bytes],
    kept: Sequence[Note],
    clock: Clock,
    tell: Callable[[str], None] = lambda _: None,
    *,
    master: MasterKey | None = None,
    practice: Practice = ENGLAND,
    server: URL | None = None,
) -> Drilled:
    """
    Restore a backup where nothing is, and look at it; the database in force is not touched.

    Args:
        keys: The public keys that may have signed; they are not in a backup.
        kept: Checkpoints that somebody else kept, best newer than the backup.
        tell: Hears each step as it begins.
        master: Opens what the backup holds; it is not in it.
        practice: The timescales and the calendar that count here.
        server: Where an empty database is made for the copy of a server's; it is dropped again.

    Raises:
        BackupRefused: The file is no backup of ours, or there is no server to put it on.
        LogUnavailable: The disk has no room for the copy.
    """
    seconds: dict[str, float] = {}
    with _room(file, server) as url:
        with _timed("restore", seconds, clock, tell):
            if url.get_backend_name() == "sqlite":
                restore(url, file, replace=False, now=clock.now())
            else:
                put_back(url, file, rights=False)
            migrate(url)
        with closing(Database(url, master=master)) as database:
            with database.reading() as connection:
                position = event_log(connection).settled()
            reached = [note for note in kept if note.position <= position]
            with _timed("verify", seconds, clock, tell):
                found = verified(database, keys, reached)
            with _timed("refold", seconds, clock, tell):
                models = check(database)
            with _timed("attachments", seconds, clock, tell), database.reading() as connection:
                lost = lost_files(connection)
            with _timed("sweep", seconds, clock, tell):
                swept = sweep(database, People, clock, practice=practice, worker="drill")
    newest = max(kept, key=lambda note: note.size, default=None)
    return Drilled(
        events=found.size,
        position=position,
        verified=found,
        missing=None if newest is None else max(0, newest.size - found.size),
        newest_outside=newest.made if newest else "",
        read_models=models,
        lost_files=lost,
        swept=swept,
        seconds=seconds,
    )


@contextmanager
def _room(file: Path, server: URL | None) -> Iterator[URL]:
    """
    Make an empty place for a backup, for as long as the context lasts.
    """
    if not is_dump(file):
        with tempfile.TemporaryDirectory(prefix="throughline-drill-") as folder:
            yield make_url(f"sqlite:///{Path(folder) / 'throughline.db'}")
        return
    if server is None or server.get_backend_name() == "sqlite":
        raise BackupRefused(
            f"{file} is the copy of a server's database",
            "Name that server in THROUGHLINE_DATABASE_URL",
        )
    with empty_beside(server) as url:
        yield url


class _timed:  # noqa: N801 - read as a word of the sentence in which it stands
    """
    Tell of a step and keep how long it took.
    """

    def __init__(
        self, step: str, seconds: dict[str, float], clock: Clock, tell: Callable[[str], None]
    ) -> None:
        self._step, self._seconds, self._clock = step, seconds, clock
        tell(step)

    def __enter__(self) -> None:
        self._began = self._clock.now()

    def __exit__(self, *_: object) -> None:
        self._seconds[self._step] = (self._clock.now() - self._began).total_seconds()
