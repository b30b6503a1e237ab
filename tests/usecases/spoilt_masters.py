"""Masters of an office's own that open and fill as they should, and whose letters break the Decree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from vanban.rendering.docx.master import load_master
from vanban.rendering.pdf.press import _style_sheet, style_sheet_source
from vanban.rendering.templates import html_environment, templates_folder

LETTER, HTML, CSS = "docx/cong-van.docx", "html/letter.html.j2", "html/letter.css.j2"
Spoil = Callable[[Path], None]


@dataclass(frozen=True)
class MasterDefect:
    """What an office did to its masters, and the rule that its letters break, in the file of one kind."""

    name: str
    kind: str
    rule_id: str
    spoil: Spoil


def word(change: Callable[[Any], None]) -> Spoil:
    """A change made to the Word master, as with Word itself."""

    def spoil(masters: Path) -> None:
        document = Document(masters / LETTER)
        change(document)
        document.save(masters / LETTER)

    return spoil


def page(**lengths: Any) -> Spoil:
    def change(document: Any) -> None:
        for section in document.sections:
            for name, value in lengths.items():
                setattr(section, name, value)

    return word(change)


def style(of: str, /, **facts: Any) -> Spoil:
    def change(document: Any) -> None:
        for fact, value in facts.items():
            setattr(document.styles[of].font, fact, value)

    return word(change)


def text(old: str, new: str, file: str = CSS) -> Spoil:
    def spoil(masters: Path) -> None:
        whole = (masters / file).read_text(encoding="utf-8")
        assert old in whole, f"nothing to spoil in {file}: {old}"
        (masters / file).write_text(whole.replace(old, new), encoding="utf-8")

    return spoil


DEFECTS = (
    MasterDefect("lề trái 20 mm", "docx", "NĐ30-R05", page(left_margin=Mm(20))),
    MasterDefect("lề trên 10 mm", "docx", "NĐ30-R03", page(top_margin=Mm(10))),
    MasterDefect("khổ Letter", "docx", "NĐ30-R01", page(page_width=Mm(215.9), page_height=Mm(279.4))),
    MasterDefect("Quốc hiệu không đậm", "docx", "NĐ30-R16", style("VB Quốc hiệu", bold=False)),
    MasterDefect("Tiêu ngữ cỡ 11", "docx", "NĐ30-R18", style("VB Tiêu ngữ", size=Pt(11))),
    MasterDefect("phông Arial", "docx", "NĐ30-R07", style("Normal", name="Arial")),
    MasterDefect("nội dung cỡ 12", "docx", "NĐ30-R58", style("VB Nội dung", size=Pt(12))),
    MasterDefect("họ tên nghiêng", "docx", "NĐ30-R90", style("VB Họ tên người ký", italic=True)),
    MasterDefect("lề trái 20 mm", "pdf", "NĐ30-R05", text("{{ house.margin_left_mm }}mm;", "20mm;")),
    MasterDefect("khổ Letter", "pdf", "NĐ30-R01", text("{{ page.width_mm }}mm {{ page.height_mm }}mm", "216mm 279mm")),
    MasterDefect("Quốc hiệu không đậm", "pdf", "NĐ30-R16", text('{{ face("country_name") }}', "font-size: 13pt")),
    MasterDefect("mất Quốc hiệu", "pdf", "NĐ30-Đ8", text('<p class="country">{{ view.country_name }}</p>', "", HTML)),
    MasterDefect("mất Nơi nhận", "pdf", "NĐ30-Đ8", text("{{ view.distribution_label }}", "", HTML)),
    MasterDefect("mất số, ký hiệu", "pdf", "NĐ30-Đ8", text("{{ view.number_line }}", "", HTML)),
    MasterDefect("không kẻ dưới Tiêu ngữ", "pdf", "NĐ30-R19", text("{{ rule(view.motto_rule_mm) }}", "", HTML)),
    MasterDefect(
        "thêm lời sau ./.", "pdf", "NĐ30-R64", text("{{ blocks }}\n<div", "{{ blocks }}<p>Xin cảm ơn.</p>\n<div", HTML)
    ),
)


def forget_masters() -> None:
    """What a process remembers of the masters that it has read: another process would read them anew."""
    for kept in (templates_folder, html_environment, load_master, style_sheet_source, _style_sheet):
        kept.cache_clear()
