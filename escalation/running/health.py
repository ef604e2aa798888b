"""Whether the sweep lives and does its work, for the page, /health and whoever watches outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from escalation.running.complete import COMPLETENESS, HOURLY, REACH, last_checks
from escalation.running.deliver import not_arriving, undeliverable, waiting, waits_for
from escalation.running.heartbeat import NAME
from escalation.running.tables import HEARTBEAT, TROUBLE
from projections.plans.due import due_text
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

PERIODS = 3
"""After so many periods without a sweep it counts as stopped."""

MAIL = frozenset({"email", "notify"})
"""The channels that write to somebody's own address."""

PATIENCE = timedelta(minutes=5)
"""How long mail may wait before it is said to be in trouble."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """
    One thing that is not well, and what mends it.
    """

    said: str
    fix: str


NEVER_RUN = Wrong(
    said="The sweep has never run", fix="start `throughline serve` or `throughline worker`"
)
MENDING = MappingProxyType(
    {
        "LogUnavailable": "make room on the disk, or look at the database server; the next sweep "
        "tries again",
        "CalendarEnds": "update throughline, which does not know that year's bank holidays",
    }
)
"""What mends a sweep that stopped, by the sort of error."""


def sweep_health(connection: Connection, now: datetime) -> dict[str, Any]:
    """
    Return whether the sweep is well, with what is wrong and what to do; no personal data.
    """
    beat = connection.execute(select(HEARTBEAT).where(HEARTBEAT.c.name == NAME)).one_or_none()
    troubles = connection.scalar(select(func.count()).select_from(TROUBLE)) or 0
    if beat is None:
        return _told([NEVER_RUN], troubles=troubles)
    patience = timedelta(seconds=beat.every_seconds * PERIODS)
    wrong = [*_stopped(beat, now, patience)]
    if beat.failed:
        fix = MENDING.get(beat.failed, "read the worker's messages; the next sweep tries again")
        wrong.append(Wrong(said=f"The last sweep stopped before its end: {beat.failed}", fix=fix))
    if troubles:
        said = f"The sweep could not deal with {troubles} of the things owed"
        wrong.append(Wrong(said=said, fix="`throughline doctor` names them"))
    # Made by the first sweep after the one that was well, it is said by the third.
    refused = not_arriving(connection, now - timedelta(seconds=beat.every_seconds * (PERIODS - 1)))
    if refused:
        said = (
            f"{refused} messages were tried and have not arrived: people hear in their inbox alone"
        )
        fix = "look at the settings of the mail server, and at what `throughline doctor` quotes"
        wrong.append(Wrong(said=said, fix=fix))
    return _told(
        wrong,
        last=due_text(beat.finished),
        started=due_text(beat.started),
        every_seconds=beat.every_seconds,
        due=beat.due,
        raised=beat.raised,
        stepped_up=beat.stepped_up,
        deliveries=beat.deliveries,
        troubles=troubles,
    )


def _stopped(beat: Row[Any], now: datetime, patience: timedelta) -> Iterator[Wrong]:
    """
    Yield that no sweep comes to its end any more, as far as the heartbeat can tell why.
    """
    late = now - (beat.finished or beat.started)
    under_way = beat.finished is None or beat.started > beat.finished
    if late <= -patience:
        yield Wrong(
            said="The last sweep lies ahead of the clock",
            fix="set the clock right: of this machine, or of the database server; where it is right"
            " now and was wrong before, say so: `throughline sweep --clock-is-right`",
        )
    elif late >= patience and under_way and not beat.failed:
        yield Wrong(
            said=f"No sweep has finished since {due_text(beat.finished or beat.started)}; one that "
            f"began at {due_text(beat.started)} hangs or was killed",
            fix="end that worker if it still runs, and start it again: `throughline worker`",
        )
    elif late >= patience:
        yield Wrong(
            said=f"No sweep has finished since {due_text(beat.finished or beat.started)}",
            fix="start it again: `throughline serve`, or `throughline worker` beside it",
        )
    elif beat.finished is None and not beat.failed:
        yield Wrong(said="The sweep has never come to its end", fix="look at the worker's messages")


def escalation_health(
    connection: Connection, now: datetime, *, channels: Collection[str]
) -> dict[str, Any]:
    """
    Return the sweep's health together with what is overdue by level and how messages fare.

    Args:
        channels: By which ways the deployer has messages sent.
    """
    sweep = sweep_health(connection, now)
    count, oldest = waiting(connection, now)
    lost, unset = undeliverable(connection), waits_for(connection, but=channels)
    mail_configured = not MAIL.isdisjoint(channels)
    table = PLANNED_OUTCOME
    late = (table.c.open == 1) & (table.c.historic == 0) & (table.c.due_at <= now)
    by_level = connection.execute(
        select(table.c.level, func.count()).where(late).group_by(table.c.level)
    )
    checks = last_checks(connection)
    missed = list(_found(checks, now))
    wrong = [*sweep["wrong"], *missed]
    if not mail_configured:
        wrong.append(
            "No mail server is set: people hear in their inbox alone; set it with "
            "THROUGHLINE_SMTP_HOST"
        )
    wrong.extend(
        f"{unset[channel]} messages wait for the channel “{channel}”, which is not set up: "
        "docs/escalation.md says how, or take it from the ladder"
        for channel in sorted(set(unset) - {"email"})
    )
    if lost:
        wrong.append(
            f"{lost} messages reach nobody and were refused for good; where nobody at a level was "
            "reached the next one was told. Mend the addresses: throughline doctor names them"
        )
    if mail_configured and oldest is not None and now - oldest > PATIENCE:
        wrong.append(f"{count} messages have not arrived, the oldest since {due_text(oldest)}")
    return {
        "ok": not wrong,
        "wrong": wrong,
        "sweep": sweep,
        "mail": {
            "configured": mail_configured,
            "waiting": count,
            "oldest": due_text(oldest),
            "undeliverable": lost,
        },
        "missed": missed,
        "checks": {
            name: {"finished": due_text(found["finished"]), "found": found["found"]}
            for name, found in checks.items()
        },
        "overdue_by_level": {str(level): number for level, number in by_level},
    }


def _found(checks: dict[str, dict[str, Any]], now: datetime) -> Iterator[str]:
    """
    Yield what the hourly and the nightly check have to say, and that the hourly one is late.
    """
    counted, reached = checks.get(COMPLETENESS), checks.get(REACH)
    if counted and counted["found"]:
        yield (
            f"{counted['found']} things owed had nobody told of them, or no clock; the hourly "
            "check has raised them. Find out why: run throughline doctor"
        )
    if counted and now - counted["finished"] > PERIODS * HOURLY:
        yield f"The hourly check has not run since {due_text(counted['finished'])}"
    if reached and reached["found"]:
        yield (
            f"{reached['found']} levels of the ladders reach nobody in the coming weeks: page "
            "“Ladders”, or throughline ladder check"
        )


def _told(wrong: Sequence[Wrong], **facts: object) -> dict[str, Any]:
    return {
        "ok": not wrong,
        "wrong": [f"{one.said}; {one.fix}" for one in wrong],
        "mending": [{"said": one.said, "fix": one.fix} for one in wrong],
    } | facts
