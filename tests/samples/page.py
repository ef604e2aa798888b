"""The page of all kinds, made from their declarations and golden samples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from events.kind import By, Group
from events.roles import ROLES
from events.told import Told
from events.vocabulary import KINDS
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.kind import EventKind

PAGE = Path(__file__).parents[2] / "docs" / "kinds.md"

_EVERYWHERE = set(Told().fields)

_HEAD = """\
# Every kind of event

Made from the declarations in `events/kinds/` by `python -m tests.samples --docs`; do not edit.

A column of an import that bears a field's name fills that field. A star marks what must be
answered by people who record here; an import may leave it empty, and the entry says so.
"""


def page() -> str:
    """
    Return the page as it should be now.
    """
    return "\n".join([_HEAD, *_everywhere(), *_kinds()]) + "\n"


def _everywhere() -> Iterator[str]:
    yield "## Asked of every entry about the world"
    yield ""
    yield "| field | question | answers |"
    yield "| --- | --- | --- |"
    yield from _rows(Told, set())
    yield ""


def _kinds() -> Iterator[str]:
    for group in Group:
        yield f"## {group}"
        yield ""
        for name, kind in KINDS.items():
            if kind.group is group:
                yield from _kind(name, kind)


def _kind(name: str, kind: EventKind) -> Iterator[str]:
    doc = sys.modules[f"events.kinds.{name}"].__doc__ or ""
    told, _, source = " ".join(doc.split()).partition("Source: ")
    yield f"### {kind.label} (`{name}`)"
    yield ""
    yield told.strip()
    yield ""
    yield f"*Source: {source}*"
    yield ""
    yield f"> {kind.sentence(sample(name))}"
    yield ""
    if kind.import_names:
        yield f"In an import also: {', '.join(f'`{other}`' for other in kind.import_names)}."
        yield ""
    if kind.roles:
        roles = ", ".join(f"`{role}` ({ROLES[role].lower()})" for role in kind.roles)
        yield f"Persons: {roles}."
        yield ""
    if kind.by is By.ACTION:
        yield "Made by an action of the service."
        yield ""
    yield "| field | question | answers |"
    yield "| --- | --- | --- |"
    yield from _rows(kind.content, _EVERYWHERE if kind.told else set())
    yield ""


def _rows(content: type, known: set[str]) -> Iterator[str]:
    for name, asked in content().fields.items():
        if name in known and not _own(content, name):
            continue
        options = asked.metadata.get("options")
        answers = (
            ", ".join(f"`{one}`" for one in options) if options else asked.metadata["shown_as"]
        )
        star = " *" if asked.required else ""
        yield f"| `{name}`{star} | {asked.metadata['label']} | {answers} |"


def _own(content: type, name: str) -> bool:
    return content().fields[name].required is not Told().fields[name].required
