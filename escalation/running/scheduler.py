"""Runs the sweep every so many seconds; only a metronome: what is due lies in our own tables."""

from __future__ import annotations

import logging
import signal
from threading import Event, Thread
from typing import TYPE_CHECKING

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

if TYPE_CHECKING:
    from collections.abc import Callable

    from apscheduler.events import JobExecutionEvent

LOG = logging.getLogger("throughline.escalation")


def beside_the_pages(sweep: Callable[[], object], every_seconds: int) -> BackgroundScheduler:
    """
    Sweep once now, and then go on beside whatever else the process does; the caller shuts it down.

    Whatever the first sweep raises, the caller hears: pages that promise what nobody follows up
    must not open.
    """
    sweep()
    scheduler = BackgroundScheduler(**_settings())
    _add(scheduler, sweep, every_seconds)
    scheduler.start()
    return scheduler


def until_stopped(
    sweep: Callable[[], object], every_seconds: int, *, stop: Event | None = None
) -> None:
    """
    Sweep until somebody asks the process to end; a sweep that has begun comes to its end first.

    Args:
        stop: Set by whoever else wants it to end.
    """
    scheduler = BlockingScheduler(**_settings())
    _add(scheduler, sweep, every_seconds, at_once=True)
    ends = stop or Event()

    def ask(*_: object) -> None:
        ends.set()

    def end() -> None:
        ends.wait()
        scheduler.shutdown(wait=True)

    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, ask)
    # A handler runs between two steps of the main thread, which the scheduler holds: somebody
    # else must do the shutting down.
    Thread(target=end, name="throughline-stop", daemon=True).start()
    scheduler.start()


def _settings() -> dict[str, object]:
    return {
        "timezone": "UTC",
        "jobstores": {"default": MemoryJobStore()},
        "executors": {"default": ThreadPoolExecutor(1)},
        "job_defaults": {"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    }


def _add(
    scheduler: BaseScheduler,
    sweep: Callable[[], object],
    every_seconds: int,
    *,
    at_once: bool = False,
) -> None:
    scheduler.add_listener(_say, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
    scheduler.add_job(sweep, "interval", seconds=every_seconds, id="sweep")
    if at_once:
        scheduler.add_job(sweep, id="first-sweep")


def _say(event: JobExecutionEvent) -> None:
    """
    Say what kept a sweep from running; the heartbeat says the rest, and health reads that.
    """
    error = getattr(event, "exception", None)
    match event.code:
        case code if code == EVENT_JOB_ERROR:
            LOG.error("the sweep stopped before its end: %s", type(error).__name__)
        case code if code == EVENT_JOB_MAX_INSTANCES:
            LOG.warning("a sweep takes longer than the time between two of them")
        case _:
            LOG.warning("a sweep came late")
