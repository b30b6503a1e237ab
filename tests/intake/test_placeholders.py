"""Placeholders: what a text may print, and what its sandbox refuses."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.domain.campaigns.campaign import LetterText
from vanban.domain.dates.day import PlannedDay
from vanban.domain.errors import VanbanError
from vanban.domain.letters.letter import Paragraph, Role, Run
from vanban.intake.markup.markdown import parse_blocks
from vanban.intake.markup.placeholders import fill
from vanban.intake.reading import Problems


@dataclass(frozen=True)
class Office:
    name: str
    secret_list: tuple[str, ...] = ()


def cite(key: str) -> str:
    if key != "cv2979":
        raise VanbanError(f"không có viện dẫn '{key}'")
    return "Công văn số 2979/SNV-CCHC"


VALUES = {
    "cite": cite,
    "issuer": Office("Sở Nội vụ"),
    "links": {"phieu": "https://forms.gle/a_b", "items": "https://a.vn"},
    "facts": {
        "so_phieu": 24270,
        "ty_le": 10.5,
        "tien": Decimal("1234.50"),
        "han": date(2024, 1, 5),
        "thang": PlannedDay(year=2024, month=9),
        "huyen": ["Vạn Ninh", "Diên Khánh"],
        "trong": [],
        "ten": "A*B_c [x](y)",
        "hai_dong": "một\n# hai",
        "co": True,
    },
}


def filled(source: str) -> str | None:
    problems = Problems()
    result = fill(LetterText(file="a.md", source=source, first_line=1), VALUES, problems)
    assert [str(problem) for problem in problems] == []
    return result


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ cite("cv2979") }}', "Công văn số 2979/SNV-CCHC"),
        ("{{ issuer.name }}", "Sở Nội vụ"),
        ("<{{ links.phieu }}>", "<https://forms.gle/a_b>"),
        ("{{ links.items }}", "https://a.vn"),
        ("{{ facts.so_phieu }}", "24270"),
        ("{{ facts.so_phieu | so }}", "24.270"),
        ("{{ facts.ty_le | so }}%", "10,5%"),
        ("{{ facts.tien | so(1) }}", "1.234,5"),
        ("{{ facts.han | ngay }}", "ngày 05 tháng 01 năm 2024"),
        ("{{ facts.han | ngay_ngan }}", "05/01/2024"),
        ("{{ facts.han | thang }}, {{ facts.thang | thang }}", "01/2024, 9/2024"),
        ("{{ facts.thang | ngay }}", f"ngày {chr(160) * 6} tháng 9 năm 2024"),
        ('{{ facts.huyen | join(", ") }}', "Vạn Ninh, Diên Khánh"),
        ("{{ facts.huyen | first }} {{ facts.huyen | last }} {{ facts.huyen | length }}", "Vạn Ninh Diên Khánh 2"),
        ("{{ issuer.name | upper }}", "SỞ NỘI VỤ"),
        (
            "{% for x in facts.huyen %}{{ loop.index }}. {{ x }}{% if not loop.last %}; {% endif %}{% endfor %}",
            "1. Vạn Ninh; 2. Diên Khánh",
        ),
        ("{% for i in range(3) %}{{ i }}{% endfor %}", "012"),
        ("{% if facts.co %}có{% else %}không{% endif %}", "có"),
        ("{% if facts.khac is defined %}có{% else %}không{% endif %}", "không"),
        ("{{ 'A' if facts.so_phieu > 5 else 'B' }}", "A"),
        ("một{# ghi chú #} hai", "một hai"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("không có gì\n", "không có gì\n"),
    ],
)
def test_a_placeholder_prints_its_value(source, expected):
    assert filled(source) == expected


def test_printed_words_cannot_add_markdown():
    markdown = filled("Tên: {{ facts.ten }} {{ facts.hai_dong }}")

    assert markdown is not None
    assert parse_blocks(markdown, file="a.md", first_line=1, files={}, problems=Problems()) == (
        Paragraph(Role.BODY, (Run("Tên: A*B_c [x](y) một # hai"),)),
    )


MISTAKES = [
    ("Một\n{{ sai }}", 2, "không có giá trị 'sai'", "kiểm tra cách viết"),
    ("{{ facts.sai }}", 1, "không có giá trị 'sai'", "khai báo"),
    ("{{ facts.sai.nua }}", 1, "không có giá trị 'sai'", "khai báo"),
    ("{{ facts.get }}", 1, "không có giá trị 'get'", "khai báo"),
    ("{{ issuer.ten }}", 1, "không có giá trị 'ten'", "khai báo"),
    ("{{ sai | ngay }}", 1, "không có giá trị 'sai'", "khai báo"),
    ("{{ sai | upper | length }}", 1, "không có giá trị 'sai'", "khai báo"),
    ("\n\n{% if facts.sai == 1 %}x{% endif %}", 3, "không có giá trị 'sai'", "khai báo"),
    ("\n{% for x in sai %}{{ x }}{% endfor %}", 2, "không có giá trị 'sai'", "khai báo"),
    ("{{ cite(sai) }}", 1, "không có giá trị 'sai'", "khai báo"),
    ('Một\n{{ cite("cv1") }}', 2, "không có viện dẫn 'cv1'", "sửa lại"),
    ("{{ cite() }}", 1, "giá trị không đúng", "cite("),
    ("{{ issuer() }}", 1, "không phải hàm", "bỏ dấu ngoặc"),
    ("{{ facts.han }}", 1, "ngày chưa có cách ghi", "| ngay"),
    ("{{ facts.ty_le }}", 1, "số lẻ chưa có cách ghi", "| so"),
    ("{{ facts.co }}", 1, "không có chữ để in", "{% if"),
    ("{{ facts }}", 1, "cả một nhóm giá trị", "sau dấu chấm"),
    ("{{ cite }}", 1, "cả một nhóm giá trị", "sau dấu chấm"),
    ("Một\n\n{{ facts.so_phieu | ngay }}", 3, "bộ lọc 'ngay' chỉ dùng cho ngày", "bộ lọc"),
    ("{{ facts.thang | ngay_ngan }}", 1, "chỉ dùng cho ngày đã biết", "bộ lọc"),
    ("{{ issuer.name | thang }}", 1, "bộ lọc 'thang' chỉ dùng cho ngày", "bộ lọc"),
    ("{{ issuer.name | so }}", 1, "bộ lọc 'so' chỉ dùng cho số", "bộ lọc"),
    ("{{ 1 | so(9) }}", 1, "từ 0 đến 6", "bộ lọc"),
    ("{{ facts.so_phieu | upper }}", 1, "chỉ dùng cho chữ", "bộ lọc"),
    ("{{ facts.so_phieu | join }}", 1, "chỉ dùng cho danh sách", "bộ lọc"),
    ("{{ facts.trong | first }}", 1, "danh sách rỗng", "bộ lọc"),
    ("{% for x in issuer.name %}{{ x }}{% endfor %}", 1, "cần một danh sách", "danh sách"),
    ("{{ 1 < 'a' }}", 1, "không tính được", "kiểm tra"),
    ("Một\n{{ facts.han | ngayy }}", 2, "không có bộ lọc 'ngayy'", "ngay_ngan"),
    ("Một\n{{ facts.han", 2, "chỗ điền viết sai: '{{ facts.han'", "{{ tên }}"),
    ("Một\n{% if facts.co %}hai", 2, "chỗ điền chưa đóng", "{% endif %}"),
    ("Một\n{% lam %}", 2, "không có lệnh 'lam'", "{% if"),
    ('{% include "/etc/passwd" %}', 1, "lệnh không được phép", "{% for"),
    ('{% import "os" as os %}', 1, "lệnh không được phép", "{% for"),
    ("{% set x = 1 %}", 1, "lệnh không được phép", "{% if"),
    ("{% macro m() %}{% endmacro %}", 1, "lệnh không được phép", "{% if"),
    ("{{ 'a' * 1000000000 }}", 1, "lệnh không được phép", "{{ … }}"),
    ("{{ 9 ** 9 ** 9 }}", 1, "lệnh không được phép", "{{ … }}"),
    ("{{ '%099999999d' % 1 }}", 1, "lệnh không được phép", "{{ … }}"),
    ("{{ ''.__class__.__mro__ }}", 1, "'__mro__' không được phép", "dấu '_'"),
    ("{{ cite['__globals__'] }}", 1, "'__globals__' không được phép", "dấu '_'"),
    ("{{ cite['_' ~ '_globals__'] }}", 1, "lệnh không được phép", "{{ … }}"),
    ("{{ __call }}", 1, "'__call' không được phép", "dấu '_'"),
    ("{{ facts.items() }}", 1, "gọi hàm không được phép", "cite("),
    ("{{ 'a'.ljust(1000000000) }}", 1, "gọi hàm không được phép", "cite("),
    ("{% for x in facts.huyen recursive %}{{ loop(facts.huyen) }}{% endfor %}", 1, "lồng nhau quá sâu", "recursive"),
    ("\n{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}", 2, "chạy quá 10000 lần", "bớt"),
    ("{% for i in range(1000000000) %}x{% endfor %}", 1, "range dài quá", "sửa lại"),
    ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", 1, "lồng nhau quá sâu", "tách câu"),
    ("{% for i in range(9000) %}" + "x" * 300 + "{% endfor %}", 1, "dài quá 2 MB", "bớt nội dung"),
    ("{{ range(9999) | join(range(9999) | join) }}", 1, "nối lại quá dài", "bộ lọc"),
]


@pytest.mark.parametrize(
    ("source", "line", "message", "remedy"),
    MISTAKES,
    ids=[f"{case[2]}-{number}" for number, case in enumerate(MISTAKES)],
)
def test_what_cannot_be_filled_is_told_with_its_line(source, line, message, remedy):
    problems = Problems()
    begun = time.monotonic()

    result = fill(LetterText(file="a.md", source=source, first_line=11), VALUES, problems)

    assert result is None
    assert time.monotonic() - begun < 5
    told = [problem for problem in problems if message in problem.message]
    assert told, [str(problem) for problem in problems]
    assert (told[0].file, told[0].place) == ("a.md", f"dòng {line + 10}")
    assert remedy in told[0].remedy


def test_all_mistakes_of_a_text_are_told_at_once():
    source = '{{ mot }}\n{{ facts.hai }}\n{{ cite("ba") }}\n{{ facts.han }}'
    problems = Problems()

    fill(LetterText(file="a.md", source=source, first_line=1), VALUES, problems)

    assert [problem.place for problem in problems] == ["dòng 1", "dòng 2", "dòng 3", "dòng 4"]


def test_one_text_makes_many_letters():
    text = LetterText(file="a.md", source="Gửi {{ recipient.name }}", first_line=1)

    letters = [fill(text, {"recipient": Office(name)}, Problems()) for name in ("A", "B", "A")]

    assert letters == ["Gửi A", "Gửi B", "Gửi A"]


TEMPLATES = st.lists(
    st.sampled_from(
        [
            "{{",
            "}}",
            "{%",
            "%}",
            " for x in ",
            " if ",
            "endif",
            "endfor",
            "facts",
            ".so_phieu",
            "|",
            "so",
            "(",
            ")",
            "'",
            "a",
            "\n",
            "{#",
            "cite",
            "[0]",
            "range",
            ",",
            "-",
            "loop",
            "not ",
            " is ",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEMPLATES)
def test_no_template_raises(source):
    problems = Problems()

    result = fill(LetterText(file="a.md", source=source, first_line=1), VALUES, problems)

    assert (result is None) == bool(len(problems))
