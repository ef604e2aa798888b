"""Finds what a folder declares, so that one new file is all that a new thing needs."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

T = TypeVar("T")


def declared(folder: ModuleType, constant: str, of: type[T]) -> Mapping[str, T]:
    """
    Return what each file of a folder declares, by the file's name.

    Args:
        folder: The package whose modules declare.
        constant: The name that each module binds.
        of: The type that it must be.

    Raises:
        TypeError: A file binds no such constant, or one of another type.
    """
    found: dict[str, T] = {}
    for module in iter_modules(folder.__path__):
        name = f"{folder.__name__}.{module.name}"
        value = getattr(import_module(name), constant, None)
        if not isinstance(value, of):
            message = f"{name} must bind {constant} to a {of.__name__}"
            raise TypeError(message)
        found[module.name] = value
    return MappingProxyType(dict(sorted(found.items())))
