"""Consolidated figures as a workbook and as a picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from vanban.domain.errors import RenderFailed
from vanban.rendering.books.consolidation_book import BookColumn, BookRow, ConsolidationBook, consolidation_xlsx
from vanban.rendering.pictures.report_chart import ChartBar, ReportChart, report_chart_svg

BOOK = ConsolidationBook(
    title="Phúc tra phiếu",
    issuer="Sở Nội vụ",
    lines=("Số liệu tính đến ngày 19/12/2024, đã gửi 2/3 đơn vị",),
    columns=(
        BookColumn(heading="Số phiếu (phiếu)"),
        BookColumn(heading="Kinh phí (triệu đồng)", decimals=2),
        BookColumn(heading="Tỷ lệ (%)", decimals=2, is_ratio=True),
    ),
    rows=(
        BookRow(name="Xã A", numbers=(Decimal(1000), Decimal("1.5"), Decimal(12)), note="Đúng hạn"),
        BookRow(name="Xã B", numbers=(None, None, None), note="Chưa gửi, quá hạn 3 ngày"),
        BookRow(name="=1+1", numbers=(Decimal(10), Decimal("2.25"), Decimal(50)), note="Trễ 2 ngày"),
    ),
    total=BookRow(name="Tổng cộng", numbers=(Decimal(1010), Decimal("3.75"), Decimal("12.376")), note="đã gửi 2/3"),
    dated=date(2024, 12, 19),
)
CHART = ReportChart(
    title="Tỷ lệ: 12,37% (đạt)",
    subtitle="Số liệu tính đến ngày 19/12/2024",
    bars=(
        ChartBar(label="Xã A", value=Decimal(12), words="12%, đạt"),
        ChartBar(label="Xã B", value=None, words="Chưa gửi, quá hạn 3 ngày"),
        ChartBar(label="Xã <C> & D", value=Decimal(6), words="6%, chưa đạt; gửi trễ 2 ngày", falls_short=True),
    ),
    limit=Decimal(10),
    limit_words="Tối thiểu 10%",
)
SVG = "{http://www.w3.org/2000/svg}"


def rows(book):
    sheet = load_workbook(BytesIO(consolidation_xlsx(book)))["Tổng hợp"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def picture(*charts):
    return ET.fromstring(report_chart_svg(charts))  # noqa: S314  # our own picture


def bars(root):
    """The bars without the white ground."""
    return [one for one in root.iter(f"{SVG}rect") if one.get("width") != "100%"]


def texts(root):
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def test_numbers_are_numbers_under_their_headings_and_the_sums_stand_last():
    table = rows(BOOK)
    head = table.index(["TT", "Cơ quan, đơn vị", "Số phiếu (phiếu)", "Kinh phí (triệu đồng)", "Tỷ lệ (%)", "Ghi chú"])

    assert [row[0] for row in table[:3]] == [BOOK.title, BOOK.issuer, BOOK.lines[0]]
    assert table[head + 1] == ["1", "Xã A", 1000, 1.5, 12, "Đúng hạn"]
    assert table[head + 2] == ["2", "Xã B", None, None, None, "Chưa gửi, quá hạn 3 ngày"]
    assert table[head + 4] == [None, "Tổng cộng", 1010, 3.75, 12.376, "đã gửi 2/3"]


def test_a_name_that_looks_like_a_formula_stays_a_text():
    sheet = load_workbook(BytesIO(consolidation_xlsx(BOOK)))["Tổng hợp"]
    (cell,) = [one for row in sheet.iter_rows() for one in row if one.value == "=1+1"]

    assert cell.data_type == "s"


def test_the_workbook_holds_a_native_chart_of_the_first_ratio_for_every_unit_but_not_the_total():
    book = load_workbook(BytesIO(consolidation_xlsx(BOOK)))
    (chart,) = book["Biểu đồ"]._charts
    (series,) = chart.series
    head = next(row[0].row for row in book["Tổng hợp"].iter_rows() if row[0].value == "TT")

    assert series.val.numRef.f == f"'Tổng hợp'!$E${head + 1}:$E${head + 3}"
    assert series.cat.numRef.f == f"'Tổng hợp'!$B${head + 1}:$B${head + 3}"


def test_a_workbook_of_documents_alone_has_no_chart():
    bare = [replace(one, numbers=()) for one in (*BOOK.rows, BOOK.total)]
    book = replace(BOOK, columns=(), rows=tuple(bare[:-1]), total=bare[-1])

    assert load_workbook(BytesIO(consolidation_xlsx(book))).sheetnames == ["Tổng hợp"]


def test_the_same_figures_are_the_same_bytes():
    assert consolidation_xlsx(BOOK) == consolidation_xlsx(BOOK)
    assert report_chart_svg([CHART]) == report_chart_svg([CHART])


def test_each_unit_that_reported_has_a_bar_as_long_as_its_value_and_every_unit_its_words():
    root = picture(CHART)
    first, second = (float(one.get("width")) for one in bars(root))

    assert first == pytest.approx(2 * second, abs=0.2)
    assert [one for bar in CHART.bars for one in (bar.label, bar.words) if one not in texts(root)] == []


def test_the_line_that_must_be_reached_stands_where_its_value_ends_and_is_named():
    root = picture(CHART)
    (line,) = [one for one in root.iter(f"{SVG}path") if one.get("stroke-dasharray")]
    longest = max(bars(root), key=lambda one: float(one.get("width")))
    start, length = float(longest.get("x")), float(longest.get("width"))

    assert float(line.get("d")[1:].split()[0]) == pytest.approx(start + length * 10 / 12, abs=0.2)
    assert "Tối thiểu 10%" in texts(root)


def test_what_falls_short_has_another_colour():
    reached, short = (one.get("fill") for one in bars(picture(CHART)))

    assert reached != short


def test_several_charts_stand_under_one_another_and_nothing_leaves_the_picture():
    one, two = picture(CHART), picture(CHART, CHART)

    assert float(two.get("height")) > 1.8 * float(one.get("height"))
    for text in two.iter(f"{SVG}text"):
        assert 0 < float(text.get("y")) < float(two.get("height"))
        assert 0 < float(text.get("x")) < float(two.get("width"))


def test_a_chart_of_zeros_or_of_nobody_is_drawn_too():
    nothing = replace(CHART, bars=(ChartBar(label="Xã A", value=Decimal(0), words="0"),), limit=None, limit_words="")

    assert [float(one.get("width")) for one in bars(picture(nothing))] == [0]
    assert bars(picture(replace(nothing, bars=()))) == []
    assert bars(picture()) == []


def test_a_name_that_no_xml_can_hold_is_refused():
    with pytest.raises(RenderFailed):
        report_chart_svg([replace(CHART, title="a\x00b")])
