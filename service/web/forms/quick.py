"""Which kinds have a quick form, what it asks, and from what it can start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from events.vocabulary import KINDS
from service.web.forms.questions import questions

if TYPE_CHECKING:
    from service.web.forms.questions import Question

FACT = "fact"


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
        role: What those who are ticked did.
        asked: Its questions after the first box, in the order of the kind.
        box: The one box: what happened.
    """

    kind: str
    words: str
    role: str
    box: Question
    asked: tuple[Question, ...]
    starts: tuple[Start, ...]


def _read() -> Mapping[str, Quick]:
    text = resources.files("service.web.forms").joinpath("quick.toml").read_text(encoding="utf-8")
    found: dict[str, Quick] = {}
    for kind, said in tomllib.loads(text).items():
        every = {one.name: one for one in questions(KINDS[kind].content)}
        starts = tuple(
            Start(words=one["words"], answers=one["answers"]) for one in said.get("starts", ())
        )
        preset = {name for one in starts for name in one.answers}
        wanted = {FACT, *said["also"], *preset}
        unknown = [name for name in wanted if name not in every]
        if unknown or said["role"] not in KINDS[kind].roles:
            message = f"quick.toml: {kind} has no {', '.join([*unknown, said['role']])}"
            raise ValueError(message)
        found[kind] = Quick(
            kind=kind,
            words=said["words"],
            role=said["role"],
            box=every[FACT],
            asked=tuple(
                one
                for name, one in every.items()
                if name != FACT and (one.required or name in wanted)
            ),
            starts=starts,
        )
    return MappingProxyType(found)


QUICK = _read()
