"""
The closed list of words for a relation that a genogram can draw; any other word is only told.

Nothing is drawn from free text: a word that is not in the list, whole, places nobody.

Source: McGoldrick, Gerson and Petry, Genograms: Assessment and Intervention, for what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from service.documents.genogram.family import Bond, Sex, Sort

What = Literal[
    "parent", "child", "sibling", "partner", "grandparent", "aunt", "only the generation"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """
    What a word says of the one person to the other.

    Args:
        row: The generation, counted from the other: -1 is their parents'.
        side: Through which parent, by sex; "" where the word does not say.
        whose: Whom it is a relation to, where that is not the other: "mother", "father", "partner".
    """

    what: What
    sex: Sex = ""
    row: int = 0
    sort: Sort = "birth"
    side: Sex = ""
    whose: str = ""
    bond: Bond = "not said"
    ended: bool = False
    divorced: bool = False
    full: bool = False


def _words() -> dict[str, Relation]:  # noqa: C901, PLR0912 - a table
    found: dict[str, Relation] = {}
    sexes: tuple[Sex, ...] = ("female", "male", "")
    sorts: tuple[tuple[str, Sort], ...] = (
        ("", "birth"),
        ("birth ", "birth"),
        ("biological ", "birth"),
        ("adoptive ", "adoptive"),
        ("foster ", "foster"),
    )
    for before, sort in sorts:
        for word, sex in zip(("mother", "father", "parent"), sexes, strict=True):
            found[before + word] = Relation(what="parent", sex=sex, row=-1, sort=sort)
        for word, sex in zip(("daughter", "son", "child"), sexes, strict=True):
            found[before + word] = Relation(what="child", sex=sex, row=1, sort=sort)
    found["foster carer"] = found["foster parent"]
    for before in ("half", "maternal half", "paternal half", "full", "", "older", "younger"):
        side: Sex = _side(before)
        for word, sex in zip(("sister", "brother", "sibling"), sexes, strict=True):
            relation = Relation(what="sibling", sex=sex, side=side, full=before == "full")
            found[f"{before}-{word}" if "half" in before else f"{before} {word}".strip()] = relation
    sides: tuple[tuple[str, Sex], ...] = (("", ""), ("maternal ", "female"), ("paternal ", "male"))
    for before, side in sides:
        named = zip(("grandmother", "grandfather", "grandparent"), sexes, strict=True)
        for word, sex in named:
            found[before + word] = Relation(what="grandparent", sex=sex, row=-2, side=side)
        for word, sex in (("aunt", "female"), ("uncle", "male")):
            found[before + word] = Relation(what="aunt", sex=_sex(sex), row=-1, side=side)
        found[before + "cousin"] = Relation(what="only the generation")
    for word, sex in (("niece", "female"), ("nephew", "male")):
        found[word] = Relation(what="only the generation", sex=_sex(sex), row=1)
    for word, sex in (("great-grandmother", "female"), ("great-grandfather", "male")):
        found[word] = Relation(what="only the generation", sex=_sex(sex), row=-3)
    for word, sex in (("stepmother", "female"), ("stepfather", "male")):
        found[word] = Relation(what="only the generation", sex=_sex(sex), row=-1)
    for word, sex in (("stepsister", "female"), ("stepbrother", "male")):
        found[word] = Relation(what="only the generation", sex=_sex(sex))
    for word, sex, bond in _PARTNERS:
        found[word] = Relation(what="partner", sex=sex, bond=bond)
        for ended in ("former ", "ex-", "ex ", "separated "):
            found[ended + word] = Relation(what="partner", sex=sex, bond=bond, ended=True)
        found["divorced " + word] = Relation(
            what="partner", sex=sex, bond="married", ended=True, divorced=True
        )
    return found


def read_relation(words: str) -> Relation | None:
    """
    Return what a relation's words draw; None where they are not in the list.

    Args:
        words: Such as "mother", "maternal grandmother", "mother's former partner".
    """
    said = _plain(words)
    if said in _KNOWN:
        return _KNOWN[said]
    owner, found, rest = said.partition("'s ")
    if not found or owner not in _OWNERS or rest not in _KNOWN:
        return None
    relation = _KNOWN[rest]
    whose = {"mum": "mother", "dad": "father"}.get(owner, owner)
    if relation.whose or relation.what == "only the generation":
        return None
    return Relation(
        what=relation.what,
        sex=relation.sex,
        row=relation.row - 1,
        sort=relation.sort,
        side=relation.side,
        whose=whose,
        bond=relation.bond,
        ended=relation.ended,
        divorced=relation.divorced,
        full=relation.full,
    )


def _side(before: str) -> Sex:
    if before.startswith("maternal"):
        return "female"
    return "male" if before.startswith("paternal") else ""


def _sex(sex: str) -> Sex:
    return "female" if sex == "female" else "male"


def _plain(words: str) -> str:
    said = " ".join(words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    said = said.removeprefix("the ").replace("step-", "step").replace("half ", "half-")
    return said.replace("current ", "").replace("new ", "").replace("live-in ", "")


_PARTNERS: tuple[tuple[str, Sex, Bond], ...] = (
    ("partner", "", "partners"),
    ("boyfriend", "male", "partners"),
    ("girlfriend", "female", "partners"),
    ("husband", "male", "married"),
    ("wife", "female", "married"),
    ("spouse", "", "married"),
)
_OWNERS = frozenset({"mother", "mum", "father", "dad", "partner"})
_KNOWN = MappingProxyType(_words())
