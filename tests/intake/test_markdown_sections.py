"""A text read section by section has the blocks, and the mistakes, of one read in one go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.letters.letter import Paragraph, Role, Run
from vanban.intake.markup import markdown
from vanban.intake.markup.prose import prose
from vanban.intake.markup.sections import sections
from vanban.intake.reading import Problems

PIECES = (
    *("Trường học báo cáo.", "1. Một", "1. Một nữa", "2. Hai", "3) Ba", "01. Không một", "- gạch\n- nữa", "+ cộng"),
    *("a) Điểm a", "đ) Điểm đ", "**Đậm cả.**", "**1. Đậm**", "gồm **10%** phiếu, **chậm nhất** nay", "***cả hai***"),
    *("# Phần I", "# QUY ĐỊNH CHUNG", "## I. MỤC ĐÍCH", "Tiêu đề\n===", "Phần II\n---", "> Căn cứ Luật;", "---", "```"),
    *("[a]: https://b.vn", "xem [a] và [b](https://c.vn)", "![mã](qr:https://b.vn)", "![ảnh](khong-co.png)", "[^1]"),
    *(
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<b>",
        "    thụt",
        "   - lùi",
        "  1. lùi",
        "hàng\nhai",
        "hai  dấu cách",
        "&amp;",
    ),
    *(
        "-> giữa <-",
        "=> Ký tên",
        "ẩn\u200bký",
        "Ðất",
        "liền\u00a0nhau",
        "\\*sao\\*",
        "*",
        "**",
        "1.",
        "dòng  \nmới",
        "",
    ),
)
TEXTS = st.builds(
    lambda pieces, between: between.join(pieces),
    st.lists(st.sampled_from(PIECES) | st.text(alphabet="ab Ủ1%*. ,)\n-#>[]", max_size=12), max_size=6),
    st.sampled_from(("\n\n", "\n\n\n", "\n", "\n \n", "\r\n\r\n")),
)
LINES = st.builds(
    str.__add__, st.sampled_from(("", "1. ", "12. ")), st.text(alphabet="aỦ1*%. (“)”-:/", min_size=1, max_size=16)
)


def read(text):
    problems = Problems()
    blocks = markdown.parse_blocks(text, file="a.md", first_line=3, files={}, problems=problems)
    return blocks, problems.as_tuple()


def read_whole(text):
    problems = Problems()
    source = markdown._Source(file="a.md", first_line=3, files={}, problems=problems)
    return markdown._read_whole(text, source, {}), problems.as_tuple()


@given(TEXTS)
def test_a_text_reads_the_same_in_sections_and_as_a_whole(text):
    assert read(text) == read_whole(text)


@given(LINES)
def test_a_line_of_prose_is_what_markdown_makes_of_it(line):
    found = prose(line)
    assert found is None or ((found,), ()) == read_whole(line)


def test_paragraphs_points_and_clauses_with_bold_words_are_prose():
    assert prose("Sở Nội vụ báo cáo **chậm nhất ngày 9/12/2024**.") == Paragraph(
        Role.BODY, (Run("Sở Nội vụ báo cáo "), Run("chậm nhất ngày 9/12/2024", bold=True), Run("."))
    )
    assert prose("a) Phúc tra **tối thiểu 10%** phiếu;") is not None
    assert prose("12. Trạm y tế cử người.") == Paragraph(Role.CLAUSE, (Run("Trạm y tế cử người."),), "12.")


def test_what_may_mean_more_than_words_is_left_to_the_parser():
    for line in ("xem [a]", "a_b_c", "một * sao", "**a****b**", "**10%**phiếu", "Ðất", "1) Một", "- gạch", "a\nb"):
        assert prose(line) is None


def test_a_letter_of_clauses_and_points_is_taken_apart_at_each():
    assert len(sections("Mở đầu:\n\n1. Một\n\na) Điểm\n\n- gạch\n- gạch\n\n2. Hai\n\n# Phần I\n\n# TÊN")) == 5


def test_numbers_typed_alike_are_counted_on_over_all_sections():
    assert [block.marker for block in read("1. Một\n\n1. Hai\n\n1. Ba\n\nHết.\n\n1. Bốn")[0]] == [
        "1.",
        "2.",
        "3.",
        "",
        "1.",
    ]


def test_a_link_defined_in_one_section_is_known_in_all():
    (paragraph,), problems = read("Xem [phiếu].\n\n[phiếu]: https://b.vn")
    assert (paragraph.runs[1], problems) == (Run("phiếu", href="https://b.vn"), ())
