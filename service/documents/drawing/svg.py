"""Writes SVG elements with everything escaped, and without a style that a strict policy refuses."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from service.documents.printable import printable

INK = "#0b0c0c"
GREY = "#505a5f"
RULE = "#d0d4d6"
PALE = "#f3f4f5"
BAND = "#e4ecf4"
HARM = "#8f1d1d"
PAPER = "#ffffff"

Value = str | float | int


def element(name: str, *inside: str, **attributes: Value | None) -> str:
    """
    Return one element; its attributes are escaped, ``inside`` is markup made here.

    Underscores in attribute names stand for hyphens; an attribute of None is left out.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str) -> str:
    """
    Return text as markup that says exactly that.
    """
    return escape(printable(text))


def label(
    text: str,
    x: float,
    y: float,
    *,
    size: float = 12,
    anchor: str | None = None,
    fill: str = INK,
    weight: str | None = None,
    halo: str | None = None,
) -> str:
    """
    Write words with their baseline at a place, on a halo where lines may run behind them.
    """
    return element(
        "text",
        words(text),
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor,
        fill=fill,
        font_weight=weight,
        stroke=halo,
        stroke_width=3 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    stroke: str = INK,
    wide: float = 1,
    dash: str = "",
) -> str:
    """
    Draw a straight line.
    """
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke=stroke,
        stroke_width=wide,
        stroke_dasharray=dash or None,
    )


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = PAPER,
    stroke: str | None = None,
    dash: str = "",
    round_: float | None = None,
) -> str:
    """
    Draw an upright rectangle.
    """
    return element(
        "rect",
        x=x,
        y=y,
        width=max(width, 0),
        height=height,
        fill=fill,
        stroke=stroke,
        stroke_dasharray=dash or None,
        rx=round_,
    )


def width_of(text: str, size: float) -> float:
    """
    Estimate how wide words are drawn, a little on the wide side.
    """
    return sum(0.33 if c in "iljtf.,:;'|()[] " else 0.62 for c in text) * size


def _value(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return printable(str(value)).replace("\n", " ")
