"""Changes a window or threshold of a rule from today on; what was asked before stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.risk.asked import RULES
from projections.risk.book import book
from projections.rule_book import RULE_BOOK, named
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from events.log.contract import Appended
    from projections.risk.book import Window
    from service.access.reader import Reader
    from service.wiring import Session

LARGEST = 36_500


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSetting:
    """
    Which setting of which rule, to what, and why.

    Args:
        source: The publication or decision that it rests on.
    """

    rule: str
    setting: str
    to: int
    reason: str
    key: str
    source: str = ""


def change_setting(session: Session, reader: Reader, wish: ChangeSetting) -> Appended:
    """
    Record that a partnership's setting changes from today on.

    Raises:
        ActionRefused: There is no such setting, the value makes no sense, or the reason is missing.
    """
    window = window_of(session, wish.rule, wish.setting, wish.to, reason=wish.reason)
    content = {
        "setting": named(wish.rule, wish.setting),
        "was": str(window.value),
        "to": str(wish.to),
        "reason": wish.reason.strip(),
    }
    if wish.source.strip():
        content["source"] = wish.source.strip()
    return session.log.append(
        [said_today(session, reader, "setting_changed", content, [])],
        stream=RULE_BOOK,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )


def window_of(
    session: Session, rule: str, setting: str, to: int, *, reason: str | None = None
) -> Window:
    """
    Return the setting as it is in force today, where it can be set so.

    Args:
        reason: Why; None where nothing is changed and nobody need say.

    Raises:
        ActionRefused: There is no such setting, the value makes no sense, or the reason is missing.
    """
    lines = {line.name: line for line in book(RULES, session.log.stream(RULE_BOOK), session.today)}
    line = lines.get(rule)
    if line is None:
        raise ActionRefused({"rule": f"There is no rule {rule!r}; throughline rules lists all"})
    windows = {window.name: window for window in line.windows}
    wrong: dict[str, str] = {}
    window = windows.get(setting)
    if window is None:
        wrong["setting"] = (
            f"Choose one of: {', '.join(windows) or 'none, this rule has no setting'}"
        )
    if not 1 <= to <= LARGEST:
        wrong["to"] = f"Give a whole number from 1 to {LARGEST}"
    if reason is not None and not reason.strip():
        wrong["reason"] = "Say why, and who decided it"
    if wrong or window is None:
        raise ActionRefused(wrong)
    return window
