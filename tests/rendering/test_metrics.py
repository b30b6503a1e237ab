"""Widths of text without the font, and lines and columns that are broken by them."""

import shutil
import subprocess
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from rendering_letters import TABLE

from vanban.domain.letters.letter import Run, Table
from vanban.regulations.metrics import balanced_lines, has_width, text_width_mm
from vanban.rendering.columns import column_widths_mm

WORDS = st.lists(st.text(alphabet="aăâđêôơưABCĐ01", min_size=1, max_size=9), min_size=1, max_size=12)


def font_file(style):
    if shutil.which("fc-match") is None:
        pytest.skip("cần fontconfig: chạy `make test`")
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", f"Liberation Serif:style={style}"], capture_output=True, text=True, check=True
    )
    return Path(found.stdout)


@pytest.mark.parametrize(("face", "style"), [("Regular", "regular"), ("Bold", "bold"), ("Italic", "italic")])
def test_widths_are_those_of_the_font_that_draws_the_pdf(face, style):
    font = TTFont(font_file(face))
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ơưạỹ 0123456789"
    units = sum(advances[glyphs[ord(char)]][0] for char in text)
    assert text_width_mm(text, 14, style=style) == pytest.approx(units / 2048 * 14 / 72 * 25.4)
    assert all(has_width(char) for char in text)


def test_the_country_name_fits_its_column():
    # 13 pt bold: 95.7 mm, the reason for the share of the left column in the house style.
    assert text_width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, style="bold") == pytest.approx(95.7, abs=0.1)


@given(WORDS, st.floats(20, 160))
def test_balanced_lines_keep_every_word_in_order_and_fit(words, width):
    lines = balanced_lines(" ".join(words), 13, width)
    assert " ".join(lines).split() == words
    assert all(text_width_mm(line, 13) <= width or " " not in line for line in lines)


def test_lines_are_as_equal_as_can_be():
    first, second = balanced_lines("triển khai khảo sát mức độ hài lòng của người dân", 12, 56)
    assert abs(text_width_mm(first, 12) - text_width_mm(second, 12)) < 12


@given(st.lists(st.text("ABi", min_size=1, max_size=6), min_size=1, max_size=7), st.floats(30, 90))
def test_no_other_way_takes_fewer_lines_or_as_many_that_are_more_equal(words, width):
    def cost(lines):
        widths = [round(text_width_mm(line, 13), 6) for line in lines]
        return len(lines), round(sum(one * one for one in widths), 3)

    ways = [
        [" ".join(words[start:end]) for start, end in pairwise((0, *ends, len(words)))]
        for count in range(len(words))
        for ends in combinations(range(1, len(words)), count)
    ]
    fitting = [lines for lines in ways if all(text_width_mm(line, 13) <= width for line in lines)]

    found = balanced_lines(" ".join(words), 13, width)

    assert not fitting or cost(found) <= min(map(cost, fitting))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("TRUNG TÂM DỊCH VỤ VIỆC LÀM TỈNH", ("TRUNG TÂM DỊCH VỤ", "VIỆC LÀM TỈNH")),
        ("PHÒNG VĂN HÓA - XÃ HỘI", ("PHÒNG VĂN HÓA -", "XÃ HỘI")),
        ("TRƯỜNG TRUNG HỌC CƠ SỞ ĐÔNG TRƯỜNG XUÂN", ("TRƯỜNG TRUNG HỌC", "CƠ SỞ ĐÔNG", "TRƯỜNG XUÂN")),
    ],
)
def test_no_word_is_broken_between_its_syllables_and_no_line_begins_with_a_dash(name, lines):
    assert balanced_lines(name, 13, 60, style="bold") == lines


def test_a_word_wider_than_the_line_is_broken_all_the_same():
    assert balanced_lines("TRUNG TÂM", 13, 20) == ("TRUNG", "TÂM")


def test_room_made_of_no_break_spaces_is_neither_folded_nor_broken():
    room = "\u00a0" * 8
    lines = balanced_lines(f"(Kèm theo Công văn số {room}/SNV ngày {room} tháng 9 năm 2024)", 14, 60)
    assert len(lines) > 1
    assert f"số {room}/SNV" in " ".join(lines)


def test_an_empty_text_has_no_lines():
    assert balanced_lines("", 14, 60) == balanced_lines("  ", 14, 60) == ()


@given(st.lists(WORDS.map(" ".join), min_size=3, max_size=3), st.floats(80, 200))
def test_columns_fill_the_width_and_none_vanishes(cells, width):
    table = Table(aligns=TABLE.aligns, head=TABLE.head, rows=(tuple((Run(cell),) for cell in cells),))
    widths = column_widths_mm(table, width, 13)
    assert sum(widths) == pytest.approx(width)
    assert min(widths) > 5
