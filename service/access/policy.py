"""
THE table of who may do what; nothing is allowed that it does not allow.

Source: Information Sharing (2024): every refusal names whom to ask; the table is to be confirmed
by each partnership's information governance lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from service.access.reader import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from service.access.reader import Reader


class Action(StrEnum):
    """
    What somebody may want to do.
    """

    OWN = "own.use"
    FIND = "child.find"
    REGISTER = "child.register"
    OPEN = "child.open"
    READ = "child.read"
    RECORD = "child.record"
    ALLOCATE = "child.allocate"
    RESTRICT = "child.restrict"
    CHANGE_ENTRY = "entry.change"
    CHANGE_OUTCOME = "outcome.change"
    ANSWER = "indicator.answer"
    MAKE_PACK = "pack.make"
    READ_ESCALATION = "escalation.read"
    ANSWER_ESCALATION = "escalation.answer"
    STEP_ESCALATION = "escalation.step"
    RECEIVE = "handover.receive"
    ANSWER_CHALLENGE = "challenge.answer"
    READ_OVERDUE = "overdue.read"
    READ_TEAM = "team.read"
    READ_LADDER = "ladder.read"
    CHANGE_LADDER = "ladder.change"
    READ_RULE = "rule.read"
    CHANGE_RULE = "rule.change"
    RECORD_ABSENCE = "absence.record"
    ADMINISTER = "access.administer"
    READ_ACCESS_LOG = "access_log.read"
    ERASE = "record.erase"
    READ_RETENTION = "retention.read"
    READ_DUTY_COPY = "duty_copy.read"


PUBLIC: Final = "public"
"""The policy of the few addresses that need no sign-in; it is in no row of the table."""


class Needs(StrEnum):
    """
    What a role must have besides itself.
    """

    NOTHING = "the role suffices"
    OPENED = "works with the child, or has opened the record with a reason"
    ADDRESSED = "it was sent to them or to their agency"
    RESPONSIBLE = "wrote it, or manages or leads in the agency that answers for it"
    ANSWERING = "works with the child, or answers for the record"


P, M, C, L, A, ADMIN = (
    Role.PRACTITIONER,
    Role.MANAGER,
    Role.CHAIR,
    Role.LEAD,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
CARING = (P, M, C, L)


def _for(roles: tuple[Role, ...], needs: Needs) -> Mapping[Role, Needs]:
    return MappingProxyType(dict.fromkeys(roles, needs))


# The administrator sets up people and allocates by an exact name, and sees no case.
TABLE: Mapping[Action, Mapping[Role, Needs]] = MappingProxyType(
    {
        Action.OWN: _for((*CARING, A, ADMIN), Needs.NOTHING),
        Action.FIND: _for((*CARING, A), Needs.NOTHING),
        Action.REGISTER: _for((*CARING, ADMIN), Needs.NOTHING),
        Action.OPEN: _for((*CARING, A), Needs.NOTHING),
        Action.READ: _for((*CARING, A), Needs.OPENED),
        Action.RECORD: _for(CARING, Needs.OPENED),
        Action.ALLOCATE: _for((M, L, ADMIN), Needs.ANSWERING),
        Action.RESTRICT: _for((M, L), Needs.ANSWERING),
        Action.CHANGE_ENTRY: _for(CARING, Needs.RESPONSIBLE),
        Action.CHANGE_OUTCOME: _for(CARING, Needs.OPENED),
        Action.ANSWER: _for(CARING, Needs.OPENED),
        Action.MAKE_PACK: _for(CARING, Needs.OPENED),
        Action.READ_ESCALATION: _for((*CARING, ADMIN), Needs.NOTHING),
        Action.ANSWER_ESCALATION: _for(CARING, Needs.ADDRESSED),
        Action.STEP_ESCALATION: _for((C, L), Needs.OPENED),
        Action.RECEIVE: _for(CARING, Needs.ADDRESSED),
        Action.ANSWER_CHALLENGE: _for(CARING, Needs.ADDRESSED),
        Action.READ_OVERDUE: _for((M, C, L, A), Needs.NOTHING),
        # The manager's own team alone.
        Action.READ_TEAM: _for((M,), Needs.NOTHING),
        Action.READ_LADDER: _for((*CARING, A, ADMIN), Needs.NOTHING),
        Action.CHANGE_LADDER: _for((L, ADMIN), Needs.NOTHING),
        Action.READ_RULE: _for((*CARING, A, ADMIN), Needs.NOTHING),
        Action.CHANGE_RULE: _for((L,), Needs.NOTHING),
        Action.RECORD_ABSENCE: _for((*CARING, ADMIN), Needs.NOTHING),
        Action.ADMINISTER: _for((ADMIN,), Needs.NOTHING),
        Action.READ_ACCESS_LOG: _for((A,), Needs.NOTHING),
        Action.ERASE: _for((L,), Needs.NOTHING),
        Action.READ_RETENTION: _for((L, A), Needs.NOTHING),
        # A team's manager, its agency's leads, and whoever is on call today.
        Action.READ_DUTY_COPY: _for(CARING, Needs.ADDRESSED),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """
    How a reader stands to what they ask for.

    Args:
        child: The child whose record it is, where it is one.
        allocated: The reader works with the child now.
        manages: The reader manages the team of somebody who does.
        opened_until: The end of the reader's own time-limited opening of the record.
        answers_for: The reader's agency answers for the entry: it is the author's or the lead's. Or
            the reader answers for a record whose child they need not work with: a manager
            or safeguarding lead of the agency that holds or opened it, or whoever administers
            accounts where nobody works with the child.
        addressed: It was sent to the reader, or to the reader's agency.
        wrote: The reader wrote the entry concerned.
        ask: Whom to ask for access, in words.
    """

    child: UUID | None = None
    allocated: bool = False
    manages: bool = False
    answers_for: bool = False
    opened_until: datetime | None = None
    addressed: bool = False
    wrote: bool = False
    ask: str = ""

    @property
    def works_with(self) -> bool:
        """
        Whether the record is open without a reason having to be typed.
        """
        return self.allocated or self.manages

    @property
    def open(self) -> bool:
        """
        Whether the record is open at all.
        """
        return self.works_with or self.opened_until is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Allow:
    """
    Yes, and on what ground; the ground goes into the access log.
    """

    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Deny:
    """
    No, why, and whom to ask.

    Args:
        opens_with_reason: The reader may open the record by typing why.
    """

    reason: str
    ask: str
    opens_with_reason: bool = False


ANYWHERE = Standing()


def decide(reader: Reader, action: Action, standing: Standing = ANYWHERE) -> Allow | Deny:
    """
    Decide one question from the table.
    """
    if reader.is_operator:
        return Allow(because="operator")
    needs = TABLE.get(action, {}).get(reader.role) if reader.role else None
    if needs is None:
        return Deny(
            reason=f"The role “{reader.role}” does not include this.",
            ask="the person who administers accounts in your agency",
        )
    return _met(needs, reader, standing) or _denied(action, reader, needs, standing)


def _met(needs: Needs, reader: Reader, standing: Standing) -> Allow | None:
    match needs:
        case Needs.NOTHING:
            return Allow(because=f"role {reader.role}")
        case Needs.OPENED if standing.open:
            return Allow(because=_tie(standing))
        case Needs.ADDRESSED if standing.addressed:
            return Allow(because="sent to them")
        case Needs.ANSWERING if standing.answers_for or (
            standing.works_with and reader.role is not Role.ADMINISTRATOR
        ):
            return Allow(because=_tie(standing))
        case Needs.RESPONSIBLE if standing.open and (
            standing.wrote or (standing.answers_for and reader.role in {Role.MANAGER, Role.LEAD})
        ):
            return Allow(because="wrote it" if standing.wrote else f"role {reader.role}")
        case _:
            return None


def _tie(standing: Standing) -> str:
    if standing.allocated:
        return "allocated"
    if standing.manages:
        return "manages somebody allocated"
    return "answers for the record" if standing.answers_for else "opened with a reason"


def _denied(action: Action, reader: Reader, needs: Needs, standing: Standing) -> Deny:
    may_open = TABLE[Action.OPEN].get(reader.role) is not None if reader.role else False
    match needs:
        case Needs.ADDRESSED:
            return Deny(
                reason="This was sent to somebody else.", ask=standing.ask or "the person it names"
            )
        case Needs.ANSWERING:
            return Deny(
                reason="A child is allocated by somebody who works with the child, or who manages "
                "or leads in the agency that holds the record; having opened it is not enough.",
                ask=standing.ask or "your safeguarding lead",
            )
        case Needs.RESPONSIBLE if standing.open:
            return Deny(
                reason="An entry is changed by the person who wrote it, or by a manager or "
                "safeguarding lead of that person's agency or of the lead practitioner's.",
                ask=standing.ask or "the person who wrote it, or your manager",
            )
        case _:
            return Deny(
                reason="You do not work with this child.",
                ask=standing.ask or "your safeguarding lead",
                opens_with_reason=may_open and action is not Action.OPEN,
            )
