"""The workbook that units fill in: what may be written where, what it checks, and that its bytes are always the same."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.assignment import Figure
from vanban.domain.duties.form_sheet import HIDDEN_SHEET, MARK, FormMark, FormUnit
from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.letters.draft import LetterKey
from vanban.rendering.books.report_layout import AskedReport, ReportTemplate, bounds_text, form_sheets, instructions
from vanban.rendering.books.report_workbook import report_xlsx

ISSUED = Figure(key="phat", label="Số phiếu phát ra", unit="phiếu")
RETURNED = Figure(key="thu", label="Số phiếu thu về", unit="phiếu", at_most="phat")
VALID = Figure(key="hop_le", label="Số phiếu hợp lệ", unit="phiếu", at_most="thu", maximum=Decimal(5000))
SCORE = Figure(key="diem", label="Điểm bình quân", unit="điểm", decimals=2, minimum=Decimal("1.5"), maximum=Decimal(5))
PEOPLE = Figure(key="nguoi", label="Số người", unit="người", minimum=Decimal(1), maximum=Decimal(900))
FORM = ReportForm(
    assignment="bao_cao",
    title="Báo cáo kết quả khảo sát",
    figures=(ISSUED, RETURNED, VALID, SCORE, PEOPLE),
    documents=("Biên bản kiểm phiếu",),
)
LETTER = LetterKey(campaign_id="dot", letter_id="trien-khai", organ_id="snv")


def unit(number: int) -> FormUnit:
    key = ObligationKey(letter=LETTER, assignment="bao_cao", organ_id=f"dv-{number}")
    return FormUnit(name=f"=Đơn vị {number}", obligation=key)


TEMPLATE = ReportTemplate(
    mark=FormMark(campaign_id="dot", sha256="ab" * 32),
    title="Khảo sát năm 2024",
    asked=(AskedReport(form=FORM, units=(unit(1), unit(2), unit(3))),),
)


def drawn(template=TEMPLATE) -> bytes:
    return report_xlsx(template, creator="Sở Nội vụ", earliest=date(2024, 9, 27), dated=date(2024, 9, 30))


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(drawn()))


@pytest.fixture(scope="module")
def sheet(book):
    return book["Báo cáo"]


def check_of(sheet, address):
    (found,) = [one for one in sheet.data_validations.dataValidation if address in one.sqref]
    return found


def test_the_same_form_gives_the_same_bytes_and_another_unit_other_ones():
    wider = replace(TEMPLATE, asked=(replace(TEMPLATE.asked[0], units=(*TEMPLATE.asked[0].units, unit(4))),))

    assert drawn() == drawn()
    assert drawn(wider) != drawn()


def test_only_the_cells_to_fill_in_are_open_and_no_sheet_can_go(book, sheet):
    (layout,) = form_sheets(TEMPLATE.title, [FORM])
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}

    assert unlocked == set(layout.inputs.values())
    assert set(layout.inputs) == {
        "organ",
        "as_of",
        "reporter",
        "note",
        "reason",
        *(f"figures.{one.key}" for one in FORM.figures),
    }
    assert all(one.protection.sheet for one in book.worksheets)
    assert book.security.lockStructure
    assert sheet.protection.password is None


def test_what_is_not_to_be_changed_stands_where_the_layout_says(sheet):
    (layout,) = form_sheets(TEMPLATE.title, [FORM])

    assert {address: str(sheet[address].value) for address in layout.fixed} == dict(layout.fixed)
    assert layout.fixed["E11"] == "số nguyên, từ 0 đến 5.000, không quá “Số phiếu thu về”"
    assert layout.fixed["B17"] == "Tài liệu gửi kèm: Biên bản kiểm phiếu"


def test_the_hidden_sheet_carries_the_mark_and_the_units_as_texts(book):
    hidden = book[HIDDEN_SHEET]

    assert hidden.sheet_state == "veryHidden"
    assert [hidden["A1"].value, hidden["B2"].value, hidden["B3"].value] == [MARK, "dot", "ab" * 32]
    assert [cell.value for cell in hidden[5]] == ["bao_cao", "=Đơn vị 1", "trien-khai", "snv", "dv-1"]
    assert hidden["B5"].data_type == "s"
    assert hidden["B5"].quotePrefix


def test_a_unit_picks_itself_from_the_list(sheet):
    check = check_of(sheet, "D4")

    assert (check.type, check.formula1, check.showErrorMessage) == ("list", "'vanban'!$B$5:$B$7", True)
    assert check.error == "Chọn tên đơn vị trong danh sách của ô này."


def test_the_day_lies_between_the_letter_and_today(sheet):
    check = check_of(sheet, "D5")

    assert (check.type, check.operator) == ("date", "between")
    assert (check.formula1, check.formula2) == ("DATE(2024,9,27)", "TODAY()")
    assert sheet["D5"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("address", "kind", "formula"),
    [
        ("D9", "custom", 'AND(ISNUMBER(D9),ROUND(D9,0)=D9,D9>=0,OR(D10="",D10<=D9))'),
        ("D10", "custom", 'AND(ISNUMBER(D10),ROUND(D10,0)=D10,D10>=0,OR(D9="",D10<=D9),OR(D11="",D11<=D10))'),
        ("D11", "custom", 'AND(ISNUMBER(D11),ROUND(D11,0)=D11,D11>=0,D11<=5000,OR(D10="",D11<=D10))'),
        ("D12", "custom", "AND(ISNUMBER(D12),ROUND(D12,2)=D12,D12>=1.5,D12<=5)"),
        ("D13", "whole", "1"),
    ],
)
def test_a_figure_is_checked_while_it_is_typed_also_beside_the_others(sheet, address, kind, formula):
    check = check_of(sheet, address)

    assert (check.type, check.formula1) == (kind, formula)
    assert check.errorStyle == "stop"


def test_a_wrong_figure_is_told_in_vietnamese(sheet):
    assert check_of(sheet, "D10").error == (
        "Phải là số nguyên, từ 0 trở lên, không quá “Số phiếu phát ra”, không dưới “Số phiếu hợp lệ”."
    )
    assert check_of(sheet, "D13").formula2 == "900"
    assert sheet["D12"].number_format == "#,##0.00"


def test_a_count_without_bounds_above_needs_only_its_least():
    alone = replace(
        TEMPLATE, asked=(AskedReport(form=ReportForm(assignment="a", title="A", figures=(ISSUED,)), units=()),)
    )
    book = load_workbook(io.BytesIO(drawn(alone)))

    check = check_of(book["Báo cáo"], "D9")
    assert (check.type, check.operator, check.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert book[HIDDEN_SHEET]["B5"].value is None


def test_no_text_is_longer_than_excel_takes():
    """A longer one makes Excel repair the file, and the check is gone."""
    long = "Số phiếu thu về của các cơ quan, đơn vị, địa phương " * 9
    limit = Figure(key="tong", label=long, unit="phiếu")
    figures = (limit, *(Figure(key=f"so_{one}", label=long, unit="phiếu", at_most="tong") for one in range(40)))
    form = ReportForm(assignment="bao_cao", title=long, figures=figures)
    book = load_workbook(io.BytesIO(drawn(replace(TEMPLATE, asked=(AskedReport(form=form, units=(unit(1),)),)))))

    for check in book["Báo cáo"].data_validations.dataValidation:
        assert len(check.error) <= 255
        assert len(check.errorTitle) <= 32
        assert len(check.formula1) <= 255
        assert check.formula1.count("(") == check.formula1.count(")")


def test_each_assignment_has_its_own_sheet_and_list():
    second = replace(FORM, assignment="so_bo", title="Báo cáo sơ bộ")
    several = replace(TEMPLATE, asked=(*TEMPLATE.asked, AskedReport(form=second, units=(unit(1),))))
    book = load_workbook(io.BytesIO(drawn(several)))

    assert book.sheetnames == ["Hướng dẫn", "Báo cáo 1", "Báo cáo 2", HIDDEN_SHEET]
    assert check_of(book["Báo cáo 2"], "D4").formula1 == "'vanban'!$B$8:$B$8"
    assert "Trang “Báo cáo 2”: Báo cáo sơ bộ. Thời hạn ghi trong văn bản giao báo cáo." in [
        cell.value for cell in book["Hướng dẫn"]["A"]
    ]


def test_the_file_says_nothing_of_the_machine_or_the_clock(book):
    assert (book.properties.creator, book.properties.created.date()) == ("Sở Nội vụ", date(2024, 9, 30))
    assert book.properties.modified.date() == date(2024, 9, 30)


def test_instructions_and_bounds_read_as_vietnamese():
    (layout,) = form_sheets(TEMPLATE.title, [FORM])

    assert next(instructions(TEMPLATE, [layout])) == "Mẫu báo cáo: Khảo sát năm 2024"
    assert bounds_text(SCORE, FORM) == "tối đa 2 chữ số sau dấu phẩy, từ 1,5 đến 5"
    assert not re.search(r"\d\.\d\d?\b", " ".join(layout.fixed.values()))
