"""Two good letters of our own as PDF, and the same letters drawn with one thing spoilt."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, RectangleObject

from vanban.domain.judging.inspected import Element
from vanban.domain.letters.document import DocumentCode, DocumentType, Urgency
from vanban.domain.letters.letter import Appendix, Letter, Paragraph, Role, Run, SignatureBlock
from vanban.rendering.pdf.press import letter_html, press, style_sheet, style_sheet_source
from vanban.rendering.style import print_style

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("rendering", "inspection")]
from pdf_files import inspected_bytes  # noqa: E402  # the path is set above
from rendering_letters import body, simple  # noqa: E402
from signed_pdfs import Stamp, seal_png, signature_png, signed  # noqa: E402

DAY = date(2026, 1, 5)
_POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class PdfDefect:
    """One change of a letter before or after it is drawn, and the verdicts that change with it: those and no others.

    ``css`` is added to the style sheet, ``words`` are exchanged in the page, ``finish`` changes the finished file,
    ``stamp`` the looks of its digital signatures, ``scan`` how a copy is scanned.
    """

    name: str
    expected: Mapping[str, str] = field(default_factory=dict)
    css: str = ""
    words: tuple[tuple[str, str], ...] = ()
    finish: Callable[[bytes], bytes] = lambda content: content
    stamp: Callable[[tuple[Stamp, ...]], tuple[Stamp, ...]] = lambda stamps: stamps
    scan: tuple[str, int] = ("RGB", 200)
    of: str = "letter"


def _basis(text: str) -> Paragraph:
    return Paragraph(role=Role.BASIS, runs=(Run(text),))


_ASKED = (
    "Sở Nội vụ đề nghị các cơ quan, đơn vị, địa phương phổ biến đến cán bộ, công chức, viên chức thuộc quyền quản lý, "
    "bố trí người theo dõi và báo cáo kết quả thực hiện đúng thời hạn đã nêu trên đây để tổng hợp chung toàn tỉnh."
)
_LETTER = simple(
    body(
        "Thực hiện Kế hoạch số 150/KH-UBND ngày 10 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Khánh Hòa về cải "
        "cách hành chính năm 2025, Sở Nội vụ đề nghị thực hiện các nội dung sau:"
    ),
    body("Nội dung khảo sát", Role.CLAUSE_TITLE, "1."),
    body("Mức độ hài lòng của người dân, tổ chức giai đoạn 2021 - 2025.", Role.POINT, "a)"),
    body("Ý kiến của Nhân dân theo Điều 5 Luật Tổ chức chính quyền địa phương.", Role.POINT, "b)"),
    body(
        "Thời gian gửi kết quả về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh: trước ngày 30 tháng 6 năm 2026.",
        Role.CLAUSE,
        "2.",
    ),
    *(body(" ".join([_ASKED] * 4)) for _ in range(2)),
    body("Các cơ quan gửi kết quả về Sở Nội vụ theo Kế hoạch số 150/KH-UBND để tổng hợp./."),
    addressees=("Sở Tài chính", "Sở Giáo dục và Đào tạo"),
    signature=SignatureBlock(lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), full_name="Nguyễn Văn A"),
)
_PLAN = simple(
    _basis("Căn cứ Luật Tổ chức chính quyền địa phương;"),
    _basis("Theo đề nghị của Trưởng phòng Cải cách hành chính."),
    body("Mục đích, yêu cầu", Role.SECTION, "I."),
    body("Khảo sát mức độ hài lòng của người dân theo Phụ lục I, tổng hợp theo Phụ lục II kèm theo."),
    body("Tổ chức thực hiện", Role.SECTION, "II."),
    *(body(_ASKED) for _ in range(2)),
    body("Sở Nội vụ theo dõi, tổng hợp, báo cáo Ủy ban nhân dân tỉnh./."),
    document_type=DocumentType.KE_HOACH,
    code=DocumentCode(code_number=5, code_notation="KH-SNV"),
    subject="khảo sát sự hài lòng năm 2026",
    addressees=(),
    distribution_list=("- Ủy ban nhân dân tỉnh;", "- Lưu: VT, CCHC."),
    appendices=(
        Appendix(label="Phụ lục I", title="Mẫu phiếu khảo sát", blocks=(body(_ASKED), body("Kính mời./."))),
        Appendix(label="Phụ lục II", title="Mẫu biểu tổng hợp", blocks=(body(_ASKED), body("Kính gửi./."))),
    ),
    urgency=Urgency.KHAN,
    circulation_mark="Lưu hành nội bộ",
    contact_line="Số 01 đường Trần Phú, phường Nha Trang. Điện thoại: (0258) 3822 245",
)
LETTERS: Mapping[str, Letter] = {
    "letter": _LETTER,
    "plan": _PLAN,
    "signed_letter": _LETTER,
    "signed_plan": _PLAN,
    "appendix": _PLAN,
}
GOOD = (*LETTERS, "copy")
HAND, SEAL = 0, 1
_CORNER = (120.0, 10.0, 75.0, 8.0)


def drawn(defect: PdfDefect) -> bytes:
    """The PDF of a letter with one defect."""
    content = _scan(*defect.scan) if defect.of == "copy" else _pressed(defect.of, defect.css, defect.words)
    stamps = _stamps(defect.of)
    return defect.finish(signed(content, *defect.stamp(stamps)) if stamps else content)


@cache
def _pressed(name: str, css: str = "", words: tuple[tuple[str, str], ...] = ()) -> bytes:
    html, pictures = _page(name)
    for old, new in words:
        assert old in html, old
        html = html.replace(old, new)
    return press(html, _sheet(css), pictures)


@cache
def _page(name: str) -> tuple[str, Mapping[str, bytes]]:
    html, pictures = letter_html(LETTERS[name])
    if name == "appendix":
        head, *appendices = re.split(r'(?=<div class="appendix )', html)
        html = f"{head.partition('<body>')[0]}<body>{appendices[0]}</body></html>"
    return html, pictures


@cache
def _sheet(css: str) -> Any:
    return style_sheet(style_sheet_source(print_style(DAY)) + css)


@cache
def _scan(mode: str, dots: int) -> bytes:
    """A page of A4 that was scanned."""
    out = BytesIO()
    Image.new(mode, (round(8.27 * dots), round(11.69 * dots)), "white").save(out, "PDF", resolution=dots)
    return out.getvalue()


@cache
def _stamps(name: str) -> tuple[Stamp, ...]:
    """How the digital signatures of a file look: a hand and a seal, or words in a corner."""
    if name == "appendix":
        return (Stamp("KyCoQuan", _CORNER, words="Số: 05/KH-SNV; 05/01/2026; 14:05:09 +07:00"),)
    if name == "copy":
        return (Stamp("KyCoQuan", _CORNER, words="SAO Y; Sở Nội vụ; 05/01/2026; 14:05:09"),)
    if not name.startswith("signed_"):
        return ()
    found = inspected_bytes(_pressed(name))
    title, hand = found.elements[Element.SIGNING_LINES][-1], found.elements[Element.SIGNER_NAME][0]
    page = found.pages[title.page - 1]
    middle = (title.left_mm + page.width_mm - title.right_mm) / 2
    height = (page.height_mm - title.bottom_mm + hand.top_mm) / 2
    return (
        Stamp("KyNguoi", (middle - 25, height - 9, 50, 18), signature_png(), page=title.page - 1, signed_to=2000),
        Stamp("KyCoQuan", (middle - 44.5, height - 18, 36, 36), seal_png(), page=title.page - 1),
    )


def paper(width_mm: float, height_mm: float) -> Callable[[bytes], bytes]:
    """Every page cut or widened at its right and upper edge."""

    def finish(content: bytes) -> bytes:
        writer = _opened(content)
        for page in writer.pages:
            low = 297 - height_mm
            box = RectangleObject(tuple(one * _POINTS_PER_MM for one in (0, low, width_mm, 297)))
            page.mediabox = page.cropbox = page.trimbox = page.artbox = page.bleedbox = box
        return _closed(writer)

    return finish


def font(name: str) -> Callable[[bytes], bytes]:
    """Every font called otherwise; the letters stay as they are."""

    def finish(content: bytes) -> bytes:
        writer = _opened(content)
        for page in writer.pages:
            for one in page["/Resources"]["/Font"].values():
                _call(one.get_object(), name)
        return _closed(writer)

    return finish


def _call(outer, name: str) -> None:
    inner = [one.get_object() for one in outer.get("/DescendantFonts", ())]
    for one in (outer, *inner):
        old, ours, style = str(one["/BaseFont"]).partition("Liberation-Serif")
        if not ours:
            continue  # pages share their fonts
        given = NameObject(f"{old}{name}-{style.replace('-', '')}".rstrip("-"))
        one[NameObject("/BaseFont")] = given
        if "/FontDescriptor" in one:
            one["/FontDescriptor"].get_object()[NameObject("/FontName")] = given


def _opened(content: bytes) -> PdfWriter:
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(content)))
    return writer


def _closed(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
