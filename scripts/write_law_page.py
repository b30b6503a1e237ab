"""Writes docs/law.md: every rule with its clause, what it can judge, and the tests that break it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from vanban.compliance.format_rules.format_rule import FormatRule
from vanban.compliance.format_rules.registry import FORMAT_RULES
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import FileKind
from vanban.domain.judging.verdict import Verdict
from vanban.rendering.pages.check_view import VERDICT_WORDS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "law.md"
TESTS = ROOT / "tests" / "compliance"
BROKEN = (Verdict.FAILED.value, Verdict.TO_BE_SEEN.value)
MOST_NAMED = 3
WEIGHTS = {Severity.ERROR: "lỗi", Severity.WARNING: "nên sửa", Severity.INFO: "lưu ý"}
HEAD = """\
# Từ điều khoản đến quy tắc

Trang này do `scripts/write_law_page.py` viết ra từ chính các quy tắc; đừng sửa tay. Nghị định số 30/2020/NĐ-CP được gọi
là Nghị định; điều khoản không ghi phụ lục là của Phụ lục I, Phần I.

Mỗi quy tắc trả lời một trong năm kết quả:

- **Đạt**: đã xét và không thấy gì sai.
- **Không đạt**: trái điều khoản. Mức của quy tắc nói điều ấy nặng đến đâu: “lỗi” là trái Nghị định, “nên sửa” là trái
  thông lệ hoặc nhiều khả năng sai.
- **Cần xem**: có thể đúng, cần người có trách nhiệm quyết định.
- **Chưa đánh giá**: không tìm thấy thành phần ấy, hoặc tệp không cho biết. Không bao giờ được tính là đạt.
- **Không áp dụng**: văn bản không thuộc loại, trạng thái hoặc không có thành phần mà quy tắc nói đến.

Giới hạn lấy từ dữ liệu có ngày hiệu lực trong `src/vanban/regulations/data/nd30_2020`, theo ngày của văn bản. Dung sai
đo không có trong Nghị định mà là lựa chọn của phần mềm, kèm lý do, trong `data/house/tolerances.toml`.

DOCX chỉ được dàn trang khi có người mở, nên trang, dòng và khoảng cách thật không đo được; PDF không còn cho biết
khoảng cách đoạn. Vì vậy có quy tắc chỉ xét được một dạng tệp.

## Các quy tắc

Cột DOCX và PDF ghi tệp đúng mà quy tắc cho là đạt → tệp hỏng mà quy tắc bắt được; “không xét” là dạng tệp ấy không cho
biết.

| Quy tắc | Nội dung | Căn cứ | Mức | Kết quả khi sai | DOCX | PDF |
|---|---|---|---|---|---|---|
"""
TAIL = """
Tên tệp đúng và tệp hỏng là của `tests/compliance/format_fixtures.py`. Ngoài ra mỗi lần kiểm thử còn sửa từng chỗ một
trong tệp thật của phần mềm: DOCX trong `tests/usecases/docx_defects.py`, PDF trong `tests/usecases/pdf_defects.py`.

## Phần nào của quy tắc chỉ một dạng tệp cho biết

| Quy tắc | Điều được xét | Dạng tệp |
|---|---|---|
| NĐ30-R03 đến R06 | Lề đặt trong tệp; PDF chỉ có mép chữ, trang chưa kín chữ thì chưa đánh giá | DOCX |
| NĐ30-R40, R79 | Ngang hàng với số, ký hiệu; ngang hàng với quyền hạn, chức vụ | PDF |
| NĐ30-R54 | Gạch đầu dòng ở dưới dấu hai chấm; DOCX chỉ cho biết các gạch có thẳng hàng không | PDF |
| NĐ30-R96 | Hình chữ ký nằm giữa chức vụ và họ tên; DOCX chỉ cho biết hình neo ở đoạn nào, lệch bao nhiêu | PDF |
| NĐ30-R96, R97 | Hình là tệp PNG; PDF chỉ cho biết hình JPEG và nền có trong suốt hay không | DOCX |
| NĐ30-R97 | Cỡ đã đăng ký của dấu không có trong tệp nào: chỉ bắt hình dấu nhỏ hơn 30 mm hoặc lớn hơn 45 mm | cả hai |
| NĐ30-R110 | Địa chỉ chỉ ở trang thứ nhất | PDF |

