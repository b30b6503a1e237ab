"""Letters typed with the slips that people make: broken lines, stamps, marks of recipients, notes on signatures."""

import pytest
from segment_lines import FOOT, HEAD, ROW, TEXT, found, left, line, right

from vanban.domain.judging.inspected import Element

SUBJECT = left("V/v khảo sát mức độ hài lòng")
ADDRESSED = (line("Kính gửi:"), line("- Sở Giáo dục và Đào tạo;"))
LAST = ["Kính gửi:", "- Sở Giáo dục và Đào tạo;", "- Ủy ban nhân dân các xã, phường;"]


@pytest.mark.parametrize(
    "first",
    [
        "Thực hiện Kế hoạch khảo sát năm 2026, Sở Nội vụ đề nghị các cơ quan phối hợp.",
        "Sở Nội vụ đề nghị các cơ quan, địa phương phối hợp thực hiện.",
        "Sở Nội vụ nhận được báo cáo của các cơ quan.",
        "Để bảo đảm tiến độ, các cơ quan gửi báo cáo đúng hạn.",
        "- Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Ngày 05 tháng 01 năm 2026, Ủy ban nhân dân tỉnh đã ban hành Kế hoạch khảo sát.",
    ],
)
def test_a_text_is_no_recipient_though_the_last_of_them_ends_with_a_semicolon(first):
    elements, _ = found(
        *HEAD, *ROW, SUBJECT, *ADDRESSED, line(LAST[2]), line(first, first_line_indent_mm=12.7), *TEXT, *FOOT
    )
    assert elements[Element.ADDRESSEES] == LAST
    assert elements[Element.BODY][0] == first


@pytest.mark.parametrize("name", ["Ủy ban nhân dân các xã, phường;", "Các đồng chí Phó Giám đốc Sở."])
def test_a_recipient_without_a_dash_is_still_one(name):
    elements, _ = found(*HEAD, *ROW, SUBJECT, *ADDRESSED, line(name), *TEXT, *FOOT)
    assert elements[Element.ADDRESSEES] == [*LAST[:2], name]


