"""An outcome's whole story as one line, from planned to what ended it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from escalation.people import told_at
from escalation.running.ladders_kept import known_ladders
from events.by_rule import BY_RULE
from events.clock import civil_day
from events.kinds.outcome_planned import ORIGINS
from projections.plans.due import due_words, overdue_from
from service.access.people import People
from service.web.named import named, owner_words
from service.web.words import day, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projections.plans.planned_outcome import PlannedOutcome, Raised
    from service.wiring import Session

_WAYS = {
    "raised": "Told at level {}",
    "up": "Went up to level {}",
    "down": "Taken down to level {}",
    "again": "Told again at level {}",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """
    One step of the story.

    Args:
        when: As it is shown; ``at`` is what it is ordered by.
        late: It happened while it was overdue.
        ahead: It has not happened yet.
    """

    at: datetime
    when: str
    what: str
    words: tuple[str, ...] = ()
    late: bool = False
    ahead: bool = False


def story(session: Session, outcome: PlannedOutcome, held: Sequence[date]) -> tuple[Part, ...]:
    """
    Return every step in order: planned, moved, handed on, late, told, answered, ended.

    Args:
        held: The days of the child's conferences: each that left it open is a step.
    """
    parts = [
        Part(
            at=_start(outcome.opened),
            when=day(outcome.opened),
            what="Planned"
            if outcome.origin == "plan"
            else f"Opened by {ORIGINS[outcome.origin].lower()}",
            words=(f"First due {due_words(outcome.original_due)}.",),
        ),
        *_moves(session, outcome),
        *_handed_on(session, outcome),
        *_lateness(outcome, session.now),
        *_conferences(outcome, held),
    ]
    below = 0
    for raised in outcome.escalations:
        parts += _told(session, raised, again=raised.way == "up" and raised.level == below)
        below = raised.level
    parts += _end(session, outcome)
    return tuple(sorted(parts, key=lambda part: part.at))


def _moves(session: Session, outcome: PlannedOutcome) -> Iterator[Part]:
    for move in outcome.moves:
        yield Part(
            at=_start(move.on) + timedelta(hours=12),
            when=day(move.on),
            what=f"Moved from {due_words(move.was)} to {due_words(move.to)}",
            words=(f"By {named(session.connection, move.by)}. {move.reason}",),
        )


def _handed_on(session: Session, outcome: PlannedOutcome) -> Iterator[Part]:
    for event in session.log.stream(outcome.id) if outcome.stored else ():
        said = event.content
        if event.kind == "outcome_moved" and said.get("owner") and not said.get("to"):
            was = owner_words(session.connection, str(said.get("owner_was", ""))) or "nobody"
            to = owner_words(session.connection, said["owner"])
            yield Part(
                at=event.recorded,
                when=day(event.occurred.first),
                what=f"Handed on from {was} to {to}; the date stays",
                words=(str(said.get("reason", "")),),
            )
        elif event.kind == "outcome_reviewed":
            yield Part(
                at=event.recorded,
                when=day(event.occurred.first),
                what=f"Reviewed: {'achieved' if said.get('result') == 'achieved' else 'not yet'}",
                words=(str(said.get("next_step", "")),),
            )


def _lateness(outcome: PlannedOutcome, now: datetime) -> Iterator[Part]:
    due = outcome.original_due if outcome.moves else outcome.due
    dates = [due, *(move.to for move in outcome.moves)]
    for number, one in enumerate(dates):
        if one is None:
            continue
        late_at = overdue_from(one)
        until = _start(outcome.moves[number].on) if number < len(outcome.moves) else None
        ended = _start(outcome.closed_on) if outcome.closed_on else None
        stopped = min((x for x in (until, ended) if x is not None), default=None)
        if stopped is not None and stopped < late_at:
            continue
        ahead = late_at > now
        what = "Falls due" if ahead else "Its date passed, and it was not done"
        when = due_words(one) if ahead else day(civil_day(late_at))
        yield Part(at=late_at, when=when, what=what, late=not ahead, ahead=ahead)


def _conferences(outcome: PlannedOutcome, held: Sequence[date]) -> Iterator[Part]:
    if outcome.origin != "plan":
        return
    for one in sorted(set(held)):
        if outcome.opened < one and (outcome.closed_on is None or one < outcome.closed_on):
            what = "A conference was held and left it open"
            yield Part(at=_start(one) + timedelta(hours=11), when=day(one), what=what)


def _told(session: Session, raised: Raised, *, again: bool) -> Iterator[Part]:
    who = ", ".join(raised.to_words)
    reached = f"{who}." if who else "Nobody could be reached at this level."
    by = "" if raised.by in {"", BY_RULE} else f"By {named(session.connection, raised.by)}. "
    yield Part(
        at=raised.at,
        when=moment(raised.at),
        what=_WAYS["again" if again else raised.way].format(raised.level),
        words=(reached, f"{by}{raised.reason}".strip()),
        late=True,
    )
    if raised.acknowledged is None:
        return
    answered = (
        named(session.connection, raised.acknowledged_by)
        if ":" in raised.acknowledged_by
        else owner_words(session.connection, raised.acknowledged_by)
    )
    promised = f" By {due_words(raised.by_when)}." if raised.by_when else ""
    yield Part(
        at=max(raised.acknowledged, raised.at),
        when=day(raised.acknowledged.date()),
        what=f"Acknowledged by {answered}",
        words=(f"Understood: {raised.understood}", f"Will do: {raised.will_do}{promised}"),
        late=True,
    )


def _end(session: Session, outcome: PlannedOutcome) -> Iterator[Part]:
    if outcome.closed_on is not None:
        yield Part(
            at=_start(outcome.closed_on) + timedelta(hours=23, minutes=59),
            when=day(outcome.closed_on),
            what=outcome.state.capitalize(),
            words=(outcome.closed_because,),
        )
    elif outcome.next_at is not None and outcome.level and outcome.next_at > session.now:
        newest = outcome.escalations[-1]
        promised = newest.acknowledged is not None
        top = newest.level >= newest.levels > 0
        hears = f"Level {newest.level} hears again" if top else f"Level {newest.level + 1} hears"
        what = "What was promised lapses" if promised else f"{hears}, if nobody acts"
        words = () if promised else (f"{_hear_next(session, outcome)}.",)
        yield Part(
            at=outcome.next_at, when=moment(outcome.next_at), what=what, words=words, ahead=True
        )


def _hear_next(session: Session, outcome: PlannedOutcome) -> str:
    """
    Name those who hear next, as things are now; after the last level everybody on it once more.
    """
    levels = known_ladders(session.connection).climbed(outcome).levels
    level = levels[min(outcome.level, len(levels) - 1)]
    at = outcome.next_at or session.now
    told = told_at(level.who, outcome, People(session.connection), at=at)
    if not told:
        return "Nobody of that level can be reached: the level above hears at once"
    return ", ".join(one.who.name for one in told)


def _start(on: date) -> datetime:
    return datetime.combine(on, time(0), tzinfo=UTC)
