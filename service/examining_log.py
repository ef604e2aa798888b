"""Looks over what the record rests on: syncing, who can read it, checkpoints, read models."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from events.errors import LogError
from events.log.checkpoints import newest
from events.log.master_key import master_key_file, other_keys_file
from events.log.signing import key_file, older_file
from projections.errors import ReadError
from projections.stored.rebuild import check
from projections.stored.stopped import stopped
from service.finding import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

    from service.wiring import Throughline

MOST_FOLDED = 20_000
"""A longer log is not folded again here: whoever asks the doctor waits for the answer."""

_SETTINGS = {
    True: ("PRAGMA journal_mode", "PRAGMA synchronous"),
    False: ("SHOW fsync", "SHOW full_page_writes", "SHOW synchronous_commit"),
}
_SYNCING = {"2": "FULL", "3": "EXTRA"}
_OTHERS = 0o077


def durable(house: Throughline) -> Iterator[Found]:
    """
    Say how the database syncs; one that could lose what it acknowledged is not opened at all.
    """
    with house.reading() as session:
        said = [
            f"{question.split()[-1]} {_SYNCING.get(value, value)}"
            for question in _SETTINGS[house.database.is_sqlite]
            for value in [str(session.connection.exec_driver_sql(question).scalar())]
        ]
    yield Found(name="durability", ok=True, said=", ".join(said))


def private(house: Throughline) -> Iterator[Found]:
    """
    Say which of the files beside an embedded database others on the machine can read.
    """
    if not house.database.is_sqlite or os.name != "posix":
        return
    url = house.database.url
    file = Path(str(url.database))
    every = [
        *sorted(file.parent.glob(f"{file.name}*")),
        house.settings.folder / "session.key",
        *(own for own in _key_files(url) if own is not None),
    ]
    open_to_others = [str(f) for f in every if f.exists() and f.stat().st_mode & _OTHERS]
    yield Found(
        name="files",
        ok=not open_to_others,
        said=f"others can read {', '.join(open_to_others)}"
        if open_to_others
        else "the owner's alone",
        fix=f"Run: chmod 600 {' '.join(open_to_others)}" if open_to_others else "",
    )


def sealed(house: Throughline) -> Iterator[Found]:
    """
    Say how far the newest checkpoint is behind, which the sweep should keep short.
    """
    with house.reading() as session:
        last = newest(session.connection)
        settled = session.log.settled()
        now = session.now
    behind = settled - (last.position if last else 0)
    if last is None:
        said, ok = f"none signed, {settled} events", not settled
    else:
        age = now - last.made
        minutes = max(0, int(age.total_seconds() // 60))
        said = f"{last.number} signed, {behind} events behind the newest, {minutes} minutes old"
        ok = not behind or age < timedelta(seconds=10 * house.settings.sweep_seconds)
    yield Found(name="checkpoints", ok=ok, said=said, fix="" if ok else "Run: throughline sweep")


def agreeing(house: Throughline) -> Iterator[Found]:
    """
    Say whether the read models are what the log folds to, where that is soon done.
    """
    with house.reading() as session:
        settled = session.log.settled()
        halted_before = stopped(session.connection)
    if halted_before:
        yield Found(
            name="read models",
            ok=False,
            said="; ".join(one.words for one in halted_before),
            fix="Update throughline, then run: throughline rebuild",
        )
        return
    if settled > MOST_FOLDED:
        words = f"not folded again: {settled} events take a while. Run: throughline rebuild --check"
        yield Found(name="read models", ok=True, said=words)
        return
    try:
        found = check(house.database)
    except (LogError, ReadError) as error:
        yield Found(
            name="read models",
            ok=False,
            said=str(error),
            fix="Update throughline, or run: throughline verify",
        )
        return
    wrong = {model.name: model.differing for model in found if model.differing}
    halted = [str(model.stopped) for model in found if model.stopped]
    said = [f"{name}: {rows} rows are not the log's" for name, rows in wrong.items()]
    mends = ["Update throughline"] if halted else []
    mends += ["Run: throughline rebuild"] if wrong or halted else []
    yield Found(
        name="read models",
        ok=not wrong and not halted,
        said="; ".join([*halted, *said]) or f"{len(found)}, all as the log folds to",
        fix=", then ".join(mends),
    )


def _key_files(url: URL) -> tuple[Path | None, ...]:
    return key_file(url), older_file(url), master_key_file(url), other_keys_file(url)
