"""Golden content of every kind in every version that ever shipped; what is here never changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events.lifting import lifted
from events.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from events.kind import EventKind

FOLDER = Path(__file__).parent


def shipped() -> Iterator[tuple[str, int]]:
    """
    Yield every kind with every version of it that ever shipped.
    """
    for name, kind in KINDS.items():
        for version in range(1, kind.version + 1):
            yield name, version


def path_of(name: str, version: int) -> Path:
    """
    Return where a kind's golden content of a version lies.
    """
    return FOLDER / name / f"v{version}.json"


def sample(name: str, version: int | None = None) -> dict[str, Any]:
    """
    Return a kind's golden content, lifted to its newest version.
    """
    kind = KINDS[name]
    version = version or kind.version
    return lifted(kind, json.loads(path_of(name, version).read_text("utf-8")), version)


def missing() -> list[tuple[str, int]]:
    """
    Name the versions that shipped and have no golden content.
    """
    return [(name, version) for name, version in shipped() if not path_of(name, version).exists()]


def drafted(kind: EventKind) -> dict[str, Any]:
    """
    Return content made from a kind's declaration, for somebody to make realistic before it ships.
    """
    return {
        name: _answer(asked.metadata)
        for name, asked in kind.content().fields.items()
        if asked.required or name in {"fact", "reason"}
    }


def _answer(metadata: Mapping[str, Any]) -> Any:
    options = list(metadata.get("options", ()))
    words = f"Invented: {metadata['label']}"[:60]
    made = {
        "choice": options[0] if options else words,
        "several": options[:1],
        "day": "2026-03-27",
        "moment": "2026-03-27",
        "whole number": 1,
        "measure": "1.5",
        "entry": "1",
        "outcome": "1",
        "entries": ["1"],
        "texts": [words],
        "people": [words],
        "agencies": [words],
    }
    return made.get(metadata["shown_as"], words)
