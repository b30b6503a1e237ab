"""Blocks of a letter as HTML; the look is the style sheet's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, MutableMapping

from markupsafe import Markup, escape

from vanban.domain.letters.letter import Align, Block, Image, Paragraph, QrCode, Role, Run, Table
from vanban.rendering.columns import column_widths_mm
from vanban.rendering.pictures.qr import qr_png
from vanban.rendering.style import CAPITAL_ROLES, PrintStyle
from vanban.rendering.unbreakable import stretches

_HEADINGS: Mapping[Role, str] = {
    Role.PART: "h2",
    Role.PART_TITLE: "h2",
    Role.SECTION: "h2",
    Role.ARTICLE: "h3",
    Role.CLAUSE_TITLE: "h3",
}

PictureStore = MutableMapping[str, bytes]
"""Pictures by the name that the HTML calls them; the fetcher serves these and nothing else."""


def blocks_markup(
    blocks: Iterable[Block], pictures: PictureStore, style: PrintStyle, *, closing: bool = False
) -> Markup:
    """HTML of ``blocks``; with ``closing`` the last one stays on the page of what follows it."""
    parts = [_block(block, pictures, style) for block in blocks]
    if closing and parts:
        parts[-1] = Markup('<div class="last">{}</div>').format(parts[-1])
    return Markup().join(parts)


def _block(block: Block, pictures: PictureStore, style: PrintStyle) -> Markup:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Table():
            return _table(block, style)
        case Image():
            return _figure(block.content, block.alt, block.width_mm, pictures)
        case QrCode():
            return _figure(qr_png(block.link), block.alt, block.width_mm, pictures)


def _paragraph(paragraph: Paragraph) -> Markup:
    tag = _HEADINGS.get(paragraph.role, "p")
    marker = f"{paragraph.marker} " if paragraph.marker else ""
    words = runs_markup(paragraph.runs, capitals=paragraph.role in CAPITAL_ROLES)
    return Markup('<{0} class="p {1}">{2}{3}</{0}>').format(tag, paragraph.role.value, marker, words)


def runs_markup(runs: Iterable[Run], *, capitals: bool = False) -> Markup:
    """HTML of runs, bold and italic as given."""
    return Markup().join(_run(run, capitals=capitals) for run in runs)


def _run(run: Run, *, capitals: bool) -> Markup:
    text = run.text.upper() if capitals else run.text
    markup = Markup("<br/>").join(_line(line) for line in text.split("\n"))
    if run.italic:
        markup = Markup("<i>{}</i>").format(markup)
    if run.bold:
        markup = Markup("<b>{}</b>").format(markup)
    if run.href:
        markup = Markup('<a href="{}">{}</a>').format(run.href, markup)
    return markup


def _line(line: str) -> Markup:
    whole = Markup('<span class="whole">{}</span>')
    return Markup().join(whole.format(piece) if kept else escape(piece) for piece, kept in stretches(line))


def _table(table: Table, style: PrintStyle) -> Markup:
    head = Markup().join(Markup('<th scope="col">{}</th>').format(runs_markup(cell)) for cell in table.head)
    rows = Markup().join(
        Markup("<tr>{}</tr>").format(
            Markup().join(_cell(cell, align) for cell, align in zip(row, table.aligns, strict=True))
        )
        for row in table.rows
    )
    widths = column_widths_mm(table, style.text_width_mm, style.table_size_pt)
    columns = Markup().join(Markup('<col style="width:{:.2f}mm"/>').format(width) for width in widths)
    return Markup("<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(columns, head, rows)


def _cell(runs: Iterable[Run], align: Align) -> Markup:
    return Markup('<td style="text-align:{}">{}</td>').format(align.value, runs_markup(runs))


def _figure(content: bytes, alt: str, width_mm: float, pictures: PictureStore) -> Markup:
    name = f"picture:{hashlib.sha256(content).hexdigest()}"
    pictures[name] = content
    return Markup('<figure><img src="{}" alt="{}" style="width:{:.2f}mm"/></figure>').format(name, alt, width_mm)