## Điều máy không tự xét được từ một tệp

"""
BEYOND = (
    (
        "NĐ30-R25, R26",
        "Cơ quan chủ quản, tên đầy đủ của cơ quan ban hành",
        "cần danh bạ của cơ quan; `vanban plan` đối chiếu khi soạn",
    ),
    ("NĐ30-R36, R37", "Số không trùng, không nhảy, không lùi ngày", "cần sổ đăng ký; `vanban register audit`"),
    ("NĐ30-R43, R102", "Ngày in khớp ngày phát hành và không đổi sau khi ký số", "cần sổ đăng ký và chữ ký số"),
    ("NĐ30-R56", "Nơi nhận in ra khớp danh sách gửi", "cần dữ liệu gửi của hệ thống"),
    (
        "NĐ30-R89, R92, R93",
        "Người ký đúng thẩm quyền, ủy quyền còn hạn",
        "cần danh sách người ký và quy chế của cơ quan",
    ),
    (
        "NĐ30-R98",
        "Chữ ký số còn hiệu lực, của đúng người",
        "cần chứng thư số: máy chỉ xét có mấy chữ ký, ai ký trước, tệp có bị ghi thêm; kiểm tra bằng phần mềm ký số",
    ),
    ("NĐ30-R101", "Bản sao đúng tỷ lệ 100 %", "cần bản giấy để so"),
    ("NĐ30-R111", "Văn bản mật", "không đưa văn bản mật vào máy này"),
    (
        "Điều 12",
        "Nội dung đúng thẩm quyền, đúng chủ trương, khả thi",
        "người đứng đầu đơn vị soạn thảo chịu trách nhiệm",
    ),
    ("Điều 13", "Chữ ký tay, mực xanh, không phai", "chỉ thấy trên bản giấy"),
    (
        "Phụ lục II",
        "Viết hoa tên người, tên cơ quan, danh hiệu trong mọi trường hợp",
        "máy chỉ xét những từ chắc chắn (R112 đến R114)",
    ),
    ("Điều 8", "Lời văn rõ ràng, chính xác, đúng chính tả", "cần người đọc"),
)


def page() -> str:
    """The whole page."""
    fixtures = _fixtures()
    rows = "".join(f"{_row(rule, fixtures)}\n" for rule in FORMAT_RULES)
    beyond = "| Quy tắc | Điều phải xét | Vì sao |\n|---|---|---|\n" + "".join(
        f"| {rules} | {what} | {why} |\n" for rules, what, why in BEYOND
    )
    return HEAD + rows + TAIL + beyond


def _row(rule: FormatRule, fixtures: Any) -> str:
    words = {verdict.value: text.lower() for verdict, text in VERDICT_WORDS.items()}
    broken = [(good, defect) for good, defect in fixtures.spoilt() if defect.expected.get(rule.rule_id) in BROKEN]
    outcomes = sorted({defect.expected[rule.rule_id] for _, defect in broken})
    issued = " (văn bản đã ban hành)" if rule.issued_only else ""
    cells = (
        rule.rule_id,
        rule.title + issued,
        rule.clause.source.replace("30/2020/NĐ-CP, Phụ lục I, Phần I, ", "").replace("30/2020/NĐ-CP, ", ""),
        WEIGHTS[rule.clause.severity],
        ", ".join(words[one] for one in outcomes),
        *(_fixtures_of(rule, kind, broken, fixtures) for kind in FileKind),
    )
    return f"| {' | '.join(cells)} |"


def _fixtures_of(rule: FormatRule, kind: FileKind, broken: Sequence[tuple[Any, Any]], fixtures: Any) -> str:
    """A file of one kind that passes, and some that do not."""
    if kind not in rule.kinds:
        return "không xét"
    good = [one.name for one in fixtures.GOOD.values() if one.kind is kind]
    passed = [name for name in good if fixtures.GOOD[name].verdicts()[rule.rule_id] is Verdict.PASSED]
    names = [defect.name for one, defect in broken if one.kind is kind][:MOST_NAMED]
    sound = f"`{passed[0]}`" if passed else "không bao giờ đạt"
    return f"{sound} → {', '.join(f'`{name}`' for name in names)}"


def _fixtures() -> Any:
    """The module of the tests that names every good file and every defect."""
    sys.path.insert(0, str(TESTS))
    return import_module("format_fixtures")


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
