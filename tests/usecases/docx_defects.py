"""Ways to spoil one property of a DOCX of our own, each named for the defect, and the verdicts that change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

sys.path.insert(0, str(Path(__file__).parents[1] / "inspection"))
from docx_pictures import empty_paragraph_before, floating, in_line  # the path is set above
from signed_pdfs import BLACK, seal_png, signature_png

FAILED, SEEN, UNKNOWN, SPARED, PASSED = "failed", "to_be_seen", "not_judged", "not_applicable", "passed"
LEFT, RIGHT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
COUNTRY, MOTTO, SUPERIOR, ISSUER = "CỘNG HÒA", "Độc lập", "ỦY BAN NHÂN DÂN", "SỞ NỘI VỤ"
CODE, PLACE, SUBJECT, LABEL = "Số:", "Khánh Hòa, ngày", "V/v", "Kính gửi:"
FIRST, SECOND = "- Sở Tài chính", "- Sở Giáo dục"
GROUNDS, TITLE, POINT_A, POINT_B, CLAUSE_2, CLOSING = "Thực hiện", "1. Nội", "a) ", "b) ", "2. Thời", "Sở Nội vụ đề"
NOTE, AS_ABOVE, FILE_COPY = "Nơi nhận:", "- Như trên", "- Lưu"
AUTHORITY, POSITION, NAME = "KT. GIÁM", "PHÓ GIÁM", "Nguyễn"


@dataclass(frozen=True)
class DocxDefect:
    """What is done to the file, and the verdicts that change with it: those and no others."""

    name: str
    spoil: Callable[[Any], None]
    expected: Mapping[str, str]


def paragraphs(document: Any) -> Iterator[Paragraph]:
    """Every paragraph of the text, those in tables included."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document)


def found(document: Any, start: str) -> Paragraph:
    """The paragraph that begins so."""
    return next(one for one in paragraphs(document) if one.text.strip().startswith(start))


def page(**lengths: Any) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        for section in document.sections:
            for name, value in lengths.items():
                setattr(section, name, value)

    return spoil


def font(start: str, **facts: Any) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        for run in found(document, start).runs:
            for name, value in facts.items():
                setattr(run.font, name, value)

    return spoil


def coloured(start: str, colour: str) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        for run in found(document, start).runs:
            run.font.color.rgb = RGBColor.from_string(colour)

    return spoil


def set_as(start: str, **facts: Any) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        look = found(document, start).paragraph_format
        for name, value in facts.items():
            setattr(look, name, value)

    return spoil


def typed(start: str, old: str, new: str) -> Callable[[Any], None]:
    """Other words; the look of the first run holds for all of them."""

    def spoil(document: Any) -> None:
        paragraph = found(document, start)
        text = paragraph.text
        assert old in text, text
        first, *others = paragraph.runs
        first.text = text.replace(old, new)
        for run in others:
            run.text = ""

    return spoil


def gone(*starts: str) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        for start in starts:
            for run in found(document, start).runs:
                run.text = ""

    return spoil


def header(**facts: Any) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        for section in document.sections:
            for paragraph in section.header.paragraphs:
                if "align" in facts:
                    paragraph.alignment = facts["align"]
                for run in paragraph.runs:
                    if "size" in facts:
                        run.font.size = facts["size"]
                    if "bold" in facts:
                        run.font.bold = facts["bold"]

    return spoil


def first_page_shown(document: Any) -> None:
    for section in document.sections:
        section.different_first_page_header_footer = False


def landscape(document: Any) -> None:
    for section in document.sections:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)


def everywhere(**facts: Any) -> Callable[[Any], None]:
    """All paragraphs of the content."""

    def spoil(document: Any) -> None:
        for start in (GROUNDS, TITLE, POINT_A, POINT_B, CLAUSE_2, CLOSING):
            font(start, **facts)(document)

    return spoil


def pictures(hand: bytes, seal: bytes, *, left_mm: float = 0, wide_mm: float = 36) -> Callable[[Any], None]:
    """A signature 50 mm wide between title and name, and a seal over the left third of it."""

    def spoil(document: Any) -> None:
        name = found(document, NAME)
        if hand:
            in_line(empty_paragraph_before(name), hand, 50)
        if seal:
            # The column of the signature is 88 mm wide, less 1.9 mm at each side.
            floating(name, seal, wide_mm, (88 - 3.8) / 2 - 25 - 19.5 + left_mm)

    return spoil


