"""What people do on pages of their own: who does it where, what they write, and what it records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """
    One thing that somebody does in a browser.

    Args:
        who: The user who does it.
        where: The page's address. ``{child}`` and the other names of ``Told`` stand for what
            every page needs, ``{users[NAME]}`` for a user, ``{last[KIND]}`` for the newest
            entry of a kind, ``{outcome}`` for the outcome that was planned last, ``{late}`` for one
            that has passed its day, ``{person}`` for whoever was registered last.
        typed: The answers, by the name of their box, with the same names put in; what holds a
            colon is read back from the log to the letter.
        press: The words on the button.
        records: The kinds of event that come of it.
        file: A file that is chosen as well.
    """

    who: str = "practitioner"
    where: str
    typed: tuple[tuple[str, str], ...]
    press: str
    records: tuple[str, ...]
    file: bool = False


_CHILD = "/children/{child}"
_ENTRY = f"{_CHILD}/entries/{{entry}}"
_HIM = f"{_CHILD}/people/{{adult}}"
_OTHER = f"{_HIM}/same/{{like_the_adult}}"
_WHY = "Invented: he said so himself."


def _day(name: str, day: int, month: int, year: int) -> tuple[tuple[str, str], ...]:
    return ((f"{name}-day", f"{day}"), (f"{name}-month", f"{month}"), (f"{name}-year", f"{year}"))


def _planned(desired: str) -> Act:
    return Act(
        where=f"{_CHILD}/plan-outcome",
        typed=(
            ("risk", "Invented: meals are missed."),
            ("response", "Invented: weekly visits."),
            ("desired", desired),
            ("measure", "Invented: the school's breakfast notes."),
            ("owner", "Invented Practitioner"),
            ("agency", "Children's social care"),
            *_day("due", 30, 3, 2026),
        ),
        press="Plan it",
        records=("outcome_planned",),
    )


def _reviewed(result: str, words: str, records: str, *more: tuple[str, str]) -> Act:
    return Act(
        where=f"{_CHILD}/outcomes/{{outcome}}/review",
        typed=(("result", result), ("words", words), *more),
        press="Record the review",
        records=(records,),
    )


_SHOWN = ("evidence_of_change", "{linked}")
_NEXT = ("next_step", "Invented: we go on.")

PEOPLE = (
    Act(
        where=f"{_CHILD}/people/add",
        typed=(
            ("name", "Invented Kestrell"),
            ("kind_of_person", "adult"),
            ("date_of_birth", "1985-07-03"),
            ("relation", "mother's friend"),
            ("closeness", "adult of the household"),
        ),
        press="Record",
        records=("person_registered", "relationship_recorded", "persons_may_match"),
    ),
    Act(
        where=_HIM,
        typed=(("name_recorded-name", "Invented Merlin"), ("name_recorded-type", "alias")),
        press="Record the name",
        records=("name_recorded",),
    ),
    Act(
        where=_HIM,
        typed=(
            ("birth_date_recorded-date_of_birth", "1985-07-13"),
            ("birth_date_recorded-certainty", "conflicting"),
            ("birth_date_recorded-source", "Invented: a letter of the court"),
        ),
        press="Record the date of birth",
        records=("birth_date_recorded",),
    ),
    Act(
        where=_HIM,
        typed=(
            ("identifier_recorded-type", "nhs"),
            ("identifier_recorded-value", "943 476 5919"),
        ),
        press="Record the number",
        records=("identifier_recorded",),
    ),
    Act(
        where=_HIM,
        typed=(
            ("home_recorded-protected", "no"),
            ("home_recorded-address", "7 Invented Lane"),
            *_day("started", 1, 2, 2026),
        ),
        press="Record the address",
        records=("home_recorded",),
    ),
    Act(
        where=_OTHER,
        typed=(
            ("do", "link"),
            ("what_agrees", "Invented: name, and the date swapped."),
            ("reason", _WHY),
        ),
        press="Record the decision",
        records=("persons_linked",),
    ),
    Act(
        where=_OTHER,
        typed=(("reason", "Invented: both were seen on one day."),),
        press="Undo the link",
        records=("persons_unlinked",),
    ),
    Act(
        where=f"{_CHILD}/people/ties/{{tie}}?do=end",
        typed=(*_day("ended", 20, 2, 2026), ("reason", "Invented: he moved out.")),
        press="Record that it ended",
        records=("relationship_ended",),
    ),
    Act(
        who="manager",
        where=f"{_CHILD}/allocate",
        typed=(
            ("worker", "{users[colleague]}"),
            ("role", "other"),
            ("change", "begins"),
            ("reason", "Invented: helps for a month"),
        ),
        press="Record",
        records=("allocation",),
    ),
    Act(
        where="/register",
        typed=(
            ("name", "Wholly Another Star"),
            ("kind_of_person", "child"),
            ("date_of_birth", "2019-05-05"),
        ),
        press="Register",
        records=("person_registered", "allocation"),
    ),
)
"""Around the child: who there is, and who works with the child."""

ENTRIES = (
    Act(
        where=f"{_ENTRY}/attach",
        typed=(("file-title-0", "Invented: a note"),),
        press="Attach",
        records=("attachment_added",),
        file=True,
    ),
    Act(
        where=f"{_ENTRY}/attachments/{{attachment}}/withdraw",
        typed=(("reason", "Invented: another family's drawing."),),
        press="Withdraw it",
        records=("attachment_withdrawn",),
    ),
    Act(
        where=f"{_ENTRY}/significance",
        typed=(
            ("significance", "significant"),
            ("significance_reason", "Invented: the first time alone."),
        ),
        press="Mark it",
        records=("significance_changed",),
    ),
    Act(
        where=f"{_ENTRY}/correct",
        typed=(
            ("correction-reason", "Invented: I mixed up two days."),
            ("fact", "Invented: seen at school."),
        ),
        press="Record the correction",
        records=("entry_corrected",),
    ),
    Act(
        where=f"{_ENTRY}/restrict",
        typed=(("protects", "informant"), ("reason", "Invented: she fears him.")),
        press="Keep it for them alone",
        records=("access_restricted",),
    ),
    Act(
        where=f"{_ENTRY}/restrict",
        typed=(("reason", "Invented: she has moved away."),),
        press="Open it again",
        records=("access_restriction_lifted",),
    ),
    Act(
        where=f"{_ENTRY}/accounts",
        typed=(
            ("entries", "{linked}"),
            ("about", "Invented: the night"),
            ("reason", "Invented: one night, one call."),
        ),
        press="They are one incident",
        records=("accounts_linked",),
    ),
    Act(
        where=f"{_ENTRY}/accounts/undo?link={{last[accounts_linked]}}",
        typed=(("reason", "Invented: two nights."),),
        press="They are not one incident",
        records=("accounts_unlinked",),
    ),
    Act(
        where=f"{_CHILD}/question?rule={{rule}}&about={{about}}",
        typed=(
            ("considered", "Invented: what the school said."),
            ("follows", "Invented: I shall ring tomorrow."),
            ("why", "Invented: nobody has answered."),
            *_day("review_on", 9, 3, 2026),
        ),
        press="Record the answer",
        records=("indicator_answered",),
    ),
    Act(
        where=f"{_CHILD}/entries/{{last[concern_raised]}}/strike-out",
        typed=(("reason", "Invented: written down twice."),),
        press="Strike it out",
        records=("entry_struck_out",),
    ),
    Act(
        where=f"{_ENTRY}/another-child",
        typed=(
            ("right_child", "{person}"),
            ("reason", "Invented: the address is another family's."),
        ),
        press="Take it to the right child",
        records=("entry_struck_out", "entry_brought_over"),
    ),
)
"""With an entry: corrected, kept, linked, answered, and taken where it belongs."""

OWED = (
    Act(
        where="/escalations/{escalation}",
        typed=(
            ("understood", "Invented: it is two weeks late."),
            ("will_do", "Invented: I shall visit."),
            *_day("by_when", 9, 3, 2026),
        ),
        press="Acknowledge",
        records=("escalation_acknowledged",),
    ),
    Act(
        who="lead",
        where=f"{_CHILD}/outcomes/{{late}}/level",
        typed=(("level", "3"), ("reason", "Invented: nobody has moved.")),
        press="Tell this level",
        records=("escalation_stepped_up",),
    ),
    Act(
        who="lead",
        where=f"{_CHILD}/outcomes/{{late}}/level",
        typed=(("level", "1"), ("reason", "Invented: the worker is back.")),
        press="Tell this level",
        records=("escalation_stepped_down",),
    ),
    Act(
        where="/escalations/{escalation}",
        typed=(("reason", "Invented: eats at school."), ("evidence_of_change", "{linked}")),
        press="Resolve it",
        records=("escalation_resolved",),
    ),
    _planned("Invented: eats breakfast."),
    Act(
        where=f"{_CHILD}/outcomes/{{outcome}}/move",
        typed=(
            *_day("to", 10, 4, 2026),
            ("reason", "Invented: the clinic is full."),
            ("meant", "Invented: one week more without meals."),
        ),
        press="Record",
        records=("outcome_moved",),
    ),
    _reviewed(
        "partly",
        "Invented: on some days.",
        "outcome_reviewed",
        *(_SHOWN, _NEXT, ("said_by", "practitioner"), *_day("again_by", 9, 4, 2026)),
    ),
    _reviewed("achieved", "Invented: every day.", "outcome_achieved", _SHOWN),
    _planned("Invented: sleeps at home."),
    _reviewed("not", "Invented: still away.", "outcome_not_achieved", _NEXT),
    _planned("Invented: has a dentist."),
    _reviewed("withdrawn", "Invented: owed by others.", "outcome_withdrawn"),
)
"""What is owed: planned, moved, reviewed, and followed up the ladder when it is late."""

HOUSE = (
    Act(
        who="manager",
        where="/away",
        typed=(*_day("away-from_day", 9, 3, 2026), *_day("away-to_day", 13, 3, 2026)),
        press="Record the absence",
        records=("absence_recorded",),
    ),
    Act(who="manager", where="/away", typed=(), press="Back from", records=("absence_ended",)),
    Act(
        who="manager",
        where="/away",
        typed=(
            ("call-who", "Invented Colleague"),
            *_day("call-from_day", 9, 3, 2026),
            *_day("call-to_day", 13, 3, 2026),
        ),
        press="Put on the rota",
        records=("on_call_recorded",),
    ),
    Act(
        who="manager",
        where="/away",
        typed=(),
        press="Take off the rota",
        records=("on_call_ended",),
    ),
    Act(
        who="lead",
        where="/ladders/edit?ladder=default",
        typed=(("wait-1-number", "2"), ("reason", "Invented: one day was too short.")),
        press="Adopt",
        records=("ladder_adopted",),
    ),
    Act(
        who="lead",
        where="/rules/13",
        typed=(
            ("setting", "near_days"),
            ("to", "21"),
            ("reason", "Invented: decided by the partnership."),
        ),
        press="Adopt it from today on",
        records=("setting_changed",),
    ),
    Act(
        who="lead",
        where="/rules/1",
        typed=(
            ("adopted_reason", "Invented: decided by the partnership."),
            ("adopted_source", "Invented: minute 7 of the partnership"),
        ),
        press="Record the adoption",
        records=("rule_adopted",),
    ),
    Act(
        where=f"{_CHILD}/pack",
        typed=(("audience", "professionals"), ("format", "html")),
        press="Make the pack",
        records=("pack_generated",),
    ),
    Act(
        who="lead",
        where=f"{_CHILD}/keeping",
        typed=(
            ("ordered_by", "Invented Inquiry"),
            ("hold_reason", "Invented: it is being looked into."),
        ),
        press="Hold the record",
        records=("hold_placed",),
    ),
    Act(
        who="lead",
        where=f"{_CHILD}/keeping",
        typed=(("lift_reason", "Invented: the inquiry is over."),),
        press="Let it go",
        records=("hold_lifted",),
    ),
    Act(
        who="first_lead",
        where=f"{_CHILD}/keeping",
        typed=(("basis", "Invented: Article 17"), ("reason", "Invented: every period is over.")),
        press="Propose to erase it",
        records=("erasure_proposed",),
    ),
    Act(
        who="lead",
        where=f"{_CHILD}/keeping",
        typed=(("sure", "yes"),),
        press="Erase the record",
        records=("content_erased",),
    ),
)
"""Of the house: who is away, what is in force, packs, and how long a record is kept."""

ACTS = (*PEOPLE, *ENTRIES, *OWED, *HOUSE)
