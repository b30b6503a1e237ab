"""Where everything stands on the sheets of a report form, and what their fixed cells say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.assignment import Figure
from vanban.domain.duties.form_sheet import FormMark, FormSheet, FormUnit

INSTRUCTIONS_SHEET = "Hướng dẫn"
NUMBER, LABEL, UNIT, VALUE, CONDITION = "A", "B", "C", "D", "E"
TITLE_ROW, CAMPAIGN_ROW, ORGAN_ROW, AS_OF_ROW, REPORTER_ROW, HEAD_ROW = 1, 2, 4, 5, 6, 8
FIGURES_FROM_ROW = HEAD_ROW + 1
_HEAD = {NUMBER: "TT", LABEL: "Số liệu", UNIT: "Đơn vị tính", VALUE: "Giá trị", CONDITION: "Điều kiện"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReport:
    """One assignment of a form: what is asked, and of whom."""

    form: ReportForm
    units: tuple[FormUnit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTemplate:
    """The workbook that a campaign sends to its units."""

    mark: FormMark
    title: str
    asked: tuple[AskedReport, ...]


def form_sheets(title: str, forms: Sequence[ReportForm]) -> tuple[FormSheet, ...]:
    """The sheets of a campaign's form, in its order.

    Args:
        title: of the campaign.
        forms: what it asks, one sheet each.
    """
    names = ["Báo cáo"] if len(forms) == 1 else [f"Báo cáo {number}" for number in range(1, len(forms) + 1)]
    return tuple(_sheet(name, title, form) for name, form in zip(names, forms, strict=True))


def figure_cell(form: ReportForm, key: str) -> str:
    """The cell in which a figure is filled in."""
    return f"{VALUE}{FIGURES_FROM_ROW + [one.key for one in form.figures].index(key)}"


def bounds_text(figure: Figure, form: ReportForm) -> str:
    """``số nguyên, từ 0 trở lên, không quá “Tổng số phiếu”``."""
    parts = [f"tối đa {figure.decimals} chữ số sau dấu phẩy" if figure.decimals else "số nguyên"]
    least = f"từ {number_text(figure.minimum)}"
    parts.append(f"{least} trở lên" if figure.maximum is None else f"{least} đến {number_text(figure.maximum)}")
    parts += [f"không quá “{one.label}”" for one in form.figures if one.key == figure.at_most]
    return ", ".join(parts)


def number_text(value: Decimal) -> str:
    """A number as Vietnamese writes it, with all its digits."""
    return str(format_decimal(value, locale="vi", decimal_quantization=False))


def instructions(template: ReportTemplate, sheets: Sequence[FormSheet]) -> Iterator[str]:
    """The lines of the first sheet; the first is its heading."""
    yield f"Mẫu báo cáo: {template.title}"
    yield ""
    for sheet, asked in zip(sheets, template.asked, strict=True):
        yield f"Trang “{sheet.title}”: {asked.form.title}. Thời hạn ghi trong văn bản giao báo cáo."
    yield from (
        "",
        "1. Chỉ điền các ô màu vàng. Trang nào đơn vị không phải báo cáo thì để trống cả trang.",
        "2. Ô “Đơn vị báo cáo”: chọn trong danh sách, không gõ tên khác.",
        "3. Ô “Số liệu tính đến ngày”: ghi ngày/tháng/năm, ví dụ 30/11/2024.",
        "4. Số liệu ghi bằng chữ số, không ghi đơn vị tính, tỷ lệ %, không dùng công thức. Không có thì ghi 0.",
        "5. Cột “Điều kiện” cho biết số nào được nhận; số không hợp lệ bị báo ngay khi gõ.",
        "6. Đơn vị đã báo cáo mà nay gửi số khác thì ghi “Lý do sửa số liệu”.",
        "7. Không sửa tiêu đề, không thêm bớt dòng, cột, trang. Lưu ở dạng .xlsx rồi gửi lại cơ quan giao báo cáo.",
    )


def _sheet(name: str, title: str, form: ReportForm) -> FormSheet:
    fixed = {
        f"{LABEL}{TITLE_ROW}": form.title,
        f"{LABEL}{CAMPAIGN_ROW}": title,
        f"{LABEL}{ORGAN_ROW}": "Đơn vị báo cáo",
        f"{LABEL}{AS_OF_ROW}": "Số liệu tính đến ngày",
        f"{LABEL}{REPORTER_ROW}": "Người báo cáo (họ và tên)",
        **{f"{column}{HEAD_ROW}": text for column, text in _HEAD.items()},
    }
    inputs = {
        "organ": f"{VALUE}{ORGAN_ROW}",
        "as_of": f"{VALUE}{AS_OF_ROW}",
        "reporter": f"{VALUE}{REPORTER_ROW}",
    }
    for number, figure in enumerate(form.figures, start=1):
        row = HEAD_ROW + number
        fixed |= {
            f"{NUMBER}{row}": str(number),
            f"{LABEL}{row}": figure.label,
            f"{UNIT}{row}": figure.unit,
            f"{CONDITION}{row}": bounds_text(figure, form),
        }
        inputs[f"figures.{figure.key}"] = f"{VALUE}{row}"
    last = FIGURES_FROM_ROW + len(form.figures)
    fixed |= {f"{LABEL}{last + 1}": "Ghi chú, kiến nghị", f"{LABEL}{last + 2}": "Lý do sửa số liệu"}
    inputs |= {"note": f"{VALUE}{last + 1}", "reason": f"{VALUE}{last + 2}"}
    if form.documents:
        fixed[f"{LABEL}{last + 3}"] = "Tài liệu gửi kèm: " + "; ".join(form.documents)
    return FormSheet(assignment=form.assignment, title=name, fixed=fixed, inputs=inputs)
