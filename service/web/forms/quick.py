"""Which kinds have a quick form, what it asks, and from what it can start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from events.roles import ROLES
from events.vocabulary import KINDS
from service.web.forms.people import parts
from service.web.forms.questions import questions

if TYPE_CHECKING:
    from service.web.forms.questions import Question

FACT = "fact"
NAMED = "named"
NEW_NAME = "new-name-0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """
    A template: answers that are the same every time.
    """

    words: str
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quick:
    """
    The quick form of one kind.

    Args:
        words: What it is called.
        parts: What somebody can have been in it; first "named", which claims nothing.
        asked: Its questions after the first box, in the order of the kind.
        box: The one box: what happened.
        now: Whether it is written down as it comes; what was earlier has no time filled in.
    """

    kind: str
    words: str
    parts: Mapping[str, str]
    box: Question
    asked: tuple[Question, ...]
    starts: tuple[Start, ...]
    now: bool = False

    def started(self, number: str, typed: MultiDict[str, str]) -> MultiDict[str, str]:
        """
        Return what is typed with the answers of a template, which takes no words away.

        Args:
            number: Which of the templates, as a form says it; any other changes nothing.
        """
        if not number.isdecimal() or int(number) >= len(self.starts):
            return typed
        ready = {name: {one.answers.get(name) for one in self.starts} for name in self.texts()}
        values = MultiDict(list(typed.items(multi=True)))
        for name, answer in self.starts[int(number)].answers.items():
            said = typed.get(name, "").strip()
            if not said or name not in ready or said in ready[name]:
                values[name] = answer
        return values

    def begun(self, typed: MultiDict[str, str]) -> bool:
        """
        Tell whether any words were typed: what only a template or the clock filled in is not lost.
        """
        ready = {answer for one in self.starts for answer in one.answers.values()}
        named = {NEW_NAME, *(name for quick in QUICK.values() for name in quick.texts())}
        return any(typed.get(name, "").strip() not in {"", *ready} for name in named)

    def texts(self) -> set[str]:
        """
        Name the questions that are answered in words.
        """
        return {one.name for one in (self.box, *self.asked) if not one.options}


def _read() -> Mapping[str, Quick]:
    text = resources.files("service.web.forms").joinpath("quick.toml").read_text(encoding="utf-8")
    found: dict[str, Quick] = {}
    for kind, said in tomllib.loads(text).items():
        every = {one.name: one for one in questions(KINDS[kind].content)}
        starts = tuple(
            Start(words=one["words"], answers=one["answers"]) for one in said.get("starts", ())
        )
        preset = {name for one in starts for name in one.answers}
        last = said["last"]
        wanted = {FACT, *said["also"], *last, *preset}
        unknown = [name for name in wanted if name not in every]
        if unknown:
            message = f"quick.toml: {kind} has no {', '.join(unknown)}"
            raise ValueError(message)
        found[kind] = Quick(
            kind=kind,
            words=said["words"],
            parts={NAMED: ROLES[NAMED], **parts(KINDS[kind])},
            box=every[FACT],
            asked=tuple(
                one
                for name, one in every.items()
                if name not in {FACT, *last} and (one.required or name in wanted)
            )
            + tuple(every[name] for name in last),
            starts=starts,
            now=said.get("now", False),
        )
    return MappingProxyType(found)


QUICK = _read()
EVERY_NAME = frozenset(one.name for quick in QUICK.values() for one in (quick.box, *quick.asked))
