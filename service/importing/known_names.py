"""Agencies' names and practitioners' titles, as chronologies write them: a list to be added to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from service.importing.errors import ImportRefused

_LEADING = re.compile(r"^(?:the|a|an|our|his|her|their)\s+")
_NUMBERED = re.compile(r"\s*(?:\(?[0-9]+\)?|\s[a-z])$")
# "Teacher at school" is the teacher and "friend from school" the friend: what comes first decides.
_AFTER_THE_HEAD = re.compile(r"\s*(?:,|\s(?:at|in|from|of|for|with|on|to|who|and)\s).*$")


def plain(text: str) -> str:
    """
    Return words as they are compared: without case, doubled spaces or curly apostrophes.
    """
    straight = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace(
        "\N{LEFT SINGLE QUOTATION MARK}", "'"
    )
    return " ".join(straight.casefold().split())


@dataclass(frozen=True, kw_only=True)
class KnownNames:
    """
    What an import takes for an agency or for a practitioner.

    Args:
        agencies: Each way of writing an agency's name, plain, and the name itself.
        titles: Practitioners' titles, plain.
        before_a_name: Titles that stand before a name, plain.
    """

    agencies: Mapping[str, str]
    titles: frozenset[str]
    before_a_name: frozenset[str]

    def agency(self, words: str) -> str:
        """
        Return the agency that these words name, as a whole or by their last words; "" for none.
        """
        for form in _forms(words):
            if form in self.agencies:
                return self.agencies[form]
        whole = _without_article(plain(words))
        if _AFTER_THE_HEAD.search(whole):
            return ""
        return next(
            (
                self.agencies[tail]
                for form in _forms(words)
                for tail in _tails(form)
                if tail in self.agencies
            ),
            "",
        )

    def practitioner(self, words: str) -> bool:
        """
        Tell whether these words are a practitioner's title, as a whole or by their last words.
        """
        whole = _without_article(plain(words))
        head = _AFTER_THE_HEAD.sub("", whole)
        if head.partition(" ")[0].rstrip(".") in self.before_a_name:
            return True
        # "CAMHS worker" is whoever works for a known agency; a factory worker is nobody's title.
        if any(self.agency(employer) for form in _forms(head) if (employer := _employer(form))):
            return True
        if not self.titles.isdisjoint(_forms(whole)):
            return True
        return any(tail in self.titles for form in _forms(head) for tail in (form, *_tails(form)))

    def using(self, agencies: Iterable[str]) -> KnownNames:
        """
        Take an import's own agencies too, each as its agency column writes it.
        """
        own = {plain(name): name for name in agencies if plain(name) not in {"", "other"}}
        spelled = {written: own.get(plain(name), name) for written, name in self.agencies.items()}
        return KnownNames(
            agencies=spelled | own, titles=self.titles, before_a_name=self.before_a_name
        )


@cache
def shipped() -> KnownNames:
    """
    Return the lists that come with the program.
    """
    here = files("service.importing")
    return _read(
        tomllib.loads(here.joinpath("agencies.toml").read_text(encoding="utf-8")),
        tomllib.loads(here.joinpath("titles.toml").read_text(encoding="utf-8")),
    )


def with_those_of(folder: Path) -> KnownNames:
    """
    Add the lists that an import's own folder holds to the shipped ones.

    Raises:
        ImportRefused: A list is not what it should be.
    """
    known = shipped()
    added = _read(_own(folder / "agencies.toml"), _own(folder / "titles.toml"))
    return KnownNames(
        agencies={**known.agencies, **added.agencies},
        titles=known.titles | added.titles,
        before_a_name=known.before_a_name | added.before_a_name,
    )


def _own(file: Path) -> Mapping[str, Any]:
    if not file.is_file():
        return {}
    try:
        return _checked(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError):
        raise ImportRefused(
            file.name,
            "this list cannot be read",
            'Write [agencies] and lines as "police" = ["constabulary"], or titles = ["nurse"]',
        ) from None


def _checked(said: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in ("titles", "before_a_name"):
        if not all(isinstance(one, str) for one in said.get(name, [])):
            raise TypeError(name)
    for others in said.get("agencies", {}).values():
        if not all(isinstance(one, str) for one in others):
            raise TypeError("agencies")
    return said


def _read(agencies: Mapping[str, Any], titles: Mapping[str, Any]) -> KnownNames:
    return KnownNames(
        agencies={
            plain(written): name
            for name, others in agencies.get("agencies", {}).items()
            for written in (name, *others)
        },
        titles=frozenset(plain(title) for title in titles.get("titles", [])),
        before_a_name=frozenset(plain(title) for title in titles.get("before_a_name", [])),
    )


def _without_article(words: str) -> str:
    return _LEADING.sub("", words)


def _forms(words: str) -> tuple[str, ...]:
    """
    Return the words as they stand, without a number at their end, and both in the singular.
    """
    whole = _without_article(plain(words))
    unnumbered = _NUMBERED.sub("", whole)
    forms = [whole, unnumbered]
    for form in (whole, unnumbered):
        if form.endswith("ies"):
            forms.append(f"{form[:-3]}y")
        if form.endswith("s"):
            forms.append(form[:-1])
    return tuple(dict.fromkeys(form for form in forms if form))


def _employer(words: str) -> str:
    return words.removesuffix(" worker") if words.endswith(" worker") else ""


def _tails(words: str) -> tuple[str, ...]:
    split = words.split(" ")
    return tuple(" ".join(split[start:]) for start in range(1, len(split)))
