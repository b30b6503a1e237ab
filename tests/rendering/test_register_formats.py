"""The register book in its four formats: one content, ten columns, safe cells, the same bytes every time."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from vanban.directory.cells import unescaped
from vanban.domain.errors import InvalidTemplate
from vanban.regulations.law import law_on
from vanban.rendering.books.register_book import INCOMING, OUTGOING, IncomingLine, RegisterBook, RegisterLine
from vanban.rendering.books.register_sheet import register_csv, register_xlsx
from vanban.rendering.docx.register_press import register_docx
from vanban.rendering.pdf.register_press import register_pdf
from vanban.rendering.templates import REGISTER_MASTER

LAW = law_on(date(2026, 1, 5))
PRESSES = {"csv": register_csv, "xlsx": register_xlsx, "docx": register_docx, "pdf": register_pdf}


def line(number, **changed):
    cells = RegisterLine(
        code=f"{number:02d}/SNV-CCHC",
        issued="05/01/2026",
        title=f"Công văn V/v khảo sát sự hài lòng lần {number}",
        signer="Nguyễn Văn A",
        recipients="UBND các xã, phường; Ông Nguyễn Văn B",
        file_copy_holder="VT, CCHC",
        copies="3",
        dispatched="06/01/2026",
        receipt="Đã nhận",
        note=f"ghi chú {number}",
    )
    return replace(cells, **changed)


def book(*lines):
    return RegisterBook(
        law=LAW,
        organisation_name="Sở Nội vụ",
        superior_name="Ủy ban nhân dân tỉnh Khánh Hòa",
        series="chung",
        year=2026,
        days=(date(2026, 1, 5), date(2026, 3, 9)) if lines else None,
        numbers=("01", f"{len(lines):02d}") if lines else None,
        lines=lines,
    )


def incoming(number, **changed):
    cells = IncomingLine(
        arrived="08/5/2025",
        arrival_number=str(number),
        author="Sở Nội vụ",
        code=f"{number}/SNV-CCHC",
        issued="07/5/2025",
        title="Công văn V/v phối hợp khảo sát",
        receiver="Văn phòng Sở",
        handed_over="",
        receipt="",
        note=f"bản giấy {number}",
    )
    return replace(cells, **changed)


RECEIVED = RegisterBook(
    law=LAW,
    organisation_name="Sở Công Thương",
    superior_name="Ủy ban nhân dân tỉnh Khánh Hòa",
    series="",
    year=2025,
    days=(date(2025, 5, 8), date(2025, 5, 8)),
    numbers=("7", "9"),
    lines=tuple(incoming(number) for number in range(7, 10)),
    form=INCOMING,
)


def csv_cells(content):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [[unescaped(cell) for cell in row] for row in rows]


def xlsx_cells(content):
    sheet = load_workbook(io.BytesIO(content)).active
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def docx_cells(content):
    (table,) = docx.Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def pdf_words(content):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages[1:]).split()


READERS = {"csv": csv_cells, "xlsx": xlsx_cells, "docx": docx_cells}
FULL = book(*(line(number) for number in range(1, 13)), line(13, title="Báo cáo “quý I” & <kế hoạch> {{ 7*7 }}"))


@pytest.mark.parametrize("kind", READERS)
def test_the_incoming_register_has_its_own_ten_columns_in_every_format(kind):
    cells = READERS[kind](PRESSES[kind](RECEIVED))
    assert cells == [list(LAW.incoming_register_columns), *(list(one.cells) for one in RECEIVED.lines)]
    assert len(cells[0]) == 10


def test_the_incoming_register_has_its_own_title_and_no_series_on_the_cover():
    expected = (
        "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA SỞ CÔNG THƯƠNG SỔ ĐĂNG KÝ VĂN BẢN ĐẾN Năm: 2025 "
        "Từ ngày 08 tháng 5 năm 2025 đến ngày 08 tháng 5 năm 2025 Từ số 7 đến số 9 Quyển số: ……"
    )
    pages = PdfReader(io.BytesIO(register_pdf(RECEIVED))).pages
    assert " ".join(pages[0].extract_text().split()) == expected
    paragraphs = docx.Document(io.BytesIO(register_docx(RECEIVED))).paragraphs
    assert " ".join(one.text for one in paragraphs).strip() == expected
    cells = [*LAW.incoming_register_columns, *(cell for one in RECEIVED.lines for cell in one.cells)]
    assert sorted(pages[1].extract_text().split()) == sorted(["1", *" ".join(cells).split()])
    assert load_workbook(io.BytesIO(register_xlsx(RECEIVED))).sheetnames == ["Văn bản đến"]


@pytest.mark.parametrize("kind", READERS)
def test_every_format_has_the_columns_of_the_law_and_the_same_cells(kind):
    cells = READERS[kind](PRESSES[kind](FULL))
    assert cells == [list(LAW.outgoing_register_columns), *(list(one.cells) for one in FULL.lines)]
    assert len(cells[0]) == 10


def test_the_pdf_has_the_same_words_as_the_cells():
    # One page of table: its words, cell after cell, are those of the cells after the page number.
    one_page = replace(FULL, lines=FULL.lines[-3:])
    cells = [*LAW.outgoing_register_columns, *(cell for one in one_page.lines for cell in one.cells)]
    assert sorted(pdf_words(register_pdf(one_page))) == sorted(["1", *" ".join(cells).split()])


def test_the_cover_names_agency_title_year_days_and_numbers():
    expected = (
        "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA SỞ NỘI VỤ SỔ ĐĂNG KÝ VĂN BẢN ĐI Năm: 2026 Hệ thống số: chung "
        "Từ ngày 05 tháng 01 năm 2026 đến ngày 09 tháng 3 năm 2026 Từ số 01 đến số 13 Quyển số: ……"
    )
    cover = PdfReader(io.BytesIO(register_pdf(FULL))).pages[0].extract_text()
    assert " ".join(cover.split()) == expected
    paragraphs = docx.Document(io.BytesIO(register_docx(FULL))).paragraphs
    assert " ".join(one.text for one in paragraphs).strip() == expected


@pytest.mark.parametrize("cell", ["=1+1", "+84258", "-Như trên", "@SUM(A1)", "'=1", '=HYPERLINK("http://x","y")'])
def test_a_cell_that_looks_like_a_formula_is_text(cell):
    dangerous = book(line(1, title=cell, note=cell))
    raw = next(iter(list(csv.reader(io.StringIO(register_csv(dangerous).decode("utf-8-sig"))))[1:]))
    assert raw[2] == raw[9] == f"'{cell}"
    sheet = load_workbook(io.BytesIO(register_xlsx(dangerous))).active
    assert (sheet["C2"].value, sheet["C2"].data_type) == (cell, "s")
    assert sheet["C2"].quotePrefix
    assert docx_cells(register_docx(dangerous))[1][2] == cell


def test_the_spreadsheet_is_frozen_and_printed_under_its_head_on_a4_lying():
    sheet = load_workbook(io.BytesIO(register_xlsx(FULL))).active
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Times New Roman"}
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    assert widths.index(max(widths)) == 2  # tên loại và trích yếu is the longest text


def test_the_columns_fill_the_page_between_the_margins():
    # 297 mm - 30 mm - 20 mm
    for form in (OUTGOING, INCOMING):
        assert sum(form.column_widths_mm(FULL.style)) == pytest.approx(247)


@pytest.mark.slow
def test_three_hundred_lines_repeat_the_head_on_every_page_and_count_the_pages():
    long = book(*(line(number) for number in range(1, 301)))
    reader = PdfReader(io.BytesIO(register_pdf(long)))
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (297, 210)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages[1:]]
    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        assert page.startswith("Số, ký hiệu văn bản Ngày tháng văn bản Tên loại và trích yếu nội dung văn bản Người ký")
        assert page.endswith(f" {number}")  # the margin is drawn last
    codes = [word for word in " ".join(pages).split() if word.endswith("/SNV-CCHC")]
    assert codes == [f"{number:02d}/SNV-CCHC" for number in range(1, 301)]
    head = docx.Document(io.BytesIO(register_docx(long))).tables[0].rows[0]
    assert head._tr.trPr.xpath("w:tblHeader")
    assert head._tr.trPr.xpath("w:cantSplit")


def test_the_word_book_lies_on_its_side_with_page_numbers_after_the_cover():
    document = docx.Document(io.BytesIO(register_docx(FULL)))
    cover, pages = document.sections
    assert [(round(one.page_width.mm), round(one.page_height.mm)) for one in (cover, pages)] == [(297, 210)] * 2
    assert "PAGE" not in cover.header._element.xml
    assert "PAGE" in pages.header._element.xml
    assert 'w:start="1"' in pages._sectPr.xml
    assert {one.style.name for one in document.paragraphs} >= {"VB Sổ, tên sổ", "VB Sổ, bìa"}
    assert "Theme" not in document.styles.element.xml
    assert document.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize("kind", READERS)
def test_an_empty_register_has_its_columns_and_no_line(kind):
    assert READERS[kind](PRESSES[kind](book())) == [list(LAW.outgoing_register_columns)]


def test_an_empty_register_leaves_room_on_its_cover():
    text = " ".join(PdfReader(io.BytesIO(register_pdf(book()))).pages[0].extract_text().split())
    assert "Từ ngày …… đến ngày …… Từ số …… đến số ……" in text


@pytest.mark.parametrize("kind", PRESSES)
def test_the_same_book_gives_the_same_bytes(kind):
    small = replace(FULL, lines=FULL.lines[:3])
    assert PRESSES[kind](small) == PRESSES[kind](small)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_no_clock_is_left_in_the_archive(kind):
    with zipfile.ZipFile(io.BytesIO(PRESSES[kind](FULL))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    if kind == "xlsx":
        assert core.count("2026-03-09T00:00:00Z") == 2  # created and modified: the last day in the book


def test_a_letter_that_the_font_lacks_does_not_stop_the_register():
    assert register_pdf(book(line(1, note="giữ số cho 😀"))).startswith(b"%PDF")


def test_a_broken_register_master_names_its_file(tmp_path):
    (tmp_path / REGISTER_MASTER).write_bytes(b"not a zip")
    with pytest.raises(InvalidTemplate, match=rf"{REGISTER_MASTER}: .* → mở bằng Word"):
        register_docx(FULL, tmp_path)
