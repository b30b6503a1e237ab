"""The line of số and ký hiệu as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred_under
from vanban.compliance.format_rules.paper import Answer, DocumentState, Paper, failed, spared
from vanban.compliance.format_rules.styles import of_size, of_slope, of_weight
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element

_CODE = Element.CODE
_ISSUED = re.compile(r"Số: \d{2,}/\S+")
_NUMBER = re.compile(r"Số\s*:?\s*(\d+)")
_TWO_DIGITS = 10


@format_rule(
    Clause("NĐ30-R29", Severity.ERROR, f"{DECREE} II.3.c"),
    "Số, ký hiệu ghi đủ và đúng cách",
    needs=(_CODE,),
    issued_only=True,
)
def code_is_complete(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.c: ``Số: 05/BNV-VP``, the number given."""
    text = paper.text(_CODE)
    if not _ISSUED.fullmatch(text) and not _NUMBER.match(text):
        yield failed(f"“{text}” chưa có số", "cấp số trước khi phát hành, ví dụ “Số: 05/BNV-VP”", paper.lines(_CODE)[0])
    elif not re.match(r"Số: \d+/\S", text):
        yield failed(f"“{text}”", "“Số: ” rồi số, dấu gạch chéo, ký hiệu", paper.lines(_CODE)[0])


@format_rule(Clause("NĐ30-R30", Severity.ERROR, f"{DECREE} II.3.c"), "Số nhỏ hơn 10 thêm số 0", needs=(_CODE,))
def small_numbers_have_a_zero(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.c: numbers below 10 are written with a leading 0, others without."""
    found = _NUMBER.match(paper.text(_CODE))
    if found is None:
        yield spared("chưa có số")
        return
    printed = found.group(1)
    value = int(printed)
    right = f"{value:02d}" if value < _TWO_DIGITS else str(value)
    if printed != right:
        yield failed(f"số “{printed}”", f"“{right}”", paper.lines(_CODE)[0])


@format_rule(Clause("NĐ30-R34", Severity.ERROR, f"{DECREE} II.3.c"), "Ký hiệu viết liền", needs=(_CODE,))
def symbol_is_typed_without_spaces(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.c: nothing stands around the slash and the hyphens."""
    text = paper.text(_CODE)
    number, slash, symbol = text.partition("/")
    # The room left for the number of a draft is no space typed beside the slash.
    blank = paper.state is DocumentState.DRAFT or not any(sign.isdigit() for sign in number)
    wrong = re.search(r"\s", symbol) or (not blank and number.endswith(" "))
    if not slash:
        yield failed(f"“{text}” không có dấu gạch chéo", "số và ký hiệu cách nhau bằng “/”", paper.lines(_CODE)[0])
    elif wrong:
        yield failed(f"“{text}” có khoảng trắng", "viết liền số, dấu gạch chéo, dấu gạch nối", paper.lines(_CODE)[0])
    elif re.search("[–—]", symbol):
        yield failed(f"“{text}” dùng gạch ngang", "gạch nối “-” giữa các nhóm chữ viết tắt", paper.lines(_CODE)[0])


@format_rule(
    Clause("NĐ30-R35", Severity.ERROR, f"{DECREE} II.3.c và V, số thứ tự 3"),
    "Số, ký hiệu: cỡ, kiểu chữ, vị trí",
    needs=(_CODE,),
)
def code_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.c and V.3: 13, upright, not bold, centred under the agency."""
    rule = paper.law.element("code")
    for line in paper.lines(_CODE):
        yield from of_size(paper, "code", line)
        yield from of_weight(line, bold=rule.bold)
        yield from of_slope(line, italic=rule.italic)
    if above := paper.lines(Element.ISSUER):
        first = paper.lines(_CODE)[0]
        tolerance = paper.tolerances.centre_mm
        yield from centred_under(paper, first, above[-1], "tên cơ quan ban hành", tolerance_mm=tolerance)


RULES: tuple[FormatRule, ...] = (
    code_is_complete,
    small_numbers_have_a_zero,
    symbol_is_typed_without_spaces,
    code_is_set_as_asked,
)
