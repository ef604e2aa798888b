"""All kinds of event, found in their folder, by stored name and by an import's name."""

from __future__ import annotations

from types import MappingProxyType

from events import kinds
from events.declared import declared
from events.errors import KindUnknown
from events.kind import EventKind

KINDS = declared(kinds, "KIND", EventKind)

IMPORT_NAMES = MappingProxyType(
    {name: name for name in KINDS}
    | {other: name for name, kind in KINDS.items() for other in kind.import_names}
)


def kind_called(name: str) -> EventKind:
    """
    Return the kind of a stored name.

    Raises:
        KindUnknown: There is none.
    """
    try:
        return KINDS[name]
    except KeyError:
        raise KindUnknown(name) from None
