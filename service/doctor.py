"""Looks over an installation and says, of each part, whether it is well and what would mend it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from escalation.running.deliver import said_of_them, undelivered
from escalation.running.health import MENDING, escalation_health
from escalation.running.heartbeat import troubles
from escalation.running.ladders_kept import known_ladders
from escalation.running.reaching import unreached
from events.errors import LogError
from projections.stored.catch_up import READ_MODELS
from service.access.accounts import account_of
from service.access.people import People
from service.access.session_key import KeyMissing, session_key
from service.attachments.scanner import scanner
from service.examining_guards import guards
from service.examining_log import agreeing, durable, private, sealed
from service.examining_others import duty_copies, telling_others
from service.finding import Found
from service.migrating import newest
from service.posting import posting_of
from service.sealing import signer_of, trusted_keys
from service.wiring import Throughline, throughline

if TYPE_CHECKING:
    from service.settings import Settings

LEAST_FREE_BYTES = 500_000_000
STYLES = Path(__file__).parent / "web" / "static" / "vendor" / "throughline.css"


def examined(settings: Settings) -> tuple[Found, ...]:
    """
    Examine every part; what cannot be looked at because of another fault is left out.
    """
    try:
        house = throughline(settings)
    except LogError as error:
        return (Found(name="database", ok=False, said=str(error), fix=_mend(error)),)
    with closing(house.database):
        return looked_over(house)


def looked_over(house: Throughline) -> tuple[Found, ...]:
    """
    Examine every part of an installation that could be opened.
    """
    parts: tuple[Callable[[Throughline], Iterator[Found]], ...] = (
        _database,
        durable,
        guards,
        private,
        _keys,
        sealed,
        agreeing,
        _swept,
        _unread,
        _reaching,
        _named,
        telling_others,
        duty_copies,
        scanner,
        _disk,
        _assets,
    )
    return tuple(found for part in parts for found in part(house))


def _mend(error: LogError) -> str:
    return "Run: throughline migrate" if "migrate" in str(error) else "Look at the database server"


def _database(house: Throughline) -> Iterator[Found]:
    with house.reading() as session:
        settled = session.log.settled()
        there = session.connection.scalar(text("SELECT version_num FROM alembic_version"))
    kind = "one SQLite file" if house.settings.embedded else "PostgreSQL"
    yield Found(
        name="database",
        ok=True,
        said=f"{kind}, {settled} events, {len(READ_MODELS)} read models",
    )
    # An older one is not opened at all, and said as what is wrong with the database.
    same = there == newest()
    yield Found(
        name="schema",
        ok=same,
        said=f"at {there}, the newest" if same else f"at {there}; this program knows {newest()}",
        fix="" if same else "Update throughline here: elsewhere a newer one is in use",
    )


def _keys(house: Throughline) -> Iterator[Found]:
    for name, look in (("signing key", _signing), ("session key", _session)):
        try:
            yield Found(name=name, ok=True, said=look(house))
        except (LogError, KeyMissing) as error:
            yield Found(name=name, ok=False, said=str(error), fix="Set it, and keep a copy")


def _signing(house: Throughline) -> str:
    own, older = signer_of(house).key_id, len(trusted_keys(house)) - 1
    return f"there, {own}" + (f", after {older} older" if older else "")


def _session(house: Throughline) -> str:
    session_key(house.settings)
    return "there"


def _swept(house: Throughline) -> Iterator[Found]:
    with house.reading() as session:
        health = escalation_health(
            session.connection,
            session.now,
            channels=posting_of(house).configured(),
        )
        named, answers = troubles(session.connection), said_of_them(session.connection)
    sweep, mail = health["sweep"], health["mail"]
    mending = sweep["mending"]
    yield Found(
        name="sweep",
        ok=sweep["ok"],
        said="; ".join(one["said"] for one in mending) or f"last at {sweep['last']}",
        fix="; ".join(one["fix"] for one in mending),
    )
    if named:
        yield Found(name="things owed", ok=False, said="; ".join(named), fix=_owed_fix(named))
    missed = health["missed"]
    yield Found(
        name="completeness",
        ok=not missed,
        said="; ".join(missed) or "nobody was missed when it was last counted over",
        fix="Look at the worker's messages, then run: throughline completeness" if missed else "",
    )
    wrong = [words for words in health["wrong"] if words not in {*sweep["wrong"], *missed}]
    wrong += [f"it was answered: {answer}" for answer in answers]
    yield Found(
        name="mail",
        ok=not wrong,
        said="; ".join(wrong) or f"{mail['waiting']} messages waiting",
        fix=_mail_fix(configured=mail["configured"]) if wrong else "",
    )


def _owed_fix(named: Sequence[str]) -> str:
    known = sorted({fix for sort, fix in MENDING.items() if any(sort in one for one in named)})
    if known:
        return "; ".join(known)
    return (
        "Run: throughline rebuild. What fails again, report with these words, which name nobody; "
        "what is owed meanwhile stands on the page “Outcomes”"
    )


def _mail_fix(*, configured: bool) -> str:
    if configured:
        return (
            "Look at THROUGHLINE_SMTP_HOST and the settings beside it; ask whoever keeps the server"
        )
    return (
        "Set THROUGHLINE_SMTP_HOST (README, “E-mail”); until then people hear in their inbox alone"
    )


def _unread(house: Throughline) -> Iterator[Found]:
    with house.reading() as session:
        lost = undelivered(session.connection)
        named = [
            f"{account.username if account else 'a former user'}: {trouble}"
            for recipient, trouble in lost
            for account in [account_of(session.connection, recipient)]
        ]
    if named:
        yield Found(
            name="addresses",
            ok=False,
            said="messages reach nobody: " + "; ".join(named),
            fix="Mend the address (page “Administration”), or hand on what they owe",
        )


def _reaching(house: Throughline) -> Iterator[Found]:
    with house.reading() as session:
        found = unreached(session.connection, People(session.connection), now=session.now)
    yield Found(
        name="ladders",
        ok=not found,
        said="; ".join(gap.words() for gap in found) or "every level reaches somebody",
        fix="Change the level, or record who stands in: page “Ladders”" if found else "",
    )


def _named(house: Throughline) -> Iterator[Found]:
    with house.reading() as session:
        lacking = known_ladders(session.connection).not_there(house.practice.newest.values())
    if lacking:
        yield Found(
            name="timescales",
            ok=False,
            said="; ".join(f"{one.name} asks for ladder “{one.ladder}”" for one in lacking)
            + ": there is none, so they climb the default one",
            fix="Mend the name in the file of timescales, or adopt that ladder: page “Ladders”",
        )


def _disk(house: Throughline) -> Iterator[Found]:
    if not house.settings.embedded:
        return
    free = shutil.disk_usage(house.settings.folder).free
    yield Found(
        name="disk",
        ok=free >= LEAST_FREE_BYTES,
        said=f"{free // 1_000_000} MB free",
        fix="" if free >= LEAST_FREE_BYTES else "Make room: a full disk records nothing",
    )


def _assets(_house: Throughline) -> Iterator[Found]:
    yield Found(
        name="styles of the pages",
        ok=STYLES.exists(),
        said="there" if STYLES.exists() else "not compiled",
        fix="" if STYLES.exists() else "Run: make assets",
    )
