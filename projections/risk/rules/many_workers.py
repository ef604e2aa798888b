"""
Asks who knows a child whose workers change, or whom nobody leads for.

Source: national reviews; Tayside, guidance on chronologies (changes of worker are key events).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.open_case import OPEN_CASE
from projections.risk.rule import Found, Rule, Settings
from projections.risk.window import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.history import History

_SOCIAL_CARE = "social care"
"""As an import writes it, whatever the file called it."""

SETTINGS = {"workers": 3, "days": 366, "without_days": 1, **OPEN_CASE}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where three lead practitioners took the child on in twelve months, where the last one went
    and no other came by the next day, and where the manager changed with the case open.
    """
    led = history.allocations
    lead = [one for one in led if one.answer("role") == "lead"]
    took_on = _first_of_each([one for one in lead if one.answer("change") != "ends"])
    lately = [one for one in took_on if within(one.occurred, on, days=settings["days"])]
    if len(lately) >= settings["workers"]:
        yield Found(
            evidence=tuple(one.id for one in lately),
            since=sorted(one.known_from for one in lately)[settings["workers"] - 1],
            cites="allocation",
            note=f"Lead practitioners in {settings['days']} days: {len(lately)}.",
        )
    if not lead:
        yield from _handed_over(history, on, settings)
    if history.open_case(on, settings["left_days"]) is None and not history.plan_in_force(on):
        return
    yield from _nobody(lead, on, settings)
    yield from _another_manager([one for one in led if one.answer("role") == "manager"])


def _handed_over(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Read who led from the handovers of the case, where an import holds nothing else of it.
    """
    lately = [
        one
        for one in history.near("handover_sent", such=_to_another_worker)
        if within(one.occurred, on, days=settings["days"])
    ]
    needed = settings["workers"] - 1
    if len(lately) >= max(needed, 1):
        yield Found(
            evidence=tuple(one.id for one in lately),
            since=sorted(one.known_from for one in lately)[max(needed, 1) - 1],
            note=f"The case was handed over {len(lately)} times; who led is not in the import.",
        )


def _to_another_worker(entry: Entry) -> bool:
    within_social_care = entry.agency.casefold() == _SOCIAL_CARE
    return (
        entry.event.origin is not None
        and within_social_care
        and not entry.content.get("agencies_named")
        and entry.answer("to") is None
    )


def _nobody(lead: Sequence[Entry], on: date, settings: Settings) -> Iterator[Found]:
    leading: dict[str, Entry] = {}
    went: Entry | None = None
    for one in lead:
        if one.answer("change") == "ends":
            leading.pop(_who(one), None)
            went = one if not leading else None
        else:
            leading[_who(one)] = one
            went = None
    if went is not None:
        since = max(went.known_from, went.occurred.last + timedelta(days=settings["without_days"]))
        if since <= on:
            yield Found(
                evidence=(went.id,),
                since=since,
                about=went.id,
                cites="allocation",
                note="The lead practitioner went, and no other is recorded.",
            )


def _another_manager(manager: Sequence[Entry]) -> Iterator[Found]:
    took_on = _first_of_each([one for one in manager if one.answer("change") != "ends"])
    if len(took_on) > 1:
        before, now = took_on[-2:]
        yield Found(
            evidence=(before.id, now.id),
            since=max(before.known_from, now.known_from),
            about=now.id,
            cites="allocation",
            note="The manager changed while the case was open.",
        )


def _first_of_each(begun: Sequence[Entry]) -> list[Entry]:
    """
    Return the entries by which each worker came, and not what says so again of the same one.
    """
    found: list[Entry] = []
    for one in begun:
        if not found or _who(one) != _who(found[-1]):
            found.append(one)
    return found


def _who(allocation: Entry) -> str:
    named = allocation.answer("worker") or allocation.answer("worker_name")
    return named or next((str(one) for one in allocation.people("worker")), allocation.id)


RULE = Rule(
    practice_id="R32",
    question="Who knows this child?",
    lesson="A child was handed from worker to worker, and nobody knew more than the last file.",
    would_show="What each worker knew and wrote at the end; whom the child remembers; which "
    "tasks went with whom.",
    source="National reviews; Tayside, guidance on chronologies",
    look=look,
    version=2,
    settings=SETTINGS,
    confirmed=False,
)
