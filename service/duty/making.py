"""Makes each team's duty copy every night, once, however many workers there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from escalation.running.once import insert_once
from events.by_rule import BY_RULE
from events.clock import CIVIL, civil_day
from events.dates_said import date_said
from events.errors import LogUnavailable
from events.log.checkpoints import newest
from projections.conference.wording import counted
from projections.stored.directory import listed
from service.access.access_log import record_read
from service.access.accounts import phones
from service.access.restricted import hidden_from
from service.documents.duty_copy import DutyCopy, as_printed
from service.duty.kept import clear, file_name, put
from service.duty.sheet import COMING_DAYS, child_sheet
from service.duty.tables import DUTY_COPY
from service.duty.whose import duty_teams
from service.errors import CopyNotKept, FolderRefused
from service.webhooks.state import Turn, take_turn

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from service.duty.whose import DutyTeam
    from service.wiring import Session, Throughline

LIVES = 20
"""After so many children a worker says that it is still at it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """
    One copy that was made.

    Args:
        file: Its name in the folder.
        left_out: How many children of the team are not in it.
    """

    team: DutyTeam
    file: str
    content: bytes
    position: int
    children: tuple[UUID, ...]
    left_out: int


def make_duty_copies(house: Throughline, now: datetime, *, most: int = 1) -> int:
    """
    Make the copies that are due, and return how many were made; there is no last attempt.

    One a sweep by default: what is overdue must not wait until every copy of a night is written.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    if not house.settings.duty_copies:
        return 0
    with house.reading() as session:
        teams = {team.id: team for team in duty_teams(session.connection)}
    first = {"file": "", "position": 0, "children": "", "left_out": 0}
    first |= {"next_attempt": now, "attempts": 0, "trouble": ""}
    with house.database.writing() as connection:
        insert_once(connection, DUTY_COPY, [first | {"id": id_} for id_ in teams])
    wanted = DUTY_COPY.c.id.in_(list(teams))
    done: list[UUID] = []
    made = 0
    while len(done) < most and (
        turn := take_turn(house.database, DUTY_COPY, DUTY_COPY.c.id, now, wanted=wanted, done=done)
    ):
        done.append(turn.row.id)
        try:
            _made_and_kept(house, teams[turn.row.id], now, turn)
            made += 1
        except LogUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one team's copy must not keep the others from theirs
            turn.failed(house.database, now, _trouble(error))
    return made


def make_now(house: Throughline, team: DutyTeam, now: datetime) -> Made:
    """
    Make one team's copy at once, beside what is made every night; nothing is put anywhere.
    """

    def quietly() -> None:
        return

    return _written(house, team, now, quietly)


def keep_made(house: Throughline, made: Made, now: datetime) -> None:
    """
    Put a copy into the folder as the newest of its team.

    Raises:
        FolderRefused: Others can look into the folder.
        CopyNotKept: It cannot be written.
    """
    put(Path(house.settings.duty_copies), made.file, made.content)
    row = _row(made) | {"sent": now, "attempts": 0, "waiting_since": None, "trouble": ""}
    first = {"id": made.team.id, "next_attempt": next_night(now, house.settings.duty_copy_hour)}
    with house.database.writing() as connection:
        insert_once(connection, DUTY_COPY, [first | row])
        connection.execute(update(DUTY_COPY).where(DUTY_COPY.c.id == made.team.id).values(**row))


def next_night(now: datetime, hour: int) -> datetime:
    """
    Return the next time that it is so many o'clock in civil time.
    """
    today = datetime.combine(civil_day(now), time(hour), CIVIL)
    tomorrow = datetime.combine(civil_day(now) + timedelta(days=1), time(hour), CIVIL)
    return today if now < today else tomorrow


def _made_and_kept(house: Throughline, team: DutyTeam, now: datetime, turn: Turn) -> None:
    def lives() -> None:
        with house.database.writing() as connection:
            turn.note(connection, house.clock.now())

    made = _written(house, team, now, lives)
    folder = Path(house.settings.duty_copies)
    put(folder, made.file, made.content)
    turn.took(house.database, now, **_row(made))
    with house.database.reading() as connection:
        keep = set(connection.scalars(select(DUTY_COPY.c.file)))
    clear(folder, keep=keep, now=now, days=house.settings.duty_copy_days)
    turn.end(house.database, now, next_attempt=next_night(now, house.settings.duty_copy_hour))


def _row(made: Made) -> dict[str, object]:
    return {
        "file": made.file,
        "position": made.position,
        "children": " ".join(str(child) for child in made.children),
        "left_out": made.left_out,
    }


def _written(house: Throughline, team: DutyTeam, now: datetime, lives: Callable[[], None]) -> Made:
    with house.reading() as session:
        # Every record is read once: none is worth keeping in the place of one that people open.
        copy, children, hidden = _read(replace(session, kept=None), house, team, lives)
    content = as_printed(copy, day=civil_day(now)).content
    with house.database.writing() as connection:
        record_read(
            connection,
            who=BY_RULE,
            child=None,
            what=f"duty copy of {counted(len(children), 'child', 'children')}, to be printed",
            now=now,
            why="made every night",
        )
    return Made(
        team=team,
        file=file_name(team, now),
        content=content,
        position=copy.position,
        children=children,
        left_out=hidden,
    )


def _read(
    session: Session, house: Throughline, team: DutyTeam, lives: Callable[[], None]
) -> tuple[DutyCopy, tuple[UUID, ...], int]:
    """
    Read a team's children as its duty worker may, and count those who are hidden.
    """
    reader, connection = team.duty_worker, session.connection
    hidden = hidden_from(connection, reader, team.children)
    children = _in_order(session, team.children - hidden)
    numbers, checkpoint = phones(connection), newest(connection)
    sheets = []
    for count, child in enumerate(children, 1):
        sheets.append(child_sheet(session, reader, child, numbers))
        if count % LIVES == 0:
            lives()
    copy = DutyCopy(
        team=team.words,
        made=date_said(session.now),
        until=date_said(next_night(session.now, house.settings.duty_copy_hour)),
        position=session.log.settled(),
        root=checkpoint.root.hex() if checkpoint else "",
        days=COMING_DAYS,
        left_out=_left_out(len(hidden)),
        phones=tuple((name, number or "not recorded") for name, number in numbers.items()),
        children=tuple(sheets),
    )
    return copy, children, len(hidden)


def _in_order(session: Session, children: frozenset[UUID]) -> tuple[UUID, ...]:
    found = listed(session.connection, children)
    return tuple(sorted(found, key=lambda child: (found[child].name.casefold(), str(child))))


def _left_out(hidden: int) -> str:
    if not hidden:
        return ""
    words = counted(hidden, "child's record is", "children's records are")
    return f"{words} kept for named people and not in it: ask a safeguarding lead"


def _trouble(error: Exception) -> str:
    # What other errors say may quote the record; their sort does not.
    return str(error) if isinstance(error, FolderRefused | CopyNotKept) else type(error).__name__
