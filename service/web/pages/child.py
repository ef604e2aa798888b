"""The child's page: the whole story in order, with the questions that it raises beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from markupsafe import Markup

from events.clock import CIVIL
from events.kind import Group
from projections.chronology.cited import cited
from projections.chronology.lengths import Length, shortened
from service.access.policy import Action
from service.documents.picture import timeline_svg
from service.web.headline import headline
from service.web.incident import by_year
from service.web.named import named
from service.web.page import Answer, Page, Shown
from service.web.plans import owed
from service.web.reading import ReadChild, read_child
from service.web.rights import rights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome
    from service.web.visit import Visit

A_PAGE = 250
PICTURE_WIDTH = 1200
LENGTHS = {
    "full": "Everything",
    "significant": "Significant",
    "conference": "Since the last conference",
    "court": "For court",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """
    What a reader asked to see of the chronology; nothing asked shows all.
    """

    known: date | None
    recorded: datetime | None
    known_by: str
    agency: str
    group: str
    newest_first: bool
    page: int
    length: Length = Length.FULL

    @property
    def narrowed(self) -> bool:
        """
        Whether entries are left out by choice.
        """
        return bool(self.agency or self.group) or self.length is not Length.FULL


def view(visit: Visit) -> Answer:
    """
    Show the child as this reader may see the child.
    """
    filters, errors = _filters(visit)
    with visit.throughline.reading() as session:
        read = read_child(
            session,
            visit.who,
            visit.child,
            known=filters.known,
            agency=filters.known_by,
            recorded=filters.recorded,
        )
        changed_by = {c.by for entry in read.entries for c in entry.changes}
        names = {actor: named(session.connection, actor) for actor in changed_by}
        allowed = rights(session, visit)
        plan = owed(session, read.whole, read.on, limited=read.limited)
    asked_about = {number for one in read.indicators for number in one.evidence}
    short = shortened(
        read.entries,
        filters.length,
        on=read.on,
        cited=cited(read.whole.events) | asked_about,
        asked=asked_about,
    )
    chosen = [entry for entry in short.entries if _matches(entry, filters)]
    if filters.newest_first:
        chosen.reverse()
    pages = max(1, -(-len(chosen) // A_PAGE))
    page = min(filters.page, pages)
    shown = chosen[(page - 1) * A_PAGE : page * A_PAGE]
    return Shown(
        values={
            "read": read,
            "headline": headline(read),
            "by_year": by_year(shown, read.told),
            "shown": shown,
            "names": names,
            "chosen": chosen,
            "numbers": {entry.id for entry in read.entries},
            "asked_about": asked_about,
            "owed": [one for one in plan if one.outcome.open],
            "short": short,
            "lengths": LENGTHS,
            "unanswered": sum(one.answered is None for one in read.indicators),
            "mandatory": sum(one.mandatory and one.answered is None for one in read.indicators),
            "agencies": sorted({e.agency for e in read.entries if e.agency != "other"}),
            "groups": [g for g in Group if any(e.kind_declared.group is g for e in read.entries)],
            "filters": filters,
            "pages": pages,
            "at_page": page,
            "picture": _picture(visit, read, [one.outcome for one in plan]),
            "may": allowed,
            "complete_to": (read.whole.position, read.read),
            "form_errors": errors,
        }
    )


def _filters(visit: Visit) -> tuple[Filters, dict[str, str]]:
    errors: dict[str, str] = {}
    known = None
    if text := visit.asked("known"):
        try:
            known = date.fromisoformat(text)
        except ValueError:
            errors["known"] = "Give a real date, such as 2026-03-27"
    recorded = None
    if text := visit.asked("recorded"):
        try:
            recorded = _moment(text)
        except ValueError:
            errors["recorded"] = "Give a real day and time, such as 2026-03-27 14:30"
    group, length = visit.asked("group"), visit.asked("length")
    page = visit.asked("page")
    return (
        Filters(
            known=known,
            recorded=recorded,
            known_by=visit.asked("known_by") if known else "",
            agency=visit.asked("agency"),
            group=group if group in set(Group) else "",
            newest_first=visit.asked("order") == "newest",
            length=Length(length) if length in set(Length) else Length.FULL,
            page=int(page) if page.isdigit() and int(page) > 0 else 1,
        ),
        errors,
    )


def _moment(text: str) -> datetime:
    """
    Read a moment of civil time to the minute, whose whole minute counts; a day means its end.
    """
    if len(text) == len("2026-03-27"):
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=CIVIL)
    moment = datetime.fromisoformat(text)
    whole = moment if moment.second else moment.replace(second=59, microsecond=999999)
    return whole if whole.tzinfo else whole.replace(tzinfo=CIVIL)


def _matches(entry: Entry, filters: Filters) -> bool:
    return (not filters.agency or entry.agency == filters.agency) and (
        not filters.group or entry.kind_declared.group == filters.group
    )


def _picture(visit: Visit, read: ReadChild, outcomes: Sequence[PlannedOutcome]) -> Markup:
    if not read.entries:
        return Markup()

    def link(entry: Entry) -> str:
        return f"#e{entry.id}" if len(read.entries) <= A_PAGE else _entry_page(visit, entry)

    drawn = timeline_svg(
        read.told,
        indicators=read.indicators,
        outcomes=outcomes,
        width=PICTURE_WIDTH,
        link=link,
        today=read.on,
    )
    return Markup(drawn)  # noqa: S704 - our own drawing, every text in it escaped


def _entry_page(visit: Visit, entry: Entry) -> str:
    return visit.url("entry", entry=int(entry.id))


PAGE = Page(
    path="/children/<uuid:child>",
    title="Chronology",
    policy=Action.READ,
    what="chronology and questions",
    view=view,
)
