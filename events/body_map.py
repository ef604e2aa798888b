"""
The places of the body that a body map marks: each with its side and, by it, the coarser place.

Left and right are the child's own. The stored name never changes its meaning; its words may.

Source: NICE CG89 (child maltreatment), on recording where bruises are: by site and side, with ears,
face, neck, trunk, buttocks and the soft parts apart from shins, knees and forehead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.fields import several
from events.options import BODY_PLACES

if TYPE_CHECKING:
    from marshmallow import fields

VIEWS = {"head": "Head", "front": "Front", "back": "Back"}
"""The drawings, in their order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """
    One place that can be marked.

    Args:
        name: As it is stored.
        words: As people say it, side included.
        place: The coarser place, one of ``BODY_PLACES``, by which it is compared with others.
        view: The drawing on which it is.
        side: ``left`` or ``right``, the child's own; "" in the middle.
    """

    name: str
    words: str
    place: str
    view: str
    side: str


_BOTH = {
    "head": {
        "eye": ("eye", "eye"),
        "ear": ("ear", "ear"),
        "cheek": ("cheek", "face"),
    },
    "front": {
        "shoulder": ("shoulder, front", "shoulder"),
        "chest": ("chest", "chest"),
        "hip": ("hip or groin", "leg"),
        "upper_arm_front": ("upper arm, inside", "arm"),
        "forearm_front": ("forearm, inside", "arm"),
        "palm": ("palm or fingers", "hand"),
        "thigh_front": ("thigh, front", "leg"),
        "knee": ("knee", "knee"),
        "shin": ("shin", "knee"),
        "foot": ("foot, top", "foot"),
    },
    "back": {
        "shoulder_blade": ("shoulder blade", "back"),
        "buttock": ("buttock", "buttocks"),
        "upper_arm_back": ("upper arm, outside", "arm"),
        "elbow": ("elbow", "arm"),
        "forearm_back": ("forearm, outside", "arm"),
        "hand_back": ("hand, back", "hand"),
        "thigh_back": ("thigh, back", "leg"),
        "knee_back": ("knee, hollow", "knee"),
        "calf": ("calf", "leg"),
        "sole": ("heel or sole", "foot"),
    },
}
_MIDDLE = {
    "head": {
        "scalp": ("Scalp, top", "head"),
        "forehead": ("Forehead", "forehead"),
        "nose": ("Nose", "nose"),
        "mouth": ("Mouth or gums", "mouth"),
        "chin": ("Chin or jaw", "face"),
    },
    "front": {
        "neck_front": ("Neck, front", "neck"),
        "abdomen": ("Abdomen", "abdomen"),
        "genitals": ("Genitals", "genitals"),
    },
    "back": {
        "head_back": ("Head, back", "head"),
        "neck_back": ("Neck, back", "neck"),
        "spine": ("Spine", "back"),
        "lower_back": ("Lower back", "back"),
        "anus": ("Anus", "genitals"),
    },
}


def _regions() -> Iterable[Region]:
    for view in VIEWS:
        for name, (words, place) in _MIDDLE[view].items():
            yield Region(name=name, words=words, place=place, view=view, side="")
        for name, (words, place) in _BOTH[view].items():
            for side in ("left", "right"):
                yield Region(
                    name=f"{side}_{name}",
                    words=f"{side.title()} {words}",
                    place=place,
                    view=view,
                    side=side,
                )


REGIONS: Mapping[str, Region] = {one.name: one for one in _regions()}
MARKED: Mapping[str, str] = {name: one.words for name, one in REGIONS.items()}
"""Each place in words, as an answer is offered."""


def body_map(label: str, *, hint: str = "") -> fields.List[Any]:
    """
    Ask for places on the drawings of a body: any number of ``REGIONS``.
    """
    asked = several(label, MARKED, hint=hint)
    asked.metadata = {**asked.metadata, "drawn": True}
    return asked


def marked(content: Mapping[str, Any]) -> tuple[Region, ...]:
    """
    Return the places that an entry's body map marks, in the order of the drawings.
    """
    named = set(content.get("body_map") or ())
    return tuple(one for one in REGIONS.values() if one.name in named)


def places_of(content: Mapping[str, Any]) -> tuple[str, ...]:
    """
    Return the coarser places that an entry names, in words' order: those that it says, and those
    in which its body map marks something.
    """
    named = {*(content.get("site") or ()), *(one.place for one in marked(content))}
    return tuple(place for place in BODY_PLACES if place in named)
