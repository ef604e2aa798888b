"""The pack as PDF for print and for screen readers, compiled by Typst from a fixed template."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import fontpkg
import typst

from service.documents.errors import PackTooLong
from service.documents.printable import printable, spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from projections.conference.pack import Pack
    from service.documents.around import Drawing

STANDARD: Final = "ua-1"
FIRST_FONTS = ("Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic")
ROWS_AT_MOST = 10_000
TALL = 1.25
"""Height over width from which a picture gets the whole of what is left of its page."""
SPELLED = "Symbols that no font could draw are named in words."
WITHOUT_STANDARD = (
    "Some letters have no font here, so this PDF is not PDF/UA-1 and a screen reader may stumble. "
    "The .html form of this pack has no such limit."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """
    A PDF, and what had to be given up for it.

    Args:
        accessible: Whether it is PDF/UA-1, which screen readers rely on.
        notes: What a reader should be told about this file, one sentence each.
    """

    content: bytes
    accessible: bool
    notes: tuple[str, ...] = ()


def as_pdf(
    pack: Pack,
    picture: str,
    around: Sequence[Drawing] = (),
    bodies: Sequence[Drawing] = (),
    *,
    day: date,
) -> Printed:
    """
    Compile the pack.

    Text that no shipped font can draw makes an accessible PDF impossible. Then symbols are
    named in words; if letters still have no font, those of the machine are taken as well; if it
    has none either, the file is made without the standard and says so, since a pack that is
    missing helps nobody.

    Raises:
        PackTooLong: It has too many entries for one file.
    """
    if len(pack.lines) > ROWS_AT_MOST:
        raise PackTooLong(len(pack.lines), ROWS_AT_MOST)
    said = asdict(pack) | {
        "picture_words": _title(picture),
        "tall": _proportion(picture) > TALL,
        "around": [drawn(one) for one in around],
        "bodies": [drawn(one) for one in bodies],
    }
    pictures = {"picture": picture}
    pictures |= {f"around-{n}": one.svg for n, one in enumerate(around)}
    pictures |= {f"body-{n}": one.svg for n, one in enumerate(bodies)}
    return compiled("pack", said, day=day, pictures=pictures)


def drawn(one: Drawing) -> dict[str, Any]:
    """
    Return a drawing's words and table as a template reads them; its picture goes beside.
    """
    return {
        "title": one.title,
        "words": _title(one.svg),
        "large": one.large,
        "points_wide": one.points_wide,
        "headings": one.table.headings,
        "widths": one.table.widths,
        "rows": one.table.rows,
        "before": one.table.before,
        "empty": one.table.empty,
    }


def compiled(
    template: str,
    said: Mapping[str, Any],
    *,
    day: date,
    pictures: Mapping[str, str] = MappingProxyType({}),
) -> Printed:
    """
    Compile a template with what it is to say, accessibly where every letter has a font.

    Args:
        template: The name of the file beside this one, which reads its data under the same name.
        pictures: SVG by the name under which the template reads it.
    """
    attempts: tuple[
        tuple[bool, Callable[[str], str], Callable[[], typst.Fonts], tuple[str, ...]], ...
    ] = (
        (True, printable, _fonts, ()),
        (True, _spelled, _fonts, (SPELLED,)),
        # Only where it must be: otherwise a pack would look another way on another machine.
        (True, printable, machine_fonts, ()),
        (True, _spelled, machine_fonts, (SPELLED,)),
        (False, _spelled, machine_fonts, (WITHOUT_STANDARD,)),
    )
    failed: typst.TypstError | None = None
    for accessible, cleaned, fonts, notes in attempts:
        whole = _clean(dict(said), cleaned) | {
            "day": [day.year, day.month, day.day],
            "fonts": _font_names(),
        }
        sent = {template: json.dumps(whole, ensure_ascii=False)}
        try:
            content = typst.compile(
                files("service.documents").joinpath(f"{template}.typ").read_bytes(),
                format="pdf",
                font_paths=fonts(),
                sys_inputs=sent | {name: cleaned(svg) for name, svg in pictures.items()},
                pdf_standards=STANDARD if accessible else None,
            )
        except typst.TypstError as error:
            failed = error
            continue
        return Printed(content=content, accessible=accessible, notes=notes)
    raise failed or RuntimeError


def as_png(picture: str, *, points_wide: float = 500) -> bytes:
    """
    Turn the picture into PNG, for a format that cannot hold SVG.
    """
    source = (
        f"#set page(width: {points_wide}pt, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.picture), format: "svg", width: 100%)'
    )
    return typst.compile(
        source.encode(),
        format="png",
        ppi=200,
        font_paths=_fonts(),
        sys_inputs={"picture": picture},
    )


def _clean(value: Any, cleaned: Callable[[str], str]) -> Any:
    match value:
        case str():
            return cleaned(value)
        case dict():
            return {key: _clean(inside, cleaned) for key, inside in value.items()}
        case list() | tuple():
            return [_clean(inside, cleaned) for inside in value]
        case _:
            return value


def _spelled(text: str) -> str:
    return spelled(printable(text))


def _proportion(picture: str) -> float:
    """
    Return height over width, as the drawing's own first line says.
    """
    box = picture.split('viewBox="0 0 ', 1)[1].split('"', 1)[0]
    wide, high = box.split()
    return float(high) / float(wide)


def _title(picture: str) -> str:
    return unescape(picture.split("<title>", 1)[1].split("</title>", 1)[0])


@cache
def _fonts() -> typst.Fonts:
    """
    Load every installed font package once, and no font of the machine: one package, one script.
    """
    return typst.Fonts(include_system_fonts=False, font_paths=_shipped())


@cache
def machine_fonts() -> typst.Fonts:
    """
    Load the fonts of this machine beside those that are shipped.

    Bengali, Chinese or Tigrinya are drawn with them where somebody installed such fonts.
    """
    return typst.Fonts(include_system_fonts=True, font_paths=_shipped())


def _shipped() -> list[str]:
    families = fontpkg.families().values()
    return sorted({str(file.path.parent) for family in families for file in family.files})


@cache
def _font_names() -> list[str]:
    installed = {family.name for family in fontpkg.families().values()}
    return [*FIRST_FONTS, *sorted(installed - set(FIRST_FONTS))]
