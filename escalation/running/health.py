"""Whether the sweep lives and does its work, for the page, /health and whoever watches outside."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from escalation.running.complete import COMPLETENESS, HOURLY, REACH, last_checks
from escalation.running.deliver import undeliverable, waiting, waits_for
from escalation.running.heartbeat import NAME
from escalation.running.tables import HEARTBEAT, TROUBLE
from projections.plans.due import due_text
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

PERIODS = 3
"""After so many missed sweeps it counts as stopped."""

MAIL = frozenset({"email", "notify"})
"""The channels that write to somebody's own address."""

PATIENCE = timedelta(minutes=5)
"""How long mail may wait before it is said to be in trouble."""


def sweep_health(connection: Connection, now: datetime) -> dict[str, Any]:
    """
    Return whether the sweep is well, with what is wrong and what to do; no personal data.
    """
    beat = connection.execute(select(HEARTBEAT).where(HEARTBEAT.c.name == NAME)).one_or_none()
    troubles = connection.scalar(select(func.count()).select_from(TROUBLE)) or 0
    if beat is None:
        return _told(
            ["The sweep has never run; start `throughline serve` or `throughline worker`"],
            troubles=troubles,
        )
    wrong = []
    late = now - (beat.finished or beat.started)
    if beat.finished is None and not beat.failed:
        wrong = ["The sweep has never come to its end; look at the worker's messages"]
    if late > timedelta(seconds=beat.every_seconds * PERIODS):
        wrong = [f"No sweep has finished since {due_text(beat.finished)}; start the worker again"]
    if late < -timedelta(seconds=beat.every_seconds * PERIODS):
        wrong = ["The last sweep lies ahead of this machine's clock; set the clock right"]
    if beat.failed:
        wrong.append(f"The last sweep stopped before its end: {beat.failed}")
    if troubles:
        wrong.append(
            f"The sweep could not deal with {troubles} of the things owed; `throughline doctor` "
            "names them"
        )
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


def _told(wrong: list[str], **facts: object) -> dict[str, Any]:
    return {"ok": not wrong, "wrong": wrong} | facts
