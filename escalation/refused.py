"""What is wrong with a file of rules, in one line that names each field and its fix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def words_of(messages: Mapping[Any, Any], within: str = "") -> str:
    """
    Return a validation's messages as text: ``levels.0.who: choose from: ...; ...``.
    """
    parts = []
    for name, said in messages.items():
        path = f"{within}{name}"
        if isinstance(said, Mapping):
            parts.append(words_of(said, f"{path}."))
        else:
            parts.append(f"{path}: {' '.join(str(one) for one in said)}")
    return "; ".join(parts)
