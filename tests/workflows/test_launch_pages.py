import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from workflows.pages.findings_pages import refusal_page
from workflows.pages.launch_pages import headline, launch_page, letter_table
from workflows.pages.markdown import ROWS_SHOWN

from vanban.domain.errors import InvalidCampaign, Problem, RenderFailed
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.rendition import Rendition
from vanban.usecases.issuing.launch_campaign import Launch

FOLDER = Path("/van-ban/khao-sat-2024")
WARNING = Finding(
    rule_id="HOUSE.DAY",
    severity=Severity.WARNING,
    element="Ngày ban hành",
    found="ban hành ngày 15/9/2020",
    allowed="trong tháng 9/2020",
    source="quy tắc của phần mềm",
)
ERROR = replace(WARNING, severity=Severity.ERROR, found="số 5 | 6", source="30/2020/NĐ-CP, Điều 15")


def launch(letters, subject="triển khai khảo sát"):
    """As many letters as asked for; the pages read four fields of each."""
    keys = [
        LetterKey(campaign_id="khao-sat-2024", letter_id=f"thu-{number}", organ_id="snv")
        for number in range(1, letters + 1)
    ]
    documents = [
        SimpleNamespace(
            code=f"{number:02d}/SNV-CCHC",
            issued_date=date(2024, 9, 7),
            draft=SimpleNamespace(key=key, letter=SimpleNamespace(subject=subject)),
        )
        for number, key in enumerate(keys, start=1)
    ]
    files = [
        Rendition(key=key, kind=kind, file_name=f"snv/{key.letter_id}.{kind}", sha256="0" * 64)
        for key in keys
        for kind in ("docx", "pdf")
    ]
    return Launch(documents=tuple(documents), files=tuple(files))


def cells(markdown):
    """What a reader of the page's tables sees, row by row."""
    html = MarkdownIt("commonmark").enable("table").render(markdown)
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)]


def test_a_row_of_the_table_holds_number_day_subject_and_files():
    assert letter_table(launch(1)) == [
        {
            "Số, ký hiệu": "01/SNV-CCHC",
            "Ngày": "07/9/2024",
            "Trích yếu": "triển khai khảo sát",
            "Tệp": "snv/thu-1.docx, snv/thu-1.pdf",
        }
    ]


def test_the_page_lists_the_same_rows_and_says_where_the_files_are():
    page = launch_page("Khảo sát", launch(2), FOLDER, ())
    assert cells(page)[1:] == [list(row.values()) for row in letter_table(launch(2))]
    assert "đã phát hành 2 văn bản, 4 tệp" in page
    assert f"Nơi lưu: `{FOLDER}`" in page


@pytest.mark.parametrize(("letters", "rows"), [(ROWS_SHOWN, ROWS_SHOWN), (ROWS_SHOWN + 1, ROWS_SHOWN)])
def test_at_most_two_hundred_rows_are_shown_and_the_cut_is_said(letters, rows):
    done = launch(letters)
    assert len(letter_table(done)) == rows == 200
    assert len(cells(launch_page("Khảo sát", done, FOLDER, ()))) == rows + 1
    assert ("200 văn bản đầu" in headline("Khảo sát", done, FOLDER)) == (letters > rows)
    assert f"đã phát hành {letters} văn bản" in headline("Khảo sát", done, FOLDER)


def test_findings_stand_below_the_letters_the_gravest_first():
    table = cells(launch_page("Khảo sát", launch(1), FOLDER, [WARNING, ERROR]))
    assert [row[0] for row in table] == ["Số, ký hiệu", "01/SNV-CCHC", "Mức", "Lỗi", "Cảnh báo"]
    assert table[3][2] == "số 5 | 6"


def test_a_refusal_lists_every_problem_and_says_what_it_leaves_behind():
    problems = [Problem(file="campaign.toml", place=f"dòng {line}", message="sai", remedy="sửa") for line in (3, 8)]
    page = refusal_page("Chưa phát hành", "Chưa cấp số nào.", InvalidCampaign(problems))
    assert [line for line in page.splitlines() if line.startswith("- ")] == [f"- {problem}" for problem in problems]
    assert page.startswith("# Chưa phát hành\n\nChưa cấp số nào.")


def test_a_refusal_with_one_reason_shows_it_and_the_findings():
    page = refusal_page("Dở dang", "Giữ số.", RenderFailed("Không ghi được tệp → Kiểm tra ổ đĩa."), [WARNING])
    assert "- Không ghi được tệp → Kiểm tra ổ đĩa." in page
    assert cells(page)[1][0] == "Cảnh báo"


def test_where_the_letters_are_shown_each_file_is_a_link():
    page = launch_page("Khảo sát", launch(1), FOLDER, (), "http://127.0.0.1:4201/van-ban/khao-sat-2024")
    assert "[snv/thu-1.pdf](http://127.0.0.1:4201/van-ban/khao-sat-2024/snv/thu-1.pdf)" in page


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("ab |<>&\n\tđ*_`[]()\\!#~"), min_size=1).filter(str.strip))
def test_a_subject_neither_leaves_its_cell_nor_becomes_markup(subject):
    [_head, row] = cells(launch_page("Khảo sát", launch(1, subject), FOLDER, ()))
    shown = row[2].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == " ".join(subject.split())
