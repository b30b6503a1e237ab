"""Blocks of a letter as WordprocessingML; the look is that of the master's styles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from markupsafe import escape

from vanban.domain.letters.letter import Align, Block, Image, Paragraph, QrCode, Run, Table
from vanban.domain.letters.wording import BLANK
from vanban.rendering.columns import column_widths_mm
from vanban.rendering.docx.styles import STYLE_OF_ROLE
from vanban.rendering.pictures.qr import qr_png
from vanban.rendering.style import CAPITAL_ROLES, PrintStyle
from vanban.rendering.unbreakable import stretches

_EMU_PER_MM = 36000
_TWIPS_PER_MM = 1440 / 25.4
_BOX_INSET_TWIPS = 100
"""A border stands 4 points outside its paragraph and is 1 point thick."""
_SUFFIX = {"image/png": "png", "image/jpeg": "jpeg"}
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def twips(length_mm: float) -> int:
    """Millimetres in twentieths of a point, Word's unit of length."""
    return round(length_mm * _TWIPS_PER_MM)


@dataclass(slots=True)
class Relations:
    """The links and pictures that a document part points at, gathered while its XML is written."""

    xml: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def link(self, href: str) -> str:
        return self._add("hyperlink", href, ' TargetMode="External"')

    def picture(self, content: bytes, media_type: str) -> str:
        name = f"media/{hashlib.sha256(content).hexdigest()[:16]}.{_SUFFIX[media_type]}"
        self.media[f"word/{name}"] = content
        return self._add("image", name, "")

    def _add(self, kind: str, target: str, mode: str) -> str:
        if target not in self._ids:
            self._ids[target] = f"rVb{len(self._ids) + 1}"
            self.xml.append(
                f'<Relationship Id="{self._ids[target]}" Type="{_RELATIONSHIP}/{kind}" '
                f'Target="{escape(target)}"{mode}/>'
            )
        return self._ids[target]


def blocks_xml(blocks: Iterable[Block], relations: Relations, style: PrintStyle, *, closing: bool = False) -> str:
    """XML of ``blocks``; with ``closing`` the last paragraph stays on the page of what follows it."""
    everything = tuple(blocks)
    last = len(everything) - 1
    return "".join(
        _block(block, relations, style, kept=closing and index == last)
        + (EMPTY_PARAGRAPH if _needs_paragraph_after(everything, index, closing=closing) else "")
        for index, block in enumerate(everything)
    )


def _needs_paragraph_after(blocks: tuple[Block, ...], index: int, *, closing: bool) -> bool:
    """Word joins two tables that touch, and wants a paragraph after one that ends a section."""
    if not isinstance(blocks[index], Table):
        return False
    return isinstance(blocks[index + 1], Table) if index + 1 < len(blocks) else not closing


def runs_xml(runs: Iterable[Run], relations: Relations | None = None, *, capitals: bool = False) -> str:
    """XML of runs; links need ``relations`` to be written as links."""
    return "".join(_run(run, relations, capitals=capitals) for run in runs)


def lines_xml(lines: Iterable[str]) -> str:
    """One run with a line break between ``lines``."""
    return runs_xml((Run("\n".join(lines)),))


def rule_xml(column_mm: float, length_mm: float) -> str:
    """A drawn line of ``length_mm`` in the middle of a column: the top border of an indented paragraph."""
    side = twips((column_mm - length_mm) / 2)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="VBKe"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
        f'</w:pBdr><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def boxed_xml(text: str, style_id: str, *, left_mm: float, right_mm: float, colour: str = "000000") -> str:
    """A mark in a single-line box whose outer edges stand ``left_mm`` and ``right_mm`` inside the column."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="{colour}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    left, right = twips(left_mm) + _BOX_INSET_TWIPS, twips(right_mm) + _BOX_INSET_TWIPS
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/><w:pBdr>{edges}</w:pBdr>'
        f'<w:ind w:left="{left}" w:right="{right}"/></w:pPr>'
        f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>'
    )


def under_line_xml(text: str, style_id: str) -> str:
    """A paragraph under a line across the whole column."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" '
        f'w:color="000000"/></w:pBdr></w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


