"""Adds another name, date of birth, number or address of somebody; what was known stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.errors import ContentRefused
from events.recorded_event import Subject
from events.vocabulary import kind_called
from projections.people.known_as import wrong_number
from projections.stored.directory import listed
from service.actions.errors import ActionRefused
from service.actions.relate import not_yet
from service.actions.said import said_today
from service.actions.suggest_matches import suggest_matches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session

KINDS = ("name_recorded", "birth_date_recorded", "identifier_recorded", "home_recorded")


@dataclass(frozen=True, kw_only=True, slots=True)
class DescribePerson:
    """
    One more thing that is known of somebody.

    Args:
        kind: One of ``KINDS``.
        content: That kind's answers.
    """

    person: UUID
    kind: str
    content: Mapping[str, Any]
    key: str


def describe_person(session: Session, reader: Reader, wish: DescribePerson) -> Appended:
    """
    Record it, and hold the person against the record once more.

    Raises:
        ActionRefused: There is no such person, or an answer is missing or wrong: a number whose
            check digit does not hold, a date of birth that has not come.
    """
    wrong: dict[str, str] = {}
    content: Mapping[str, Any] = {}
    if wish.kind not in KINDS:
        raise ActionRefused({"kind": f"Choose one of {', '.join(KINDS)}"})
    try:
        content = kind_called(wish.kind).read(wish.kind, wish.content)
    except ContentRefused as refused:
        wrong = {name: " ".join(said) for name, said in refused.fields.items()}
    if wish.person not in listed(session.connection, [wish.person]):
        wrong["person"] = "Choose somebody of the record"
    born = content.get("date_of_birth", "")
    if wish.kind == "birth_date_recorded" and content and not born:
        wrong["date_of_birth"] = "Give the date, as exactly as is known"
    if born and born > session.today.isoformat()[: len(born)]:
        wrong["date_of_birth"] = "Give a date that has come"
    wrong |= not_yet(session, content, "started")
    if wish.kind == "identifier_recorded" and "value" in content:
        bad = wrong_number(content.get("type", "other"), content["value"])
        wrong |= {"value": bad} if bad else {}
    if wrong:
        raise ActionRefused(wrong)
    answer = session.log.append(
        [
            said_today(
                session, reader, wish.kind, content, [Subject(person=wish.person, role="self")]
            )
        ],
        stream=wish.person,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    if not answer.already:
        suggest_matches(session, [wish.person])
    return answer
