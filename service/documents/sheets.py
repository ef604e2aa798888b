"""The pack as plain tables, from which Word, Excel and the web page are made alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.conference.lines import Line
    from projections.conference.pack import Pack
    from projections.conference.plan import Owed
    from projections.conference.questions import Asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """
    One part of the pack: a title, a sentence before it, and a table of text.

    Args:
        widths: The share of the width that each column gets.
        anchors: By row, the entry that it is the line of; "" for none.
    """

    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Collection[tuple[str, ...]]
    before: str = ""
    empty: str = ""
    anchors: tuple[str, ...] = ()


def front_sheet(pack: Pack) -> Sheet:
    """
    Return the front sheet as a table of two columns.
    """
    front = pack.front
    died = f"{front.age} at death, {front.died}"
    said = (
        ("Child", front.child),
        ("Date of birth", front.born),
        ("Age", died if front.died else front.age),
        *front.last_seen,
        ("Owed next", "\n".join(front.next_due)),
        ("In short", "\n".join(front.counts)),
        ("Prepared for", front.prepared_for),
        ("Prepared", front.prepared),
        ("Prepared by", front.prepared_by),
        ("As known at", front.as_known_at),
        ("Entries in this pack", str(front.entries)),
        *(("Withheld", f"{one.what}. {one.why}. Ask: {one.ask}.") for one in front.withheld),
    )
    rows = tuple(row for row in said if row[1])
    if not front.withheld:
        rows += (("Withheld", "Nothing is withheld from this pack."),)
    return Sheet(title="Front sheet", headings=("", ""), widths=(1, 3), rows=rows)


def sheets(pack: Pack) -> tuple[Sheet, ...]:
    """
    Return every other part, in the order in which a conference reads them.

    Who is around the child and what happened come before what is asked and planned on them: a
    question read first is answered before the story is known.
    """
    return (
        _family(pack),
        _chronology(pack),
        _questions(pack),
        _unseen(pack),
        _plan(pack),
        _proof(pack),
    )


def _proof(pack: Pack) -> Sheet:
    front = pack.front
    root = front.root or "No checkpoint is signed yet: this pack cannot be proved."
    return Sheet(
        title="By what this pack can be proved",
        headings=("What", "Which"),
        widths=(1, 3),
        rows=(
            ("Position of the record", str(front.position)),
            ("Root of the checkpoint", root),
        ),
    )


def _family(pack: Pack) -> Sheet:
    return Sheet(
        title="Who is around the child",
        headings=(
            "Who",
            "To the child",
            "Born",
            "Since when",
            "Known from, by whom",
            "Newest entries",
            "Not to be overlooked",
        ),
        widths=(3, 3, 3, 3, 3, 2, 4),
        rows=tuple(
            (
                one.name,
                f"{one.relation} (practitioner)" if one.professional else one.relation,
                one.born,
                one.period,
                one.known,
                one.named_in,
                "\n".join(one.marks),
            )
            for one in pack.family
        ),
        empty="The record names nobody around the child. That is itself a question.",
    )


def _questions(pack: Pack) -> Sheet:
    return Sheet(
        title="What the record asks, and who answers",
        before=f"These are questions to think about, and no findings. {pack.not_safe}",
        headings=("No.", "Question", "Askable since", "Raised by", "Answer", "Source"),
        widths=(1, 5, 3, 4, 4, 4),
        rows=tuple(_question(one) for one in pack.questions),
        empty="No rule asks anything of this record on this day.",
    )


def _question(one: Asked) -> tuple[str, ...]:
    said = _lines(one.question, one.note, one.duty)
    answer = one.answer or ("Not answered" if one.waits else one.standing)
    if one.must_answer:
        answer += f"\n{one.must_answer}"
    since = f"{one.since}\n{one.standing}"
    return (f"{one.number}", said, since, "\n".join(one.evidence), answer, one.source)


def _plan(pack: Pack) -> Sheet:
    return Sheet(
        title="The plan, and what is owed",
        headings=(
            "No.",
            "Desired outcome",
            "Owner",
            "Due, and how it moved",
            "State",
            "Evidence of change",
            "Escalated",
        ),
        widths=(1, 6, 3, 4, 3, 3, 4),
        rows=tuple(_owed(one) for one in pack.plan),
        empty="The record holds no planned outcome: no risk has a response, an owner and a date.",
    )


def _owed(one: Owed) -> tuple[str, ...]:
    what = _lines(
        one.desired,
        f"Risk: {one.risk}" if one.risk else "",
        f"Response: {one.response}" if one.response else "",
        f"Would show it: {one.measure}" if one.measure else "",
        one.origin,
    )
    due = _lines(one.first_due, f"Now {one.due}" if one.due else "", *one.slippage)
    state = "OVERDUE" if one.overdue else one.closed or one.state
    escalated = "\n".join(one.escalations) or "Not escalated"
    return (
        f"{one.number}",
        what,
        f"{one.owner}\n{one.agency}",
        due,
        _lines(state, one.late),
        one.change,
        escalated,
    )


def _unseen(pack: Pack) -> Sheet:
    silent = (
        f"{one.agency}: {one.entries}, first {one.first}, last {one.last}, silent for {one.silent}."
        for one in pack.heard
    )
    return Sheet(
        title="What we cannot see",
        before=f"{pack.not_safe} This part says what the record does not tell.",
        headings=("What the record does not tell, and who has told it something",),
        widths=(1,),
        rows=tuple((said,) for said in (*pack.unseen, *silent)),
    )


def _chronology(pack: Pack) -> Sheet:
    return Sheet(
        title="Chronology",
        before="Every line bears the number of its entry in the record. An entry stands at the "
        "earliest day that its date can mean; what was struck out or corrected stays readable.",
        headings=(
            "Entry",
            "When",
            "Who says so",
            "What happened",
            "Child's own words",
            "Opinion",
            "Marks",
        ),
        widths=(2, 3, 4, 9, 4, 4, 5),
        rows=tuple(_line(one) for one in pack.lines),
        empty="No entry was known on this day.",
        anchors=tuple(one.number for one in pack.lines),
    )


def _line(one: Line) -> tuple[str, ...]:
    happened = _lines(
        one.about,
        one.fact,
        f"Done about it: {one.response}" if one.response else "",
        one.seen,
        f"With: {one.people}" if one.people else "",
        f"Source: {one.source}" if one.source else "",
    )
    struck = "STRUCK OUT" if one.struck else ""
    return (
        _lines(one.number, one.ref),
        _lines(one.when, f"child: {one.age}" if one.age else ""),
        f"{one.agency}\n{one.kind}",
        happened,
        one.words,
        one.opinion,
        _lines(struck, one.significance, *one.marks),
    )


def _lines(*said: str) -> str:
    return "\n".join(one for one in said if one)
