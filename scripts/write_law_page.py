"""Writes docs/law.md: every rule with its clause, what it can judge, and the tests that break it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from vanban.compliance.format_rules.format_rule import FormatRule
from vanban.compliance.format_rules.registry import FORMAT_RULES
from vanban.domain.finding import Severity
from vanban.domain.inspected import FileKind
from vanban.rendering.check_view import VERDICT_WORDS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "law.md"
TESTS = ROOT / "tests" / "compliance"
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

DOCX chỉ được dàn trang khi có người mở, nên trang, dòng và khoảng cách thật không đo được; PDF không còn cho biết đoạn,
cách đoạn, cách dòng và kiểu canh lề. Vì vậy có quy tắc chỉ xét được một dạng tệp.

## Các quy tắc

| Quy tắc | Nội dung | Căn cứ | Mức | DOCX | PDF | Kết quả khi sai | Ca kiểm thử |
|---|---|---|---|---|---|---|---|
"""
TAIL = """
Ca kiểm thử ghi tên tệp hỏng trong `tests/compliance/format_defects.py`; tên có dấu hai chấm là ca trong
`tests/compliance/cases`. Tệp đúng mà mọi quy tắc đều đạt nằm trong `tests/compliance/measured_letters.py`.

## Phần nào của quy tắc chỉ một dạng tệp cho biết

| Quy tắc | Điều được xét | Dạng tệp |
|---|---|---|
| NĐ30-R03 đến R06 | Lề đặt trong tệp; PDF chỉ có mép chữ, trang chưa kín chữ thì chưa đánh giá | DOCX |
| NĐ30-R40, R79 | Ngang hàng với số, ký hiệu; ngang hàng với quyền hạn, chức vụ | PDF |
| NĐ30-R54 | Gạch đầu dòng ở dưới dấu hai chấm; DOCX chỉ cho biết các gạch có thẳng hàng không | PDF |
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
        "NĐ30-R96, R97",
        "Hình chữ ký màu xanh, hình dấu màu đỏ đúng cỡ và đúng chỗ",
        "bản đo chưa có số liệu về hình ảnh",
    ),
    ("NĐ30-R98", "Chữ ký số còn hiệu lực, ký đúng thứ tự", "máy chỉ đếm chữ ký; kiểm tra bằng phần mềm ký số"),
    ("NĐ30-R99 đến R101", "Chữ ký số trên phụ lục rời và trên bản sao điện tử", "bản đo chưa có số liệu"),
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
    defects, cases = _defects(), _cases()
    rows = "".join(f"{_row(rule, defects, cases)}\n" for rule in FORMAT_RULES)
    beyond = "| Quy tắc | Điều phải xét | Vì sao |\n|---|---|---|\n" + "".join(
        f"| {rules} | {what} | {why} |\n" for rules, what, why in BEYOND
    )
    return HEAD + rows + TAIL + beyond


def _row(rule: FormatRule, defects: Mapping[str, list[tuple[str, str]]], cases: Mapping[str, list[str]]) -> str:
    broken = defects.get(rule.rule_id, [])
    outcomes = dict.fromkeys(outcome for _, outcome in broken if outcome in {"failed", "to_be_seen"})
    if not outcomes and cases.get(rule.rule_id):
        outcomes = {"to_be_seen" if rule.clause.severity is Severity.INFO else "failed": None}
    words = {verdict.value: text.lower() for verdict, text in VERDICT_WORDS.items()}
    tests = [name for name, outcome in broken if outcome in {"failed", "to_be_seen"}] or cases.get(rule.rule_id, [])
    issued = " (văn bản đã ban hành)" if rule.issued_only else ""
    cells = (
        rule.rule_id,
        rule.title + issued,
        rule.clause.source.replace("30/2020/NĐ-CP, Phụ lục I, Phần I, ", "").replace("30/2020/NĐ-CP, ", ""),
        WEIGHTS[rule.clause.severity],
        "có" if FileKind.DOCX in rule.kinds else "không",
        "có" if FileKind.PDF in rule.kinds else "không",
        ", ".join(words[one] for one in outcomes),
        ", ".join(f"`{name}`" for name in tests[:3]),
    )
    return f"| {' | '.join(cells)} |"


def _defects() -> Mapping[str, list[tuple[str, str]]]:
    """By rule: the defects that change its verdict, and into what."""
    sys.path.insert(0, str(TESTS))
    in_docx, in_pdf = import_module("format_defects").DEFECTS, import_module("format_defects_pdf").PDF_DEFECTS
    found: dict[str, list[tuple[str, str]]] = {}
    for defect in (*in_docx, *in_pdf):
        for rule_id, outcome in defect.expected.items():
            found.setdefault(rule_id, []).append((defect.name, outcome))
    return found


def _cases() -> Mapping[str, list[str]]:
    """By rule: the cases of the rules of the text that break it."""
    found: dict[str, list[str]] = {}
    for name, case in _toml_cases():
        for one in case.get("expected", ()):
            found.setdefault(one["rule"], []).append(name)
    return found


def _toml_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((TESTS / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield f"{path.stem}: {case['name']}", case


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
