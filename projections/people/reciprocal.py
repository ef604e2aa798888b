"""What a relation is called from the other side: the aunt's of "niece"."""

from __future__ import annotations

import re

_QUALIFIES = re.compile(r"\b(?:former|previous|late|estranged|alleged|new|current)\b\s*")
_STEPS = re.compile(r"^(step|half|foster|adoptive|great|grand|maternal|paternal)[\s-]*")

_OTHER_SIDE = {
    "mother": ("son", "daughter", "child"),
    "father": ("son", "daughter", "child"),
    "parent": ("son", "daughter", "child"),
    "grandmother": ("grandson", "granddaughter", "grandchild"),
    "grandfather": ("grandson", "granddaughter", "grandchild"),
    "grandparent": ("grandson", "granddaughter", "grandchild"),
    "son": ("father", "mother", "parent"),
    "daughter": ("father", "mother", "parent"),
    "child": ("father", "mother", "parent"),
    "brother": ("brother", "sister", "brother or sister"),
    "sister": ("brother", "sister", "brother or sister"),
    "sibling": ("brother", "sister", "brother or sister"),
    "twin": ("twin", "twin", "twin"),
    "aunt": ("nephew", "niece", "niece or nephew"),
    "uncle": ("nephew", "niece", "niece or nephew"),
    "nephew": ("uncle", "aunt", "aunt or uncle"),
    "niece": ("uncle", "aunt", "aunt or uncle"),
    "cousin": ("cousin", "cousin", "cousin"),
    "partner": ("partner", "partner", "partner"),
    "husband": ("husband", "wife", "spouse"),
    "wife": ("husband", "wife", "spouse"),
    "friend": ("friend", "friend", "friend"),
    "guardian": ("ward", "ward", "ward"),
}
_KEPT = frozenset({"step", "half", "foster", "adoptive", "great"})
_MALE, _FEMALE = ("m", "male", "boy", "man"), ("f", "female", "girl", "woman")


def reciprocal(relation: str, sex: str = "") -> str:
    """
    Return what the child is to somebody who is this to the child, "" where no word is sure.

    Args:
        relation: In the record's own words: "mother", "maternal grandmother", "mother's partner".
        sex: The child's, as recorded; "" where it is not known.
    """
    words = _QUALIFIES.sub("", " ".join(relation.casefold().split(";")[0].split()))
    owner, of_owner, rest = words.rpartition("'s ")
    if of_owner:
        # The mother's partner's side of it is plain only where the mother is the child's.
        return f"{rest}'s child" if rest and owner in {"mother", "father", "parent"} else ""
    kept: list[str] = []
    while (found := _STEPS.match(words)) and words not in _OTHER_SIDE:
        kept += [found[1]] if found[1] in _KEPT else []
        words = words[found.end() :]
    if words not in _OTHER_SIDE:
        return ""
    place = 0 if sex.casefold() in _MALE else 1 if sex.casefold() in _FEMALE else 2
    return "-".join([*kept, _OTHER_SIDE[words][place]])
