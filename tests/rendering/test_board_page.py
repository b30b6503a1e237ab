"""The page and the workbook of a board: they need nothing from elsewhere, run nothing and cut nothing."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from vanban.domain.duties.board import Standing
from vanban.rendering.books.board_book import LINE_COLUMNS, board_xlsx
from vanban.rendering.pages.board_page import board_html
from vanban.rendering.pages.board_view import BoardLevel, BoardLine, BoardSection, BoardView, Share

CHROMIUM = shutil.which("chromium")
NAMES = tuple((one, f"tên {one.value}") for one in Standing)
HOSTILE = '=HYPERLINK("http://x.vn";"<script>alert(1)</script>")'
VOID = {"meta", "br"}


def line(organ="UBND xã A", standing=Standing.OVERDUE, **changed):
    values = {
        "level": 2,
        "issuer": "UBND huyện B",
        "organ": organ,
        "title": "Phúc tra phiếu",
        "code": "07/UBND-NV",
        "issued_date": date(2024, 9, 30),
        "due": date(2024, 12, 9),
        "due_words": "09/12/2024",
        "projected": False,
        "standing": standing,
        "standing_words": "quá hạn 3 ngày (3 ngày làm việc)",
        "days_left": -3,
        "working_days_left": -3,
        "received_on": None,
        "quotas": (),
        "remarks": (),
    }
    return BoardLine(**{**values, **changed})


REPORTED = line(
    "UBND xã C",
    Standing.REPORTED_LATE,
    standing_words="đã báo cáo, trễ 1 ngày",
    days_left=None,
    working_days_left=None,
    received_on=date(2024, 12, 10),
    quotas=(("Tỷ lệ 8%: chưa đạt (tối thiểu 10%)", False), ("Tỷ lệ 12%: đạt (tối thiểu 10%)", True)),
    remarks=("nhận ngày 10/12/2024",),
)
SHARES = (
    Share(standing=Standing.REPORTED_LATE, count=1, words="đã báo cáo, trễ: 1"),
    Share(standing=Standing.OVERDUE, count=1, words="quá hạn: 1"),
)


def view(*lines, task="Phúc tra phiếu", pressing=True):
    section = BoardSection(
        issuer="UBND huyện B", task=task, summary="đã báo cáo 1/2", shares=SHARES, lines=lines, pressing=pressing
    )
    level = BoardLevel(level=2, name="Cấp 2", summary="đã báo cáo 1/2, quá hạn 1", shares=SHARES, sections=(section,))
    return BoardView(
        title="Khảo sát năm 2024",
        campaign_id="khao-sat",
        day=date(2024, 12, 12),
        day_words="Tình hình báo cáo đến ngày 12 tháng 12 năm 2024",
        ended_words="",
        summary="đã báo cáo 1/2, quá hạn 1",
        shares=SHARES,
        task=task,
        pressing=tuple(one for one in lines if one.standing is Standing.OVERDUE),
        levels=(level,),
    )


VIEW = view(line(), REPORTED)


class Elements(HTMLParser):
    """Every element and attribute of a page, its texts, and whether each element is closed where it should be."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.texts, self.open = [], [], [], []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style" and data.strip():
            self.texts.append(data.strip())


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing():
    page = board_html(VIEW)
    elements = Elements(page)

    assert elements.open == []
    assert not {"script", "link", "img", "iframe", "object", "base", "form"}.intersection(elements.tags)
    assert not {"src", "href", "srcset"}.intersection(name for name, _ in elements.attributes)
    assert not [name for name, _ in elements.attributes if name.startswith("on")]
    assert not re.search(rb"url\(|@import|https?://", page)
    assert b"default-src 'none'" in page


def test_the_same_board_gives_the_same_bytes():
    assert board_html(VIEW) == board_html(view(line(), REPORTED))
    assert board_xlsx(VIEW, names=NAMES) == board_xlsx(view(line(), REPORTED), names=NAMES)


def test_how_each_one_stands_is_said_in_words_and_not_only_in_colour():
    texts = Elements(board_html(VIEW)).texts

    assert texts.count("quá hạn 3 ngày (3 ngày làm việc)") == 2  # among the pressing ones, and under its issuer
    assert "đã báo cáo, trễ 1 ngày" in texts
    assert "Tỷ lệ 8%: chưa đạt (tối thiểu 10%)" in texts
    assert {"quá hạn: 1", "đã báo cáo, trễ: 1"} <= set(texts)
    assert ("aria-label", "đã báo cáo, trễ: 1, quá hạn: 1") in Elements(board_html(VIEW)).attributes


