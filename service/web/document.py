"""Reads the API's document as a page tells it: operations, what they take, what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """
    One field, parameter or header.

    Args:
        sort: What it is, in words.
        shape: The named shape that it has; "" for a plain value.
    """

    name: str
    sort: str
    shape: str
    required: bool
    about: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """
    One operation as the page tells it.
    """

    id: str
    method: str
    path: str
    summary: str
    scope: str
    parameters: list[Field]
    body: str
    answer: Field | None
    problems: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """
    One named shape with its fields; a choice of shapes has those instead.
    """

    name: str
    title: str
    about: str
    fields: list[Field]
    choice: list[Field]


def groups(document: Document) -> Iterator[tuple[str, str, list[Told]]]:
    """
    Yield each group of operations, with what it is about.
    """
    for tag in document["tags"]:
        told = [
            _operation(document, path, method, said, methods.get("parameters", []))
            for path, methods in document["paths"].items()
            for method, said in methods.items()
            if method != "parameters" and tag["name"] in said["tags"]
        ]
        yield tag["name"], tag["description"], told


def shapes(document: Document) -> list[Shape]:
    """
    Return every named shape, by name.
    """
    named: Mapping[str, Any] = document["components"]["schemas"]
    return [_shape(name, said) for name, said in sorted(named.items())]


def problems(document: Document) -> list[tuple[str, str]]:
    """
    Return every problem by name, with what to do about it.
    """
    answers: Mapping[str, Any] = document["components"]["responses"]
    return [(name, said["description"]) for name, said in answers.items()]


def _operation(
    document: Document, path: str, method: str, said: Document, shared: Iterable[Document]
) -> Told:
    known = document["components"]["parameters"]
    asked = [*shared, *said.get("parameters", [])]
    parameters = [known[_last(one["$ref"])] if "$ref" in one else one for one in asked]
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    good = next(
        said["responses"][status] for status in ("200", "201") if status in said["responses"]
    )
    return Told(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        scope=said["x-scope"],
        parameters=[
            _field(
                one["name"], one["schema"], one.get("required", False), one.get("description", "")
            )
            for one in parameters
        ],
        body=_last(body["schema"]["$ref"]) if body else "",
        answer=_field("", _only(good["content"])["schema"], required=True, about=""),
        problems=[
            (status, _last(answer["$ref"]))
            for status, answer in said["responses"].items()
            if "$ref" in answer
        ],
    )


def _shape(name: str, said: Document) -> Shape:
    required = said.get("required", [])
    return Shape(
        name=name,
        title=said.get("title", name),
        about=said.get("description", ""),
        fields=[
            _field(field, told, field in required, "")
            for field, told in said.get("properties", {}).items()
        ],
        choice=[_field("", one, required=True, about="") for one in said.get("oneOf", [])],
    )


def _field(name: str, said: Document, required: bool, about: str) -> Field:  # noqa: FBT001
    about = about or " ".join(
        part for part in (said.get("title", ""), said.get("description", "")) if part
    )
    return Field(name=name, sort=_sort(said), shape=_named(said), required=required, about=about)


def _sort(said: Document) -> str:
    if "const" in said:
        return f"“{said['const']}”"
    if "enum" in said:
        return "one of " + ", ".join(str(value) for value in said["enum"])
    if said.get("type") == "array":
        return "list of"
    if "oneOf" in said and "properties" not in said:
        return "one of several shapes"
    sorts = said.get("type", "")
    words = sorts if isinstance(sorts, str) else " or ".join(sorts)
    form = said.get("format", "")
    return f"{words} ({form})" if form else words


def _named(said: Document) -> str:
    if "$ref" in said:
        return _last(said["$ref"])
    if "items" in said:
        return _named(said["items"])
    for one in (*said.get("anyOf", []), *said.get("allOf", [])):
        if "$ref" in one:
            return _last(one["$ref"])
    return ""


def _only(content: Mapping[str, Any]) -> Document:
    # An operation answers with one media type, whichever that is.
    found: Document = next(iter(content.values()))
    return found


def _last(ref: str) -> str:
    return ref.rsplit("/", 1)[-1]
