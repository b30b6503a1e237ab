"""Lines divided into elements by what they say and where they stand, whatever file they come from."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from segment_lines import FOOT, HEAD, ROW, TEXT, found, left, line, right

from vanban.domain.judging.inspected import Element, MeasuredRun, Story
from vanban.inspection import recognition as is_
from vanban.inspection.halves import Side, cuts, halves_of, part_of, rows_of, side_of
from vanban.inspection.segments import segment


def test_a_named_document_with_its_authority_keeps_the_authority_in_the_text():
    title = (
        line("QUYẾT ĐỊNH", bold=True, align="center"),
        line("Về việc thành lập Tổ công tác", bold=True, align="center"),
    )
    authority = line("GIÁM ĐỐC SỞ NỘI VỤ", bold=True, align="center")
    elements, unplaced = found(*HEAD, *ROW, *title, authority, *TEXT, *FOOT)
    assert elements[Element.TYPE_NAME] == ["QUYẾT ĐỊNH"]
    assert elements[Element.SUBJECT] == ["Về việc thành lập Tổ công tác"]
    assert elements[Element.BODY][0] == "GIÁM ĐỐC SỞ NỘI VỤ"
    assert unplaced == []


def test_a_subject_in_capitals_is_still_the_subject():
    title = (
        line("BÁO CÁO", bold=True, align="center"),
        line("KẾT QUẢ CẢI CÁCH HÀNH CHÍNH QUÝ I", bold=True, align="center"),
    )
    assert found(*HEAD, *ROW, *title, *TEXT, *FOOT)[0][Element.SUBJECT] == ["KẾT QUẢ CẢI CÁCH HÀNH CHÍNH QUÝ I"]


def test_a_submission_upward_has_a_type_and_addressees():
    title = (line("TỜ TRÌNH", bold=True, align="center"), line("Về việc bổ sung kinh phí", bold=True, align="center"))
    elements, _ = found(*HEAD, *ROW, *title, line("Kính gửi: Ủy ban nhân dân tỉnh.", align="center"), *TEXT, *FOOT)
    assert elements[Element.SUBJECT] == ["Về việc bổ sung kinh phí"]
    assert elements[Element.ADDRESSEES] == ["Kính gửi: Ủy ban nhân dân tỉnh."]
    assert elements[Element.BODY][-1] == "Trân trọng./."


def test_a_letter_that_wrongly_prints_its_type_names_it():
    elements, _ = found(*HEAD, *ROW, line("CÔNG VĂN", bold=True, align="center"), *TEXT, *FOOT)
    assert elements[Element.TYPE_NAME] == ["CÔNG VĂN"]


def test_what_is_not_there_is_not_found():
    elements, _ = found(*HEAD, *TEXT, right("GIÁM ĐỐC", bold=True), right("Nguyễn Văn A", bold=True))
    for missing in (Element.CODE, Element.PLACE_AND_DATE, Element.SUBJECT, Element.ADDRESSEES, Element.DISTRIBUTION):
        assert missing not in elements
    assert elements[Element.SIGNER_NAME] == ["Nguyễn Văn A"]


def test_slips_of_the_pen_do_not_hide_an_element():
    slips = (
        left("Sở nội vụ", bold=True),
        right("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIẸT NAM", bold=True),
        right("Độc lập – Tự do – Hạnh phúc", bold=True),
        left("Số : 12 / SNV-VP"),
        right("Khánh Hoà, ngày 5/1/2026"),
        left("Về việc khảo sát"),
    )
    elements, _ = found(*slips, *TEXT, *FOOT)
    assert elements[Element.ISSUER] == ["Sở nội vụ"]
    assert len(elements[Element.COUNTRY_NAME]) == len(elements[Element.MOTTO]) == 1
    assert elements[Element.CODE] == ["Số : 12 / SNV-VP"]
    assert elements[Element.PLACE_AND_DATE] == ["Khánh Hoà, ngày 5/1/2026"]
    assert elements[Element.SUBJECT] == ["Về việc khảo sát"]


@pytest.mark.parametrize(
    ("lines", "superior", "issuer"),
    [
        ((("UBND TỈNH KHÁNH HÒA", False), ("SỞ NỘI VỤ", True)), 1, 1),
        ((("UBND TỈNH KHÁNH HÒA", True), ("SỞ NỘI VỤ", True)), 1, 1),
        ((("UBND TỈNH KHÁNH HÒA", False), ("SỞ NỘI VỤ", False)), 1, 1),
        ((("UBND TỈNH KHÁNH HÒA", True), ("SỞ NỘI VỤ", False)), 1, 1),
        ((("ỦY BAN NHÂN DÂN", True), ("TỈNH KHÁNH HÒA", True)), 0, 2),
        ((("ỦY BAN NHÂN DÂN", False), ("TỈNH KHÁNH HÒA", False), ("BAN QUẢN LÝ", True), ("KHU KINH TẾ", True)), 2, 2),
        ((("TRƯỜNG CAO ĐẲNG", True), ("KỸ THUẬT CÔNG NGHỆ", True)), 0, 2),
        ((("SỞ NỘI VỤ", True),), 0, 1),
    ],
)
def test_the_superior_is_told_from_the_issuer(lines, superior, issuer):
    names = tuple(left(text, bold=bold) for text, bold in lines)
    elements, _ = found(*names, *HEAD[2:], *ROW, *TEXT, *FOOT)
    assert elements.get(Element.SUPERIOR, []) == [text for text, _ in lines[:superior]]
    assert elements[Element.ISSUER] == [text for text, _ in lines[superior : superior + issuer]]


def test_the_drafters_mark_and_the_address_belong_to_the_foot():
    mark, address = left("PL.(300)"), line("Số 01 đường Trần Phú. Điện thoại: 0258 3822 245. Fax: 0258 3822 246.")
    elements, _ = found(*HEAD, *ROW, *TEXT, *FOOT[:3], mark, *FOOT[3:], address)
    assert elements[Element.DRAFTER_MARK] == ["PL.(300)"]
    assert elements[Element.ADDRESS] == [address.text]


def test_marks_of_urgency_and_circulation_are_found_in_the_head():
    elements, _ = found(line("LƯU HÀNH NỘI BỘ", align="right"), *HEAD, *ROW, left("HỎA TỐC", bold=True), *TEXT, *FOOT)
    assert elements[Element.URGENCY] == ["HỎA TỐC"]
    assert elements[Element.CIRCULATION] == ["LƯU HÀNH NỘI BỘ"]


def test_typed_signatures_stand_beside_the_name():
    foot = (*FOOT[:4], right("(Đã ký)"), FOOT[4])
    elements, unplaced = found(*HEAD, *ROW, *TEXT, *foot)
    assert elements[Element.SIGNER_NAME] == ["Nguyễn Văn A"]
    assert unplaced == ["(Đã ký)"]


def test_a_name_in_capitals_is_still_the_name():
    elements, _ = found(*HEAD, *ROW, *TEXT, *FOOT[:4], right("NGUYỄN VĂN A", bold=True))
    assert elements[Element.SIGNING_LINES] == ["GIÁM ĐỐC"]
    assert elements[Element.SIGNER_NAME] == ["NGUYỄN VĂN A"]


def test_text_after_the_end_mark_stays_in_the_text():
    elements, _ = found(*HEAD, *ROW, *TEXT, line("(Đính kèm các mẫu phiếu)"), *FOOT)
    assert elements[Element.BODY][-1] == "(Đính kèm các mẫu phiếu)"


APPENDIX = (
    line("Phụ lục I", bold=True, align="center"),
    line("DANH SÁCH ĐƠN VỊ", bold=True, align="center"),
    line("(Kèm theo Công văn số 12/SNV-VP ngày 05 tháng 01 năm 2026", italic=True, align="center"),
    line("của Sở Nội vụ)", italic=True, align="center"),
    line("1. Sở Tài chính.", align="justify"),
)


def test_appendices_are_divided_each():
    again = tuple(replace(one, anchor=f"{one.anchor}x") for one in APPENDIX)
    elements, _ = found(*HEAD, *ROW, *TEXT, *FOOT, *APPENDIX, *again)
    assert elements[Element.APPENDIX_LABEL] == ["Phụ lục I"] * 2
    assert elements[Element.APPENDIX_TITLE] == ["DANH SÁCH ĐƠN VỊ"] * 2
    assert len(elements[Element.APPENDIX_NOTE]) == 4
    assert elements[Element.APPENDIX_BODY] == ["1. Sở Tài chính."] * 2


def test_an_attached_notice_without_a_label_has_a_title_only():
    notice = (line("THÔNG BÁO KHẢO SÁT"), line("Sở Nội vụ thông báo như sau:"), line("Trân trọng./."))
    elements, _ = found(*HEAD, *ROW, *TEXT, *FOOT, *notice)
    assert Element.APPENDIX_LABEL not in elements
    assert elements[Element.APPENDIX_TITLE] == ["THÔNG BÁO KHẢO SÁT"]


def test_an_appendix_that_the_text_speaks_of_does_not_begin_there():
    spoken = line("Phụ lục: xem danh sách kèm theo.", align="justify")
    elements, _ = found(*HEAD, *ROW, spoken, *TEXT, *FOOT)
    assert elements[Element.BODY][0] == spoken.text
    assert Element.APPENDIX_LABEL not in elements


def test_printed_lines_are_known_by_where_they_stand_on_the_page():
    def at(text, left_mm, right_mm, top_mm=60.0, **facts):
        return line(
            text, left_mm=left_mm, right_mm=210 - right_mm, top_mm=top_mm, bottom_mm=297 - top_mm - 5, page=1, **facts
        )

    elements, _ = found(
        at("SỞ NỘI VỤ", 45, 70, bold=True),
        at("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 95, 188, bold=True),
        at("Số: 12/SNV-VP", 42, 74),
        at("Khánh Hòa, ngày 05 tháng 01 năm 2026", 105, 180),
        at("V/v triển khai khảo sát", 38, 78),
        at("mức độ hài lòng", 42, 74),
        at("Kính gửi:", 58, 80),
        at("- Ủy ban nhân dân các xã, phường,", 80, 190),
        at("đặc khu;", 84, 100),
        at("- Công an tỉnh.", 80, 120),
        at("Đề nghị các cơ quan phối hợp./.", 42, 190),
        at("Nơi nhận:", 30, 50),
        at("- Như trên;", 30, 50),
        at("- Thường trực Tỉnh ủy, Hội đồng", 30, 80),
        at("nhân dân tỉnh;", 32, 60),
        at("- Lưu: VT.", 30, 50),
        at("GIÁM ĐỐC", 130, 160, bold=True),
        at("Nguyễn Văn A", 130, 160, bold=True),
        at("Số 1 Trần Phú. Điện thoại: 0258", 40, 180, top_mm=270.0),
        at("2", 108, 112, top_mm=12.0),
    )
    assert elements[Element.SUBJECT] == ["V/v triển khai khảo sát", "mức độ hài lòng"]
    assert elements[Element.ADDRESSEES][1:3] == ["- Ủy ban nhân dân các xã, phường,", "đặc khu;"]
    assert elements[Element.DISTRIBUTION][1:3] == ["- Thường trực Tỉnh ủy, Hội đồng", "nhân dân tỉnh;"]
    assert elements[Element.SIGNER_NAME] == ["Nguyễn Văn A"]
    assert elements[Element.ADDRESS] == ["Số 1 Trần Phú. Điện thoại: 0258"]
    assert elements[Element.PAGE_NUMBER] == ["2"]


def test_a_footer_is_no_part_of_the_text():
    footer = line("Trang trong tổng số", story=Story.FOOTER)
    elements, unplaced = found(*HEAD, *ROW, *TEXT, *FOOT, footer)
    assert unplaced == ["Trang trong tổng số"]
    assert "Trang trong tổng số" not in elements[Element.BODY]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("UBND\tCỘNG HÒA", ["UBND", "CỘNG HÒA"]),
        ("UBND      CỘNG HÒA", ["UBND", "CỘNG HÒA"]),
        ("\t\tCỘNG HÒA", ["CỘNG HÒA"]),
        ("một\nhai\tba", ["một", "hai", "ba"]),
        ("một hai", ["một hai"]),
    ],
)
def test_a_line_is_cut_where_it_holds_two_things(text, parts):
    assert [part.text for part in halves_of(line(text))] == parts


def test_the_halves_of_a_line_know_their_side():
    both = halves_of(line("Nơi nhận:\tGIÁM ĐỐC"))
    assert [side_of(half) for half in both] == [Side.LEFT, Side.RIGHT]
    assert side_of(halves_of(line("\t\tNguyễn Văn A"))[0]) is Side.RIGHT


def test_gaps_stand_around_a_paragraph_and_not_between_its_rows():
    rows = rows_of(line("một\nhai\nba", space_before_pt=6.0, space_after_pt=3.0))
    assert [(row.space_before_pt, row.space_after_pt) for row in rows] == [(6.0, 0.0), (0.0, 0.0), (0.0, 3.0)]


@given(st.text(alphabet="aB \t\n-", max_size=60))
def test_cutting_loses_nothing_but_blanks(text):
    whole = line(text)
    pieces = [text[cut.start : cut.end] for cut in cuts(text)]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    for part in halves_of(whole) if text.strip() else ():
        _, _, stretch = part.anchor.partition(":")
        if stretch:
            start, end = (int(at) for at in stretch.split("-"))
            assert text[start:end] == part.text


@given(st.lists(st.sampled_from([*HEAD, *ROW, *TEXT, *FOOT, *APPENDIX]), max_size=40))
def test_whatever_the_order_every_line_ends_up_once(lines):
    lines = [replace(one, anchor=f"b#{number}") for number, one in enumerate(lines)]
    segments = segment(lines)
    placed = [one.anchor for found_ in (*segments.elements.values(), segments.unplaced) for one in found_]
    assert sorted(placed) == sorted(one.anchor for one in lines)


def test_a_part_keeps_the_looks_of_its_runs():
    runs = (MeasuredRun(text="Nơi "), MeasuredRun(text="nhận: ab", bold=True))
    part = part_of(replace(line(""), runs=runs), 2, 10)
    assert [(run.text, run.bold) for run in part.runs] == [("i ", False), ("nhận:", True)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("is_code", "Số: 05/BNV-VP", True),
        ("is_code", "Số:        /SNV-CCHC", True),
        ("is_code", "Số 489/QĐ-UBND", True),
        ("is_code", "Số 01 đường Trần Phú", False),
        ("is_code", "Số liệu báo cáo", False),
        ("is_place_and_date", "Khánh Hòa, ngày      tháng 9 năm 2020", True),
        ("is_place_and_date", "(Kèm theo Quyết định ngày 05 tháng 3 năm 2020", False),
        ("is_place_and_date", "Trước ngày 05 tháng 3 năm 2020, các đơn vị báo cáo", False),
        ("is_signing_line", "KT. GIÁM ĐỐC", True),
        ("is_signing_line", "TUQ. CHỦ TỊCH", True),
        ("is_signing_line", "Q. VIỆN TRƯỞNG", True),
        ("is_signing_line", "PHÓ CHÁNH VĂN PHÒNG", True),
        ("is_signing_line", "Nguyễn Văn A", False),
        ("is_signing_line", "Phó Đức Phương", False),
        ("is_person", "Nguyễn Văn A", True),
        ("is_person", "PGS.TS. Nguyễn Thị Minh B", True),
        ("is_person", "Y Ka Nin H'Dơk", True),
        ("is_person", "Phó Giám đốc", False),
        ("is_person", "Lê", False),
        ("is_typed_rule", "____________", True),
        ("is_typed_rule", "-------", True),
        ("is_typed_rule", "– – –", False),
        ("is_typed_rule", "- Như trên;", False),
        ("is_appendix_label", "Phụ lục II", True),
        ("is_appendix_label", "PHỤ LỤC SỐ 01: DANH SÁCH", True),
        ("is_appendix_label", "Phụ lục này được lập thành hai bản", False),
        ("is_drafter_mark", "PL.(300)", True),
        ("is_drafter_mark", "VH.05", True),
        ("is_drafter_mark", "Lưu", False),
        ("is_urgency", "Hỏa tốc", True),
        ("is_urgency", "Khẩn trương", False),
    ],
)
def test_words_alone_tell(name, text, expected):
    assert getattr(is_, name)(text) is expected
