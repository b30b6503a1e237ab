"""Shapes of a paragraph, of today's drawing language and of the old one: text boxes, and lines drawn as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element as Node

from vanban.inspection.docx.names import (
    DRAWING,
    EMU_PER_MM,
    OFFICE,
    RELATIONSHIPS,
    VML,
    WORD_DRAWING,
    WORD_SHAPE,
    length_mm,
    number,
    w,
)
from vanban.inspection.docx.package import relation_id

_ANCHOR, _INLINE = f"{{{WORD_DRAWING}}}anchor", f"{{{WORD_DRAWING}}}inline"
_SHAPE, _BOX_CONTENT = f"{{{WORD_SHAPE}}}wsp", w("txbxContent")
_EMBEDDED = f"{{{RELATIONSHIPS}}}embed"
_LINE_FORMS = frozenset({"line", "straightConnector1", "lineInv"})
_THIN_MM = 1.0
_SHORTEST_LINE_MM = 3.0
_USUAL_INSET_MM = 2.54
"""Of a text box that says nothing of it."""
_MOST_SHAPES = 200
"""More shapes than this in one drawing are a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a shape stands across and down, in mm, from what it is measured from; ``None`` where it is not told.

    ``across_from`` is ``column``, ``margin`` or ``page``; ``align`` is ``left``, ``center`` or ``right`` of that.
    ``insets_mm`` is how far text stands off the left and the right edge of a text box.
    """

    width_mm: float
    height_mm: float
    left_mm: float | None = None
    align: str = ""
    across_from: str = "column"
    down_mm: float | None = None
    continuous: bool = True
    outlined: bool = False
    insets_mm: tuple[float, float] = (_USUAL_INSET_MM, _USUAL_INSET_MM)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: by which id the part names its file, and where it stands; ``in_line`` when it stands in the text."""

    relation: str
    spot: Spot
    in_line: bool


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box: its paragraphs, and where it stands."""

    content: Node
    spot: Spot


def shapes_in(node: Node) -> Iterator[TextBox | Spot]:
    """The text boxes of a drawing, and its lines as spots; pictures are passed over."""
    if node.tag == w("drawing"):
        for holder in node:
            if holder.tag in {_ANCHOR, _INLINE}:
                yield from _drawn(holder)
    else:
        yield from _old(node)


def _outermost(node: Node, wanted: frozenset[str]) -> Iterator[Node]:
    """Shapes in order, also grouped ones, but not those that stand in the text of another."""
    waiting = [node]
    count = 0
    while waiting and count < _MOST_SHAPES:
        one = waiting.pop()
        if one.tag in wanted:
            count += 1
            yield one
        elif one.tag != _BOX_CONTENT:
            waiting.extend(reversed(one))


def has_picture(node: Node) -> bool:
    """Whether a drawing shows an image."""
    return any(child.tag.endswith(("}blip", "}imagedata")) for child in node.iter())


def pictures_in(node: Node) -> Iterator[Picture]:
    """The pictures of a drawing, of today's language and of the old one."""
    if node.tag == w("drawing"):
        for holder in node:
            for blip in holder.iter(f"{{{DRAWING}}}blip") if holder.tag in {_ANCHOR, _INLINE} else ():
                yield Picture(blip.get(_EMBEDDED, ""), _drawn_spot(holder, holder), holder.tag == _INLINE)
        return
    for shape in _outermost(node, _OLD_SHAPES):
        image = shape.find(f"{{{VML}}}imagedata")
        if image is not None:
            floats = "position:absolute" in shape.get("style", "").replace(" ", "")
            yield Picture(relation_id(image), _old_spot(shape), not floats)


def _drawn(holder: Node) -> Iterator[TextBox | Spot]:
    for shape in _outermost(holder, frozenset({_SHAPE})):
        spot = _drawn_spot(holder, shape)
        content = shape.find(f".//{_BOX_CONTENT}")
        if content is not None:
            yield TextBox(content, spot)
        elif _is_drawn_line(shape, spot):
            yield spot


def _drawn_spot(holder: Node, shape: Node) -> Spot:
    extent = holder.find(f"{{{WORD_DRAWING}}}extent")
    width = _emu(None if extent is None else extent.get("cx"))
    height = _emu(None if extent is None else extent.get("cy"))
    across = holder.find(f"{{{WORD_DRAWING}}}positionH")
    down = holder.find(f"{{{WORD_DRAWING}}}positionV")
    outline = shape.find(f".//{{{DRAWING}}}ln")
    dash = None if outline is None else outline.find(f"{{{DRAWING}}}prstDash")
    paragraph = down is not None and down.get("relativeFrom") in {"paragraph", "line"}
    return Spot(
        width_mm=width or 0.0,
        height_mm=height or 0.0,
        left_mm=_emu(_text(across, "posOffset")),
        align=_text(across, "align"),
        across_from=_measured_from("" if across is None else across.get("relativeFrom", "")),
        down_mm=_emu(_text(down, "posOffset")) if paragraph else None,
        continuous=dash is None or dash.get("val") == "solid",
        outlined=outline is not None and outline.find(f"{{{DRAWING}}}noFill") is None,
        insets_mm=_insets(shape),
    )


