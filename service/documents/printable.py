"""Text that every document format can hold: what cannot be shown is marked, never dropped."""

from __future__ import annotations

import re
import unicodedata

UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"

# Control characters, lone surrogates and noncharacters are not allowed in XML; embedded
# direction changes can make a line read as what it does not say.
_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufeff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff\U0002fffe-\U0002ffff]"
    "|[\U0003fffe-\U0003ffff\U0004fffe-\U0004ffff\U0005fffe-\U0005ffff\U0006fffe-\U0006ffff]"
    "|[\U0007fffe-\U0007ffff\U0008fffe-\U0008ffff\U0009fffe-\U0009ffff\U000afffe-\U000affff]"
    "|[\U000bfffe-\U000bffff\U000cfffe-\U000cffff\U000dfffe-\U000dffff\U000efffe-\U000effff]"
    "|[\U000ffffe-\U000fffff\U0010fffe-\U0010ffff]"
)
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")


def printable(text: str) -> str:
    """
    Return text with one sort of line end, and a visible mark for each character none can show.
    """
    return _NEVER.sub(UNSHOWABLE, _LINE_ENDS.sub("\n", text))


def one_line(text: str, most: int) -> str:
    """
    Return the beginning of a text on one line, with an ellipsis where it was cut.
    """
    whole = " ".join(printable(text).split())
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"


def spelled(text: str) -> str:
    """
    Name pictures and symbols in words, for a format whose fonts cannot draw them.
    """
    return "".join(_spelled(character) for character in text)


def _spelled(character: str) -> str:
    if character.isascii():
        return character
    match unicodedata.category(character):
        case "So" | "Sk":
            return f"[{unicodedata.name(character, 'symbol').lower()}]"
        case "Co" | "Cn":
            return UNSHOWABLE
        case "Cf" | "Mn" if character in "\u200d\ufe0e\ufe0f":
            return ""
        case _:
            return character
