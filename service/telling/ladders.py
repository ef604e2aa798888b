"""Ladders, their gaps and what they would do, as API, command line and pages tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from escalation.foreseen import foreseen
from escalation.ladder_words import heard_by, ladder_words, level_words
from escalation.people import of_another
from escalation.reach import AsIfLed, Case
from escalation.reading_ladders import as_plain
from escalation.running.ladders_kept import known_ladders
from escalation.running.reaching import unreached
from events.log.columns import moment_text
from projections.plans.planned_outcome import PlannedOutcome
from service.access.accounts import account_of
from service.access.people import People

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from escalation.foreseen import Foreseen
    from escalation.ladder import Ladder
    from escalation.reach import Gap
    from service.wiring import Session

_NOBODY = UUID(int=0)
_EVERYBODYS = "Everybody's work"
_ORIGINS: dict[str, Literal["handover", "challenge"]] = {
    "handover": "handover",
    "challenge": "challenge",
}
"""What climbs a ladder of its own because it was sent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """
    One line of a preview: at which moment who hears.

    Args:
        nobody: Why nobody does, or "".
    """

    at: datetime
    level: int
    who: tuple[str, ...]
    nobody: str


def tell_ladders(session: Session) -> dict[str, Any]:
    """
    Tell every ladder in force, and every level at which nobody could be reached.
    """
    found = known_ladders(session.connection).in_force()
    gaps = unreached(session.connection, People(session.connection), now=session.now)
    return {
        "ok": not gaps,
        "ladders": [tell_ladder(one) for one in found.values()],
        "unreached": [tell_gap(session, gap) for gap in gaps],
    }


def tell_ladder(ladder: Ladder) -> dict[str, Any]:
    """
    Tell one ladder.
    """
    plain = as_plain(ladder)
    return {
        "name": ladder.name,
        "used_for": ladder_words(ladder.name),
        "version": ladder.version,
        "in_words": level_words(ladder),
        "levels": plain["levels"],
        "again": plain["again"],
        "ends_within": plain["ends_within"],
    }


def gaps_by_owner(session: Session, gaps: Iterable[Gap]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """
    Return for whose work which levels reach nobody: everybody's first, then by name.
    """
    found: dict[str, list[str]] = {}
    for gap in gaps:
        whose = _EVERYBODYS if gap.whole else "; ".join(_owners(session, gap))
        found.setdefault(whose, []).append(gap.where())
    order = sorted(found, key=lambda whose: (whose != _EVERYBODYS, whose))
    return tuple((whose, tuple(found[whose])) for whose in order)


def _owners(session: Session, gap: Gap) -> list[str]:
    return sorted(
        {
            _named(session, case.owner) or f"What {case.agency} owes has no named owner"
            for case in gap.cases
        }
    )


def tell_gap(session: Session, gap: Gap) -> dict[str, Any]:
    """
    Tell one level that reaches nobody, and whose work it is about.
    """
    return {
        "ladder": gap.ladder,
        "level": gap.level,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "said": gap.words(),
        "whose": [] if gap.whole else _owners(session, gap),
    }


def previewed(
    session: Session,
    ladder: Ladder,
    *,
    due: date,
    owner: UUID | None,
    lead: UUID | None = None,
) -> tuple[Heard, ...]:
    """
    Return who would hear when of an outcome that passes on a day and that nobody ever answers.

    Args:
        owner: Whose it is, or to whom it was sent; None for nobody in particular.
        lead: Who leads the child's work; the owner, where it is nothing that was sent.

    Raises:
        CalendarEnds: The day lies beyond the years for which bank holidays are known.
    """
    account = account_of(session.connection, owner) if owner else None
    outcome = PlannedOutcome(
        id=_NOBODY,
        child=_NOBODY,
        origin=_ORIGINS.get(ladder.name, "plan"),
        desired="",
        opened=session.today,
        owner=str(owner or ""),
        agency=account.agency if account else "",
        due=due,
        original_due=due,
    )
    leads = lead if ladder.name in _ORIGINS else lead or owner
    case = Case(owner=outcome.owner, agency=outcome.agency, lead=leads)
    people = AsIfLed(People(session.connection), case)
    return tuple(_heard(foreseen(outcome, ladder, people, calendar=session.practice.calendar)))


def tell_heard(one: Heard) -> dict[str, Any]:
    """
    Tell one line of a preview.
    """
    return {
        "at": moment_text(one.at),
        "level": one.level,
        "who": list(one.who),
        "nobody": bool(one.nobody),
    }


def _heard(coming: Iterator[Foreseen]) -> Iterator[Heard]:
    for one in coming:
        told = one.step.told
        yield Heard(
            at=one.at,
            level=one.step.level,
            who=tuple(f"{each.who.name} ({of_another(each.because)})" for each in told),
            nobody="" if told else "nobody: the next level hears at once",
        )


def levels_shown(ladder: Ladder) -> list[dict[str, str]]:
    """
    Return each level as a page draws it.
    """
    last = len(ladder.levels)
    return [
        {
            "number": str(number),
            "who": heard_by(level),
            "channels": ", ".join(level.channels),
            "wait": level.wait.words() if number < last else "",
        }
        for number, level in enumerate(ladder.levels, 1)
    ]


def _named(session: Session, owner: str) -> str:
    try:
        account = account_of(session.connection, UUID(owner))
    except ValueError:
        return owner
    return account.name if account else "a former user"
