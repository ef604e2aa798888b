"""The sweep's health as figures that Prometheus reads; counts alone, nothing of anybody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select

from escalation.running.tables import DELIVERY
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

NEVER = float("inf")
"""The lag of a sweep that has never run: past every limit, as loud as one that died."""


def metrics(connection: Connection, health: Mapping[str, Any], now: datetime) -> bytes:
    """
    Return the figures in Prometheus's text format.

    Args:
        health: As ``escalation_health`` tells it.
    """
    registry = CollectorRegistry()

    def figure(name: str, says: str, value: float) -> None:
        Gauge(f"throughline_{name}", says, registry=registry).set(value)

    sweep, mail = health["sweep"], health["mail"]
    last = sweep.get("last")
    lag = (now - datetime.fromisoformat(last)).total_seconds() if last else NEVER
    figure("sweep_ok", "1 while the sweep is well.", float(sweep["ok"]))
    figure("sweep_lag_seconds", "Seconds since a sweep came to its end.", lag)
    figure("sweep_troubles", "What the sweep could not deal with.", sweep["troubles"])
    figure("outcomes_due", "Outcomes that the ladder has to act on.", _due(connection, now))
    figure("deliveries_waiting", "Messages that have not arrived.", mail["waiting"])
    figure("deliveries_failing", "Messages of which an attempt failed.", _failing(connection))
    overdue = Gauge(
        "throughline_outcomes_overdue",
        "Open outcomes past their date, by the level that was told.",
        ["level"],
        registry=registry,
    )
    for level, count in health["overdue_by_level"].items():
        overdue.labels(level=level).set(count)
    return generate_latest(registry)


def _due(connection: Connection, now: datetime) -> int:
    table = PLANNED_OUTCOME
    due = select(func.count()).where(table.c.next_at.is_not(None), table.c.next_at <= now)
    return connection.scalar(due) or 0


def _failing(connection: Connection) -> int:
    failing = select(func.count()).where(
        DELIVERY.c.next_attempt.is_not(None), DELIVERY.c.trouble != ""
    )
    return connection.scalar(failing) or 0
