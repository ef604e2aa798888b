"""
How an infant and a child are drawn: outlines of our own, made from a few measures each.

A drawing is a list of shapes in the order in which they are painted. Left is the child's own left:
seen from the front it is on the right of the drawing, seen from the back on its left.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from events.body_map import REGIONS, VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Point = tuple[float, float]

MIDDLE = 100.0
_STEPS = 28


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """
    One shape of a drawing.

    Args:
        region: The place that it is; "" for an outline that is none.
        path: As SVG writes it.
    """

    region: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """
    One view of a figure.

    Args:
        view: One of ``VIEWS``.
        words: What it is, for a caption.
    """

    view: str
    words: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Measures:
    """
    What tells an infant's proportions from a child's, in units of the drawing.

    Args:
        face: Half the width and half the height of the head that is drawn by itself.
    """

    words: str
    head: Point
    neck: float
    shoulders: float
    hips: float
    torso: float
    arm: float
    arm_width: float
    leg: float
    leg_width: float
    face: Point


_FIGURES = {
    "infant": _Measures(
        words="Infant", head=(36, 40), neck=6, shoulders=40, hips=36, torso=112, arm=92,
        arm_width=21, leg=104, leg_width=29, face=(78, 84),
    ),
    "child": _Measures(
        words="Child", head=(25, 31), neck=12, shoulders=43, hips=34, torso=124, arm=132,
        arm_width=18, leg=164, leg_width=27, face=(66, 88),
    ),
}  # fmt: skip

FIGURES: Mapping[str, str] = {name: one.words for name, one in _FIGURES.items()}
INFANT_UNTIL_DAYS = 548
"""A year and a half: until then a head is a quarter of the length."""


def figure_for(age_in_days: tuple[int, int] | None) -> str:
    """
    Return which figure suits a child of an age, at its least and most; a child where it is not
    known.
    """
    return "infant" if age_in_days and age_in_days[0] < INFANT_UNTIL_DAYS else "child"


def drawings(figure: str) -> tuple[Drawing, ...]:
    """
    Return every view of a figure, in the order of ``VIEWS``.
    """
    of = _FIGURES[figure]
    height = int(_ankle(of) + 26)
    made = {
        "head": (200, 216, tuple(_head(of))),
        "front": (200, height, tuple(_front(of))),
        "back": (200, height, tuple(_back(of))),
    }
    return tuple(
        Drawing(view=view, words=words, width=made[view][0], height=made[view][1],
                shapes=made[view][2])
        for view, words in VIEWS.items()
    )  # fmt: skip


def _head(of: _Measures) -> Iterator[Shape]:
    wide, high = of.face
    y = 108.0

    def band(top: float, bottom: float, left: float = -1, right: float = 1) -> list[Point]:
        # Between two heights of the oval, -1 its top and 1 its chin, and two shares of its width.
        rows = [top + (bottom - top) * step / 10 for step in range(11)]
        wider = [(row, wide * max(1 - row * row, 0) ** 0.5) for row in rows]
        return [
            *((MIDDLE + half * left, y + row * high) for row, half in wider),
            *((MIDDLE + half * right, y + row * high) for row, half in reversed(wider)),
        ]

    for side, sign in _seen_from_front():
        yield _shape(f"{side}_ear", _oval(MIDDLE + sign * (wide + 7), y + 6, 12, 23))
    yield _shape("scalp", band(-1, -0.58))
    yield _shape("forehead", band(-0.58, -0.2))
    yield _shape("right_cheek", band(-0.2, 0.52, -1, 0))
    yield _shape("left_cheek", band(-0.2, 0.52, 0, 1))
    yield _shape("chin", band(0.52, 1))
    for side, sign in _seen_from_front():
        yield _shape(f"{side}_eye", _oval(MIDDLE + sign * wide * 0.42, y - high * 0.06, 15, 10))
    nose = [(MIDDLE, y - high * 0.08), (MIDDLE + 13, y + high * 0.3), (MIDDLE - 13, y + high * 0.3)]
    yield _shape("nose", nose)
    yield _shape("mouth", _oval(MIDDLE, y + high * 0.54, 26, 12))


def _front(of: _Measures) -> Iterator[Shape]:
    top, waist, bottom = _torso(of)
    yield _shape("", _oval(MIDDLE, 6 + of.head[1], *of.head))
    yield _shape("neck_front", _neck(of))
    middle = top + (waist - top) * 0.62
    low = bottom - (bottom - waist) * 0.55
    for side, sign in _seen_from_front():
        at = _across(of, sign)
        yield _shape(f"{side}_chest", [(MIDDLE, top), at(top), at(middle), (MIDDLE, middle)])
        yield _shape(
            f"{side}_hip",
            [(MIDDLE + sign * 11, low), at(low), at(bottom), (MIDDLE + sign * 9, bottom)],
        )
    across = [_across(of, -1), _across(of, 1)]
    yield _shape("abdomen", [across[0](middle), across[1](middle), across[1](low), across[0](low)])
    yield _shape("genitals", [(MIDDLE - 11, low), (MIDDLE + 11, low), (MIDDLE + 9, bottom + 8),
                              (MIDDLE - 9, bottom + 8)])  # fmt: skip
    for side, sign in _seen_from_front():
        yield from _limbs(of, side, sign, ("upper_arm_front", "", "forearm_front", "palm"),
                          ("thigh_front", "knee", "shin", "foot"))  # fmt: skip
        yield _shape(f"{side}_shoulder", _oval(*_shoulder(of, sign), of.arm_width * 0.72, 14))


def _back(of: _Measures) -> Iterator[Shape]:
    top, waist, bottom = _torso(of)
    yield _shape("head_back", _oval(MIDDLE, 6 + of.head[1], *of.head))
    yield _shape("neck_back", _neck(of))
    low = waist + (bottom - waist) * 0.25
    for side, sign in _seen_from_back():
        at = _across(of, sign)
        yield _shape(f"{side}_shoulder_blade", [(MIDDLE, top), at(top), at(waist - 22),
                                                (MIDDLE, waist - 22)])  # fmt: skip
        yield _shape(f"{side}_buttock", [(MIDDLE, low), at(low), at(bottom), (MIDDLE, bottom + 6)])
    across = [_across(of, -1), _across(of, 1)]
    yield _shape("lower_back", [across[0](waist - 22), across[1](waist - 22), across[1](low),
                                across[0](low)])  # fmt: skip
    yield _shape("spine", [(MIDDLE - 5, top + 2), (MIDDLE + 5, top + 2), (MIDDLE + 5, low - 3),
                           (MIDDLE - 5, low - 3)])  # fmt: skip
    yield _shape("anus", _oval(MIDDLE, bottom - 6, 6, 9))
    for side, sign in _seen_from_back():
        yield _shape("", _oval(*_shoulder(of, sign), of.arm_width * 0.72, 14))
        yield from _limbs(of, side, sign, ("upper_arm_back", "elbow", "forearm_back", "hand_back"),
                          ("thigh_back", "knee_back", "calf", "sole"))  # fmt: skip


def _limbs(
    of: _Measures,
    side: str,
    sign: float,
    arm: tuple[str, str, str, str],
    leg: tuple[str, str, str, str],
) -> Iterator[Shape]:
    start = _shoulder(of, sign)
    upper, elbow, forearm, hand = arm
    width, length = of.arm_width, of.arm

    def along(share: float) -> Point:
        return start[0] + sign * length * 0.27 * share, start[1] + length * 0.96 * share

    yield _shape(f"{side}_{upper}", _bar(along(0), along(0.44), width, width * 0.9))
    yield _shape(f"{side}_{forearm}", _bar(along(0.44), along(0.83), width * 0.9, width * 0.72))
    if elbow:
        yield _shape(f"{side}_{elbow}", _oval(*along(0.44), width * 0.5, width * 0.5))
    yield _shape(f"{side}_{hand}", _oval(*along(0.94), width * 0.55, length * 0.12))
    thigh, knee, shin, foot = leg
    hip, width = _torso(of)[2], of.leg_width
    x = MIDDLE + sign * (of.hips * 0.56)

    def down(share: float) -> Point:
        return x + sign * 5 * share, hip + of.leg * share

    yield _shape(f"{side}_{thigh}", _bar(down(0.02), down(0.44), width, width * 0.82))
    yield _shape(f"{side}_{shin}", _bar(down(0.56), down(0.97), width * 0.76, width * 0.56))
    yield _shape(f"{side}_{knee}", _oval(*down(0.5), width * 0.44, max(of.leg * 0.075, 11)))
    end = down(1)
    yield _shape(f"{side}_{foot}", _oval(end[0] + sign * 5, end[1] + 6, width * 0.56, 11))


def _torso(of: _Measures) -> tuple[float, float, float]:
    top = 6 + 2 * of.head[1] + of.neck
    return top, top + of.torso * 0.62, top + of.torso


def _ankle(of: _Measures) -> float:
    return _torso(of)[2] + of.leg


def _across(of: _Measures, sign: float) -> Callable[[float], Point]:
    top, _, bottom = _torso(of)

    def at(y: float) -> Point:
        share = (y - top) / (bottom - top)
        return MIDDLE + sign * (of.shoulders + (of.hips - of.shoulders) * share), y

    return at


def _neck(of: _Measures) -> list[Point]:
    top = _torso(of)[0]
    half = of.head[0] * 0.42
    above = top - of.neck - 6
    return [(MIDDLE - half, above), (MIDDLE + half, above), (MIDDLE + half + 6, top),
            (MIDDLE - half - 6, top)]  # fmt: skip


def _shoulder(of: _Measures, sign: float) -> Point:
    return MIDDLE + sign * (of.shoulders + of.arm_width * 0.3), _torso(of)[0] + 11


def _seen_from_front() -> tuple[tuple[str, float], ...]:
    return ("right", -1.0), ("left", 1.0)


def _seen_from_back() -> tuple[tuple[str, float], ...]:
    return ("left", -1.0), ("right", 1.0)


def _oval(x: float, y: float, wide: float, high: float) -> list[Point]:
    turns = [2 * pi * step / _STEPS for step in range(_STEPS)]
    return [(x + wide * cos(turn), y + high * sin(turn)) for turn in turns]


def _bar(start: Point, end: Point, wide: float, narrow: float) -> list[Point]:
    length = hypot(end[0] - start[0], end[1] - start[1])
    across = (end[1] - start[1]) / length / 2, (start[0] - end[0]) / length / 2
    return [
        (start[0] + across[0] * wide, start[1] + across[1] * wide),
        (start[0] - across[0] * wide, start[1] - across[1] * wide),
        (end[0] - across[0] * narrow, end[1] - across[1] * narrow),
        (end[0] + across[0] * narrow, end[1] + across[1] * narrow),
    ]


def _shape(region: str, points: list[Point]) -> Shape:
    if region and region not in REGIONS:
        raise LookupError(region)
    return Shape(region=region, path="M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z")