@pytest.mark.parametrize(
    ("element", "first", "second"),
    [
        (Element.COUNTRY_NAME, "CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM"),
        (Element.COUNTRY_NAME, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"),
        (Element.MOTTO, "Độc lập - Tự do -", "Hạnh phúc"),
        (Element.PLACE_AND_DATE, "Khánh Hòa, ngày 05 tháng 01", "năm 2026"),
        (Element.PLACE_AND_DATE, "Khánh Hòa, ngày 05 tháng 01 năm", "2026"),
        (Element.PLACE_AND_DATE, "Đặc khu Trường Sa, tỉnh Khánh Hòa,", "ngày 05 tháng 01 năm 2026"),
    ],
)
def test_a_fixed_line_broken_in_two_is_still_found(element, first, second):
    rest = {
        Element.COUNTRY_NAME: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        Element.MOTTO: "Độc lập - Tự do - Hạnh phúc",
        Element.PLACE_AND_DATE: "Khánh Hòa, ngày 05 tháng 01 năm 2026",
    }
    column = [text for one, whole in rest.items() for text in ((first, second) if one is element else (whole,))]
    elements, unplaced = found(*HEAD[:2], ROW[0], SUBJECT, *(right(text) for text in column), *ADDRESSED, *TEXT, *FOOT)
    assert {one: elements[one] for one in rest} == {
        one: [first, second] if one is element else [whole] for one, whole in rest.items()
    }
    assert elements[Element.CODE] == ["Số: 12/SNV-VP"]
    assert unplaced == []


def test_two_lines_that_are_each_whole_are_not_joined():
    elements, _ = found(*HEAD, *ROW, SUBJECT, *ADDRESSED, *TEXT, *FOOT)
    assert elements[Element.COUNTRY_NAME] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert elements[Element.MOTTO] == ["Độc lập - Tự do - Hạnh phúc"]


def test_a_subject_that_goes_on_with_a_word_that_opens_texts_is_no_text():
    subject = ("V/v truyền thông các cuộc", "điều tra xã hội học", "thực hiện năm 2026")
    elements, _ = found(*HEAD[:2], ROW[0], *map(left, subject), *HEAD[2:], ROW[1], *ADDRESSED, *TEXT, *FOOT)
    assert elements[Element.SUBJECT] == list(subject)
    assert elements[Element.PLACE_AND_DATE] == [ROW[1].text]
    assert elements[Element.BODY] == [one.text for one in TEXT]


@pytest.mark.parametrize("note", ["(Đã ký)", "[Đã ký]", "Đã ký", "(Ký tên, đóng dấu)", "Đã Ký"])
@pytest.mark.parametrize("name", ["Nguyễn Văn A", "NGUYỄN VĂN A"])
@pytest.mark.parametrize("after", [False, True], ids=["above the name", "below the name"])
def test_a_note_on_the_signature_is_not_the_name(note, name, after):
    lines = (right(name), right(note)) if after else (right(note), right(name))
    elements, _ = found(*HEAD, *ROW, SUBJECT, *ADDRESSED, *TEXT, *FOOT[:3], right("GIÁM ĐỐC"), *lines)
    assert elements[Element.SIGNER_NAME] == [name]
    assert elements[Element.SIGNING_LINES] == ["GIÁM ĐỐC"]


def test_a_signature_of_nothing_but_a_note_has_no_name():
    elements, _ = found(*HEAD, *ROW, SUBJECT, *ADDRESSED, *TEXT, *FOOT[:3], right("GIÁM ĐỐC"), right("(Đã ký)"))
    assert Element.SIGNER_NAME not in elements
    assert elements[Element.SIGNING_LINES] == ["GIÁM ĐỐC"]


@pytest.mark.parametrize("stamp", ["KHẨN", "HỎA TỐC", "THƯỢNG KHẨN"])
@pytest.mark.parametrize("at", [1, 2], ids=["under the type", "under the subject"])
def test_a_stamp_under_the_name_of_the_type_is_none_of_its_subject(stamp, at):
    titles = [line("KẾ HOẠCH", align="center", bold=True), line("Khảo sát năm 2026", align="center", bold=True)]
    titles.insert(at, line(stamp, align="center", bold=True))
    elements, _ = found(*HEAD, left("Số: 12/KH-SNV"), ROW[1], *titles, *TEXT, *FOOT)
    assert elements[Element.URGENCY] == [stamp]
    assert elements[Element.TYPE_NAME] == ["KẾ HOẠCH"]
    assert elements[Element.SUBJECT] == ["Khảo sát năm 2026"]


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT"])
@pytest.mark.parametrize("at", [0, 1, 2], ids=["over the type", "under the type", "under the subject"])
def test_a_stamp_of_secrecy_is_none_of_the_subject(stamp, at):
    titles = [line("KẾ HOẠCH", align="center", bold=True), line("Khảo sát năm 2026", align="center", bold=True)]
    titles.insert(at, line(stamp, align="center", bold=True))
    elements, unplaced = found(*HEAD, left("Số: 12/KH-SNV"), ROW[1], *titles, *TEXT, *FOOT)
    assert elements[Element.SUBJECT] == ["Khảo sát năm 2026"]
    assert unplaced == [stamp]


def test_a_printed_line_of_the_text_that_happens_to_stand_in_the_middle_is_none_of_the_subject():
    def printed(text, edge, **facts):
        return line(text, left_mm=edge, right_mm=edge - 10, page=1, **facts)

    titles = (printed("THÔNG BÁO", 90, bold=True), printed("Về việc nghỉ lễ Quốc khánh", 70, bold=True))
    text = printed("Sở Nội vụ thông báo lịch nghỉ lễ Quốc khánh như sau:", 43)
    elements, _ = found(*HEAD, left("Số: 12/TB-SNV"), ROW[1], *titles, text, *TEXT, *FOOT)
    assert elements[Element.SUBJECT] == ["Về việc nghỉ lễ Quốc khánh"]
    assert elements[Element.BODY][0] == text.text
