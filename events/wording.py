"""Turns a kind's answers into plain sentences; an answer that is absent says nothing at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.dates_said import day_said, moment_said
from events.occurred import Occurred

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def line(*sentences: str) -> str:
    """
    Join sentences into one line, leaving out the empty ones.
    """
    return " ".join(sentence for sentence in sentences if sentence)


def says(content: Mapping[str, Any], name: str, template: str = "{}") -> str:
    """
    Put an answer in words into a sentence; "" when there is none.

    An id is no answer that a reader can use: the page names the person beside the sentence.
    """
    value = content.get(name)
    parts = value if isinstance(value, list) else [value]
    words = [_plain(part) for part in parts if part is not None]
    return _sentence(template, listed([word for word in words if word and not _an_id(word)]))


def each(content: Mapping[str, Any], name: str, template: str = "{}") -> str:
    """
    Put several free texts into a sentence side by side, so that two never read as one.
    """
    value = content.get(name) or []
    words = [_plain(one) for one in value] if isinstance(value, list) else [_plain(value)]
    return _sentence(template, "; ".join(word for word in words if word))


def chosen(
    content: Mapping[str, Any],
    name: str,
    options: Mapping[str, str],
    template: str = "{}",
) -> str:
    """
    Put one or several chosen answers into a sentence, in the words they were offered in.
    """
    value = content.get(name)
    picked = [str(one) for one in (value if isinstance(value, list) else [value])]
    return _sentence(template, listed([_within(options[one]) for one in picked if one in options]))


def answered(
    content: Mapping[str, Any],
    name: str,
    *,
    yes: str = "",
    no: str = "",
    unknown: str = "",
) -> str:
    """
    Say what a yes, a no or a "not known" means; an absent answer says none of the three.
    """
    return {"yes": yes, "no": no, "unknown": unknown}.get(str(content.get(name)), "")


def dated(content: Mapping[str, Any], name: str, template: str = "{}") -> str:
    """
    Put a day, or a moment in civil time, into a sentence.
    """
    value = content.get(name)
    return _sentence(template, _day(str(value)) if value else "")


def cites(content: Mapping[str, Any], name: str, template: str = "{}") -> str:
    """
    Put the numbers of entries into a sentence.
    """
    value = content.get(name) or []
    numbers = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    word = "entry" if len(numbers) == 1 else "entries"
    return _sentence(template, f"{word} {listed(numbers)}" if numbers else "")


def listed(words: Sequence[str]) -> str:
    """
    Join words as speech does: commas, and "and" before the last.
    """
    if not words[1:]:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _sentence(template: str, words: str) -> str:
    if not words:
        return ""
    full = template.format(words)
    end = "" if full[-1] in ".!?…”" else "."
    return full[0].upper() + full[1:] + end


def _plain(value: object) -> str:
    return " ".join(str(value).split()).rstrip(" .;,")


def _within(option: str) -> str:
    # "Police" becomes "police" inside a sentence; "GP" and "A&E" stay as they are.
    plain = option[1:2].islower() or option.startswith("A ")
    return option[0].lower() + option[1:] if plain else option


def _an_id(words: str) -> bool:
    if len(words) < _SHORTEST_ID:
        return False
    try:
        UUID(words)
    except ValueError:
        return False
    return True


_SHORTEST_ID = 32
"""So many figures an id has without its hyphens."""


def _day(words: str) -> str:
    try:
        if words.startswith("about ") or "/" in words or len(words) in {4, 7}:
            return Occurred.from_text(words).words()
        if "T" in words:
            return moment_said(datetime.fromisoformat(words))
        day = date.fromisoformat(words)
    except ValueError:
        return _plain(words)
    return day_said(day)
