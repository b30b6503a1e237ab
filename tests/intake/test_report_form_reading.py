"""Workbooks from outside that say they are report forms: read as values, or refused in one sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from vanban.domain.duties.form_sheet import HIDDEN_SHEET, MARK, MARK_VERSION, FormMark, FormSheet
from vanban.intake.outside_file import UnreadableTable
from vanban.intake.sheets.report_workbook import MOST_ROWS, check_fixed, filled_sheets, read_form

SHEET = FormSheet(
    assignment="bao_cao",
    title="Báo cáo",
    fixed={"A1": "Số liệu", "A2": "1"},
    inputs={"organ": "B1", "as_of": "B2", "figures.so": "B3"},
)


def workbook(cells=(), mark=(MARK, str(MARK_VERSION)), hidden=()):
    book = Workbook()
    sheet = book.active
    sheet.title = "Báo cáo"
    for address, value in {"A1": "Số liệu", "A2": 1, **dict(cells)}.items():
        sheet[address] = value
    inner = book.create_sheet(HIDDEN_SHEET)
    inner.sheet_state = "veryHidden"
    inner["A1"], inner["B1"] = mark
    inner["B2"], inner["B3"] = "dot", "ab"
    for column, value in zip("ABCDE", ("bao_cao", "Sở Y tế", "trien-khai", "snv", "syt"), strict=True):
        inner[f"{column}5"] = value
    for address, value in dict(hidden).items():
        inner[address] = value
    return book


def content(book) -> bytes:
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read(book):
    return read_form(content(book), "a.xlsx")


def refusal(act, *arguments):
    with pytest.raises(UnreadableTable) as refused:
        act(*arguments)
    assert refused.value.remedy
    return refused.value.message


def test_a_form_tells_what_it_was_made_for_and_whom_it_lists():
    form = read(workbook())

    assert form.mark == FormMark(campaign_id="dot", sha256="ab")
    ((unit,),) = form.units.values()
    assert (unit.name, unit.obligation.organ_id) == ("Sở Y tế", "syt")
    assert (unit.obligation.letter.letter_id, unit.obligation.letter.organ_id) == ("trien-khai", "snv")
    check_fixed(form, [SHEET])
    assert filled_sheets(form, [SHEET]) == {}


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (1234, "1.234"),
        (1234.0, "1.234"),
        (12.5, "12,5"),
        (0.1, "0,1"),
        (-3, "-3"),
        ("1.234", "1.234"),
        ("a\u0300", "à"),
        (True, "True"),
        (date(2024, 11, 30), "2024-11-30"),
        (datetime(2024, 11, 30, 12), "2024-11-30"),  # noqa: DTZ001  # a cell has no zone
    ],
)
def test_a_value_is_what_a_person_would_have_typed(value, typed):
    filled = filled_sheets(read(workbook({"B3": value})), [SHEET])["bao_cao"]

    assert filled.answers == {"organ": "", "as_of": "", "figures.so": typed}
    assert filled.places["figures.so"] == "trang 'Báo cáo', ô B3"


def test_a_formula_is_refused_where_an_answer_stands_and_a_title_that_is_one_is_no_title():
    assert "ô B3 là công thức" in refusal(filled_sheets, read(workbook({"B3": "=1+1"})), [SHEET])
    assert "ô A1 đã bị sửa" in refusal(check_fixed, read(workbook({"A1": '="Số liệu"'})), [SHEET])


def test_what_is_no_form_is_refused():
    assert refusal(read, Workbook()) == "không phải mẫu báo cáo do phần mềm này xuất ra"
    assert refusal(read, workbook(mark=("khác", "1"))) == "không phải mẫu báo cáo do phần mềm này xuất ra"
    assert refusal(read, workbook(mark=(MARK, "99"))) == "mẫu báo cáo của phiên bản phần mềm khác"


def test_a_form_with_more_rows_than_any_form_has_is_refused():
    assert "có hơn 100000 dòng" in refusal(read, workbook({f"A{MOST_ROWS + 1}": "x"}))


def test_damage_and_entities_are_refused():
    whole = content(workbook())
    with_entities = io.BytesIO(whole)
    with zipfile.ZipFile(with_entities, "a") as archive:
        archive.writestr("xl/other.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>')

    assert refusal(read_form, whole[: len(whole) // 2], "a.xlsx") == "sổ tính hỏng, không mở được"
    assert refusal(read_form, b"", "a.xlsx") == "sổ tính hỏng, không mở được"
    assert refusal(read_form, with_entities.getvalue(), "a.xlsx") == "sổ tính có khai báo DTD"
    assert "macro" in refusal(read_form, whole, "a.XLSM")


def test_every_cut_of_a_form_is_refused_or_read_but_never_breaks_the_reader():
    whole = content(workbook({"B3": 5}))
    for end in range(0, len(whole), 97):
        refusal(read_form, whole[:end], "a.xlsx")


def test_flipped_bytes_are_refused_or_read_but_never_break_the_reader():
    whole = content(workbook({"B3": 5}))
    read_well = 0
    for place in range(0, len(whole), 41):
        spoilt = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        try:
            filled_sheets(read_form(spoilt, "a.xlsx"), [])
            read_well += 1
        except UnreadableTable:
            continue
    assert read_well < len(whole) // 41
