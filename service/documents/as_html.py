"""The pack as one web page in one file, for screens and screen readers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from service.documents.printable import printable
from service.documents.sheets import front_sheet, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.conference.pack import Pack
    from service.documents.around import Drawing


def as_html(pack: Pack, picture: str, around: Sequence[Drawing] = ()) -> bytes:
    """
    Write the pack as .html that needs nothing from anywhere else.

    Args:
        picture: The timeline's SVG, which this service drew and escaped.
        around: The family, and who lived with the child.
    """
    written = _template().render(
        pack=pack,
        front=front_sheet(pack),
        sheets=sheets(pack),
        picture=Markup(picture),  # noqa: S704 - drawn by us, with every word escaped
        around=[(one, Markup(one.svg)) for one in around],  # noqa: S704 - the same
    )
    return written.encode()


@cache
def _template() -> Template:
    pages = Environment(
        loader=PackageLoader("service.documents", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda said: printable(said) if type(said) is str else said,
    )
    return pages.get_template("pack.html")
