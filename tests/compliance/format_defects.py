"""One defect at a time: what is changed in a good file or in its text, and which verdicts change with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from measured_letters import (
    BLOCKS,
    with_drawn,
    with_line,
    with_lines,
    with_more,
    with_page,
    with_run,
    with_text,
    without,
    without_drawn,
)
from text_defects import TEXT_DEFECTS, also_measured, said

from vanban.domain.judging.inspected import DrawnLine, Element, Inspection, MeasuredRun, Story

FAILED, SEEN, UNKNOWN, SPARED = "failed", "to_be_seen", "not_judged", "not_applicable"
E = Element


@dataclass(frozen=True)
class Defect:
    """A change of what was measured, or of the letter that was read (``parts``); a plan where no letter is named."""

    name: str
    expected: Mapping[str, str]
    change: Callable[[Inspection], Inspection] = lambda good: good
    parts: Mapping[str, object] = field(default_factory=dict)
    plan: bool = False


def _with_more_drawn(good: Inspection, element: Element) -> Inspection:
    return replace(good, drawn=(*good.drawn, DrawnLine(below=element, share=0.4, offset_mm=0.0)))


def _ends(good: Inspection, element: Element, at: int, old: str, new: str) -> Inspection:
    line = good.elements[element][at]
    return with_text(good, element, line.text.replace(old, new), at)


def _mixed_size(good: Inspection) -> Inspection:
    def change(line):
        return replace(line, runs=(*line.runs, MeasuredRun(text=" thêm", font="Times New Roman", size_pt=13)))

    return with_lines(good, E.BODY, change, 2)


def _without_last_addressee(good: Inspection) -> Inspection:
    *kept, last = good.elements[E.ADDRESSEES]
    return replace(
        good,
        elements={**good.elements, E.ADDRESSEES: tuple(kept)},
        lines=tuple(line for line in good.lines if line is not last),
    )


def _text(*lines: str) -> dict[str, object]:
    return {"body": (*BLOCKS[:-1], *lines, BLOCKS[-1])}


def _blocks(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"body| {line}" for line in lines)


PAGE_AND_FONT = (
    Defect("paper_letter_size", {"NĐ30-R01": FAILED}, lambda g: with_page(g, width_mm=215.9, height_mm=279.4)),
    Defect(
        "paper_landscape",
        {"NĐ30-R02": FAILED, "NĐ30-R03": UNKNOWN, "NĐ30-R04": UNKNOWN, "NĐ30-R05": UNKNOWN, "NĐ30-R06": UNKNOWN},
        lambda g: with_page(g, width_mm=297, height_mm=210),
    ),
    Defect("margin_top_15mm", {"NĐ30-R03": FAILED}, lambda g: with_page(g, top_mm=15)),
    Defect("margin_top_26mm", {"NĐ30-R03": FAILED}, lambda g: with_page(g, top_mm=26)),
    Defect("margin_bottom_19mm", {"NĐ30-R04": FAILED}, lambda g: with_page(g, bottom_mm=19)),
    Defect("margin_left_25mm", {"NĐ30-R05": FAILED}, lambda g: with_page(g, left_mm=25)),
    Defect("margin_right_25mm", {"NĐ30-R06": FAILED}, lambda g: with_page(g, right_mm=25)),
    Defect("font_arial", {"NĐ30-R07": FAILED}, lambda g: with_run(g, E.BODY, 0, font="Arial")),
    Defect("font_unknown", {"NĐ30-R07": UNKNOWN}, lambda g: with_run(g, E.BODY, 0, font="")),
    Defect("font_vntime", {"NĐ30-R07": FAILED, "NĐ30-R08": FAILED}, lambda g: with_run(g, E.BODY, 0, font=".VnTime")),
    Defect("private_use_character", {"NĐ30-R08": FAILED}, lambda g: _ends(g, E.BODY, 2, "a) ", "a) \ue001 ")),
    Defect("decomposed_unicode", {"NĐ30-R08": SEEN}, lambda g: _ends(g, E.BODY, 2, "Mức", "Mu\u031b\u0301c")),
    Defect("blue_text", {"NĐ30-R09": FAILED}, lambda g: with_run(g, E.BODY, 0, colour="0000FF")),
    Defect("shaded_text", {"NĐ30-R14": FAILED}, lambda g: with_run(g, E.BODY, 0, shaded=True)),
    Defect("page_number_with_word", {"NĐ30-R10": FAILED}, lambda g: with_text(g, E.PAGE_NUMBER, "Trang 2")),
    Defect("page_number_right", {"NĐ30-R10": FAILED}, lambda g: with_line(g, E.PAGE_NUMBER, align="right")),
    Defect("page_number_in_footer", {"NĐ30-R10": FAILED}, lambda g: with_line(g, E.PAGE_NUMBER, story=Story.FOOTER)),
    Defect(
        "page_number_missing",
        {"NĐ30-R10": SEEN, "NĐ30-R11": SEEN, "NĐ30-R12": SPARED},
        lambda g: without(g, E.PAGE_NUMBER),
    ),
    Defect("first_page_numbered", {"NĐ30-R11": FAILED}, lambda g: with_page(g, hides_first_number=False)),
    Defect("first_page_unknown", {"NĐ30-R11": UNKNOWN}, lambda g: with_page(g, hides_first_number=None)),
    Defect("page_number_smaller_than_text", {"NĐ30-R12": FAILED}, lambda g: with_run(g, E.PAGE_NUMBER, size_pt=13)),
)
HEADING = (
    Defect("heading_sizes_12_14_14", {"NĐ30-R13": FAILED}, lambda g: with_run(g, E.COUNTRY_NAME, size_pt=12)),
    Defect(
        "country_name_misspelt",
        {"NĐ30-R15": FAILED, "NĐ30-R28": "passed"},
        lambda g: with_text(g, E.COUNTRY_NAME, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨ VIỆT NAM"),
    ),
    Defect(
        "country_name_hoa_other_tone_mark",
        {},
        lambda g: with_text(g, E.COUNTRY_NAME, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ),
    Defect("country_name_not_bold", {"NĐ30-R16": FAILED}, lambda g: with_run(g, E.COUNTRY_NAME, bold=False)),
    Defect(
        "country_name_on_the_left",
        {"NĐ30-R16": FAILED, "NĐ30-R18": FAILED, "NĐ30-R40": FAILED},
        lambda g: with_line(g, E.COUNTRY_NAME, column_from=0.0, column_to=0.4),
    ),
    Defect(
        "country_name_set_by_tabs",
        {"NĐ30-R16": UNKNOWN, "NĐ30-R18": UNKNOWN, "NĐ30-R40": UNKNOWN},
        lambda g: with_line(g, E.COUNTRY_NAME, column_from=0.0, column_to=1.0, align="left"),
    ),
    Defect(
        "heading_not_found",
        dict.fromkeys(("NĐ30-R13", "NĐ30-R15", "NĐ30-R16", "NĐ30-R18", "NĐ30-R21", "NĐ30-R28"), UNKNOWN),
        lambda g: without(g, E.COUNTRY_NAME),
    ),
    Defect("motto_without_spaces", {"NĐ30-R17": FAILED}, lambda g: with_text(g, E.MOTTO, "Độc lập-Tự do-Hạnh phúc")),
    Defect("motto_small_letters", {"NĐ30-R17": FAILED}, lambda g: with_text(g, E.MOTTO, "Độc lập - tự do - hạnh phúc")),
    Defect("motto_en_dashes", {"NĐ30-R17": SEEN}, lambda g: with_text(g, E.MOTTO, "Độc lập – Tự do – Hạnh phúc")),
    Defect("motto_italic", {"NĐ30-R18": FAILED}, lambda g: with_run(g, E.MOTTO, italic=True)),
    Defect("motto_15pt", {"NĐ30-R13": FAILED, "NĐ30-R18": FAILED}, lambda g: with_run(g, E.MOTTO, size_pt=15)),
    Defect(
        "motto_size_unknown", {"NĐ30-R13": UNKNOWN, "NĐ30-R18": UNKNOWN}, lambda g: with_run(g, E.MOTTO, size_pt=None)
    ),
    Defect("motto_left", {"NĐ30-R18": FAILED}, lambda g: with_line(g, E.MOTTO, align="left")),
    Defect("motto_rule_short", {"NĐ30-R19": FAILED}, lambda g: with_drawn(g, E.MOTTO, share=0.5)),
    Defect("motto_rule_missing", {"NĐ30-R19": FAILED}, lambda g: without_drawn(g, E.MOTTO)),
    Defect("motto_rule_dashed", {"NĐ30-R19": FAILED}, lambda g: with_drawn(g, E.MOTTO, continuous=False)),
    Defect("motto_rule_length_unknown", {"NĐ30-R19": UNKNOWN}, lambda g: with_drawn(g, E.MOTTO, share=None)),
    Defect("motto_underlined", {"NĐ30-R20": FAILED}, lambda g: with_drawn(g, E.MOTTO, typed=True)),
    Defect("heading_spacing_15", {"NĐ30-R21": FAILED}, lambda g: with_line(g, E.MOTTO, line_spacing=1.5)),
    Defect(
        "heading_twice",
        {"NĐ30-R28": FAILED},
        lambda g: replace(g, lines=(*g.lines, replace(g.elements[E.COUNTRY_NAME][0], anchor="again"))),
    ),
    Defect("superior_bold", {"NĐ30-R22": FAILED}, lambda g: with_run(g, E.SUPERIOR, bold=True)),
    Defect("superior_underlined", {"NĐ30-R22": FAILED}, lambda g: _with_more_drawn(g, E.SUPERIOR)),
    Defect("superior_absent", {"NĐ30-R22": SPARED, "NĐ30-R27": SPARED}, lambda g: without(g, E.SUPERIOR)),
    Defect("issuer_not_bold", {"NĐ30-R23": FAILED}, lambda g: with_run(g, E.ISSUER, bold=False)),
    Defect("issuer_small_letters", {"NĐ30-R23": FAILED}, lambda g: with_text(g, E.ISSUER, "Sở Nội vụ")),
    Defect("issuer_rule_full_length", {"NĐ30-R24": FAILED}, lambda g: with_drawn(g, E.ISSUER, share=1.0)),
    Defect("issuer_rule_off_centre", {"NĐ30-R24": FAILED}, lambda g: with_drawn(g, E.ISSUER, offset_mm=8.0)),
    Defect("agencies_of_two_sizes", {"NĐ30-R27": FAILED}, lambda g: with_run(g, E.SUPERIOR, size_pt=12)),
)
CODE_AND_DAY = (
    Defect(
        "number_missing",
        {"NĐ30-R29": FAILED, "NĐ30-R30": SPARED},
        lambda g: with_text(g, E.CODE, "Số:        /SNV-CCHC"),
    ),
    Defect("number_without_zero", {"NĐ30-R30": FAILED}, lambda g: with_text(g, E.CODE, "Số: 5/SNV-CCHC")),
    Defect("number_with_two_zeros", {"NĐ30-R30": FAILED}, lambda g: with_text(g, E.CODE, "Số: 015/SNV-CCHC")),
    Defect("code_without_colon", {"NĐ30-R29": FAILED}, lambda g: with_text(g, E.CODE, "Số 05/SNV-CCHC")),
    Defect(
        "code_space_after_slash",
        {"NĐ30-R29": FAILED, "NĐ30-R34": FAILED},
        lambda g: with_text(g, E.CODE, "Số: 05/ SNV-CCHC"),
    ),
    Defect("code_en_dash", {"NĐ30-R34": FAILED}, lambda g: with_text(g, E.CODE, "Số: 05/SNV–CCHC")),
    Defect("code_12pt", {"NĐ30-R35": FAILED}, lambda g: with_run(g, E.CODE, size_pt=12)),
    Defect("code_bold", {"NĐ30-R35": FAILED}, lambda g: with_run(g, E.CODE, bold=True)),
    Defect("code_left", {"NĐ30-R35": FAILED, "NĐ30-R45": "passed"}, lambda g: with_line(g, E.CODE, align="left")),
    Defect(
        "symbol_without_unit",
        {"NĐ30-R31": FAILED},
        parts={"notation": "SNV", "distribution": ("- Như trên;", "- Lưu: VT, CCHC.")},
    ),
    Defect("symbol_with_type", {"NĐ30-R33": FAILED}, parts={"notation": "CV-CCHC"}),
    Defect("symbol_with_year", {"NĐ30-R38": FAILED}, parts={"notation": "2025/SNV-CCHC"}),
    Defect("plan_symbol_without_type", {"NĐ30-R32": FAILED}, parts={"notation": "SNV-CCHC"}, plan=True),
    Defect(
        "day_missing",
        {"NĐ30-R39": FAILED},
        lambda g: with_text(g, E.PLACE_AND_DATE, "Khánh Hòa, ngày     tháng 5 năm 2025"),
    ),
    Defect(
        "day_without_zero",
        {"NĐ30-R39": FAILED},
        lambda g: with_text(g, E.PLACE_AND_DATE, "Khánh Hòa, ngày 5 tháng 5 năm 2025"),
    ),
    Defect(
        "month_1_without_zero",
        {"NĐ30-R39": FAILED},
        lambda g: with_text(g, E.PLACE_AND_DATE, "Khánh Hòa, ngày 12 tháng 1 năm 2025"),
    ),
    Defect(
        "month_5_padded",
        {"NĐ30-R39": SEEN},
        lambda g: with_text(g, E.PLACE_AND_DATE, "Khánh Hòa, ngày 12 tháng 05 năm 2025"),
    ),
    Defect(
        "day_31_of_june",
        {"NĐ30-R39": FAILED},
        lambda g: with_text(g, E.PLACE_AND_DATE, "Khánh Hòa, ngày 31 tháng 6 năm 2025"),
    ),
    Defect("day_upright", {"NĐ30-R40": FAILED}, lambda g: with_run(g, E.PLACE_AND_DATE, italic=False)),
    Defect(
        "place_without_comma",
        {"NĐ30-R41": FAILED},
        lambda g: with_text(g, E.PLACE_AND_DATE, "Khánh Hòa ngày 12 tháng 5 năm 2025"),
    ),
    Defect(
        "place_space_before_comma",
        {"NĐ30-R41": FAILED},
        lambda g: with_text(g, E.PLACE_AND_DATE, "Khánh Hòa , ngày 12 tháng 5 năm 2025"),
    ),
    Defect("place_small_letters", {"NĐ30-R41": FAILED}, parts={"place": "khánh hòa"}),
    Defect("place_abbreviated", {"NĐ30-R42": FAILED}, parts={"place": "TP. Nha Trang"}),
)
SUBJECT_AND_ADDRESSEES = (
    Defect("type_name_on_a_letter", {"NĐ30-R44": FAILED}, lambda g: with_more(g, E.TYPE_NAME, E.ISSUER, "CÔNG VĂN")),
    Defect(
        "subject_without_v_v",
        {"NĐ30-R45": FAILED},
        lambda g: with_text(g, E.SUBJECT, "Về việc khảo sát mức độ hài lòng"),
    ),
    Defect("subject_bold", {"NĐ30-R45": FAILED}, lambda g: with_run(g, E.SUBJECT, bold=True)),
    Defect("subject_14pt", {"NĐ30-R45": FAILED}, lambda g: with_run(g, E.SUBJECT, size_pt=14)),
    Defect("subject_close_to_the_number", {"NĐ30-R46": FAILED}, lambda g: with_line(g, E.SUBJECT, space_before_pt=0.0)),
    Defect("subject_with_full_stop", {"NĐ30-R47": FAILED}, parts={"subject": "khảo sát mức độ hài lòng."}),
    Defect("subject_with_channel", {"NĐ30-R48": FAILED}, parts={"subject": "khảo sát mức độ hài lòng (VBĐT)"}),
    Defect(
        "plan_subject_in_capitals",
        {"NĐ30-R49": FAILED},
        lambda g: with_text(g, E.SUBJECT, "KHẢO SÁT MỨC ĐỘ HÀI LÒNG"),
        plan=True,
    ),
    Defect("plan_subject_without_rule", {"NĐ30-R49": FAILED}, lambda g: without_drawn(g, E.SUBJECT), plan=True),
    Defect("plan_type_left", {"NĐ30-R49": FAILED}, lambda g: with_line(g, E.TYPE_NAME, align="left"), plan=True),
    Defect(
        "addressees_missing",
        {"NĐ30-R50": FAILED, **dict.fromkeys(("NĐ30-R51", "NĐ30-R52", "NĐ30-R53", "NĐ30-R54", "NĐ30-R81"), SPARED)},
        lambda g: without(g, E.ADDRESSEES),
    ),
    Defect("addressees_bold", {"NĐ30-R51": FAILED}, lambda g: with_run(g, E.ADDRESSEES, 0, bold=True)),
    Defect("addressees_without_colon", {"NĐ30-R51": FAILED}, lambda g: with_text(g, E.ADDRESSEES, "Kính gửi")),
    Defect(
        "addressees_first_beside_the_label",
        {"NĐ30-R53": FAILED},
        lambda g: with_text(g, E.ADDRESSEES, "Kính gửi: - Văn phòng UBND tỉnh;"),
    ),
    Defect(
        "addressee_without_dash",
        {"NĐ30-R53": FAILED},
        lambda g: with_text(g, E.ADDRESSEES, "Các sở, ban, ngành thuộc tỉnh;", 1),
    ),
    Defect(
        "addressee_ends_with_comma",
        {"NĐ30-R53": FAILED},
        lambda g: with_text(g, E.ADDRESSEES, "- Các sở, ban, ngành thuộc tỉnh,", 1),
    ),
    Defect(
        "last_addressee_ends_with_semicolon",
        {"NĐ30-R53": FAILED},
        lambda g: with_text(g, E.ADDRESSEES, "- Ủy ban nhân dân các xã, phường;", 2),
    ),
    Defect(
        "single_recipient_on_its_own_line",
        {"NĐ30-R52": FAILED, "NĐ30-R53": SPARED, "NĐ30-R54": SPARED},
        lambda g: with_text(_without_last_addressee(g), E.ADDRESSEES, "Các sở, ban, ngành thuộc tỉnh", 1),
    ),
    Defect(
        "addressee_dashes_out_of_line", {"NĐ30-R54": FAILED}, lambda g: with_line(g, E.ADDRESSEES, 2, indent_mm=30.0)
    ),
    Defect(
        "addressee_dashes_by_tabs",
        {"NĐ30-R54": UNKNOWN},
        lambda g: with_text(g, E.ADDRESSEES, "\t- Các sở, ban, ngành thuộc tỉnh;", 1),
    ),
    Defect(
        "addressee_abbreviated",
        {"NĐ30-R55": FAILED},
        parts={"addressees": ("Trung tâm Khuyến công và XTTM", "Sở Tài chính")},
    ),
)
BODY = (
    Defect("body_left_aligned", {"NĐ30-R57": FAILED}, lambda g: with_line(g, E.BODY, 0, align="left")),
    Defect("body_centred_paragraph", {"NĐ30-R57": SEEN}, lambda g: with_line(g, E.BODY, 0, align="center")),
    Defect("body_12pt", {"NĐ30-R12": FAILED, "NĐ30-R58": FAILED}, lambda g: with_run(g, E.BODY, size_pt=12)),
    Defect("body_of_two_sizes", {"NĐ30-R58": FAILED}, _mixed_size),
    Defect("body_italic", {"NĐ30-R58": FAILED, "NĐ30-R62": FAILED}, lambda g: with_run(g, E.BODY, italic=True)),
    Defect("body_indent_20mm", {"NĐ30-R59": FAILED}, lambda g: with_line(g, E.BODY, first_line_indent_mm=20.0)),
    Defect("body_indents_differ", {"NĐ30-R59": FAILED}, lambda g: with_line(g, E.BODY, 0, first_line_indent_mm=10.0)),
    Defect(
        "body_indented_by_tab",
        {"NĐ30-R59": UNKNOWN},
        lambda g: with_lines(
            g,
            E.BODY,
            lambda line: replace(line, first_line_indent_mm=0.0, runs=(replace(line.runs[0], text="\t" + line.text),)),
        ),
    ),
    Defect("body_gap_3pt", {"NĐ30-R60": FAILED}, lambda g: with_line(g, E.BODY, 0, space_after_pt=3.0)),
    Defect("body_spacing_double", {"NĐ30-R61": FAILED}, lambda g: with_line(g, E.BODY, 0, line_spacing=2.0)),
    Defect("body_spacing_09", {"NĐ30-R61": FAILED}, lambda g: with_line(g, E.BODY, 0, line_spacing=0.9)),
    Defect("body_paragraph_italic", {"NĐ30-R62": FAILED}, lambda g: with_run(g, E.BODY, 5, italic=True)),
    Defect(
        "end_mark_missing", {"NĐ30-R63": FAILED}, parts={"body": (*BLOCKS[:-1], "body| Sở Nội vụ tổng hợp, báo cáo.")}
    ),
    Defect("text_after_end_mark", {"NĐ30-R64": FAILED}, parts={"body": (*BLOCKS, "body| (Đính kèm tài liệu)")}),
    Defect("plan_basis_upright", {"NĐ30-R65": FAILED}, lambda g: with_run(g, E.BODY, 0, italic=False), plan=True),
    Defect("prose_ends_with_semicolon", {"NĐ30-R66": FAILED}, parts=_text("body| Sở Nội vụ đề nghị phối hợp;")),
    Defect(
        "citation_without_date", {"NĐ30-R67": FAILED}, lambda g: _ends(g, E.BODY, 0, " ngày 10 tháng 01 năm 2025", "")
    ),
    Defect(
        "citation_without_issuer",
        {"NĐ30-R67": FAILED},
        lambda g: _ends(g, E.BODY, 0, " của Ủy ban nhân dân tỉnh Khánh Hòa về cải cách hành chính năm 2025", ""),
    ),
    Defect(
        "citation_without_subject",
        {"NĐ30-R67": SEEN},
        lambda g: _ends(g, E.BODY, 0, " về cải cách hành chính năm 2025", ""),
    ),
    Defect(
        "later_citation_with_date",
        {"NĐ30-R68": FAILED},
        lambda g: _ends(g, E.BODY, 5, "150/KH-UBND", "150/KH-UBND ngày 10/01/2025"),
    ),
    Defect(
        "statute_with_number",
        {"NĐ30-R69": FAILED},
        parts=_text("body| Theo Luật Tổ chức chính quyền địa phương số 72/2025/QH15."),
    ),
    Defect("plan_chapter_not_bold", {"NĐ30-R70": FAILED}, lambda g: with_run(g, E.BODY, 2, bold=False), plan=True),
    Defect("plan_chapter_arabic", {"NĐ30-R70": FAILED}, lambda g: with_text(g, E.BODY, "Chương 1", 2), plan=True),
    Defect("plan_division_roman", {"NĐ30-R71": FAILED}, lambda g: with_text(g, E.BODY, "Mục I", 4), plan=True),
    Defect("plan_article_not_bold", {"NĐ30-R72": FAILED}, lambda g: with_run(g, E.BODY, 6, bold=False), plan=True),
    Defect(
        "plan_article_with_colon", {"NĐ30-R72": FAILED}, lambda g: with_text(g, E.BODY, "Điều 1: Phạm vi", 6), plan=True
    ),
    Defect("clause_title_not_bold", {"NĐ30-R73": SEEN}, lambda g: with_run(g, E.BODY, 1, bold=False)),
    Defect(
        "clause_sentence_bold",
        {"NĐ30-R73": FAILED},
        lambda g: with_lines(
            g,
            E.BODY,
            lambda line: replace(
                line,
                runs=(
                    replace(
                        line.runs[0],
                        bold=True,
                        text=line.text + " Các cơ quan gửi đúng hạn, đúng mẫu, bằng văn bản điện tử.",
                    ),
                ),
            ),
            4,
        ),
    ),
    Defect("point_f", {"NĐ30-R74": FAILED}, parts=_text("point a)| Một", "point f)| Hai")),
    Defect(
        "plan_section_small_letters", {"NĐ30-R75": FAILED}, lambda g: with_text(g, E.BODY, "I. Mục đích", 7), plan=True
    ),
    Defect("numbering_gap", {"NĐ30-R76": FAILED}, parts=_text("clause 4.| Bốn.")),
    Defect("heading_with_colon", {"NĐ30-R77": FAILED}, parts=_text("clause_title 3.| Kết quả:")),
    Defect("two_dashes", {"NĐ30-R78": FAILED}, parts=_text("body| Giai đoạn 2026–2030.")),
    Defect("people_small_letters", {"NĐ30-R112": FAILED}, parts=_text("body| Phục vụ nhân dân tốt hơn.")),
    Defect("article_small_letter", {"NĐ30-R113": FAILED}, parts=_text("body| Theo điều 5 của Luật.")),
    Defect(
        "city_small_letters",
        {"NĐ30-R114": FAILED},
        lambda g: _ends(g, E.BODY, 2, "của người dân", "của người dân thành phố Hồ Chí Minh"),
    ),
    Defect(
        "weekday_of_another_day",
        {"HOUSE.WEEKDAY": FAILED},
        parts=_text("body| Họp vào thứ Ba, ngày 12 tháng 5 năm 2025."),
    ),
    Defect("day_that_does_not_exist", {"HOUSE.DATE": FAILED}, parts=_text("body| Hạn gửi: ngày 31 tháng 6 năm 2025.")),
)
FOOT = (
    Defect(
        "distribution_label_upright", {"NĐ30-R79": FAILED}, lambda g: with_run(g, E.DISTRIBUTION_HEADING, italic=False)
    ),
    Defect(
        "distribution_label_with_note",
        {"NĐ30-R79": FAILED},
        lambda g: with_text(g, E.DISTRIBUTION_HEADING, "Nơi nhận: (VBĐT)"),
    ),
    Defect(
        "distribution_label_at_the_right",
        {"NĐ30-R79": FAILED},
        lambda g: with_line(g, E.DISTRIBUTION_HEADING, column_from=0.5, column_to=1.0),
    ),
    Defect("distribution_12pt", {"NĐ30-R80": FAILED}, lambda g: with_run(g, E.DISTRIBUTION, size_pt=12)),
    Defect(
        "distribution_without_semicolon",
        {"NĐ30-R80": FAILED},
        lambda g: with_text(g, E.DISTRIBUTION, "- UBND tỉnh (báo cáo).", 1),
    ),
    Defect(
        "distribution_without_dash",
        {"NĐ30-R80": FAILED},
        lambda g: with_text(g, E.DISTRIBUTION, "UBND tỉnh (báo cáo);", 1),
    ),
    Defect(
        "distribution_without_as_above",
        {"NĐ30-R81": FAILED},
        lambda g: with_text(g, E.DISTRIBUTION, "- Các sở, ban, ngành;"),
    ),
    Defect(
        "recipient_abolished",
        {"NĐ30-R115": SEEN},
        parts={
            "day": date(2025, 8, 1),
            "distribution": ("- Như trên;", "- UBND huyện Diên Khánh;", "- Lưu: VT, CCHC."),
        },
    ),
    Defect(
        "file_copy_with_full_stop", {"NĐ30-R82": FAILED}, parts={"distribution": ("- Như trên;", "- Lưu: VT. CCHC.")}
    ),
    Defect(
        "file_copy_count_glued", {"NĐ30-R83": FAILED}, parts={"distribution": ("- Như trên;", "- Lưu: VT, CCHC 01b.")}
    ),
    Defect(
        "file_copy_of_another_unit", {"NĐ30-R84": FAILED}, parts={"distribution": ("- Như trên;", "- Lưu: VT, VP.")}
    ),
    Defect(
        "distribution_with_channel",
        {"NĐ30-R85": FAILED},
        parts={"distribution": ("- Như trên (VBĐT);", "- Lưu: VT, CCHC.")},
    ),
    Defect(
        "plan_drafter_mark_small_letters",
        {"NĐ30-R86": FAILED},
        lambda g: with_text(g, E.DRAFTER_MARK, "pl.(300)"),
        plan=True,
    ),
    Defect("authority_not_bold", {"NĐ30-R87": FAILED}, lambda g: with_run(g, E.SIGNING_LINES, bold=False)),
    Defect("authority_without_full_stop", {"NĐ30-R87": FAILED}, parts={"signature": ("KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")}),
    Defect("authority_repeated_below", {"NĐ30-R88": FAILED}, parts={"signature": ("KT. GIÁM ĐỐC", "GIÁM ĐỐC")}),
    Defect("name_not_bold", {"NĐ30-R90": FAILED}, lambda g: with_run(g, E.SIGNER_NAME, bold=False)),
    Defect("name_in_capitals", {"NĐ30-R90": FAILED}, parts={"full_name": "NGUYỄN VĂN A"}),
    Defect("name_off_the_title", {"NĐ30-R90": FAILED}, lambda g: with_line(g, E.SIGNER_NAME, align="right")),
    Defect("name_with_degree", {"NĐ30-R91": FAILED}, parts={"full_name": "ThS. Nguyễn Văn A"}),
    Defect(
        "signature_on_the_left",
        {"NĐ30-R95": FAILED},
        lambda g: with_line(
            with_line(g, E.SIGNING_LINES, column_from=0.0, column_to=0.45),
            E.SIGNER_NAME,
            column_from=0.0,
            column_to=0.45,
        ),
    ),
    Defect("plan_appendix_not_mentioned", {"NĐ30-R103": FAILED}, parts={"body": BLOCKS}, plan=True),
    Defect(
        "plan_single_appendix_numbered",
        {"NĐ30-R104": FAILED},
        parts={"appendices": [{"label": "Phụ lục I", "body": ["body| Mẫu phiếu./."]}]},
        plan=True,
    ),
    Defect(
        "plan_appendix_label_13pt",
        {"NĐ30-R105": FAILED},
        lambda g: with_run(g, E.APPENDIX_LABEL, size_pt=13),
        plan=True,
    ),
    Defect(
        "plan_appendix_label_in_capitals",
        {"NĐ30-R105": FAILED},
        lambda g: with_text(g, E.APPENDIX_LABEL, "PHỤ LỤC"),
        plan=True,
    ),
    Defect("plan_appendix_note_missing", {"NĐ30-R106": FAILED}, lambda g: without(g, E.APPENDIX_NOTE), plan=True),
    Defect(
        "plan_appendix_note_upright",
        {"NĐ30-R106": FAILED},
        lambda g: with_run(g, E.APPENDIX_NOTE, italic=False),
        plan=True,
    ),
    Defect(
        "plan_urgency_unknown_word",
        {"NĐ30-R108": FAILED},
        lambda g: with_text(g, E.URGENCY, "HỎA TỐC HẸN GIỜ"),
        plan=True,
    ),
    Defect("plan_urgency_black", {"NĐ30-R108": FAILED}, lambda g: with_run(g, E.URGENCY, colour="000000"), plan=True),
    Defect(
        "plan_urgency_without_box", {"NĐ30-R108": FAILED}, lambda g: with_line(g, E.URGENCY, boxed=False), plan=True
    ),
    Defect(
        "plan_urgency_box_40mm", {"NĐ30-R108": FAILED}, lambda g: with_line(g, E.URGENCY, box_width_mm=40.0), plan=True
    ),
    Defect(
        "plan_appendix_pages_go_on", {"NĐ30-R107": FAILED}, lambda g: with_line(g, E.APPENDIX_LABEL, page=1), plan=True
    ),
    Defect(
        "plan_circulation_without_box",
        {"NĐ30-R109": FAILED},
        lambda g: with_line(g, E.CIRCULATION, boxed=False),
        plan=True,
    ),
    Defect("plan_address_without_rule", {"NĐ30-R110": FAILED}, lambda g: without_drawn(g, E.ADDRESS), plan=True),
    Defect(
        "plan_circulation_not_bold", {"NĐ30-R109": FAILED}, lambda g: with_run(g, E.CIRCULATION, bold=False), plan=True
    ),
    Defect("plan_address_14pt", {"NĐ30-R110": FAILED}, lambda g: with_run(g, E.ADDRESS, size_pt=14), plan=True),
)
CONTENT = (
    *(
        Defect(name, expected, lambda g, lines=lines: also_measured(g, *lines), parts={**said(*_blocks(lines)), **more})
        for name, expected, lines, more in TEXT_DEFECTS
    ),
    Defect(
        "plan_second_appendix_named_and_absent",
        {"HOUSE.ENCLOSURE": SEEN},
        lambda g: also_measured(g, "Các cơ quan báo cáo theo Phụ lục II."),
        plan=True,
    ),
)
DEFECTS = (*PAGE_AND_FONT, *HEADING, *CODE_AND_DAY, *SUBJECT_AND_ADDRESSEES, *BODY, *FOOT, *CONTENT)
