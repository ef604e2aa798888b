"""Finds in a history what a log that keeps its promises could not have answered."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.histories import label_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class Sent:
    """
    One append as its client saw it.

    Args:
        back: When the answer came; None where none did.
        position: Where it was said to lie; None where it was refused or nobody knows.
        decided_on: The version that it was to follow, if any.
    """

    key: str
    call: int
    back: int | None = None
    position: int | None = None
    version: int | None = None
    decided_on: int | None = None
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class Seen:
    """
    One reading of a stream: how many events it showed, and which.
    """

    label: str
    call: int
    back: int
    count: int
    said: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """
    An event as the log holds it at the end.
    """

    key: str
    position: int
    version: int


def anomalies(
    sent: Sequence[Sent],
    seen: Sequence[Seen],
    followed: Iterable[Sequence[int]],
    held: Sequence[Held],
) -> list[str]:
    """
    Return what is wrong, in words; nothing where the history is one that a log may have.
    """
    found = [
        *_appends(sent, held),
        *_gaps(held),
        *_order(sent, held),
        *_reads(sent, seen, held),
    ]
    everything = [event.position for event in held]
    for number, met in enumerate(followed):
        if list(met) != everything:
            found.append(f"follower {number} missed, repeated or reordered something")
    return found


def _appends(sent: Sequence[Sent], held: Sequence[Held]) -> list[str]:
    found = []
    at: dict[str, Held] = {}
    for event in held:
        if event.key in at:
            found.append(f"{event.key} was recorded twice")
        at[event.key] = event
    asked = {one.key for one in sent}
    found += [f"{key} was recorded and never sent" for key in at.keys() - asked]
    accepted = {one.key for one in sent if not one.refused}
    for one in sent:
        stored = at.get(one.key)
        if one.refused:
            # The key of a refused append is never sent again.
            if stored and one.key not in accepted:
                found.append(f"{one.key} was refused and recorded all the same")
        elif one.position is not None:
            if stored is None:
                found.append(f"{one.key} was acknowledged and lost")
            elif (stored.position, stored.version) != (one.position, one.version):
                found.append(f"{one.key} was said to lie elsewhere")
            elif one.decided_on is not None and one.version != one.decided_on + 1:
                found.append(f"{one.key} does not follow the version it was decided on")
    return found


def _gaps(held: Sequence[Held]) -> list[str]:
    versions: dict[str, list[int]] = defaultdict(list)
    for event in held:
        versions[label_of(event.key)].append(event.version)
    return [
        f"stream {label} is out of order or has a gap"
        for label, some in versions.items()
        if some != list(range(1, len(some) + 1))
    ]


def _order(sent: Sequence[Sent], held: Sequence[Held]) -> list[str]:
    """
    Find an append that lies, in its stream, before one that had been answered before it was sent.
    """
    found = []
    called, backs = _first_call(sent), _first_back(sent)
    answered: dict[str, tuple[int, str]] = {}
    for event in reversed(held):
        label = label_of(event.key)
        earliest = answered.get(label)
        if earliest and event.key in called and earliest[0] < called[event.key]:
            found.append(f"{event.key} lies before {earliest[1]}, which was done before it")
        if event.key in backs and (not earliest or backs[event.key] < earliest[0]):
            answered[label] = (backs[event.key], event.key)
    return found


def _reads(sent: Sequence[Sent], seen: Sequence[Seen], held: Sequence[Held]) -> list[str]:
    found = []
    streams: dict[str, list[Held]] = defaultdict(list)
    for event in held:
        streams[label_of(event.key)].append(event)
    called, backs = _first_call(sent), _first_back(sent)
    least = {label: _known(some, backs) for label, some in streams.items()}
    newest: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in sorted(seen, key=lambda one: one.back):
        newest[one.label].append((one.back, one.count))
    most = {label: _running(some) for label, some in newest.items()}
    for one in seen:
        stream = streams.get(one.label, [])
        if one.said != seal_of([event.position for event in stream[: one.count]]):
            found.append(f"a reading of {one.label} is not its beginning")
            continue
        if any(called.get(event.key, 0) > one.back for event in stream[: one.count]):
            found.append(f"a reading of {one.label} shows what was sent after it")
        if one.count < _at(least.get(one.label, ([], [])), one.call):
            found.append(f"a reading of {one.label} lacks what had been acknowledged before it")
        if one.count < _at(most[one.label], one.call):
            found.append(f"a reading of {one.label} lacks what one before it had shown")
    return found


def _known(stream: Sequence[Held], backs: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """
    Return from which moment on a stream was known to have at least how many events.
    """
    return _running(
        sorted((backs[event.key], event.version) for event in stream if event.key in backs)
    )


def _running(moments: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    times, counts = [], []
    highest = 0
    for moment, count in moments:
        highest = max(highest, count)
        times.append(moment)
        counts.append(highest)
    return times, counts


def _at(known: tuple[list[int], list[int]], moment: int) -> int:
    times, counts = known
    place = bisect_right(times, moment - 1)
    return counts[place - 1] if place else 0


def _first_call(sent: Sequence[Sent]) -> dict[str, int]:
    called: dict[str, int] = {}
    for one in sent:
        called[one.key] = min(one.call, called.get(one.key, one.call))
    return called


def _first_back(sent: Sequence[Sent]) -> dict[str, int]:
    backs: dict[str, int] = {}
    for one in sent:
        if one.position is not None and one.back is not None:
            backs[one.key] = min(one.back, backs.get(one.key, one.back))
    return backs