def _insets(shape: Node) -> tuple[float, float]:
    body = shape.find(f"{{{WORD_SHAPE}}}bodyPr")
    left, right = (_emu(None if body is None else body.get(name)) for name in ("lIns", "rIns"))
    return _USUAL_INSET_MM if left is None else left, _USUAL_INSET_MM if right is None else right


def _text(position: Node | None, name: str) -> str:
    node = None if position is None else position.find(f"{{{WORD_DRAWING}}}{name}")
    return "" if node is None else (node.text or "").strip()


def _emu(text: str | None) -> float | None:
    try:
        return None if not text else int(text) / EMU_PER_MM
    except (ValueError, OverflowError):
        return None


def _measured_from(word: str) -> str:
    if word in {"page", "margin"}:
        return word
    return "margin" if word.endswith("argin") else "column"


def _is_drawn_line(shape: Node, spot: Spot) -> bool:
    form = shape.find(f".//{{{DRAWING}}}prstGeom")
    is_line = form is not None and form.get("prst") in _LINE_FORMS
    return (is_line or spot.height_mm < _THIN_MM) and spot.width_mm >= _SHORTEST_LINE_MM and _is_flat(spot)


def _is_flat(spot: Spot) -> bool:
    return spot.height_mm <= max(_THIN_MM, spot.width_mm / 10)


_OLD_SHAPES = frozenset(f"{{{VML}}}{name}" for name in ("shape", "rect", "roundrect", "line"))


def _old(node: Node) -> Iterator[TextBox | Spot]:
    for shape in _outermost(node, _OLD_SHAPES):
        spot = _old_spot(shape)
        content = shape.find(f".//{_BOX_CONTENT}")
        if content is not None:
            yield TextBox(content, spot)
        elif spot.width_mm >= _SHORTEST_LINE_MM and spot.height_mm < _THIN_MM and _is_seen(shape):
            yield spot


def _is_seen(shape: Node) -> bool:
    """A thin shape without a picture in it."""
    return shape.find(f"{{{VML}}}imagedata") is None


def _old_spot(shape: Node) -> Spot:
    style = _old_style(shape.get("style", ""))
    left, width = length_mm(style.get("margin-left", "")), length_mm(style.get("width", ""))
    height, down = length_mm(style.get("height", "")), length_mm(style.get("margin-top", ""))
    if shape.tag == f"{{{VML}}}line":
        start, end = _point(shape.get("from", "")), _point(shape.get("to", ""))
        if start and end:
            left = (left or 0.0) + min(start[0], end[0])
            down = (down or 0.0) + min(start[1], end[1])
            width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    stroke = shape.find(f"{{{VML}}}stroke")
    dashed = stroke is not None and stroke.get("dashstyle", "solid") != "solid"
    align = style.get("mso-position-horizontal", "absolute")
    is_rule = shape.get(f"{{{OFFICE}}}hr") in {"t", "true"}
    return Spot(
        width_mm=width or 0.0,
        height_mm=0.0 if is_rule else height or 0.0,
        left_mm=left,
        align="" if align == "absolute" else align,
        across_from=_measured_from(style.get("mso-position-horizontal-relative", "")),
        down_mm=down,
        continuous=not dashed,
        outlined=shape.get("stroked", "t") not in {"f", "false", "0"},
        insets_mm=_old_insets(shape),
    )


def _old_insets(shape: Node) -> tuple[float, float]:
    """``inset="5pt,3pt,5pt,3pt"``: left, top, right, bottom, each of which may be left out."""
    box = shape.find(f"{{{VML}}}textbox")
    given = "" if box is None else box.get("inset", "")
    sides = [0.0 if part.strip() == "0" else length_mm(part.strip()) for part in given.split(",")]
    left, _, right, *_ = (*sides, None, None, None)
    return _USUAL_INSET_MM if left is None else left, _USUAL_INSET_MM if right is None else right


def _old_style(text: str) -> Mapping[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _point(text: str) -> tuple[float, float] | None:
    """``12pt,3pt``; a bare number is in points here, as Word writes it."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != len(("x", "y")):
        return None
    across, down = (length_mm(part) if number(part) is None else length_mm(f"{part}pt") for part in parts)
    return None if across is None or down is None else (across, down)