EMPTY_PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="VBKe"/></w:pPr></w:p>'
"""A header or footer must hold a paragraph, even when it says nothing."""


def _block(block: Block, relations: Relations, style: PrintStyle, *, kept: bool) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, relations, kept=kept)
        case Table():
            return _table(block, relations, style, kept=kept)
        case Image():
            height = block.height_mm
            return _picture(
                relations.picture(block.content, block.media_type), block.alt, block.width_mm, height, kept=kept
            )
        case QrCode():
            target = relations.picture(qr_png(block.link), "image/png")
            return _picture(target, block.alt, block.width_mm, block.width_mm, kept=kept)


def _paragraph(paragraph: Paragraph, relations: Relations, *, kept: bool) -> str:
    keep = "<w:keepNext/>" if kept else ""
    marker = _run(Run(f"{paragraph.marker} "), None, capitals=False) if paragraph.marker else ""
    words = runs_xml(paragraph.runs, relations, capitals=paragraph.role in CAPITAL_ROLES)
    style = STYLE_OF_ROLE[paragraph.role]
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{marker}{words}</w:p>'


def _run(run: Run, relations: Relations | None, *, capitals: bool) -> str:
    text = run.text.upper() if capitals else run.text
    look = f"{'<w:b/>' if run.bold else ''}{'<w:i/>' if run.italic else ''}"
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    words = "<w:br/>".join(_line(line) for line in text.split("\n"))
    xml = f"<w:r>{properties}{words}</w:r>"
    if run.href and relations is not None:
        xml = f'<w:hyperlink r:id="{relations.link(run.href)}">{xml}</w:hyperlink>'
    return xml


def _line(line: str) -> str:
    return "".join(_whole(piece) if kept else _text(piece) for piece, kept in stretches(line))


def _whole(piece: str) -> str:
    """Text that stays on one line: spaces and hyphens in their kinds that do not break."""
    return "<w:noBreakHyphen/>".join(_text(part) for part in piece.replace(" ", BLANK).split("-"))


def _text(piece: str) -> str:
    # Between tags quotes stay as they are, so this does what ``escape`` would, in a fifth of its time.
    words = piece.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:t xml:space="preserve">{words}</w:t>'


def _table(table: Table, relations: Relations, style: PrintStyle, *, kept: bool) -> str:
    """A table with its head on every page; with ``kept`` its last row stays on the page of what follows."""
    widths = [twips(width) for width in column_widths_mm(table, style.text_width_mm, style.table_size_pt)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(tuple(replace(run, bold=True) for run in cell), Align.CENTRE, width, relations)
        for cell, width in zip(table.head, widths, strict=True)
    )
    last = len(table.rows) - 1
    rows = "".join(
        _row(row, table, widths, relations, kept=kept and index == last) for index, row in enumerate(table.rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="VBLuoi"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _row(row: tuple[tuple[Run, ...], ...], table: Table, widths: list[int], relations: Relations, *, kept: bool) -> str:
    cells = "".join(
        _cell(runs, align, width, relations, kept=kept)
        for runs, align, width in zip(row, table.aligns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(runs: tuple[Run, ...], align: Align, width: int, relations: Relations, *, kept: bool = False) -> str:
    keep = "<w:keepNext/>" if kept else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="VBBang"/>{keep}<w:jc w:val="{align.value}"/></w:pPr>'
        f"{runs_xml(runs, relations)}</w:p></w:tc>"
    )


def _picture(target: str, alt: str, width_mm: float, height_mm: float, *, kept: bool) -> str:
    size = f'cx="{round(width_mm * _EMU_PER_MM)}" cy="{round(height_mm * _EMU_PER_MM)}"'
    keep = "<w:keepNext/>" if kept else ""
    number = target.removeprefix("rVb")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="VBCanGiua"/>{keep}</w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="Hình {number}" descr="{escape(alt)}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="Hình {number}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{target}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></w:r></w:p>"
    )
