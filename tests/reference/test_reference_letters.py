"""The examples say what the real letters say, and better only where the table of differences says so."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from reference_lines import (
    LETTERS,
    Difference,
    hunks,
    lost_in_the_copy,
    our_lines,
    reference_lines,
    table,
    unexplained,
)

from vanban.domain.judging.finding import Severity
from vanban.domain.letters.letter import Paragraph, QrCode, Role, Table
from vanban.domain.letters.wording import BLANK
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.intake.campaign.letter_file import read_letter_file
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.view import printed_lines, view_letter
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
NOTICE = EXAMPLES / "thong-bao-mau" / "thong-bao.md"
ISSUED = {"2020": date(2020, 9, 17), "2024": date(2024, 9, 27), "2025": date(2025, 5, 9)}
RULES = re.compile(r"R\d+(, R\d+)*|chính tả|bản chép")
every_letter = pytest.mark.parametrize("letter", LETTERS)


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {letter: _plan(read_campaign(EXAMPLES / folder)) for letter, (_, folder) in LETTERS.items()}


def _plan(reading, *, day=None):
    directory = office_directory(reading.directory_folder)
    return plan_campaign(reading, directory=directory, day=day, today=date(2026, 3, 16))


def _root(plan):
    """The one letter that is no relay; 2024 goes on to the letters of the levels below."""
    (draft,) = [one.draft for one in plan.letters if one.draft.above is None]
    return draft


def _letter(plan):
    return _root(plan).letter


@every_letter
def test_an_example_equals_its_reference_but_for_the_listed_differences(plans, letter):
    rows = [row for row in table() if row.letter == letter]
    left_over, unused = unexplained(reference_lines(letter), our_lines(_letter(plans[letter])), rows)
    assert left_over == []
    assert unused == []


@every_letter
def test_the_lines_compared_are_those_of_the_word_file(plans, letter):
    body = Document(BytesIO(letter_docx(_letter(plans[letter])))).element.body
    signs = {qn("w:br"): " ", qn("w:noBreakHyphen"): "-"}
    nodes = (one.iter(qn("w:t"), *signs) for one in body.iter(qn("w:p")))
    paragraphs = ("".join(signs.get(node.tag) or node.text or "" for node in found) for found in nodes)
    text = " ".join(" ".join(paragraphs).split())
    assert [line for line in our_lines(_letter(plans[letter])) if line not in text] == []


@every_letter
def test_the_header_that_the_copies_lost_comes_from_data(plans, letter):
    issuer = {"2020": "SỞ NỘI VỤ", "2024": "SỞ NỘI VỤ", "2025": "SỞ CÔNG THƯƠNG"}[letter]
    lost = lost_in_the_copy(view_letter(_letter(plans[letter])))
    assert lost == (
        "UBND TỈNH KHÁNH HÒA",
        issuer,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    )
    assert not set(lost) & set(reference_lines(letter))


def test_every_row_of_the_table_has_a_letter_a_rule_and_a_reason():
    rows = table()
    assert [row for row in rows if row.letter not in LETTERS] == []
    assert [row for row in rows if not RULES.fullmatch(row.rule) or not row.reason.strip()] == []
    assert [row for row in rows if row.reference == row.ours] == []


@every_letter
def test_one_changed_word_is_a_difference_that_nothing_explains(plans, letter):
    ours = our_lines(_letter(plans[letter]))
    line = next(index for index, text in enumerate(ours) if text.endswith("./."))
    ours[line] = ours[line].replace("./.", "ngay./.")
    rows = [row for row in table() if row.letter == letter]
    assert unexplained(reference_lines(letter), ours, rows)[0] != []


def test_a_row_that_explains_nothing_is_left_over():
    row = Difference("2020", ("một",), ("hai",), "R66", "thử")
    assert unexplained(["một", "ba"], ["hai", "ba"], [row]) == ([], [])
    assert unexplained(["một", "ba"], ["một", "ba"], [row]) == ([], [row])
    assert unexplained(["một", "ba"], ["bốn", "ba"], [row]) == ([(("một",), ("bốn",))], [row])


def test_neighbouring_differences_are_explained_line_after_line():
    rows = [
        Difference("2020", ("a",), ("A",), "R66", "thử"),
        Difference("2020", ("b", "c"), ("BC",), "bản chép", "thử"),
    ]
    assert hunks(["a", "b", "c", "d"], ["A", "BC", "d"]) == [(("a", "b", "c"), ("A", "BC"))]
    assert unexplained(["a", "b", "c", "d"], ["A", "BC", "d"], rows) == ([], [])


def test_a_copy_is_read_without_marks_and_broken_lines():
    lines = reference_lines("2020")
    assert lines[:3] == [
        "Số: /SNV-CCHC",
        "V/v phối hợp triển khai và tổ chức truyền thông các cuộc điều tra xã hội học trên địa bàn tỉnh Khánh Hòa (VBĐT)",
        "Khánh Hòa, ngày tháng 9 năm 2020",
    ]
    assert "http://bit.ly/2ZMArs5" in lines
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in lines
    assert reference_lines("2025")[2] == "Khánh Hòa, ngày tháng 5 năm 2025"
    assert not re.search(r"[*#<>]", "".join(text for letter in LETTERS for text in reference_lines(letter)))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/campaign.toml")), ids=lambda path: path.parent.name)
def test_an_example_plans_without_errors(path):
    _assert_sound(_plan(read_campaign(path.parent)))


def test_the_single_notice_plans_without_errors():
    _assert_sound(_plan(read_letter_file(NOTICE)))


def _assert_sound(plan):
    assert plan.letters
    assert [finding for finding in plan.findings if finding.severity is Severity.ERROR] == []
    # An example breaks no rule of the decree, not even one that only warns.
    assert [finding for finding in plan.findings if finding.rule_id.startswith("NĐ30-")] == []


@every_letter
def test_an_issued_example_has_no_blank_left(letter):
    day = ISSUED[letter]
    draft = _root(_plan(read_campaign(EXAMPLES / LETTERS[letter][1]), day=day))
    lines = list(printed_lines(view_letter(draft.issue(5, day).letter)))
    assert [line for line in lines if BLANK in line or " /" in line] == []
    assert f"Số: 05/{draft.letter.code.code_notation}" in lines
    whole_day = f"ngày {day.day:02d} tháng {day.month} năm {day.year}"
    assert f"Khánh Hòa, {whole_day}" in lines
    appended = [line for line in lines if line.startswith("(Kèm theo")]
    assert appended == ([f"(Kèm theo Công văn số 05/SNV-CCHC {whole_day} của Sở Nội vụ)"] if letter == "2020" else [])


def test_the_draft_of_2020_leaves_number_and_day_blank(plans):
    lines = list(printed_lines(view_letter(_letter(plans["2020"]))))
    assert f"Số: {BLANK * 8}/SNV-CCHC" in lines
    assert f"Khánh Hòa, ngày {BLANK * 6} tháng 9 năm 2020" in lines


def test_the_qr_code_of_2025_holds_the_link_of_the_text(plans):
    letter = _letter(plans["2025"])
    (code,) = [block for block in letter.blocks if isinstance(block, QrCode)]
    assert code.link in our_lines(letter)


def test_the_channels_of_the_copies_are_kept_as_data(plans):
    (planned,) = plans["2020"].letters
    assert {one.channel for one in planned.draft.recipients} == {"VBĐT"}
    assert not any("VBĐT" in line for line in our_lines(planned.draft.letter))


def test_the_campaign_of_2025_holds_its_deadline_windows_and_quotas():
    campaign = read_campaign(EXAMPLES / LETTERS["2025"][1]).campaign
    report = next(one for one in campaign.assignments if one.key == "bao_cao")
    assert report.deadline is not None
    assert report.deadline.on is not None
    assert (report.deadline.wording, report.deadline.on.as_date) == ("before", date(2025, 5, 23))
    windows = {one.key: (one.start, one.end) for one in campaign.windows}
    assert windows["khao_sat"] == (date(2025, 5, 9), date(2025, 5, 25))
    assert [quota.minimum_percent for quota in campaign.quotas] == [100, 50]


def test_the_campaign_of_2024_asks_to_check_a_tenth_again():
    (quota,) = read_campaign(EXAMPLES / LETTERS["2024"][1]).campaign.quotas
    assert (quota.reached, quota.total, quota.minimum_percent) == ("so_phuc_tra", "so_phieu", 10)


def test_the_single_notice_has_bases_a_table_and_no_addressee_line():
    reading = read_letter_file(NOTICE)
    assert reading.problems == ()
    letter = _letter(_plan(reading))
    roles = [block.role for block in letter.blocks if isinstance(block, Paragraph)]
    assert roles[:2] == [Role.BASIS, Role.BASIS]
    assert [len(block.rows) for block in letter.blocks if isinstance(block, Table)] == [3]
    assert letter.addressees == ()
    lines = list(printed_lines(view_letter(letter)))
    assert "THÔNG BÁO" in lines
    assert not any(line.startswith("Kính gửi") for line in lines)


def test_the_command_prints_every_row_of_the_table():
    script = ROOT / "scripts" / "show_differences.py"
    shown = subprocess.run(
        [sys.executable, "-X", "utf8", script, "--whole-lines"], check=True, capture_output=True, encoding="utf-8"
    ).stdout.splitlines()
    assert len(shown) == len(table()) + 2
    for row, line in zip(table(), shown[2:], strict=True):
        assert line.startswith(f"| {row.letter} | {' ⏎ '.join(row.reference) or '(không có)'} |")
        assert line.endswith(f"| {row.rule} | {row.reason} |")
