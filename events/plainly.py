"""
Says at once of most content that it is right, from the same declarations that say what is wrong.

Reading content with marshmallow takes longer than everything else that an append does in Python.
What is said here of a field is only "yes"; whatever is not plainly right is read in full, which
finds what is wrong with it and says so. A test holds both against each other for every kind.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from marshmallow import fields, validate

from events.fields import NOT_BLANK
from events.readable import is_readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marshmallow import Schema

Check = Callable[[Any], bool]
"""Says whether one value is right."""


@runtime_checkable
class SaysPlainly(Protocol):
    """
    A sort of question of our own that knows of a value whether it is kept as it stands.
    """

    plain: type

    def is_plain(self, value: Any) -> bool:
        """
        Say whether a value of the type ``plain`` is right and is read as itself.
        """
        ...


class Plainly:
    """
    The fields of one kind whose values can be said to be right without reading them in full.

    Args:
        schema: The declaration; one that reads content as a whole has no such fields.
    """

    def __init__(self, schema: Schema) -> None:
        self.required = tuple(name for name, asked in schema.fields.items() if asked.required)
        self.needs = frozenset(self.required)
        # What most answers are is asked without a call for each: a choice of a few, or words.
        self._choices: dict[str, frozenset[str]] = {}
        self._words: dict[str, tuple[int, bool]] = {}
        self._texts: dict[str, Check] = {}
        self._lists: dict[str, Check] = {}
        self._numbers: dict[str, Check] = {}
        if any(schema._hooks.values()):  # noqa: SLF001 - there is no public way to ask
            return
        for name, asked in schema.fields.items():
            if not _is_itself(asked, name):
                continue
            if type(asked) is fields.List and (several := _list(asked)):
                self._lists[name] = several
            elif options := _options(asked):
                self._choices[name] = options
            elif limit := _limit(asked):
                self._words[name] = limit
            elif check := _one(asked):
                (self._numbers if _kept_as(asked) is int else self._texts)[name] = check

    def right(  # noqa: C901, PLR0911, PLR0912 - a call for each answer takes longer than judging it
        self, content: Mapping[str, Any]
    ) -> bool:
        """
        Say whether every value sent is right as it stands; False only means that it must be read.
        """
        if type(content) is not dict:
            return False
        choices, words = self._choices, self._words
        every: list[str] = []
        for name, value in content.items():
            if type(value) is str:
                options = choices.get(name)
                if options is not None:
                    if value not in options:
                        return False
                    continue
                limit = words.get(name)
                if limit is not None:
                    most, needed = limit
                    if len(value) > most or (needed and not value.strip()):
                        return False
                else:
                    check = self._texts.get(name)
                    if check is None or not check(value):
                        return False
                every.append(value)
            elif type(value) is list:
                check = self._lists.get(name)
                if check is None or not check(value):
                    return False
                every += value
            else:
                check = self._numbers.get(name)
                if check is None or type(value) is not int or not check(value):
                    return False
        return is_readable("".join(every))


def _is_itself(asked: fields.Field[Any], name: str) -> bool:
    # Kept under the name it is sent by, as it is sent.
    return (
        asked.data_key in {None, name}
        and asked.attribute in {None, name}
        and not asked.dump_only
        and not asked.pre_load
        and not asked.post_load
    )


def _kept_as(asked: fields.Field[Any]) -> type | None:
    if type(asked) is fields.String:
        return str
    return asked.plain if isinstance(asked, SaysPlainly) else None


def _options(asked: fields.Field[Any]) -> frozenset[str] | None:
    """
    Return the values of a choice, where it asks for one of them and nothing else.
    """
    match asked.validators:
        case [validate.OneOf(choices=choices) as only] if (
            type(only) is validate.OneOf
            and type(asked) is fields.String
            and all(is_readable(each) for each in choices)
        ):
            return frozenset(choices)
    return None


def _limit(asked: fields.Field[Any]) -> tuple[int, bool] | None:
    """
    Return how long words may be and whether they must say something, where nothing else is asked.
    """
    match asked.validators:
        case [validate.Length(min=None, max=int(most), equal=None) as length, *more] if (
            type(length) is validate.Length and type(asked) is fields.String
        ):
            needed = [_says_something(each) for each in more]
            return (most, bool(needed)) if all(needed) else None
    return None


def _says_something(validator: Any) -> bool:
    return type(validator) is validate.Regexp and validator.regex.pattern == NOT_BLANK


def _one(asked: fields.Field[Any]) -> Check | None:
    """
    Return what says that a text or a number is right; None where only reading it says so.
    """
    if _kept_as(asked) is None:
        return None
    own = [asked.is_plain] if isinstance(asked, SaysPlainly) else []
    return _all([*map(_test, asked.validators), *own])


def _list(asked: fields.List[Any]) -> Check | None:
    one = _one(asked.inner) if type(asked.inner) is fields.String else None
    # Of a list only its length is asked.
    whole = (
        _all([_test(each) for each in asked.validators])
        if all(type(each) is validate.Length for each in asked.validators)
        else None
    )
    if one is None or whole is None:
        return None
    return lambda value: whole(value) and all(type(each) is str and one(each) for each in value)


def _all(tests: list[Check | None]) -> Check | None:
    match [test for test in tests if test is not None]:
        case known if len(known) < len(tests):
            return None
        case []:
            return _anything
        case [only]:
            return only
        case known:
            return lambda value: all(test(value) for test in known)


def _test(validator: Any) -> Check | None:
    match validator:
        case validate.Length(min=least, max=most, equal=None) if type(validator) is validate.Length:
            # No text is longer than this.
            least, most = least or 0, sys.maxsize if most is None else most
            return lambda value: least <= len(value) <= most
        case validate.Range(min=int(first), max=int(last)) if (
            type(validator) is validate.Range
            and validator.min_inclusive
            and validator.max_inclusive
        ):
            return range(first, last + 1).__contains__
        case validate.OneOf(choices=choices) if type(validator) is validate.OneOf:
            return frozenset(choices).__contains__
        case validate.Regexp(regex=regex) if type(validator) is validate.Regexp:
            match = regex.match
            return lambda value: match(value) is not None
    return None


def _anything(_value: Any) -> bool:
    return True
