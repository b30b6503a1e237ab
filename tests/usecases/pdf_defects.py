"""Ways to spoil one thing of a PDF of our own, each named for the defect, and the verdicts that change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pdf_letters import HAND, SEAL, PdfDefect, font, paper
from signed_pdfs import BLACK, Stamp, seal_png, signature_png

FAILED, SEEN, UNKNOWN, SPARED, PASSED = "failed", "to_be_seen", "not_judged", "not_applicable", "passed"


def css(name: str, rules: str, *, of: str = "letter", **expected: str) -> PdfDefect:
    """A letter set otherwise."""
    return PdfDefect(name, {_id(rule): verdict for rule, verdict in expected.items()}, css=rules, of=of)


def typed(name: str, old: str, new: str, *, of: str = "letter", **expected: str) -> PdfDefect:
    """A letter of other words."""
    return PdfDefect(name, {_id(rule): verdict for rule, verdict in expected.items()}, words=((old, new),), of=of)


def _id(rule: str) -> str:
    return f"NĐ30-{rule}" if rule.startswith("R") else f"HOUSE.{rule}"


PAGE = (
    PdfDefect("font_tinos", {"NĐ30-R07": SEEN}, finish=font("Tinos-Regular")),
    PdfDefect("font_arial", {"NĐ30-R07": FAILED}, finish=font("ArialMT")),
    PdfDefect("font_vntime", {"NĐ30-R07": FAILED, "NĐ30-R08": FAILED}, finish=font(".VnTime")),
    PdfDefect("paper_280mm_high", {"NĐ30-R01": FAILED, "NĐ30-R04": FAILED}, finish=paper(210, 280)),
    PdfDefect("paper_216mm_wide", {"NĐ30-R01": FAILED, "NĐ30-R06": FAILED}, finish=paper(216, 297)),
    css("margin_top_15mm", "@page { margin-top: 15mm }", R03=FAILED),
    css("margin_top_35mm", "@page { margin-top: 35mm }", R03=FAILED),
    css("margin_bottom_12mm", "@page { margin-bottom: 12mm }", R04=FAILED),
    css("margin_left_25mm", "@page { margin-left: 25mm }", R05=FAILED),
    css("text_8mm_to_the_right", "@page { margin-left: 38mm; margin-right: 12mm }", R05=FAILED, R06=FAILED),
    css("margin_right_10mm", "@page { margin-right: 10mm }", R06=FAILED),
    css("page_number_10pt", "@page { @top-center { font-size: 10pt } }", R10=FAILED, R12=FAILED),
    css("page_number_bold", "@page { @top-center { font-weight: bold } }", R10=FAILED),
    css("page_number_between_dashes", '@page { @top-center { content: "- " counter(page) " -" } }', R10=FAILED),
    css(
        "page_number_at_the_foot",
        "@page { @top-center { content: none } @bottom-center { content: counter(page); font-size: 14pt } }"
        "@page :first { @bottom-center { content: none } }",
        R10=FAILED,
    ),
    css(
        "page_number_at_the_right",
        "@page { @top-center { content: none } @top-right { content: counter(page); font-size: 14pt } }"
        "@page :first { @top-right { content: none } }",
        R10=FAILED,
    ),
    css("page_numbers_missing", "@page { @top-center { content: none } }", R10=FAILED, R11=FAILED, R12=SPARED),
    css("first_page_numbered", "@page :first { @top-center { content: counter(page) } }", R11=FAILED),
    css("page_2_numbered_3", "@page :nth(2) { counter-increment: page 2 }", R11=FAILED),
)
HEAD = (
    css("country_name_12pt", ".country { font-size: 12pt }", R13=FAILED),
    css("country_name_not_bold", ".country { font-weight: normal }", R16=FAILED),
    css("country_name_italic", ".country { font-style: italic }", R16=FAILED),
    css("country_name_on_two_lines", ".country { white-space: normal; padding: 0 10mm }", R16=FAILED),
    typed("country_name_misspelt", "NGHĨA VIỆT", "NGHIÃ VIỆT", R15=FAILED),
    typed("motto_en_dashes", "Độc lập - Tự do - ", "Độc lập – Tự do – ", R17=SEEN),
    typed("motto_without_spaces", "Độc lập - Tự do - ", "Độc lập-Tự do-", R17=FAILED, R19=FAILED),
    css("motto_not_bold", ".motto { font-weight: normal }", R18=FAILED, R19=FAILED),
    css("motto_off_the_country_name", ".motto { padding-right: 12mm }", R18=FAILED, R19=FAILED),
    css("motto_rule_half", ".right .rule { width: 30mm !important }", R19=FAILED),
    typed(
        "motto_rule_typed",
        '<div class="rule" style="width:60.46mm"></div>',
        '<p class="motto">______________________</p>',
        R19=FAILED,
        R20=FAILED,
    ),
    css("motto_rule_missing", ".right .rule { border-top: none }", R19=FAILED),
    css("motto_rule_off_centre", ".right .rule { margin-left: 0 }", R19=FAILED),
    css("superior_bold", ".superior { font-weight: bold }", R22=FAILED),
    css("superior_12pt", ".superior { font-size: 12pt }", R27=FAILED),
    css("superior_with_a_line", ".superior { border-bottom: 0.75pt solid black }", R22=FAILED),
    css("issuer_not_bold", ".issuer { font-weight: normal }", R23=FAILED),
    css("issuer_off_the_superior", ".issuer { padding-right: 12mm }", R23=FAILED, R24=FAILED, R35=FAILED),
    typed("issuer_small_letters", '"issuer">SỞ NỘI VỤ', '"issuer">Sở Nội vụ', R23=FAILED),
    css("issuer_rule_full", ".left .rule { width: 31mm !important }", R24=FAILED),
    css("issuer_rule_missing", ".left .rule { border-top: none }", R24=FAILED),
    typed("number_without_zero", "Số: 07/", "Số: 7/", R30=FAILED),
    typed("code_spaces_round_the_slash", "07/SNV", "07 / SNV", R29=FAILED, R34=FAILED),
    typed("code_without_colon", "Số: 07", "Số 07", R29=FAILED),
    css("code_bold", ".code { font-weight: bold }", R35=FAILED),
    css("code_left", ".code { text-align: left }", R35=FAILED, R45=FAILED),
    typed("symbol_without_unit", "Số: 07/SNV-CCHC", "Số: 07/SNV", R31=FAILED),
    typed("symbol_of_a_report", "Số: 07/SNV-CCHC", "Số: 07/BC-SNV", R33=FAILED, R84=FAILED),
    typed("symbol_with_year", "Số: 07/", "Số: 07/2026/", R38=FAILED),
    typed("day_without_zero", "ngày 05 tháng 01 năm", "ngày 5 tháng 01 năm", R39=FAILED),
    typed("month_padded", "ngày 05 tháng 01 năm", "ngày 05 tháng 05 năm", R39=SEEN),
    css("place_upright", ".place { font-style: normal }", R40=FAILED),
    css("place_below_the_code", ".place { margin-top: 20pt }", R40=FAILED),
    typed("place_without_comma", "Khánh Hòa, ngày", "Khánh Hòa ngày", R41=FAILED),
    css("subject_bold", ".subject { font-weight: bold }", R45=FAILED),
    css("subject_left", ".subject { text-align: left }", R45=FAILED),
    typed("subject_about", "V/v khảo", "Về việc khảo", R45=FAILED),
    typed("subject_with_full_stop", "V/v khảo sát sự hài lòng", "V/v khảo sát sự hài lòng.", R47=FAILED),
)
TEXT = (
    css("page_number_13pt", "@page { @top-center { font-size: 13pt } }", R12=FAILED),
    css("section_not_bold", ".section { font-weight: normal }", of="plan", R75=FAILED),
    css("closing_paragraph_italic", ".last .body { font-style: italic }", R62=FAILED),
    css("clause_title_not_bold", ".clause_title { font-weight: normal }", R73=SEEN),
    css("addressees_bold", ".addressees p { font-weight: bold }", R51=FAILED),
    typed("addressee_with_comma", "Sở Tài chính;", "Sở Tài chính,", R53=FAILED),
    typed("addressee_without_dash", "- Sở Tài chính", "Sở Tài chính", R53=FAILED),
    css("dashes_left_of_the_colon", ".addressees .each { margin-left: 30mm }", R54=FAILED),
    css("dash_out_of_line", ".addressees .each:last-child { margin-left: 60mm }", R54=FAILED),
    typed("addressee_abbreviated", "Giáo dục và Đào tạo", "GDĐT", R55=FAILED),
    css("body_12pt", ".p { font-size: 12pt }", R04=UNKNOWN, R12=FAILED, R58=FAILED),
    css("body_left_aligned", ".p { text-align: left }", R06=UNKNOWN, R57=FAILED),
    css("body_line_spacing_16", ".p { line-height: 1.84 }", R04=UNKNOWN, R61=FAILED),
    css("body_line_spacing_09", ".p { line-height: 1.0 }", R04=UNKNOWN, R61=FAILED),
    css("body_indent_20mm", ".p { text-indent: 20mm }", R59=FAILED),
    css("body_not_indented", ".p { text-indent: 0 }", R59=FAILED),
    css("body_blue", ".body { color: #0000FF }", R09=FAILED),
    typed("end_mark_missing", "để tổng hợp./.", "để tổng hợp.", R63=FAILED),
    typed("prose_with_semicolon", "nội dung sau:", "nội dung sau;", R66=FAILED),
    typed("citation_without_date", " ngày 10 tháng 01 năm 2025", "", R67=FAILED),
    typed("point_d_after_a", "b) Ý kiến", "d) Ý kiến", R76=FAILED),
    typed("two_dashes", "để tổng hợp./.", "để tổng hợp cho giai đoạn 2026–2030./.", R78=FAILED),
    typed("people_small", "của Nhân dân", "của nhân dân", R112=FAILED),
    typed("day_31_of_june", "30 tháng 6 năm 2026", "31 tháng 6 năm 2026", DATE=FAILED),
)
FOOT = (
    css("label_upright", ".distribution { font-style: normal }", R79=FAILED),
    css("label_below_the_authority", ".distribution { margin-top: 20pt }", R79=FAILED),
    css("list_13pt", ".recipient { font-size: 13pt }", R80=FAILED),
    css("list_inside", ".recipient { margin-left: 10mm }", R80=FAILED),
    typed("list_without_semicolon", "- Như trên;", "- Như trên", R80=FAILED),
    typed("list_without_as_above", "- Như trên;", "- Các sở, ban, ngành;", R81=FAILED),
    typed("file_copy_with_full_stop", "VT, CCHC.", "VT. CCHC.", R82=FAILED),
    css("authority_not_bold", ".authority { font-weight: normal }", R87=FAILED),
    typed("authority_without_full_stop", "KT. GIÁM", "KT GIÁM", R87=FAILED),
    typed("title_of_the_head_below_kt", ">PHÓ GIÁM ĐỐC", ">GIÁM ĐỐC", R88=FAILED),
    css("name_16pt", ".signer { font-size: 16pt }", R90=FAILED),
    css("name_off_the_title", ".signer { text-align: right }", R90=FAILED),
    typed("name_in_capitals", ">Nguyễn Văn A", ">NGUYỄN VĂN A", R90=FAILED),
    typed("name_with_degree", ">Nguyễn Văn A", ">TS. Nguyễn Văn A", R91=FAILED),
    css("signature_alone_on_its_page", ".foot { break-before: page } .last { break-after: auto }", R94=FAILED),
    typed(
        "name_on_the_next_page",
        '<p class="signer">Nguyễn Văn A</p></div></div>',
        '</div></div><p class="signer" style="break-before: page; margin-left: 72mm; text-align: center">Nguyễn Văn A</p>',
        R94=FAILED,
    ),
    css("signature_on_the_left", ".foot .right { display: block; margin: 5mm 0 0 0 }", R79=FAILED, R95=FAILED),
)
PLAN = (
    css("type_left", ".type { text-align: left }", of="plan", R49=FAILED),
    css("named_upright_not_bold", ".named { font-weight: normal }", of="plan", R49=FAILED),
    css("subject_without_rule", "body > .rule { border-top: none }", of="plan", R49=FAILED),
    typed("symbol_without_type", "Số: 05/KH-SNV", "Số: 05/SNV-CCHC", of="plan", R32=FAILED),
    css("basis_upright", ".basis { font-style: normal }", of="plan", R65=FAILED),
    typed("basis_with_comma", "địa phương;", "địa phương,", of="plan", R65=FAILED),
    typed("appendix_not_mentioned", "tổng hợp theo Phụ lục II kèm theo", "tổng hợp", of="plan", R103=FAILED),
    typed("appendices_arabic", ">Phụ lục II<", ">Phụ lục 2<", of="plan", R104=FAILED),
    css("appendix_label_12pt", ".appendix_label { font-size: 12pt }", of="plan", R105=FAILED),
    css("appendix_title_left", ".appendix_title { text-align: left }", of="plan", R105=FAILED),
    css("appendix_note_upright", ".reference { font-style: normal }", of="plan", R106=FAILED),
    css(
        "appendix_pages_go_on",
        "@page :nth(1 of odd) { counter-reset: none; @top-center { content: counter(page) } }"
        "@page :nth(1 of even) { counter-reset: none; @top-center { content: counter(page) } }",
        of="plan",
        R10=PASSED,
        R11=PASSED,
        R12=PASSED,
        R107=FAILED,
    ),
    css("urgency_black", ".urgency { color: black }", of="plan", R108=FAILED),
    css("urgency_box_missing", ".urgency { border: none }", of="plan", R108=FAILED),
    css("urgency_box_40mm", ".urgency { width: 40mm !important }", of="plan", R108=FAILED),
    typed(
        "urgency_unknown_word",
        'style="width:20.0mm;height:8.0mm;line-height:7.0mm">KHẨN<',
        'style="width:60mm;height:8mm;line-height:7mm">HỎA TỐC HẸN GIỜ<',
        of="plan",
        R108=FAILED,
    ),
    css("circulation_not_bold", ".circulation { font-weight: normal }", of="plan", R109=FAILED),
    css("circulation_box_missing", ".circulation { border: none }", of="plan", R03=FAILED, R109=FAILED),
    css("address_14pt", ".contact { font-size: 14pt }", of="plan", R110=FAILED),
    css("address_without_rule", ".contact { border-top: none }", of="plan", R110=FAILED),
)
_MOVED = 10.0


def stamped(
    name: str, at: int, *, of: str = "signed_letter", moved: tuple[float, ...] = (), **change: object
) -> PdfDefect:
    """A file whose ``at``-th signature looks otherwise; ``moved`` is by how much its box is, in mm."""
    expected = {
        _id(rule): str(change.pop(rule)) for rule in [one for one in change if one[0] == "R" and one[1:].isdigit()]
    }

    def stamp(stamps: tuple[Stamp, ...]) -> tuple[Stamp, ...]:
        one = replace(stamps[at], **change)  # type: ignore[arg-type]  # facts of a stamp
        if moved and one.box:
            one = replace(one, box=tuple(a + b for a, b in zip(one.box, moved, strict=True)))
        return (*stamps[:at], one, *stamps[at + 1 :])

    return PdfDefect(name, expected, stamp=stamp, of=of)


def stamps(name: str, chosen: Callable[[tuple[Stamp, ...]], tuple[Stamp, ...]], of: str, **expected: str) -> PdfDefect:
    """A file with other signatures."""
    return PdfDefect(name, {_id(rule): verdict for rule, verdict in expected.items()}, stamp=chosen, of=of)


SIGNED = (
    stamped("signature_black", HAND, picture=signature_png(BLACK), R96=FAILED),
    stamped("signature_on_a_white_ground", HAND, picture=signature_png(transparent=False), R96=FAILED),
    stamped("signature_off_the_title", HAND, moved=(_MOVED, 0, 0, 0), R96=FAILED, R97=FAILED),
    stamped("signature_over_the_title", HAND, moved=(0, -16, 0, 0), R96=FAILED),
    stamped("seal_grey", SEAL, picture=seal_png((96, 96, 96)), R97=FAILED),
    stamped("seal_on_a_white_ground", SEAL, picture=seal_png(transparent=False), R97=FAILED),
    stamped("seal_20mm", SEAL, moved=(16, 8, -16, -16), R97=FAILED),
    stamped("seal_beside_the_signature", SEAL, moved=(-16, 0, 0, 0), R97=FAILED),
    stamped("seal_over_half_of_the_signature", SEAL, moved=(_MOVED, 0, 0, 0), R97=FAILED),
    stamped("agency_signed_first", SEAL, signed_to=1500, R98=FAILED),
    stamps("person_alone_signed", lambda all_: all_[:1], "signed_letter", R97=SEEN),
    stamps("nobody_signed", lambda _: (), "signed_letter", R96=SPARED, R97=SPARED, R98=UNKNOWN),
    stamps(
        "appendix_signed_too",
        lambda all_: (*all_, replace(all_[SEAL], name="KyPhuLuc", page=1, box=(120.0, 10.0, 36.0, 36.0))),
        "signed_plan",
        R99=FAILED,
    ),
)
APART = (
    stamped("appendix_note_without_time", 0, of="appendix", words="Số: 05/KH-SNV; 05/01/2026", R100=FAILED),
    stamped("appendix_note_12pt", 0, of="appendix", size=12, R100=FAILED),
    stamped("appendix_note_in_arial", 0, of="appendix", font="ArialMT", R100=FAILED),
    stamped("appendix_note_bold", 0, of="appendix", font="TimesNewRomanPS-BoldMT", R100=FAILED),
    stamped("appendix_note_red", 0, of="appendix", colour="1 0 0", R100=FAILED),
    stamped("appendix_note_at_the_left", 0, of="appendix", moved=(-100, 0, 0, 0), R100=FAILED),
    stamped("appendix_note_below", 0, of="appendix", moved=(0, 200, 0, 0), R100=FAILED),
    stamped("appendix_with_a_seal", 0, of="appendix", picture=seal_png(), R100=FAILED),
    stamps("appendix_unsigned", lambda _: (), "appendix", R100=UNKNOWN),
    stamped("copy_note_without_agency", 0, of="copy", words="SAO Y; 05/01/2026; 14:05:09", R101=FAILED),
    stamped("copy_note_12pt", 0, of="copy", size=12, R101=FAILED),
    stamps("copy_unsigned", lambda _: (), "copy", R101=UNKNOWN),
    PdfDefect("copy_in_grey", {"NĐ30-R101": FAILED}, scan=("L", 200), of="copy"),
    PdfDefect("copy_150dpi", {"NĐ30-R101": FAILED}, scan=("RGB", 150), of="copy"),
)
DEFECTS = (*PAGE, *HEAD, *TEXT, *FOOT, *PLAN, *SIGNED, *APART)
