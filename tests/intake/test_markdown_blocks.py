"""Letter texts in Markdown and the blocks they become."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageFile

from vanban.domain.campaigns.campaign import LetterText
from vanban.domain.letters.letter import Align, Image, Paragraph, QrCode, Role, Run, Table
from vanban.intake.markup.markdown import parse_blocks, pictures_named
from vanban.intake.reading import Problems


def parsed(markdown: str, files: dict[str, bytes] | None = None) -> tuple:
    problems = Problems()
    blocks = parse_blocks(markdown, file="a.md", first_line=1, files=files or {}, problems=problems)
    assert [str(problem) for problem in problems] == []
    return blocks


def picture_bytes(width: int, height: int, kind: str = "PNG") -> bytes:
    buffer = BytesIO()
    PillowImage.new("RGB", (width, height), "red").save(buffer, kind)
    return buffer.getvalue()


def shown(blocks: tuple) -> list[tuple[str, str, str]]:
    return [(block.role.value, block.marker, "".join(run.text for run in block.runs)) for block in blocks]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Một đoạn.", [("body", "", "Một đoạn.")]),
        ("Dòng một\ndòng hai", [("body", "", "Dòng một dòng hai")]),
        ("Dòng một  \ndòng hai", [("body", "", "Dòng một\ndòng hai")]),
        ("Nhiều   khoảng \t trắng", [("body", "", "Nhiều khoảng trắng")]),
        ("# I. Triển khai", [("section", "I.", "Triển khai")]),
        ("## XIV. Triển khai", [("section", "XIV.", "Triển khai")]),
        ("### 1. Nội dung", [("clause_title", "1.", "Nội dung")]),
        ("# 1.2. Nội dung", [("clause_title", "1.2.", "Nội dung")]),
        ("## **2. Phối hợp**", [("clause_title", "2.", "Phối hợp")]),
        ("**1. Phối hợp**", [("clause_title", "1.", "Phối hợp")]),
        ("1. **Phối hợp**", [("clause_title", "1.", "Phối hợp")]),
        ("# Điều 1. Phạm vi", [("article", "Điều 1.", "Phạm vi")]),
        ("**Điều 2. Phạm vi**", [("article", "Điều 2.", "Phạm vi")]),
        ("# Chương I\n# QUY ĐỊNH CHUNG", [("part", "", "Chương I"), ("part_title", "", "QUY ĐỊNH CHUNG")]),
        ("# Phần II. TỔ CHỨC", [("part", "", "Phần II"), ("part_title", "", "TỔ CHỨC")]),
        ("# Phần thứ nhất\n\n# TỔ CHỨC", [("part", "", "Phần thứ nhất"), ("part_title", "", "TỔ CHỨC")]),
        ("> Căn cứ A;\n> Căn cứ B.", [("basis", "", "Căn cứ A;"), ("basis", "", "Căn cứ B.")]),
        ("> Căn cứ A\n> của B;", [("basis", "", "Căn cứ A của B;")]),
        ("1. Một\n2. Hai", [("clause", "1.", "Một"), ("clause", "2.", "Hai")]),
        ("1. Một\n1. Hai\n1. Ba", [("clause", "1.", "Một"), ("clause", "2.", "Hai"), ("clause", "3.", "Ba")]),
        ("3. Ba\n4. Bốn", [("clause", "3.", "Ba"), ("clause", "4.", "Bốn")]),
        ("1. Một\n3. Ba", [("clause", "1.", "Một"), ("clause", "3.", "Ba")]),
        ("1. Một\n\n   tiếp", [("clause", "1.", "Một"), ("body", "", "tiếp")]),
        ("1. Một\n   a) điểm", [("clause", "1.", "Một"), ("point", "a)", "điểm")]),
        ("a) một\nb) hai\nđ) năm", [("point", "a)", "một"), ("point", "b)", "hai"), ("point", "đ)", "năm")]),
        ("**a)** một", [("point", "a)", "một")]),
        ("- một\n- hai", [("dash", "-", "một"), ("dash", "-", "hai")]),
        ("* một", [("dash", "-", "một")]),
        ("- một\n  + con", [("dash", "-", "một"), ("dash", "+", "con")]),
        ("- một\n\n  tiếp", [("dash", "-", "một"), ("body", "", "tiếp")]),
        ("-> (Kèm theo Công văn) <-", [("centred", "", "(Kèm theo Công văn)")]),
        ("=> **Sở Nội vụ tỉnh**", [("signed", "", "Sở Nội vụ tỉnh")]),
        ("2.000 phiếu", [("body", "", "2.000 phiếu")]),
        ('"Nháy" -- và ... (c)', [("body", "", '"Nháy" -- và ... (c)')]),
        ("ngày \u00a0\u00a0\u00a0 tháng 9", [("body", "", "ngày \u00a0\u00a0\u00a0 tháng 9")]),
        (r"\*không nghiêng\*", [("body", "", "*không nghiêng*")]),
        ("5 < 6 & 7 > 3", [("body", "", "5 < 6 & 7 > 3")]),
    ],
)
def test_a_text_becomes_the_paragraphs_it_looks_like(markdown, expected):
    assert shown(parsed(markdown)) == expected


def test_a_list_that_another_paragraph_interrupts_counts_on():
    blocks = parsed("1. Nội dung:\n\nTriển khai.\n\n2. Hình thức:\n\n- Niêm yết.\n\n3. Thời gian.")

    assert [block.marker for block in blocks] == ["1.", "", "2.", "-", "3."]


def test_bold_italic_and_both_are_runs():
    (block,) = parsed("Từ **09/5** đến *hết* ***ngày*** nay")

    assert block.runs == (
        Run("Từ "),
        Run("09/5", bold=True),
        Run(" đến "),
        Run("hết", italic=True),
        Run(" "),
        Run("ngày", bold=True, italic=True),
        Run(" nay"),
    )


def test_links_carry_their_address_and_stay_as_typed():
    (block,) = parsed("Xem <http://bit.ly/2FE3Ddv>, [tại **đây**](https://a.vn/mẫu) hoặc <cchc@khanhhoa.gov.vn>")

    assert [(run.text, run.href, run.bold) for run in block.runs if run.href] == [
        ("http://bit.ly/2FE3Ddv", "http://bit.ly/2FE3Ddv", False),
        ("tại ", "https://a.vn/m%E1%BA%ABu", False),
        ("đây", "https://a.vn/m%E1%BA%ABu", True),
        ("cchc@khanhhoa.gov.vn", "mailto:cchc@khanhhoa.gov.vn", False),
    ]


def test_a_table_keeps_its_alignments_and_cells():
    (table,) = parsed("| TT | Tên | Số |\n|:-:|---|--:|\n| 1 | **A** | 5 |\n| 2 | B |")

    assert isinstance(table, Table)
    assert table.aligns == (Align.CENTRE, Align.LEFT, Align.RIGHT)
    assert table.head == ((Run("TT"),), (Run("Tên"),), (Run("Số"),))
    assert table.rows == (((Run("1"),), (Run("A", bold=True),), (Run("5"),)), ((Run("2"),), (Run("B"),), ()))


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_gets_its_height_from_its_aspect(kind, media_type):
    content = picture_bytes(400, 100, kind)

    (image,) = parsed('![Mẫu banner](anh.bin "80mm")', {"anh.bin": content})

    assert image == Image(content=content, media_type=media_type, alt="Mẫu banner", width_mm=80, height_mm=20)


def test_a_picture_without_width_is_120_mm_wide_and_may_have_a_vietnamese_name():
    (image,) = parsed("![Mẫu](<hình ảnh.png>)", {"hình ảnh.png": picture_bytes(10, 10)})

    assert (image.width_mm, image.height_mm) == (120, 120)


def test_a_qr_code_is_made_from_a_link():
    assert parsed('- Quét mã:\n\n![Mã QR khảo sát](qr:https://forms.gle/a_b "32,5mm")') == (
        Paragraph(Role.DASH, (Run("Quét mã:"),), "-"),
        QrCode(link="https://forms.gle/a_b", alt="Mã QR khảo sát", width_mm=32.5),
    )


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says it is that large, in few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


FILES = {
    "dung.png": picture_bytes(10, 10),
    "cao.png": picture_bytes(10, 100),
    "hong.png": picture_bytes(200, 200)[:300],
    "hong.jpg": picture_bytes(200, 200, "JPEG")[:400],
    "anh.gif": b"GIF89a" + b"\0" * 20,
    "to.png": huge_png(20_000, 20_000),
    "nang.png": b"\x89PNG\r\n\x1a\n" + bytes(10 * 1024 * 1024),
    "da-bao.png": b"",
}

MISTAKES = [
    ("Một.\n\n# Triển khai", "dòng 3", "tiêu đề 'Triển khai' không có số", "'I. '"),
    ("#", "dòng 1", "tiêu đề trống", "xóa dòng"),
    ("# Phần I\n\nMột.", "dòng 1", "'Phần I' chưa có tên", "ngay dưới"),
    ("Một.\n\n# Chương I\n# I. Mục", "dòng 3", "'Chương I' chưa có tên", "ngay dưới"),
    ("# Chương I", "dòng 1", "'Chương I' chưa có tên", "ngay dưới"),
    ("Một.\n\n```\nmã\n```", "dòng 3", "khối mã", "```"),
    ("Một.\n\n    thụt đầu dòng", "dòng 3", "bị hiểu là khối mã", "khoảng trắng ở đầu dòng"),
    ("Một `mã` hai", "dòng 1", "dấu nháy ngược quanh 'mã'", "xóa dấu nháy ngược"),
    ("Một.\n\n<div>x</div>", "dòng 3", "có thẻ HTML", "xóa thẻ"),
    ("Một\nhai <br> ba", "dòng 2", "có thẻ HTML '<br>'", "xóa thẻ"),
    ("Một.\n\n***\n\nHai.", "dòng 3", "đường kẻ ngang", "xóa dòng"),
    ("Một[^1]\n\n[^1]: hai", "dòng 1", "chú thích cuối trang", "đưa nội dung"),
    ("1) một", "dòng 1", "số thứ tự viết với dấu ')'", "'1. '"),
    ("1. một\n   1. con", "dòng 2", "khoản nằm trong khoản", "'a) '"),
    ("1.\n2. hai", "dòng 1", "mục không có chữ", "xóa mục"),
    ("> - A", "dòng 1", "trong phần căn cứ", "'> Căn cứ"),
    ("[x](javascript:alert(1))", "dòng 1", "'javascript:alert(1)' không dùng được", "https://"),
    ("Một\n[x](mau.docx)", "dòng 2", "'mau.docx' không dùng được", "https://"),
    ("[x](http://)", "dòng 1", "'http://' không dùng được", "https://"),
    ("[](https://a.vn)", "dòng 1", "không có chữ", "giữa [ ]"),
    ("|  |  |\n|---|---|\n| a | b |", "dòng 1", "bảng không có dòng đầu", "tên các cột"),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "dòng 3", "nhiều ô hơn dòng đầu", "thêm cột"),
    ("chữ ![A](dung.png)", "dòng 1", "đứng chung dòng", "đoạn riêng"),
    ("| a |\n|---|\n| ![A](dung.png) |", "dòng 3", "đứng chung dòng", "đoạn riêng"),
    ("![](dung.png)", "dòng 1", "không có lời mô tả", "giữa [ ]"),
    ("![A](khong-co.png)", "dòng 1", "không có tệp hình 'khong-co.png'", "chép tệp"),
    ("![A](https://a.vn/b.png)", "dòng 1", "không có tệp hình", "chép tệp"),
    ("![A](anh.gif)", "dòng 1", "'anh.gif' không phải PNG hoặc JPEG", "lưu hình lại"),
    ("![A](hong.png)", "dòng 1", "'hong.png' bị hỏng", "lưu lại"),
    ("![A](hong.jpg)", "dòng 1", "'hong.jpg' bị hỏng", "lưu lại"),
    ("![A](to.png)", "dòng 1", "20000 x 20000 điểm ảnh, quá 40 triệu", "thu nhỏ"),
    ("![A](nang.png)", "dòng 1", "lớn hơn 10 MB", "giảm kích thước"),
    ('![A](dung.png "to")', "dòng 1", "chiều rộng hình 'to'", '"80mm"'),
    ('![A](dung.png "500mm")', "dòng 1", "chiều rộng hình '500mm'", "từ 5 đến 160"),
    ("![A](cao.png)", "dòng 1", "cao 1200 mm, quá một trang", "nhỏ hơn"),
    ("![A](qr:khong)", "dòng 1", "mã QR không có địa chỉ dùng được: 'khong'", "https://"),
    ("Một.\n\n" + "*" * 4000 + "a" + "*" * 4000, "dòng 3", "lồng nhau quá sâu", "bỏ bớt"),
    ("\u00d0ề nghị", "dòng 1", "U+00D0", "U+0110"),
    ("Một\n\x0chai", "dòng 2", "ký tự điều khiển (U+000C)", "xóa ký tự"),
]


@pytest.mark.parametrize(("markdown", "place", "message", "remedy"), MISTAKES)
def test_what_a_letter_cannot_hold_is_told_with_its_line(markdown, place, message, remedy):
    problems = Problems()

    parse_blocks(markdown, file="a.md", first_line=1, files=FILES, problems=problems)

    told = [problem for problem in problems if message in problem.message]
    assert told, [str(problem) for problem in problems]
    assert (told[0].file, told[0].place) == ("a.md", place)
    assert remedy in told[0].remedy


def test_lines_count_from_where_the_text_starts_in_its_file():
    problems = Problems()

    parse_blocks("Một\n\n***", file="a.md", first_line=7, files={}, problems=problems)

    assert [problem.place for problem in problems] == ["dòng 9"]


def test_a_picture_refused_when_the_folder_was_read_is_not_told_again():
    problems = Problems()

    assert parse_blocks("![A](da-bao.png)", file="a.md", first_line=1, files=FILES, problems=problems) == ()
    assert len(problems) == 0


def test_decomposed_text_gives_the_same_blocks():
    text = "# I. Triển khai\n\nĐề nghị **các đơn vị** thực hiện:\n\nđ) Một."

    assert parsed(unicodedata.normalize("NFD", text)) == parsed(text)


def test_the_pictures_of_a_text_are_found_with_their_lines():
    text = LetterText(
        file="a.md",
        source="Một\nhai\n\n![A](a.png)\n![B](<b c.jpg>)\n\n![Q](qr:https://a.vn)\n\n![W](https://a.vn/x.png)",
        first_line=5,
    )

    assert list(pictures_named(text)) == [("a.png", 8), ("b c.jpg", 9)]


MARKS = st.text(alphabet="aĐ1.)#>-*_+|`[](){}<!:\\^~=&\t\n \u00a0\"'/m", max_size=120)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), MARKS, st.text(alphabet=st.characters(), max_size=40)))
def test_no_text_at_all_raises(text):
    problems = Problems()

    blocks = parse_blocks(text, file="a.md", first_line=1, files=FILES, problems=problems)

    for problem in problems:
        assert problem.place.startswith("dòng ")
        assert problem.message
        assert problem.remedy
    for block in blocks:
        if isinstance(block, Paragraph):
            words = "".join(run.text for run in block.runs)
            assert unicodedata.is_normalized("NFC", words)
            assert "  " not in words
            assert all(run.text for run in block.runs)
        if isinstance(block, Table):
            assert all(len(row) == len(block.aligns) for row in (block.head, *block.rows))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"[a-zđêộĐ]{1,8}", fullmatch=True), min_size=1, max_size=12))
def test_plain_words_come_through_as_typed(words):
    (block,) = parsed(" ".join(words))

    assert block == Paragraph(Role.BODY, (Run(" ".join(words)),))


def test_a_broken_picture_is_refused_even_where_the_pdf_press_is_loaded(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as weasyprint does on import
    cut_off = FILES["hong.png"] + b" "  # not yet measured, so not remembered
    problems = Problems()
    parse_blocks("![A](hong.png)", file="a.md", first_line=1, files={"hong.png": cut_off}, problems=problems)
    assert any("bị hỏng" in problem.message for problem in problems)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
