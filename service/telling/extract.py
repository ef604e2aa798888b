"""Makes an extract of a chronology for one reader: what was on the screen, and what it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.dates_said import day_said, moment_said
from events.log.checkpoints import newest
from events.vocabulary import kind_called
from projections.chronology.chronology import chronology
from projections.chronology.lengths import Length
from projections.chronology.narrowed import STATES
from projections.conference.wording import agency_words, counted
from service.access.enforce import visible
from service.access.kept_for import kept_for
from service.documents.extract import Extract
from service.documents.roles import Roles, roles
from service.telling.wanted import Wanted, part_of_chronology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from projections.chronology.chronology import Chronology
    from service.access.reader import Reader
    from service.wiring import Session

NAMELESS = (
    "Names of the people in this record are replaced by role names. Dates, places and what "
    "happened can still point to somebody: read it before it leaves."
)


def extract(
    session: Session, reader: Reader, child: UUID, wanted: Wanted, *, anonymised: bool = False
) -> Extract:
    """
    Extract what was chosen; without names where that was asked for.

    The caller has asked the policy and noted the read.
    """
    part = part_of_chronology(session, reader, child, wanted)
    told, entries = part.head, part.entries
    whole = chronology(session.record(child))
    seen = visible(session.connection, reader, whole, session.now)
    kept = kept_for(session.connection, reader, seen.told, named=not anonymised)
    kept_here = [kept[entry.id] for entry in part.page if entry.id in kept]
    withheld = "\n".join(f"{part.what}. Ask: {part.ask}." for part in seen.withheld)
    checkpoint = newest(session.connection)
    front = {
        "Child": told["child"]["name"],
        "Made": moment_said(session.now),
        "Made by": reader.name,
        "Entries": f"{told['shown']} of {told['total']}",
        "Length": f"{told['length']}. {told['why_these']}",
        "Chosen": "; ".join(chosen_words(wanted, seen.told)) or "Nothing left out by choice",
        "As known at": day_said(known) if (known := wanted.as_known_at) else "All that is known",
        "Known by": told["agency"] or "Anybody",
        "As recorded at": moment_said(recorded)
        if (recorded := wanted.as_recorded_at)
        else "Everything recorded so far",
        "Withheld": withheld or "Nothing is withheld from this extract.",
        **({"Restricted": _restricted(len(kept_here))} if kept_here else {}),
        "Position of the log": str(told["position"]),
        "Root of the checkpoint": checkpoint.root.hex() if checkpoint else "None is signed yet",
    }
    if anonymised:
        hiding = roles(whole)
        front = hiding.hide(front) | {"Names": NAMELESS, "Made by": "not named"}
        nameless = _nameless(hiding)
        told = _head_nameless(told, hiding)
        entries = lambda: map(nameless, part.entries())  # noqa: E731 - what is told, told again
    if kept_here:
        entries = _each_marked(entries, kept)
    return Extract(
        title=f"Chronology of {told['child']['name']}",
        front=tuple(front.items()),
        head=told,
        entries=entries,
        count=len(part.page),
        restricted=len(kept_here),
        age_in_days=whole.child.age_in_days if whole.child else lambda _day: None,
    )


def _restricted(count: int) -> str:
    entries = counted(count, "entry", "entries")
    return f"{entries} with restricted access, marked. Pass on to nobody but those named there."


def _each_marked(
    entries: Callable[[], Iterator[dict[str, Any]]], kept: Mapping[str, str]
) -> Callable[[], Iterator[dict[str, Any]]]:
    def marked(one: dict[str, Any]) -> dict[str, Any]:
        return {"restricted": f"kept for {kept[one['id']]}", **one} if one["id"] in kept else one

    return lambda: map(marked, entries())


def named_again(session: Session, reader: Reader, child: UUID, text: str) -> str:
    """
    Put the names of a record's people for their role names in a text.

    The role names are those of the whole record, so that they are the same for everybody; who
    stands only in what is withheld from the reader stays a role.
    """
    whole = chronology(session.record(child))
    seen = visible(session.connection, reader, whole, session.now).told
    hiding, unseen = roles(whole), _only_withheld(whole, seen)
    open_to_them = {
        role: hiding.whole[role] for id_, role in hiding.of.items() if id_ not in unseen
    }
    return replace(hiding, whole=open_to_them).back(text)


def _only_withheld(whole: Chronology, seen: Chronology) -> frozenset[UUID]:
    shown = {entry.id for entry in seen.entries}
    withheld = [entry for entry in whole.entries if entry.id not in shown]
    closed = {entry.id for entry in withheld}
    known = {whole.record.child, *(one for entry in seen.entries for one in entry.people())}
    for event in whole.record.events:
        if event.kind == "relationship_recorded" and event.entry_id not in closed:
            known |= {event.stream, *event.people()}
    return frozenset(one for entry in withheld for one in entry.people()) - known


def chosen_words(wanted: Wanted, whole: Chronology) -> Iterator[str]:
    """
    Yield what was chosen of a chronology, in words.
    """
    chosen = wanted.narrowing
    yield from (f"agency: {agency_words(one)}" for one in chosen.agencies)
    yield from (f"sort: {one}" for one in chosen.groups)
    yield from (f"kind: {kind_called(one).label}" for one in chosen.kinds)
    yield from (
        f"person: {whole.people[one].name if one in whole.people else 'not in this record'}"
        for one in chosen.persons
    )
    yield from (STATES[one].casefold() for one in chosen.states)
    if chosen.first:
        yield f"from {day_said(chosen.first)}"
    if chosen.last:
        yield f"to {day_said(chosen.last)}"
    if chosen.since:
        yield f"happened or became known since entry {chosen.since}"
    if wanted.application and wanted.length is Length.COURT:
        yield f"two years before the application of {day_said(wanted.application)}"
    if wanted.words:
        yield f"words: {wanted.words}"


def _head_nameless(head: Mapping[str, Any], hiding: Roles) -> dict[str, Any]:
    rest = {name: value for name, value in head.items() if name != "child"}
    name = hiding.of[UUID(head["child"]["id"])]
    return {
        **hiding.hide(rest),
        "counts": {},
        "child": {"id": "", "name": name, "person_key": ""},
    }


def _nameless(hiding: Roles) -> Callable[[dict[str, Any]], dict[str, Any]]:
    of = {str(id_): role for id_, role in hiding.of.items()}

    def person(one: dict[str, Any]) -> dict[str, Any]:
        return {"id": of.get(one["id"], ""), "name": of.get(one["id"], ""), "role": one["role"]}

    def content(one: dict[str, Any]) -> dict[str, Any]:
        return {name: _role_of(value, of) for name, value in one.items()}

    def change(one: dict[str, Any]) -> dict[str, Any]:
        hidden: dict[str, Any] = hiding.hide(one)
        return hidden | {"by": "not named", "before": content(hidden["before"])}

    def entry(one: dict[str, Any]) -> dict[str, Any]:
        hidden = hiding.hide({k: v for k, v in one.items() if k not in {"people", "changes"}})
        return {
            **hidden,
            "content": content(hidden["content"]),
            "people": [person(other) for other in one["people"]],
            "changes": [change(other) for other in one["changes"]],
        }

    return entry


def _role_of(value: Any, of: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_role_of(one, of) for one in value]
    return of.get(value, value) if isinstance(value, str) else value
