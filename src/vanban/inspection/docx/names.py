"""The names of WordprocessingML as the XML reader gives them, and numbers as they stand in attributes."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element as Node

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
WORD_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WORD_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
STRICT: Mapping[bytes, bytes] = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONSHIPS.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": DRAWING.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WORD_DRAWING.encode(),
}
"""The names of the strict kind of Office Open XML, and those of the kind that nearly every file has."""

EMU_PER_MM = 36000
_MM_PER_TWIP = 25.4 / 1440
_MM_PER_PT = 25.4 / 72
_LARGEST_LENGTH = 10_000_000
_UNITS_IN_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": _MM_PER_PT, "pc": 12 * _MM_PER_PT, "px": 0.75 * _MM_PER_PT}


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{WORD}}}{name}"


VAL = w("val")
_OFF = frozenset({"0", "false", "off", "none"})


def number(text: str | None) -> float | None:
    """A number in an attribute; ``None`` for what is none, or what no page could hold."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -_LARGEST_LENGTH < value < _LARGEST_LENGTH else None


def twips(text: str | None) -> float | None:
    """A length in an attribute, in twentieths of a point; the strict kind writes units (``35mm``)."""
    value = number(text)
    if value is None and text and (length := length_mm(text)) is not None:
        return length / _MM_PER_TWIP
    return value


def length_mm(text: str) -> float | None:
    """A length with its unit, as VML and the strict kind write them: ``36pt``, ``3.5mm``."""
    value = number(text[:-2])
    unit = _UNITS_IN_MM.get(text[-2:])
    return None if value is None or unit is None else value * unit


def mm(in_twips: float) -> float:
    """Twentieths of a point in millimetres."""
    return in_twips * _MM_PER_TWIP


def pt_mm(points: float) -> float:
    """Points in millimetres."""
    return points * _MM_PER_PT


def value(parent: Node, name: str) -> str | None:
    """The ``w:val`` of a child, ``None`` where there is no such child."""
    child = parent.find(name)
    return None if child is None else child.get(VAL)


def is_on(node: Node) -> bool:
    """Whether a property that is on or off is on; it is when it says nothing."""
    return node.get(VAL, "true").lower() not in _OFF
