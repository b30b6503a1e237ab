"""A command line that cannot be read is told in Vietnamese, on standard error, with exit code 2."""

import pytest
from command_line import vanban

TABLE = [
    (("plan",), "thiếu THƯ MỤC → ghi thêm vào sau tên lệnh", "vanban plan --help"),
    (("plan", "a", "b"), "thừa 'b' → bỏ đi; tên có dấu cách thì để trong ngoặc", "vanban plan --help"),
    (("plan", "a", "--dtae", "x"), "không có tùy chọn --dtae → có phải ý là '--date'?", "vanban plan --help"),
    (("plan", "a", "--date"), "tùy chọn --date thiếu giá trị → ghi giá trị ngay sau --date", "--help"),
    (("plan", "a", "--date", "27/9"), "--date '27/9' không phải một ngày → ghi năm-tháng-ngày, ví dụ 2024-09-27", ""),
    (("plan", "a", "--date", "2024-02-30"), "--date '2024-02-30' không phải một ngày", "vanban plan --help"),
    (("launch", "a", "--yes=1"), "tùy chọn --yes không nhận giá trị → chỉ ghi --yes", "--help"),
    (("lanch", "a"), "không có lệnh 'lanch' → có phải ý là 'launch'?", "vanban --help"),
    (("register", "xem"), "không có lệnh 'xem' → dùng một trong: audit, export, open,", "vanban register --help"),
    (
        ("register", "void", "--organ", "a"),
        "thiếu tùy chọn --number → ghi thêm --number",
        "vanban register void --help",
    ),
    (
        ("register", "void", "--organ", "a", "--number", "0", "--reason", "x"),
        "số ghi ở --number quá nhỏ → ghi từ 1",
        "",
    ),
    (("register", "void", "--organ", "a", "--number", "z", "--reason", "x"), "--number không phải một số", ""),
    (("register", "export", "--format", "doc"), "--format 'doc' không dùng được → chọn trong: 'csv', 'xlsx'", ""),
    (("schema", "x"), "LOẠI 'x' không dùng được → chọn trong: 'campaign', 'letter', 'text'", "vanban schema --help"),
    (("--phien-ban",), "không có tùy chọn --phien-ban → dùng một trong: --today", "vanban --help"),
]


@pytest.mark.parametrize(("words", "told", "see"), TABLE, ids=[" ".join(words) for words, *_ in TABLE])
def test_a_wrong_command_line_is_told_with_its_remedy(words, told, see):
    ran = vanban(*words)

    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert first.startswith(f"Câu lệnh chưa đúng: {told}"), first
    assert second.startswith("Xem: vanban")
    assert second.endswith(see)


@pytest.mark.parametrize("group", ["", "letter", "register", "audit", "directory"])
def test_a_group_without_a_command_shows_its_help(group):
    ran = vanban(*group.split())

    assert (ran.code, ran.out) == (2, "")
    assert "Các lệnh" in ran.err
