"""The whole content of one conference pack, pure: every file format is made from this value."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from events.dates_said import date_said
from projections.conference.age import age_words, born_words
from projections.conference.family import Relative, family
from projections.conference.last_seen import last_seen
from projections.conference.lines import Line, lines
from projections.conference.plan import Owed, owed
from projections.conference.questions import NOT_SAFE, Asked, questions
from projections.conference.unseen import Heard, heard, unseen
from projections.conference.wording import NO_AGENCY, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from projections.chronology.chronology import Chronology
    from projections.conference.audience import Audience
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.asked import Indicator

    Named = Callable[[str], str]


SOON = 3
"""How many of the things owed next stand on the front sheet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """
    What this pack leaves out: how many entries of what sort, why, and whom to ask.
    """

    what: str
    why: str
    ask: str
    entries: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """
    The place in the log that a pack was made at, and the signed root that proves it.

    Args:
        position: The newest entry of the log that this pack can contain.
        root: The root of the checkpoint, in hexadecimal; "" where none is signed yet.
        checkpoint: The checkpoint's own position: it covers everything up to there.
    """

    position: int
    root: str
    checkpoint: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """
    The front sheet; every field is text for a reader.

    Args:
        last_seen: When the child was last seen, and last spoken to alone.
        next_due: What is owed next and not overdue yet, with its day first.
    """

    child: str
    born: str
    age: str
    died: str
    prepared_for: str
    confidentiality: str
    prepared: str
    prepared_by: str
    as_known_at: str
    entries: int
    last_seen: tuple[tuple[str, str], ...]
    next_due: tuple[str, ...]
    counts: tuple[str, ...]
    position: int
    root: str
    checkpoint: int
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    """
    One pack for one audience at one position of the log.
    """

    front: Front
    family: tuple[Relative, ...]
    lines: tuple[Line, ...]
    plan: tuple[Owed, ...]
    questions: tuple[Asked, ...]
    not_safe: str
    heard: tuple[Heard, ...]
    unseen: tuple[str, ...]

    @property
    def withheld(self) -> int:
        """
        How many entries are withheld from it.
        """
        return sum(part.entries for part in self.front.withheld)


def conference_pack(
    chronology: Chronology,
    *,
    audience: Audience,
    indicators: Sequence[Indicator],
    outcomes: Sequence[PlannedOutcome],
    sealed: Sealed,
    prepared: datetime,
    prepared_by: str,
    on: date,
    recorded: datetime | None = None,
    named: Named = str,
    withheld: Sequence[Withheld] = (),
    falls_to: Mapping[tuple[str, str], str] = MappingProxyType({}),
    kept_for: Mapping[str, str] = MappingProxyType({}),
) -> Pack:
    """
    Put a pack together from a chronology that holds only what its reader may see.

    Args:
        indicators: What is asked on ``on``, in the order to be asked.
        outcomes: What is or was owed, as it stands on ``on``.
        prepared: The moment it is made.
        on: The day as known at which everything is told; lateness counts to its end.
        recorded: The moment whose log this is; None for the log as it is.
        named: Turns a stored actor, owner or user into a name for readers.
        falls_to: By rule and what it is about, who must answer a question by when.
        kept_for: By entry with restricted access that is in it all the same, for whom it is kept.
    """
    by_number = {entry.id: entry for entry in chronology.entries}
    asked = questions(indicators, by_number, named, on, outcomes, falls_to)
    plan = owed(outcomes, named, on)
    told = lines(chronology, named, _resting(asked), kept_for)
    missing = sum(part.entries for part in withheld)
    return Pack(
        front=_front(
            chronology,
            audience=audience,
            sealed=sealed,
            prepared=prepared,
            prepared_by=prepared_by,
            on=on,
            recorded=recorded,
            next_due=tuple(_next_due(plan)),
            counts=tuple(_counts(told, asked, plan, len(kept_for))),
            withheld=tuple(withheld),
        ),
        family=family(chronology, on),
        lines=told,
        plan=plan,
        questions=asked,
        not_safe=NOT_SAFE,
        heard=heard(chronology, on),
        unseen=unseen(chronology, on, missing),
    )


def _front(
    chronology: Chronology,
    *,
    audience: Audience,
    sealed: Sealed,
    prepared: datetime,
    prepared_by: str,
    on: date,
    recorded: datetime | None,
    next_due: tuple[str, ...],
    counts: tuple[str, ...],
    withheld: tuple[Withheld, ...],
) -> Front:
    child = chronology.child
    died = child.died if child and child.died and child.died.first <= on else None
    return Front(
        child=child.name if child and child.name else "Name not known on this day",
        born=born_words(child) if child else "not known",
        age=age_words(child, died.first if died else on) if child else "",
        died=died.words() if died else "",
        prepared_for=audience.words,
        confidentiality=audience.confidentiality,
        prepared=date_said(prepared),
        prepared_by=prepared_by,
        as_known_at=date_said(on) + (f", as recorded at {date_said(recorded)}" if recorded else ""),
        entries=len(chronology.entries),
        last_seen=last_seen(chronology),
        next_due=next_due,
        counts=counts,
        position=sealed.position,
        root=sealed.root,
        checkpoint=sealed.checkpoint,
        withheld=withheld,
    )


def _counts(
    told: Sequence[Line], asked: Sequence[Asked], plan: Sequence[Owed], restricted: int
) -> Iterator[str]:
    if restricted:
        entries = counted(restricted, "entry", "entries")
        yield f"RESTRICTED: {entries} in this pack kept for those alone whom the mark names"
    agencies = {line.agency for line in told} - {NO_AGENCY}
    sources = counted(len(agencies), "agency", "agencies")
    said = f"{counted(len(told), 'entry', 'entries')}, from {sources}"
    unnamed = sum(line.agency == NO_AGENCY for line in told)
    yield f"{said}; {unnamed} name no agency" if unnamed else said
    struck = sum(line.struck for line in told)
    if struck:
        yield f"{counted(struck, 'entry', 'entries')} struck out, still readable"
    waiting = sum(one.waits for one in asked)
    yield f"{counted(waiting, 'open question')} not answered" if waiting else "No open question"
    late = sum(one.overdue for one in plan)
    still = sum(one.open for one in plan)
    if still:
        yield f"{counted(still, 'planned outcome')} still owed, {late} of them overdue"
    else:
        yield "No planned outcome is still owed"


def _next_due(plan: Sequence[Owed]) -> Iterator[str]:
    for one in [one for one in plan if one.open and not one.overdue and one.dated][:SOON]:
        yield f"{one.by_when}: {one.desired.rstrip('.')}. {one.owner}, {one.agency}"


def _resting(asked: Sequence[Asked]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in asked:
        for number in one.numbers:
            found.setdefault(number, []).append(one.number)
    return found
