"""The day that a rule is asked on, which notes until when every comparison with it comes out so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

NEVER = date.max.toordinal() + 1


class Until:
    """
    The first day, as an ordinal, on which a rule may find otherwise because of the day alone.
    """

    def __init__(self, on: date) -> None:
        self.tomorrow = on.toordinal() + 1
        self.day = NEVER

    def note(self, day: int) -> None:
        """
        Take one more such day into account.
        """
        self.day = min(self.day, day)


class Day(date):
    """
    A day that is compared as any other.

    A comparison notes the day on which it would turn out otherwise. Whatever else is done with it
    is taken to turn out otherwise on the next day: that costs time, and never a question.
    """

    _until: Until
    _shift: int

    @classmethod
    def asked(cls, on: date, until: Until, shift: int = 0) -> Day:
        """
        Return the day asked, or one so many days from it.
        """
        made = cls.fromordinal(on.toordinal() + shift)
        made._until, made._shift = until, shift  # noqa: SLF001 - a class method makes its own
        return made

    @property
    def shift(self) -> int:
        """
        How many days it lies from the day asked.
        """
        return self._shift

    def plain(self) -> date:
        """
        Return the same day, which notes nothing.
        """
        return date.fromordinal(date.toordinal(self))

    def tomorrow(self) -> None:
        """
        Note that the day itself is part of what is found.
        """
        self._until.note(self._until.tomorrow)

    def __lt__(self, other: date) -> bool:
        """
        Compare, and note when it is no longer so.
        """
        return self._before(other, 0)

    def __le__(self, other: date) -> bool:
        """
        Compare, and note when it is no longer so.
        """
        return self._before(other, 1)

    def __gt__(self, other: date) -> bool:
        """
        Compare, and note when it is so.
        """
        return not self._before(other, 1)

    def __ge__(self, other: date) -> bool:
        """
        Compare, and note when it is so.
        """
        return not self._before(other, 0)

    def __eq__(self, other: object) -> bool:
        """
        Compare, and note when it turns out otherwise.
        """
        if not isinstance(other, date):
            return False
        return self._before(other, 1) and not self._before(other, 0)

    def __ne__(self, other: object) -> bool:
        """
        Compare, and note when it turns out otherwise.
        """
        return not self == other

    def __add__(self, days: timedelta) -> Day:
        """
        Return a later day that notes its comparisons too.
        """
        return Day.asked(
            self.plain() - timedelta(self._shift), self._until, self._shift + days.days
        )

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        """
        Return an earlier day that notes its comparisons too; or a span, which tomorrow is another.
        """
        if isinstance(other, timedelta):
            return self + -other
        self.tomorrow()
        return self.plain() - other

    def __rsub__(self, other: date) -> timedelta:
        """
        Return a span, which tomorrow is another.
        """
        self.tomorrow()
        return other - self.plain()

    def __hash__(self) -> int:
        """
        Return what the plain day's is.
        """
        self.tomorrow()
        return hash(self.plain())

    def __str__(self) -> str:
        """
        Return the day as text.
        """
        self.tomorrow()
        return str(self.plain())

    def __format__(self, how: str) -> str:
        """
        Return the day as text.
        """
        self.tomorrow()
        return format(self.plain(), how)

    def __getattribute__(self, name: str) -> Any:
        """
        Note whoever reads the day's parts.
        """
        if name in _PARTS:
            self.tomorrow()
        return super().__getattribute__(name)

    def _before(self, other: date, later: int) -> bool:
        own = date.toordinal(self)
        if isinstance(other, Day):
            return own < date.toordinal(other) + later
        turns = other.toordinal() + later
        if own < turns:
            self._until.note(turns - self._shift)
        return own < turns


_PARTS = frozenset(name for name in vars(date) if not name.startswith("_"))
