"""Records that the partnership adopted a question as it is, so that its source is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.risk.asked import RULES
from projections.rule_book import RULE_BOOK
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class AdoptRule:
    """
    Which question, why, and on which publication or decision it rests.
    """

    rule: str
    reason: str
    source: str
    key: str


def adopt_rule(session: Session, reader: Reader, wish: AdoptRule) -> Appended:
    """
    Record that the partnership adopted the version of a question that is asked today.

    From then on its source counts as confirmed.

    Raises:
        ActionRefused: There is no such question, or the reason or the source is missing.
    """
    rule = RULES.get(wish.rule)
    if rule is None:
        raise ActionRefused({"rule": f"There is no rule {wish.rule!r}; throughline rules has all"})
    lacking = {
        "adopted_reason": "" if wish.reason.strip() else "Say why, and who decided it",
        "adopted_source": "" if wish.source.strip() else "Name the publication or the decision",
    }
    if any(lacking.values()):
        raise ActionRefused({field: fix for field, fix in lacking.items() if fix})
    content = {
        "type": "rule",
        "rule": wish.rule,
        "version": str(rule.version),
        "from_day": session.today.isoformat(),
        "reason": wish.reason.strip(),
        "source": wish.source.strip(),
    }
    return session.log.append(
        [said_today(session, reader, "rule_adopted", content, [])],
        stream=RULE_BOOK,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
