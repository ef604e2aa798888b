"""A chronology as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.dates_said import day_said
from events.recorded_event import SOMEBODY
from projections.chronology.differing import differing
from projections.chronology.said_before import changed_to, said_before
from service.telling.attachments import attachment_told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projections.chronology.chronology import Chronology
    from projections.chronology.differing import Differs
    from projections.chronology.entry import Change, Entry


def chronology_told(
    told: Chronology,
    *,
    length: str,
    total: int,
    withheld: int,
) -> dict[str, Any]:
    """
    Tell a chronology, without its entries.

    Args:
        told: The whole chronology in view.
        total: How many entries the view has in all; accounts of one incident count each.
        withheld: How many entries this reader may not see.
    """
    child = told.child
    day = told.record.as_known_at
    return {
        "child": {
            "id": str(told.record.child),
            "name": child.name if child else "",
            "person_key": child.person_key if child else "",
        },
        "length": length,
        "as_known_at": day.isoformat() if day else None,
        "position": told.record.position,
        "total": total,
        "withheld": withheld,
    }


def entry_told(entry: Entry, told: Chronology) -> dict[str, Any]:
    """
    Tell one entry: what it says, who says so, and what became of it.
    """
    return {
        "id": entry.id,
        "source_ref": entry.source_ref,
        "kind": entry.kind,
        "label": entry.label,
        "occurred": entry.occurred.as_json() | {"words": entry.occurred.words()},
        "learned": entry.known_from.isoformat(),
        "learned_words": entry.known_roughly or day_said(entry.known_from),
        "learned_by": [
            {"agency": known.agency, "on": known.on.isoformat(), "how": known.how}
            for known in entry.event.learned
            if known.agency != SOMEBODY
        ],
        "recorded": entry.event.recorded.isoformat().replace("+00:00", "Z"),
        "agency": entry.agency,
        "sentence": entry.sentence,
        "content": dict(entry.content),
        "people": _people(entry, told),
        "about": entry.about,
        "connection": entry.connection,
        "status": entry.status,
        "changes": changes_told(entry, told),
        "attachments": [attachment_told(one) for one in entry.attachments],
        "accounts": _accounts(entry, told),
        "differences": [
            {
                "about": difference.about,
                "accounts": difference.accounts,
                "candidate": difference.candidate,
                "link": difference.link,
                "reason": difference.reason,
                "entries": list(difference.entries),
            }
            for difference in entry.differences
        ],
        "differs": [
            {"what": one.what, "asked": one.asked, "said": dict(one.said)}
            for one in _differing(entry, told)
        ],
        "incomplete": list(entry.incomplete),
        "content_withheld": entry.withheld,
        "came_from": entry.came_from,
        "source": entry.content.get("source", ""),
    }


def marked(entry_as_told: Mapping[str, Any]) -> str:
    """
    Return the sentence of an entry as it is told, with what was changed, why, and what it was.
    """
    said = [str(entry_as_told["sentence"])]
    for change in entry_as_told["changes"]:
        said.append(f"({change['what']} {change['on']}: {change['reason']})")
        if change["said_before"]:
            said.append(f"(Before: {change['said_before']})")
    return " ".join(said)


def _people(entry: Entry, told: Chronology) -> list[dict[str, str]]:
    return [
        {
            "id": str(subject.person),
            "name": told.people[subject.person].name if subject.person in told.people else "",
            "role": subject.role,
        }
        for subject in entry.event.subjects
    ]


def changes_told(entry: Entry, told: Chronology) -> list[dict[str, Any]]:
    """
    Tell what became of an entry, oldest first, and what each correction replaced.
    """
    return [_change(entry, change, told) for change in entry.changes]


def _change(entry: Entry, change: Change, told: Chronology) -> dict[str, Any]:
    return {
        "entry": change.entry,
        "kind": change.kind,
        "what": changed_to(entry, change),
        "on": change.on.isoformat(),
        "by": change.by,
        "reason": change.reason,
        "said_before": said_before(entry, change, told.people),
        "before": dict(change.before),
        "before_occurred": change.before_occurred.as_json(),
    }


def _accounts(entry: Entry, told: Chronology) -> list[dict[str, Any]]:
    likely = dict.fromkeys(
        number
        for difference in entry.differences
        for number in difference.entries
        if number != entry.id and number not in entry.accounts
    )
    return [
        {
            "id": other.id,
            "source_ref": other.source_ref,
            "agency": other.agency,
            "occurred": other.occurred.as_json(),
            "sentence": other.sentence,
            "candidate": number not in entry.accounts,
        }
        for number in (*entry.accounts, *likely)
        if (other := told.entry(number)) is not None
    ]


def _differing(entry: Entry, told: Chronology) -> tuple[Differs, ...]:
    others = [told.entry(number) for number in entry.accounts]
    if not others:
        return ()
    same = [entry, *(other for other in others if other is not None)]
    same.sort(key=lambda one: (one.occurred.order, one.event.position))
    return differing(same, told.people, told.record.child)
