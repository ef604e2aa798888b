"""What this layer refuses, as facts rather than strings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date


class EscalationError(Exception):
    """
    The root of what this layer refuses.
    """


class CalendarEnds(EscalationError):
    """
    A limit lies beyond the years for which bank holidays are known here.
    """

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"bank holidays are not known for {day.year}; correct the date")


class TableRefused(EscalationError):
    """
    A file of timescales or ladders cannot be used; nothing of it is.

    Args:
        file: The file's name.
        entry: The entry in it; "" for none.
        fix: What to change.
        line: The line it stands in; 0 where that is not known.
    """

    def __init__(self, file: str, entry: str, fix: str, line: int = 0) -> None:
        self.file, self.entry, self.fix, self.line = file, entry, fix, line
        parts = [file, f"line {line}" * bool(line), f"[{entry}]" * bool(entry)]
        super().__init__(f"{', '.join(part for part in parts if part)}: {fix}")


class OutcomeClosed(EscalationError):
    """
    It is no longer owed, so that nothing about it can be decided any more.
    """

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(f"This outcome is {state}; nothing more can be decided about it.")


class NothingToAnswer(EscalationError):
    """
    Nobody was told of it yet, or it was answered already.
    """

    def __init__(self) -> None:
        super().__init__("There is no open escalation of this outcome to answer.")


class AnswerRefused(EscalationError):
    """
    An answer lacks something; ``fields`` maps each field to what is wrong and the fix.
    """

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.fields = {name: list(reasons) for name, reasons in fields.items()}
        super().__init__(f"refused fields {', '.join(sorted(self.fields))}")
