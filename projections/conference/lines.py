"""One line of the pack's chronology: fact, the child's words and opinion apart, and every mark."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from events.dates_said import date_said
from projections.chronology.said_before import changed_to, said_before
from projections.conference.age import age_then
from projections.conference.wording import agency_words, counted, entries_cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Change, Difference, Entry

    Named = Callable[[str], str]

HOW = {
    "observed": "seen or heard by the recorder",
    "told": "told to the recorder",
    "document": "from a document",
}
_SEEN = {"yes": "Child seen", "no": "Child not seen", "unknown": "Not known whether child seen"}
_ALONE = {
    "yes": "spoken to alone",
    "no": "not spoken to alone",
    "unknown": "not known whether spoken to alone",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One entry as a reader of the pack meets it; every field is text.

    Args:
        number: The entry's number in the record.
        ref: The import's own id of the row it was; "" when it was recorded here.
        age: The child's age then.
        about: "" where it is about the child, else whose history and how connected.
        words: The child's own words.
        struck: Whether the entry was struck out; its text stays readable.
        marks: Lateness, corrections, strike-outs, differing accounts, open questions.
    """

    number: str
    ref: str
    when: str
    age: str
    agency: str
    kind: str
    about: str
    people: str
    fact: str
    words: str
    opinion: str
    response: str
    seen: str
    source: str
    significance: str
    struck: bool = False
    marks: tuple[str, ...] = ()


def lines(
    chronology: Chronology,
    named: Named,
    questions: Mapping[str, Sequence[int]],
    kept_for: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Line, ...]:
    """
    Return a line for each entry, in the order they happened.

    Args:
        named: Turns whoever recorded or changed something into a name for readers.
        questions: By entry, the numbers of the open questions that rest on it.
        kept_for: By entry with restricted access, for whom it is kept, in words.
    """
    return tuple(
        _line(
            entry,
            chronology,
            named,
            questions.get(entry.id, ()),
            kept_for=kept_for.get(entry.id, ""),
        )
        for entry in chronology.entries
    )


def _line(
    entry: Entry,
    chronology: Chronology,
    named: Named,
    questions: Sequence[int],
    *,
    kept_for: str,
) -> Line:
    child = chronology.child
    known = (chronology.people.get(person) for person in entry.people())
    others = dict.fromkeys(p.name for p in known if p and p.name and p != child)
    described = [
        str(one)
        for field in ("known_by_description", "professionals")
        for one in entry.content.get(field) or ()
    ]
    return Line(
        number=entry.id,
        ref=entry.source_ref,
        when=entry.occurred.words(),
        age=age_then(child, entry.occurred.first, entry.occurred.last) if child else "",
        agency=agency_words(entry.agency),
        kind=entry.label,
        about=_about(entry),
        people=", ".join([*others, *described]),
        fact=entry.sentence,
        words=entry.answer("words") or "",
        opinion=entry.answer("opinion") or "",
        # The sentence of a plan tells its response already, as what is to be done.
        response="" if entry.answer("desired") else entry.answer("response") or "",
        seen=_seen(entry),
        source=_source(entry),
        significance=_significance(entry),
        struck=not entry.stands,
        marks=(
            *((f"Restricted: kept for {kept_for}",) if kept_for else ()),
            *_marks(entry, chronology, named, questions),
        ),
    )


def _about(entry: Entry) -> str:
    match entry.about:
        case "child":
            return ""
        case "household":
            return f"Household{f': {entry.connection}' if entry.connection else ''}"
        case _:
            return f"History{f' of {entry.connection}' if entry.connection else ''}"


def _seen(entry: Entry) -> str:
    """
    Say whether the child was seen and heard; "seen" never stands alone where words are missing.
    """
    seen, alone = entry.answer("seen") or "", entry.answer("alone") or ""
    if not entry.kind_declared.about_the_child and seen != "yes":
        return ""
    said = [_SEEN[seen]] if seen in _SEEN else []
    if seen == "yes" and alone in _ALONE:
        said.append(_ALONE[alone])
    heard = any(entry.answer(name) for name in ("words", "behaviour", "lived_experience"))
    if said and f"{said[0]}," in entry.sentence:
        said = []  # The kind's own sentence has said it.
    if seen == "yes" and not heard and not entry.event.origin:
        said.append("nothing of what the child said, showed or did is recorded")
    return _sentence(", ".join(said))


def _sentence(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _source(entry: Entry) -> str:
    how = HOW.get(entry.answer("source_how") or "", "")
    return "; ".join(part for part in (entry.answer("source") or "", how) if part)


def _significance(entry: Entry) -> str:
    if entry.answer("significance") != "significant":
        return ""
    reason = entry.answer("significance_reason")
    return f"Significant: {reason}" if reason else "Significant"


def _marks(
    entry: Entry, chronology: Chronology, named: Named, questions: Sequence[int]
) -> Iterator[str]:
    for change in entry.changes:
        yield _change(entry, change, chronology, named)
    for one in entry.attachments:
        yield f"Attached: {one.words}"
    if entry.came_from:
        yield f"First recorded for another child, there entry {entry.came_from}"
    if entry.learned_late:
        when = entry.known_roughly or date_said(entry.known_from)
        yield f"First learned {when}, {counted(entry.learned_late, 'day')} after"
    elif entry.recorded_late:
        yield f"Recorded {counted(entry.recorded_late, 'day')} after"
    for difference in entry.differences:
        yield _difference(difference, entry)
    for number in questions:
        yield f"Open question {number} rests on this entry"
    if entry.incomplete:
        yield "Incomplete as imported"


def _change(entry: Entry, change: Change, chronology: Chronology, named: Named) -> str:
    said = f"{changed_to(entry, change)} by {named(change.by)} on {date_said(change.on)}"
    said += f": {change.reason.rstrip('.')}." if change.reason else ", no reason recorded."
    before = said_before(entry, change, chronology.people)
    return f"{said} Before: {before}" if before else said


def _difference(difference: Difference, entry: Entry) -> str:
    others = [number for number in difference.entries if number != entry.id]
    said = f"Accounts differ: {difference.about}. {difference.accounts}".strip()
    if others:
        said += f" See {entries_cited(others)}"
        if difference.candidate:
            said += "; nobody has decided yet whether it is one incident"
    return f"{said.rstrip('.')}."
