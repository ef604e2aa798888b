"""Who hears of what is overdue, level by level; pure, so that any day of it can be foreseen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from escalation.errors import TableRefused
from escalation.limit import Limit, Unit
from escalation.people import WHO, told_at
from escalation.refused import words_of
from projections.plans.due import overdue_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from escalation.people import Directory, Told
    from escalation.working_days import Calendar
    from projections.plans.planned_outcome import PlannedOutcome

CHANNELS = ("inbox", "email")
DEFAULT = "default"


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """
    One level of a ladder.

    Args:
        who: Whom it tells, by what they are to the outcome.
        wait: How long they have before the next level hears.
    """

    who: tuple[str, ...]
    channels: tuple[str, ...]
    wait: Limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """
    One ladder.

    Args:
        version: Of its file; an escalation keeps that under which it began.
        again: How long after the last level everybody on it is told once more.
    """

    name: str
    version: str
    levels: tuple[Level, ...]
    again: Limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """
    One telling of one level.

    Args:
        stepped_up: Whether a lower level was told before.
        told: Who, and why they; empty where the level has nobody.
        next_at: When the ladder acts next, if nobody does.
        reason: Why now.
    """

    level: int
    cycle: int
    stepped_up: bool
    told: tuple[Told, ...]
    channels: tuple[str, ...]
    next_at: datetime
    reason: str


def steps(
    outcome: PlannedOutcome,
    ladder: Ladder,
    people: Directory,
    *,
    now: datetime,
    calendar: Calendar,
) -> Iterator[Step]:
    """
    Yield what the ladder does now about something overdue: one level, and the next one up at once
    for as long as a level has nobody to tell.
    """
    level, cycle, reason = _begins(outcome, ladder)
    top = len(ladder.levels)
    while True:
        at = ladder.levels[level - 1]
        told = told_at(at.who, outcome, people)
        last = level == top
        nobody = "" if told else f"Nobody could be told at level {level}"
        wait = ladder.again if last else at.wait
        yield Step(
            level=level,
            cycle=cycle,
            stepped_up=level > 1,
            told=told,
            channels=at.channels,
            next_at=_until(now, wait, calendar) if told or last else now,
            reason=". ".join(part for part in (reason, nobody) if part),
        )
        if told or last:
            return
        level, reason = level + 1, nobody


def _begins(outcome: PlannedOutcome, ladder: Ladder) -> tuple[int, int, str]:
    """
    Return the level to tell, in which round of the ladder, and why.
    """
    top = len(ladder.levels)
    newest = outcome.escalations[-1] if outcome.escalations else None
    if outcome.level == 0 or newest is None:
        return 1, outcome.cycle + 1, "What was owed is overdue"
    if newest.acknowledged is not None:
        reason = "What was promised in answer was not done by its date"
        return min(newest.level + 1, top), outcome.cycle + 1, reason
    if newest.level < top:
        return newest.level + 1, outcome.cycle, f"Nobody acknowledged it at level {newest.level}"
    return top, outcome.cycle + 1, f"Still nobody has acknowledged it at level {top}"


def _until(now: datetime, wait: Limit, calendar: Calendar) -> datetime:
    return overdue_from(wait.due(now, calendar))


def _with_the_inbox(channels: list[str]) -> None:
    if "inbox" not in channels:
        message = "add inbox: it is the one that cannot fail"
        raise ValidationError(message)


class _Base(Schema):
    class Meta:
        unknown = RAISE


class _Wait(_Base):
    number = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=60))
    unit = fields.Enum(
        Unit,
        by_value=True,
        required=True,
        validate=validate.OneOf(
            [Unit.WORKING_DAYS, Unit.HOURS], error="choose working_days or hours"
        ),
    )

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Limit:
        return Limit(**said)


class _Level(_Base):
    who = fields.List(
        fields.String(validate=validate.OneOf(list(WHO), error=f"choose from: {', '.join(WHO)}")),
        required=True,
        validate=validate.Length(min=1, error="say who hears at this level"),
    )
    channels = fields.List(
        fields.String(validate=validate.OneOf(CHANNELS)),
        required=True,
        validate=_with_the_inbox,
    )
    wait = fields.Nested(_Wait, required=True)

    @post_load
    def make(self, said: dict[str, Any], **_: Any) -> Level:
        return Level(who=tuple(said["who"]), channels=tuple(said["channels"]), wait=said["wait"])


class _Ladder(_Base):
    levels = fields.List(
        fields.Nested(_Level),
        required=True,
        validate=validate.Length(min=1, max=9, error="a ladder has 1 to 9 levels"),
    )
    again = fields.Nested(_Wait, required=True)


def read_ladders(text: str, file: str) -> Mapping[str, Ladder]:
    """
    Read a file of ladders; all of it or nothing.

    Raises:
        TableRefused: The file, the entry and the fix are named.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TableRefused(file, "", f"this is not TOML: {error}") from None
    edition = table.pop("edition", None)
    version = edition.get("version") if isinstance(edition, dict) else None
    if not isinstance(version, str) or not version:
        raise TableRefused(file, "edition", "add version, such as version = “2026-11”")
    if DEFAULT not in table:
        raise TableRefused(file, DEFAULT, "add the ladder for everything that names no other")
    return MappingProxyType({name: _one(file, name, said, version) for name, said in table.items()})


@cache
def ladders() -> Mapping[str, Ladder]:
    """
    Return the ladders that ship.

    Raises:
        TableRefused: The shipped file is damaged.
    """
    file = files("escalation.ladders") / "default.toml"
    return read_ladders(file.read_text(encoding="utf-8"), file.name)


def _one(file: str, name: str, said: object, version: str) -> Ladder:
    try:
        read: dict[str, Any] = _Ladder().load(said if isinstance(said, dict) else {})
    except ValidationError as error:
        raise TableRefused(file, name, words_of(error.messages_dict)) from None
    return Ladder(name=name, version=version, levels=tuple(read["levels"]), again=read["again"])
