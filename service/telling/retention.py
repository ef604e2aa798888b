"""Until when records are kept, as pages, the API and the command line tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from projections.retention.keeping import Life, kept
from projections.retention.schedule import schedule
from projections.stored.directory import children, listed
from service.access.access_log import record_read

if TYPE_CHECKING:
    from uuid import UUID

    from projections.retention.keeping import Counted, Kept
    from projections.stored.directory import Listed
    from service.access.reader import Reader
    from service.actions.erase import Proposal
    from service.wiring import Session

AT_ONCE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Retained:
    """
    One child's record and until when it is kept.

    Args:
        ended: Whether every period is over, so that people must decide.
        lacks: What must be known before a day can be given; "" where one is given.
    """

    child: Listed
    kept: Kept
    ended: bool
    lacks: str


def retained(
    session: Session, reader: Reader, after: UUID | None = None, by: str = ""
) -> tuple[tuple[Retained, ...], UUID | None]:
    """
    Return some children's records by name, and after whom the next ones come, None at the end.

    Each is noted as read, for that a period applies says something of the child.

    Args:
        after: What the call before returned.
        by: The way it was asked for, for the access log.
    """
    some = children(session.connection, limit=AT_ONCE + 1, after=after)
    shown = some[:AT_ONCE]
    found = tuple(retained_of(session, reader, one.id, by=by) for one in shown)
    return found, shown[-1].id if len(some) > AT_ONCE else None


def retained_of(session: Session, reader: Reader, child: UUID, by: str = "") -> Retained:
    """
    Return until when one child's record is kept, and note that it was asked.
    """
    one = listed(session.connection, {child})[child]
    events = session.log.about({child})
    life = Life(born=_born(one), died=_day(one.died))
    found = kept(child, events, life, schedule())
    what = "how long the record is kept" + (f" ({by})" if by else "")
    record_read(
        session.connection, who=reader.actor, child=child, what=what, now=session.now,
        why=f"role {reader.role}" if reader.role else "operator",
    )  # fmt: skip
    return Retained(
        child=one,
        kept=found,
        ended=found.ended(session.today),
        lacks="" if found.until or found.erased_under else _lacks(life),
    )


def retained_told(one: Retained) -> dict[str, Any]:
    """
    Tell one record's periods, holds and day.
    """
    return {
        "child": {"id": str(one.child.id), "name": one.child.name},
        "until": one.kept.until.isoformat() if one.kept.until else None,
        "ended": one.ended,
        "lacks": one.lacks,
        "erased_under": one.kept.erased_under,
        "periods": [_period_told(each) for each in one.kept.periods],
        "holds": [
            {
                "hold": hold.number,
                "ordered_by": hold.by,
                "since": hold.since.isoformat(),
                "reason": hold.reason,
            }
            for hold in one.kept.holds
        ],
    }


def proposal_told(one: Proposal) -> dict[str, Any]:
    """
    Tell one proposal to erase a record.
    """
    return {
        "proposal": one.number,
        "record": str(one.record),
        "basis": one.basis,
        "reason": one.reason,
        "proposed": one.on.isoformat(),
        "by": one.by,
        "erased_under": one.erased_under,
    }


def _period_told(one: Counted) -> dict[str, Any]:
    period = one.period
    return {
        "name": period.name,
        "what": period.what,
        "until": one.until.isoformat() if one.until else None,
        "counts_from": str(period.counts_from),
        "years": period.years,
        "because": list(one.because),
        "source": period.source,
        "confirmed": period.confirmed,
    }


def _born(one: Listed) -> date | None:
    # The latest day that it can mean: nothing is to end too early.
    return _day(one.born_last) or _day(one.expected)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _lacks(life: Life) -> str:
    return "the date of birth" if life.born is None else "a day to count from"