def test_levels_are_open_and_an_issuer_is_folded_where_nothing_presses():
    assert board_html(VIEW).count(b"<details open>") == 2
    calm = board_html(view(REPORTED, pressing=False))
    assert (calm.count(b"<details open>"), calm.count(b"<details>")) == (1, 1)
    assert "Không có cơ quan nào quá hạn hoặc sắp đến hạn." in Elements(calm).texts


def test_what_all_lines_have_in_common_stands_once_above_them_else_in_each_line():
    assert Elements(board_html(VIEW)).texts.count("Nhiệm vụ: Phúc tra phiếu") == 2
    several = Elements(board_html(view(line(), line("UBND xã D", title="Tuyên truyền"), task="")))

    assert not [text for text in several.texts if text.startswith("Nhiệm vụ: ")]
    assert {"Nhiệm vụ", "Nhiệm vụ, theo văn bản", "Tuyên truyền"} <= set(several.texts)


def test_a_board_before_the_first_letter_says_so():
    empty = replace(VIEW, levels=(), pressing=(), shares=(), summary="")

    assert "Đến ngày này chưa có văn bản nào giao báo cáo." in Elements(board_html(empty)).texts
    assert len(list(load_workbook(io.BytesIO(board_xlsx(empty, names=NAMES)))["Chi tiết"].rows)) == 1


def test_names_from_outside_stay_text_on_the_page():
    page = board_html(view(line(HOSTILE, remarks=(HOSTILE,)), task=HOSTILE))

    assert "script" not in Elements(page).tags
    assert HOSTILE in Elements(page).texts


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.rows]


def test_the_workbook_lists_the_pressing_all_and_the_counts():
    book = load_workbook(io.BytesIO(board_xlsx(VIEW, names=NAMES)))

    assert book.sheetnames == ["Cần đôn đốc", "Chi tiết", "Tổng hợp"]
    assert [row[2] for row in cells(book["Cần đôn đốc"])] == ["Cơ quan báo cáo", "UBND xã A"]
    heading, late, reported = cells(book["Chi tiết"])
    assert heading == [name for name, _ in LINE_COLUMNS]
    assert (late[0], late[6].date(), late[9], late[10]) == (2, date(2024, 12, 9), -3, -3)
    assert (reported[7].date(), reported[9]) == (date(2024, 12, 10), None)
    counts = cells(book["Tổng hợp"])
    assert counts[1][:4] == [2, "Cấp 2, cộng", 2, 1]
    assert counts[2][:4] == [2, "UBND huyện B", 2, 1]
    by_name = dict(zip(counts[0], counts[1], strict=True))
    assert (by_name["Tên overdue"], by_name["Tên reported_late"], by_name["Tên open"]) == (1, 1, 0)


def test_a_projected_deadline_is_remarked_in_the_workbook():
    book = load_workbook(
        io.BytesIO(board_xlsx(view(line(projected=True, due_words="09/12/2024 (dự kiến)")), names=NAMES))
    )

    assert cells(book["Chi tiết"])[1][12] == "hạn 09/12/2024 (dự kiến)"


def test_a_name_that_looks_like_a_formula_stays_text_in_the_workbook():
    book = load_workbook(io.BytesIO(board_xlsx(view(line(HOSTILE)), names=NAMES)))
    cell = book["Chi tiết"]["C2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (HOSTILE, "s", True)


def test_the_columns_are_named_on_every_printed_page_of_the_workbook():
    for sheet in load_workbook(io.BytesIO(board_xlsx(VIEW, names=NAMES))).worksheets:
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="máy này không có Chromium / no Chromium here: make peers installs it")
def test_on_paper_nothing_stays_folded_and_the_columns_are_named_on_every_page(tmp_path: Path):
    lines = [replace(REPORTED, organ=f"Đơn vị số {number:03d}") for number in range(120)]
    (tmp_path / "bang.html").write_bytes(board_html(view(*lines, pressing=False)))
    subprocess.run(
        [
            str(CHROMIUM),
            *("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            f"--user-data-dir={tmp_path / 'chromium'}",
            f"--print-to-pdf={tmp_path / 'bang.pdf'}",
            (tmp_path / "bang.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "bang.pdf").pages]

    printed = [name for page in pages for name in re.findall(r"Đơn vị số \d{3}", page)]
    assert printed == [f"Đơn vị số {number:03d}" for number in range(120)]
    assert len(pages) > 2
    assert all("Cơ quan báo cáo Hạn Tình trạng" in page for page in pages)
    # A row that is cut would have its name on one page and its remark on the next.
    for page in pages:
        assert page.count("Đơn vị số") == page.count("nhận ngày 10/12/2024")
