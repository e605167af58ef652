"""XML of others as plain elements: no document types, no entities, nothing loaded, not too deep."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from companion.models.source import SourceFailed

MAX_DEPTH = 100
MAX_ELEMENTS = 400_000


class Element:
    """One element by its local name: namespaces are left out, as they differ by version."""

    __slots__ = ("attributes", "children", "name", "pieces")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        """The text that stands directly in it."""
        return "".join(self.pieces).strip()

    def get(self, name: str) -> str:
        """Return an attribute by its local name, else empty."""
        return self.attributes.get(name, "")

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, *path: str) -> Element | None:
        """Return the first descendant along a path of names, or None."""
        found: Element | None = self
        for name in path:
            found = next(found.all(name), None) if found is not None else None
        return found

    def value(self, *path: str) -> str:
        """Return the text at the end of a path, else empty."""
        found = self.first(*path)
        return found.text if found is not None else ""

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in order; by a loop, however deep it goes."""
        left = [self]
        while left:
            element = left.pop()
            yield element
            left += reversed(element.children)


class _Refused(Exception):
    """What no source needs stood in the file."""


def read_xml(content: bytes) -> Element:
    """Return the root of a document. Raises SourceFailed where it is broken, or holds a document
    type (the way to entities that grow, and to other files)."""
    root = Element("", {})
    stack, count = [root], 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(stack) > MAX_DEPTH or count > MAX_ELEMENTS:
            raise _Refused
        plain = {_local(key): value for key, value in attributes.items()}
        element = Element(_local(name), plain)
        stack[-1].children.append(element)
        stack.append(element)

    def end(_: str) -> None:
        stack.pop()

    def refuse(*_: object) -> None:
        raise _Refused

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: stack[-1].pieces.append(text)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _Refused, ValueError, LookupError) as error:
        raise SourceFailed("xml_broken") from error
    return root.children[0]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
