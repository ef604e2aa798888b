"""The genogram as JSON: the drawing, and the table that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.documents.genogram.drawn import genogram_svg, title_of
from service.documents.genogram.table import table_of

if TYPE_CHECKING:
    from service.documents.genogram.family import Family


def genogram_told(family: Family) -> dict[str, Any]:
    """
    Tell who is drawn and how, with the drawing itself as SVG.
    """
    return {
        "title": title_of(family),
        "on": family.on.isoformat(),
        "as_known_at": family.as_known_at.isoformat() if family.as_known_at else None,
        "people": [
            {
                "id": "" if one.key.startswith("other parent") else one.key,
                "name": one.name,
                "drawn_as": one.drawn_as,
                "dates": one.dates,
                "ties": list(one.ties),
                "lives_with_the_child": one.lives,
            }
            for one in table_of(family)
        ],
        "notes": list(family.notes),
        "svg": genogram_svg(family),
    }
