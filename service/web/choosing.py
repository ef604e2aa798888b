"""What a reader asked to see of a chronology, as addresses and forms carry it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from events.clock import CIVIL
from events.kind import Group
from events.vocabulary import KINDS
from projections.chronology.lengths import Length
from projections.chronology.narrowed import STATES, Narrowing
from service.clocks import EARLIEST, TOO_EARLY, Clocks
from service.telling.wanted import Wanted
from service.web.days import day_asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.datastructures import MultiDict

    from service.documents.drawing.lanes import Lanes
    from service.web.visit import Visit

LENGTHS = {
    "full": "Everything",
    "significant": "Significant",
    "conference": "Since the last conference",
    "court": "For court",
}
LANES = {"agency": "agencies", "kind": "sorts of entry", "person": "people and household"}
NO_DAY = "Give a real date, such as 2026-03-27"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """
    What a reader asked to see; nothing asked shows all.

    Args:
        known: As known at the end of this day.
        recorded: As this log held it at this moment.
        known_by: As learned by this agency alone.
        lanes: What a lane of the picture is.
        words: Words to find; they are never part of an address.
        application: The day from which a court's length counts back.
    """

    known: date | None = None
    recorded: datetime | None = None
    known_by: str = ""
    newest_first: bool = False
    lanes: Lanes = "agency"
    page: int = 1
    length: Length = Length.FULL
    narrowing: Narrowing = field(default_factory=Narrowing)
    words: str = ""
    application: date | None = None

    @property
    def narrowed(self) -> bool:
        """
        Whether entries are left out by choice.
        """
        return bool(self.narrowing or self.words) or self.length is not Length.FULL

    def kept(self, *without: str) -> Iterator[tuple[str, str]]:
        """
        Yield what an address or a hidden field keeps of it; words and page are never kept.
        """
        chosen = self.narrowing
        said: tuple[tuple[str, str], ...] = (
            ("known", self.known.isoformat() if self.known else ""),
            ("recorded", _minute(self.recorded) if self.recorded else ""),
            ("known_by", self.known_by),
            ("order", "newest" if self.newest_first else ""),
            ("lanes", self.lanes if self.lanes != "agency" else ""),
            ("length", str(self.length) if self.length is not Length.FULL else ""),
            *(("agency", one) for one in chosen.agencies),
            *(("group", one) for one in chosen.groups),
            *(("kind", one) for one in chosen.kinds),
            *(("person", str(one)) for one in chosen.persons),
            *(("state", one) for one in chosen.states),
            ("from", chosen.first.isoformat() if chosen.first else ""),
            ("to", chosen.last.isoformat() if chosen.last else ""),
            ("since", chosen.since),
            ("application", self.application.isoformat() if self.application else ""),
        )
        return ((name, value) for name, value in said if value and name not in without)

    @property
    def wanted(self) -> Wanted:
        """
        All of it, from its beginning, as files and other programs read it.
        """
        return Wanted(
            length=self.length,
            as_known_at=self.known,
            as_recorded_at=self.recorded,
            agency=self.known_by,
            narrowing=self.narrowing,
            words=self.words,
            application=self.application,
        )

    def address(self, *without: str, **other: object) -> dict[str, list[str]]:
        """
        Return the parts of an address that keeps what was chosen.
        """
        parts: dict[str, list[str]] = {}
        for name, value in self.kept(*without, *other):
            parts.setdefault(name, []).append(value)
        return parts | {name: [str(value)] for name, value in other.items() if value}


def filters_of(visit: Visit) -> tuple[Filters, dict[str, str]]:
    """
    Read what was asked, by address or by form; what cannot be read is said and left out.
    """
    sent = visit.form if visit.posting else visit.query
    return filters_in(sent, words=visit.text("words"))


def filters_in(sent: MultiDict[str, str], words: str = "") -> tuple[Filters, dict[str, str]]:
    """
    Read the parts of an address, wherever they were kept.
    """
    errors: dict[str, str] = {}
    known, wrong = day_asked(sent)
    errors |= wrong
    length = sent.get("length", "")
    page = sent.get("page", "")
    return (
        Filters(
            known=known,
            recorded=_recorded(sent, errors),
            known_by=sent.get("known_by", "").strip(),
            newest_first=sent.get("order") == "newest",
            lanes=_lanes(sent.get("lanes", "")),
            page=int(page) if page.isdigit() and int(page) > 0 else 1,
            length=Length(length) if length in set(Length) else Length.FULL,
            narrowing=Narrowing(
                agencies=_all(sent, "agency"),
                groups=tuple(one for one in _all(sent, "group") if one in set(Group)),
                kinds=tuple(one for one in _all(sent, "kind") if one in KINDS),
                persons=tuple(_persons(sent)),
                states=tuple(one for one in _all(sent, "state") if one in STATES),
                first=_day(sent, "from", errors),
                last=_day(sent, "to", errors),
                since=since if (since := sent.get("since", "")).isdigit() else "",
            ),
            words=" ".join(words.split()),
            application=_day(sent, "application", errors, earliest=EARLIEST),
        ),
        errors,
    )


def clocks_asked(visit: Visit) -> tuple[Clocks, dict[str, str]]:
    """
    Read both clocks of a page, by address or by form; what cannot be read is said and left out.
    """
    sent = visit.form if visit.posting else visit.query
    known, errors = day_asked(sent)
    recorded = _recorded(sent, errors)
    return Clocks(known=known, recorded=recorded), errors


def _lanes(text: str) -> Lanes:
    match text:
        case "kind" | "person":
            return text
        case _:
            return "agency"


def _all(sent: MultiDict[str, str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in sent.getlist(name) if one.strip()))


def _persons(sent: MultiDict[str, str]) -> Iterator[UUID]:
    for one in _all(sent, "person"):
        try:
            yield UUID(one)
        except ValueError:
            continue


def _day(
    sent: MultiDict[str, str], name: str, errors: dict[str, str], *, earliest: date = date.min
) -> date | None:
    text = sent.get(name, "").strip()
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        errors[name] = NO_DAY
        return None
    if day is not None and day < earliest:
        errors[name] = TOO_EARLY
        return None
    return day


def _recorded(sent: MultiDict[str, str], errors: dict[str, str]) -> datetime | None:
    text = sent.get("recorded", "").strip()
    try:
        return _moment(text) if text else None
    except ValueError:
        errors["recorded"] = "Give a real day and time, such as 2026-03-27 14:30"
        return None


def _minute(moment: datetime) -> str:
    return moment.astimezone(CIVIL).strftime("%Y-%m-%dT%H:%M")


def _moment(text: str) -> datetime:
    """
    Read a moment of civil time to the minute, whose whole minute counts; a day means its end.
    """
    if len(text) == len("2026-03-27"):
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=CIVIL)
    moment = datetime.fromisoformat(text)
    whole = moment if moment.second else moment.replace(second=59, microsecond=999999)
    return whole if whole.tzinfo else whole.replace(tzinfo=CIVIL)
