"""The children over whom something is counted, and their records, a few at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from projections.child_record import gather
from projections.stored.directory import children
from service.access.allocations import own_children
from service.access.reader import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from uuid import UUID

    from projections.child_record import ChildRecord
    from service.access.reader import Reader
    from service.wiring import Session, Throughline

ON_A_PAGE = 40
"""Children whose records are counted while somebody waits for a page or an answer."""

_AT_ONCE = 500
_IN_ONE_READING = 20


def every_child(session: Session) -> Iterator[UUID]:
    """
    Yield every child of the record.
    """
    after: UUID | None = None
    while found := children(session.connection, limit=_AT_ONCE, after=after):
        yield from (one.id for one in found)
        after = found[-1].id


def counted_over(session: Session, reader: Reader) -> tuple[UUID, ...]:
    """
    Return over whom a reader counts: their own and their team's; all for who looks at the whole.

    Figures alone leave here, and no child is named.
    """
    if reader.is_operator or reader.role in {Role.LEAD, Role.AUDITOR}:
        return tuple(every_child(session))
    return tuple(own_children(session.connection, reader))


def whose(reader: Reader) -> str:
    """
    Say over whom a reader counts.
    """
    if reader.is_operator or reader.role in {Role.LEAD, Role.AUDITOR}:
        return "the whole caseload"
    return (
        "your own children and your team’s" if reader.role is Role.MANAGER else "your own children"
    )


def sampled(of: Collection[UUID], most: int) -> tuple[UUID, ...]:
    """
    Return at most so many of these children, always the same, so that two counts can be compared.

    Ids say nothing of who a child is, so that their order is as good as a draw.
    """
    return tuple(sorted(of, key=lambda child: child.int))[:most]


def records(throughline: Throughline, of: Iterable[UUID]) -> Iterator[ChildRecord]:
    """
    Yield the records of these children; no reading lasts for more than a few of them, so that
    nobody who records has to wait for it, nor the database to keep what was there before.
    """
    waiting = iter(of)
    while some := list(islice(waiting, _IN_ONE_READING)):
        with throughline.reading() as session:
            read = [gather(session.log, child) for child in some]
        yield from read
