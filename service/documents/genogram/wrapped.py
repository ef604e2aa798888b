"""The words below a symbol, in lines short enough to stand beside the neighbour's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from service.documents.drawing.svg import width_of
from service.documents.printable import one_line

if TYPE_CHECKING:
    from service.documents.genogram.family import Member

SIZE, LINE = 11.5, 13.5
WIDE = 108.0
LINES = 3


@lru_cache(maxsize=512)
def words_below(member: Member) -> tuple[str, ...]:
    """
    Return the lines below somebody's symbol: the name, the years, what is not sure of the home.
    """
    if member.state == "not recorded":
        return ("not", "recorded")
    lines = list(wrapped(member.name))
    if member.years:
        lines.append(member.years)
    # Where a child not yet born will live is nothing to be unsure of.
    if member.lives == "possibly" and member.state != "pregnancy":
        lines.append("lives here? not sure")
    return tuple(lines)


def wrapped(text: str, wide: float = WIDE, most: int = LINES) -> tuple[str, ...]:
    """
    Break words into at most so many lines; what does not fit ends in an ellipsis.
    """
    lines: list[str] = [""]
    for word in one_line(text, 200).split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined, SIZE) <= wide:
            lines[-1] = joined
        elif not lines[-1]:
            lines[-1] = _cut(word, wide)
        else:
            lines.append(_cut(word, wide))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), wide, always=True)]
    return tuple(lines)


def _cut(word: str, wide: float, *, always: bool = False) -> str:
    if width_of(word, SIZE) <= wide and not always:
        return word
    while word and width_of(f"{word}…", SIZE) > wide:
        word = word[:-1]
    return f"{word.rstrip()}…"
