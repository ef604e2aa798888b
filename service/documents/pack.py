"""Makes a conference pack from the record: what goes in, and the file in the format asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from escalation.owed import owed
from events.clock import civil_day
from events.log.checkpoints import newest
from projections.chronology.chronology import chronology
from projections.conference.audience import audience_called
from projections.conference.pack import Pack, Sealed, Withheld, conference_pack
from projections.risk.asked import asked_of
from service.access.asked import questions_kept
from service.access.enforce import closed_to, visible
from service.access.kept_for import kept_for
from service.access.owed import words_kept
from service.answering import answering, answering_words
from service.clocks import Clocks
from service.documents.around import drawings
from service.documents.as_docx import as_docx
from service.documents.as_html import as_html
from service.documents.as_pdf import as_pdf
from service.documents.as_xlsx import as_xlsx
from service.documents.errors import FormatUnknown
from service.documents.marked_bodies import marked_bodies
from service.documents.names import names
from service.documents.picture import timeline_svg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.reader import Reader
    from service.documents.around import Drawing
    from service.wiring import Session

    Named = Callable[[str], str]

FORMATS = ("pdf", "docx", "xlsx", "html")
PICTURE_WIDTH = 760
_ELSEWHERE = "The maker of this pack does not work with that child"
_RESTRICTED = "Open only to those whom the restriction names"
"""As wide as a portrait page can show with its words still readable."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PackWanted:
    """
    Which pack somebody asks for.

    Args:
        child: Whose.
        audience: For whom, by its stored name.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        as_known_at: The day whose knowledge it is limited to; None for all that is known today.
        as_recorded_at: The moment whose log it is limited to; None for all that is recorded.
        with_restricted: Why this one pack holds entries with restricted access that its maker may
            read; "" leaves them out, because a pack goes to people of every agency.
    """

    child: UUID
    audience: str = "professionals"
    format: str = "pdf"
    as_known_at: date | None = None
    as_recorded_at: datetime | None = None
    with_restricted: str = ""

    @property
    def clocks(self) -> Clocks:
        """
        Both clocks of it.
        """
        return Clocks(known=self.as_known_at, recorded=self.as_recorded_at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """
    A pack's content and its pictures, before any file is made of it.

    Args:
        picture: The timeline.
        restricted: How many entries with restricted access it holds, each marked.
        around: The family, and who lived with the child.
        bodies: The body maps of its entries.
    """

    pack: Pack
    picture: str
    restricted: int = 0
    around: tuple[Drawing, ...] = ()
    bodies: tuple[Drawing, ...] = ()


def prepare_pack(
    session: Session,
    reader: Reader,
    wanted: PackWanted,
    *,
    outcomes: Sequence[PlannedOutcome] | None = None,
    named: Named | None = None,
) -> Prepared:
    """
    Read what a pack holds, as far as its maker may see it.

    Args:
        outcomes: What is or was owed on the pack's day; None for all that the record shows.
        named: Turns a stored actor, owner or user into a name; None for the accounts' names.

    Raises:
        NoPackFor: No pack is made for this audience.
    """
    audience = audience_called(wanted.audience)
    maker = reader
    if not wanted.with_restricted:
        # Whom it is read by is not known here: what is kept for some goes to nobody by default.
        reader = replace(reader, passes_on=True)
    record = Clocks(recorded=wanted.as_recorded_at).of(session.record(wanted.child), session)
    on = wanted.clocks.day(session.today)
    limited = record.known_at(on) if wanted.as_known_at else record
    whole = chronology(limited)
    seen = visible(session.connection, reader, whole, session.now)
    shown = seen.told
    if outcomes is None:
        outcomes = owed(
            record,
            on,
            practice=session.practice,
            at=None if wanted.as_known_at else wanted.as_recorded_at or session.now,
        )
    outcomes = words_kept(session.connection, reader, outcomes)
    kept = kept_for(session.connection, maker, shown) if wanted.with_restricted else {}
    indicators = asked_of(record.known_at(on), on)
    checkpoint = newest(session.connection)
    name_of = named or names(session.connection)
    who = answering(session, record, indicators, clocks=wanted.clocks, outcomes=outcomes)
    # Whoever must answer is found by the question itself, and said beside those that are told.
    indicators = questions_kept(session.connection, reader, wanted.child, indicators)
    pack = conference_pack(
        shown,
        audience=audience,
        indicators=indicators,
        outcomes=outcomes,
        sealed=Sealed(
            position=(
                record.position
                if wanted.as_recorded_at
                else max(session.log.settled(), record.position)
            ),
            root=checkpoint.root.hex() if checkpoint else "",
            checkpoint=checkpoint.position if checkpoint else 0,
        ),
        prepared=session.now,
        prepared_by=maker.name,
        on=on,
        recorded=wanted.as_recorded_at,
        named=name_of,
        falls_to=answering_words(who, name_of),
        kept_for=kept,
        withheld=[
            Withheld(
                what=part.what,
                why=_RESTRICTED if part.restricted else _ELSEWHERE,
                ask=part.ask,
                entries=part.count,
            )
            for part in seen.withheld
        ],
    )
    picture = timeline_svg(
        shown,
        indicators=indicators,
        outcomes=outcomes,
        width=PICTURE_WIDTH,
        question_rows=False,
        today=on,
    )
    closed = closed_to(session.connection, reader, shown, session.now)
    return Prepared(
        pack=pack,
        picture=picture,
        restricted=len(kept),
        around=drawings(shown, on, closed),
        bodies=marked_bodies(shown),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """
    The bytes of a file, and what its readers should be told about it.
    """

    content: bytes
    notes: tuple[str, ...] = ()


def render(prepared: Prepared, format_: str, *, moment: datetime) -> Rendered:
    """
    Make the file.

    Raises:
        FormatUnknown: Packs are not made in this format.
        PackTooLong: A PDF of so many entries would not fit in memory.
    """
    pack, picture, around = prepared.pack, prepared.picture, prepared.around
    bodies = prepared.bodies
    match format_:
        case "pdf":
            printed = as_pdf(pack, picture, around, bodies, day=civil_day(moment))
            return Rendered(content=printed.content, notes=printed.notes)
        case "docx":
            return Rendered(content=as_docx(pack, picture, (*around, *bodies), moment=moment))
        case "xlsx":
            return Rendered(content=as_xlsx(pack, (*around, *bodies)))
        case "html":
            return Rendered(content=as_html(pack, picture, (*around, *bodies)))
        case _:
            raise FormatUnknown(format_, FORMATS)


def format_of(output: Path) -> str:
    """
    Return the format that a file's name asks for.

    Raises:
        FormatUnknown: Packs are not made in it.
    """
    wanted = output.suffix.lower().removeprefix(".")
    if wanted not in FORMATS:
        raise FormatUnknown(wanted, FORMATS)
    return wanted


def write_file(content: bytes, output: Path) -> None:
    """
    Put a file in place whole or not at all, readable by its owner alone.

    Raises:
        OSError: The folder does not exist or cannot be written.
    """
    write_parts((content,), output)


def write_parts(parts: Iterable[bytes], output: Path) -> None:
    """
    Put a file in place like `write_file`, from parts that need not all be in memory.

    Raises:
        OSError: The folder does not exist or cannot be written.
    """
    with NamedTemporaryFile(dir=output.parent, prefix=".pack-", delete=False) as made:
        try:
            for part in parts:
                made.write(part)
            made.flush()
            os.fsync(made.fileno())
            Path(made.name).replace(output)
        except BaseException:
            Path(made.name).unlink(missing_ok=True)
            raise