PICTURES = (
    DocxDefect("signature_and_seal", pictures(signature_png(), seal_png()), {"NĐ30-R96": PASSED, "NĐ30-R97": PASSED}),
    DocxDefect("signature_alone", pictures(signature_png(), b""), {"NĐ30-R96": PASSED}),
    DocxDefect("seal_alone", pictures(b"", seal_png()), {"NĐ30-R97": UNKNOWN}),
    DocxDefect("signature_black", pictures(signature_png(BLACK), seal_png()), {"NĐ30-R96": FAILED, "NĐ30-R97": PASSED}),
    DocxDefect(
        "signature_on_a_white_ground",
        pictures(signature_png(transparent=False), seal_png()),
        {"NĐ30-R96": FAILED, "NĐ30-R97": PASSED},
    ),
    DocxDefect(
        "seal_grey", pictures(signature_png(), seal_png((96, 96, 96))), {"NĐ30-R96": PASSED, "NĐ30-R97": FAILED}
    ),
    DocxDefect(
        "seal_20mm",
        pictures(signature_png(), seal_png(), wide_mm=20, left_mm=16),
        {"NĐ30-R96": PASSED, "NĐ30-R97": FAILED},
    ),
    DocxDefect(
        "seal_over_all_of_the_signature",
        pictures(signature_png(), seal_png(), left_mm=18),
        {"NĐ30-R96": PASSED, "NĐ30-R97": FAILED},
    ),
)
DEFECTS = (
    *PICTURES,
    DocxDefect("margin_top_15mm", page(top_margin=Mm(15)), {"NĐ30-R03": FAILED}),
    DocxDefect("margin_top_30mm", page(top_margin=Mm(30)), {"NĐ30-R03": FAILED}),
    DocxDefect("margin_bottom_15mm", page(bottom_margin=Mm(15)), {"NĐ30-R04": FAILED}),
    DocxDefect("margin_left_25mm", page(left_margin=Mm(25)), {"NĐ30-R05": FAILED}),
    DocxDefect("margin_left_40mm", page(left_margin=Mm(40)), {"NĐ30-R05": FAILED}),
    DocxDefect("margin_right_10mm", page(right_margin=Mm(10)), {"NĐ30-R06": FAILED}),
    DocxDefect("paper_letter_size", page(page_width=Mm(215.9), page_height=Mm(279.4)), {"NĐ30-R01": FAILED}),
    DocxDefect(
        "paper_landscape",
        landscape,
        {
            "NĐ30-R02": FAILED,
            "NĐ30-R03": UNKNOWN,
            "NĐ30-R04": UNKNOWN,
            "NĐ30-R05": UNKNOWN,
            "NĐ30-R06": UNKNOWN,
            "NĐ30-R16": FAILED,
            "NĐ30-R40": FAILED,
            "NĐ30-R95": FAILED,
        },
    ),
    DocxDefect("body_in_arial", font(GROUNDS, name="Arial"), {"NĐ30-R07": FAILED}),
    DocxDefect("name_in_calibri", font(NAME, name="Calibri"), {"NĐ30-R07": FAILED}),
    DocxDefect("body_in_vntime", font(GROUNDS, name=".VnTime"), {"NĐ30-R07": FAILED, "NĐ30-R08": FAILED}),
    DocxDefect("body_decomposed", typed(GROUNDS, "của", "cu\u0309a"), {"NĐ30-R08": SEEN}),
    DocxDefect("body_red", coloured(GROUNDS, "FF0000"), {"NĐ30-R09": FAILED}),
    DocxDefect("body_highlighted", font(GROUNDS, highlight_color=WD_COLOR_INDEX.YELLOW), {"NĐ30-R14": FAILED}),
    DocxDefect("page_number_right", header(align=RIGHT), {"NĐ30-R10": FAILED}),
    DocxDefect("page_number_bold", header(bold=True), {"NĐ30-R10": FAILED}),
    DocxDefect("page_number_10pt", header(size=Pt(10)), {"NĐ30-R10": FAILED, "NĐ30-R12": FAILED}),
    DocxDefect("page_number_13pt", header(size=Pt(13)), {"NĐ30-R12": FAILED}),
    DocxDefect("first_page_numbered", first_page_shown, {"NĐ30-R11": FAILED}),
    DocxDefect("country_name_12pt", font(COUNTRY, size=Pt(12)), {"NĐ30-R13": FAILED}),
    DocxDefect("country_name_15pt", font(COUNTRY, size=Pt(15)), {"NĐ30-R13": FAILED, "NĐ30-R16": FAILED}),
    DocxDefect("country_name_not_bold", font(COUNTRY, bold=False), {"NĐ30-R16": FAILED}),
    DocxDefect("country_name_italic", font(COUNTRY, italic=True), {"NĐ30-R16": FAILED}),
    DocxDefect("superior_left", set_as(SUPERIOR, alignment=LEFT), {"NĐ30-R23": FAILED}),
    DocxDefect("country_name_misspelt", typed(COUNTRY, "NGHĨA", "NGHIÃ"), {"NĐ30-R15": FAILED}),
    DocxDefect("motto_en_dashes", typed(MOTTO, " - ", " – "), {"NĐ30-R17": SEEN}),
    DocxDefect("motto_without_spaces", typed(MOTTO, " - ", "-"), {"NĐ30-R17": FAILED, "NĐ30-R19": FAILED}),
    DocxDefect("motto_not_bold", font(MOTTO, bold=False), {"NĐ30-R18": FAILED, "NĐ30-R19": FAILED}),
    DocxDefect("motto_left", set_as(MOTTO, alignment=LEFT), {"NĐ30-R18": FAILED, "NĐ30-R19": FAILED}),
    DocxDefect("motto_underlined_instead", font(MOTTO, underline=True), {"NĐ30-R20": FAILED}),
    DocxDefect("motto_line_spacing_2", set_as(MOTTO, line_spacing=2.0), {"NĐ30-R21": FAILED}),
    DocxDefect("superior_bold", font(SUPERIOR, bold=True), {"NĐ30-R22": FAILED}),
    DocxDefect("superior_14pt", font(SUPERIOR, size=Pt(14)), {"NĐ30-R22": FAILED, "NĐ30-R27": FAILED}),
    DocxDefect("issuer_not_bold", font(ISSUER, bold=False), {"NĐ30-R23": FAILED}),
    DocxDefect("issuer_11pt", font(ISSUER, size=Pt(11)), {"NĐ30-R23": FAILED, "NĐ30-R27": FAILED}),
    DocxDefect("number_without_zero", typed(CODE, "07", "7"), {"NĐ30-R30": FAILED}),
    DocxDefect("number_with_extra_zero", typed(CODE, "07", "017"), {"NĐ30-R30": FAILED}),
    DocxDefect("code_spaces_round_the_slash", typed(CODE, "07/", "07 / "), {"NĐ30-R29": FAILED, "NĐ30-R34": FAILED}),
    DocxDefect("code_without_colon", typed(CODE, "Số:", "Số"), {"NĐ30-R29": FAILED}),
    DocxDefect("code_14pt", font(CODE, size=Pt(14)), {"NĐ30-R35": FAILED}),
    DocxDefect("code_italic", font(CODE, italic=True), {"NĐ30-R35": FAILED}),
    DocxDefect("symbol_without_unit", typed(CODE, "SNV-CCHC", "SNV"), {"NĐ30-R31": FAILED}),
    DocxDefect("symbol_of_a_report", typed(CODE, "SNV-CCHC", "BC-SNV"), {"NĐ30-R33": FAILED, "NĐ30-R84": FAILED}),
    DocxDefect("symbol_with_year", typed(CODE, "07/", "07/2026/"), {"NĐ30-R38": FAILED}),
    DocxDefect("day_without_zero", typed(PLACE, "ngày 05", "ngày 5"), {"NĐ30-R39": FAILED}),
    DocxDefect("month_without_zero", typed(PLACE, "tháng 01", "tháng 1"), {"NĐ30-R39": FAILED}),
    DocxDefect("month_padded", typed(PLACE, "tháng 01", "tháng 05"), {"NĐ30-R39": SEEN}),
    DocxDefect("day_impossible", typed(PLACE, "ngày 05 tháng 01", "ngày 31 tháng 6"), {"NĐ30-R39": FAILED}),
    DocxDefect("day_in_figures", typed(PLACE, "05 tháng 01 năm 2026", "05/01/2026"), {"NĐ30-R39": FAILED}),
    DocxDefect("place_upright", font(PLACE, italic=False), {"NĐ30-R40": FAILED}),
    DocxDefect("place_bold", font(PLACE, bold=True), {"NĐ30-R40": FAILED}),
    DocxDefect("place_without_comma", typed(PLACE, "Hòa,", "Hòa"), {"NĐ30-R41": FAILED}),
    DocxDefect("place_small_letter", typed(PLACE, "Khánh Hòa", "khánh hòa"), {"NĐ30-R41": FAILED}),
    DocxDefect("place_abbreviated", typed(PLACE, "Khánh Hòa", "TP. Nha Trang"), {"NĐ30-R42": FAILED}),
    DocxDefect("subject_about", typed(SUBJECT, "V/v", "Về việc"), {"NĐ30-R45": FAILED}),
    DocxDefect("subject_bold", font(SUBJECT, bold=True), {"NĐ30-R45": FAILED}),
    DocxDefect("subject_italic", font(SUBJECT, italic=True), {"NĐ30-R45": FAILED}),
    DocxDefect("subject_14pt", font(SUBJECT, size=Pt(14)), {"NĐ30-R45": FAILED}),
    DocxDefect("subject_close", set_as(SUBJECT, space_before=Pt(0)), {"NĐ30-R46": FAILED}),
    DocxDefect("subject_far", set_as(SUBJECT, space_before=Pt(18)), {"NĐ30-R46": FAILED}),
    DocxDefect("subject_with_full_stop", typed(SUBJECT, "hài lòng", "hài lòng."), {"NĐ30-R47": FAILED}),
    DocxDefect("subject_with_channel", typed(SUBJECT, "hài lòng", "hài lòng (VBĐT)"), {"NĐ30-R48": FAILED}),
    DocxDefect(
        "addressees_missing",
        gone(LABEL, FIRST, SECOND),
        {"NĐ30-R50": FAILED, "NĐ30-R51": SPARED, "NĐ30-R53": SPARED, "NĐ30-R54": SPARED, "NĐ30-R81": SPARED},
    ),
    DocxDefect("addressees_bold", font(LABEL, bold=True), {"NĐ30-R51": FAILED}),
    DocxDefect("addressee_12pt", font(FIRST, size=Pt(12)), {"NĐ30-R51": FAILED}),
    DocxDefect("addressee_with_comma", typed(FIRST, ";", ","), {"NĐ30-R53": FAILED}),
    DocxDefect("addressee_without_dash", typed(FIRST, "- Sở", "Sở"), {"NĐ30-R53": FAILED}),
    DocxDefect("addressee_dash_out_of_line", set_as(FIRST, left_indent=Mm(5)), {"NĐ30-R54": FAILED}),
    DocxDefect("addressee_abbreviated", typed(SECOND, "Giáo dục và Đào tạo", "GDĐT"), {"NĐ30-R55": FAILED}),
    DocxDefect("body_left_aligned", set_as(GROUNDS, alignment=LEFT), {"NĐ30-R57": FAILED}),
    DocxDefect("body_12pt", everywhere(size=Pt(12)), {"NĐ30-R12": FAILED, "NĐ30-R58": FAILED}),
    DocxDefect("one_paragraph_13pt", font(CLOSING, size=Pt(13)), {"NĐ30-R58": FAILED}),
    DocxDefect("body_indent_20mm", set_as(GROUNDS, first_line_indent=Mm(20)), {"NĐ30-R59": FAILED}),
    DocxDefect("body_not_indented", set_as(GROUNDS, first_line_indent=Mm(0)), {"NĐ30-R59": FAILED}),
    DocxDefect("body_gap_0pt", set_as(CLOSING, space_before=Pt(0), space_after=Pt(0)), {"NĐ30-R60": FAILED}),
    DocxDefect("body_line_spacing_2", set_as(GROUNDS, line_spacing=2.0), {"NĐ30-R61": FAILED}),
    DocxDefect("body_line_spacing_12pt", set_as(GROUNDS, line_spacing=Pt(12)), {"NĐ30-R61": FAILED}),
    DocxDefect("paragraph_italic", font(CLOSING, italic=True), {"NĐ30-R62": FAILED}),
    DocxDefect("end_mark_missing", typed(CLOSING, "./.", "."), {"NĐ30-R63": FAILED}),
    DocxDefect("end_mark_twice", typed(GROUNDS, "sau:", "sau./."), {"NĐ30-R63": FAILED}),
    DocxDefect("prose_with_semicolon", typed(GROUNDS, "sau:", "sau;"), {"NĐ30-R66": FAILED}),
    DocxDefect("citation_without_date", typed(GROUNDS, " ngày 10 tháng 01 năm 2025", ""), {"NĐ30-R67": FAILED}),
    DocxDefect("citation_repeated_in_full", typed(CLOSING, "KH-UBND", "KH-UBND ngày 10/01/2025"), {"NĐ30-R68": FAILED}),
    DocxDefect("statute_with_number", typed(POINT_B, "địa phương", "địa phương số 72/2025/QH15"), {"NĐ30-R69": FAILED}),
    DocxDefect("clause_title_not_bold", font(TITLE, bold=False), {"NĐ30-R73": SEEN}),
    DocxDefect("point_d_after_a", typed(POINT_B, "b) ", "d) "), {"NĐ30-R76": FAILED}),
    DocxDefect("clause_3_after_1", typed(CLAUSE_2, "2. ", "3. "), {"NĐ30-R76": FAILED}),
    DocxDefect("title_with_full_stop", typed(TITLE, "khảo sát", "khảo sát."), {"NĐ30-R77": FAILED}),
    DocxDefect("two_dashes", typed(POINT_B, "Ý kiến", "Ý kiến 2025–2026 của"), {"NĐ30-R78": FAILED}),
    DocxDefect("label_upright", font(NOTE, italic=False), {"NĐ30-R79": FAILED}),
    DocxDefect("label_13pt", font(NOTE, size=Pt(13)), {"NĐ30-R79": FAILED}),
    DocxDefect("list_13pt", font(AS_ABOVE, size=Pt(13)), {"NĐ30-R80": FAILED}),
    DocxDefect("list_without_semicolon", typed(AS_ABOVE, "trên;", "trên"), {"NĐ30-R80": FAILED}),
    DocxDefect("list_without_as_above", typed(AS_ABOVE, "Như trên", "Các sở, ban, ngành"), {"NĐ30-R81": FAILED}),
    DocxDefect("file_copy_with_full_stop", typed(FILE_COPY, "VT, CCHC", "VT. CCHC"), {"NĐ30-R82": FAILED}),
    DocxDefect("file_copy_count_glued", typed(FILE_COPY, "CCHC.", "CCHC 01b."), {"NĐ30-R83": FAILED}),
    DocxDefect("file_copy_of_another_unit", typed(FILE_COPY, "CCHC", "VP"), {"NĐ30-R84": FAILED}),
    DocxDefect("list_with_channel", typed(AS_ABOVE, "trên;", "trên (VBĐT);"), {"NĐ30-R85": FAILED}),
    DocxDefect("authority_13pt_not_bold", font(AUTHORITY, size=Pt(13), bold=False), {"NĐ30-R87": FAILED}),
    DocxDefect("authority_without_full_stop", typed(AUTHORITY, "KT.", "KT"), {"NĐ30-R87": FAILED}),
    DocxDefect("title_of_the_head_below_kt", typed(POSITION, "PHÓ GIÁM", "GIÁM"), {"NĐ30-R88": FAILED}),
    DocxDefect("name_not_bold", font(NAME, bold=False), {"NĐ30-R90": FAILED}),
    DocxDefect("name_16pt", font(NAME, size=Pt(16)), {"NĐ30-R90": FAILED}),
    DocxDefect("name_in_capitals", typed(NAME, "Nguyễn Văn A", "NGUYỄN VĂN A"), {"NĐ30-R90": FAILED}),
    DocxDefect("name_with_degree", typed(NAME, "Nguyễn", "TS. Nguyễn"), {"NĐ30-R91": FAILED}),
    DocxDefect("people_small", typed(POINT_B, "Nhân dân", "nhân dân"), {"NĐ30-R112": FAILED}),
    DocxDefect("article_small", typed(POINT_B, "Điều 5", "điều 5"), {"NĐ30-R113": FAILED}),
    DocxDefect("city_small", typed(POINT_B, "Nhân dân", "Nhân dân thành phố Hồ Chí Minh"), {"NĐ30-R114": FAILED}),
    DocxDefect("day_31_of_june", typed(CLAUSE_2, "30 tháng 6", "31 tháng 6"), {"HOUSE.DATE": FAILED}),
)


def spoilt(source: str, defect: DocxDefect, target: str) -> None:
    document = Document(source)
    defect.spoil(document)
    document.save(target)
