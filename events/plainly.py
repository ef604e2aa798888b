"""
Says at once of most content that it is right, from the same declarations that say what is wrong.

Reading content with marshmallow takes longer than everything else that an append does in Python.
What is said here of a field is only "yes"; whatever is not plainly right is read in full, which
finds what is wrong with it and says so. A test holds both against each other for every kind.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from events.readable import is_readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marshmallow import Schema

Check = Callable[[Any], bool]
"""Says whether one value is right."""


class Plainly:
    """
    The fields of one kind whose values can be said to be right without reading them in full.

    Args:
        schema: The declaration; one that reads content as a whole has no such fields.
    """

    def __init__(self, schema: Schema) -> None:
        self.required = tuple(name for name, asked in schema.fields.items() if asked.required)
        self._texts: dict[str, Check] = {}
        self._lists: dict[str, Check] = {}
        if any(schema._hooks.values()):  # noqa: SLF001 - there is no public way to ask
            return
        for name, asked in schema.fields.items():
            if not _is_itself(asked, name):
                continue
            if type(asked) is fields.String and (text := _text(asked)):
                self._texts[name] = text
            elif type(asked) is fields.List and (several := _list(asked)):
                self._lists[name] = several

    def right(self, content: Mapping[str, Any]) -> bool:
        """
        Say whether every value sent is right as it stands; False only means that it must be read.
        """
        if type(content) is not dict:
            return False
        texts = self._texts
        every: list[str] = []
        for name, value in content.items():
            if type(value) is str:
                check = texts.get(name)
                if check is None or not check(value):
                    return False
                every.append(value)
            else:
                check = self._lists.get(name)
                if check is None or type(value) is not list or not check(value):
                    return False
                every += value
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


def _text(asked: fields.Field[Any]) -> Check | None:
    """
    Return the test of a text's validators; None where one of them is not known here.
    """
    tests = [_test(each) for each in asked.validators]
    known = [test for test in tests if test is not None]
    if len(known) < len(tests):
        return None
    match known:
        case []:
            return _anything
        case [only]:
            return only
        case [first, second]:
            return lambda value: first(value) and second(value)
        case _:
            return lambda value: all(test(value) for test in known)


def _list(asked: fields.List[Any]) -> Check | None:
    one = _text(asked.inner) if type(asked.inner) is fields.String else None
    # Of a list only its length is asked.
    whole = (
        _text(asked) if all(type(each) is validate.Length for each in asked.validators) else None
    )
    if one is None or whole is None:
        return None
    return lambda value: whole(value) and all(type(each) is str and one(each) for each in value)


def _test(validator: Any) -> Check | None:
    match validator:
        case validate.Length(min=least, max=most, equal=None) if type(validator) is validate.Length:
            # No text is longer than this.
            least, most = least or 0, sys.maxsize if most is None else most
            return lambda value: least <= len(value) <= most
        case validate.OneOf(choices=choices) if type(validator) is validate.OneOf:
            return frozenset(choices).__contains__
        case validate.Regexp(regex=regex) if type(validator) is validate.Regexp:
            match = regex.match
            return lambda value: match(value) is not None
    return None


def _anything(_value: Any) -> bool:
    return True
