"""Gives every operation of the API a name of its own among the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Tell tests of one function apart by the operation that each tries.
    """
    for item in items:
        label = getattr(item, "operation_label", None)
        if label is not None:
            item._id = replace(item.id, params=label)  # it has no other way to be told
