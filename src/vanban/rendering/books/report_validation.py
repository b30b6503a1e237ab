"""The checks that a spreadsheet makes while a report form is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from openpyxl.worksheet.datavalidation import DataValidation

from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.assignment import Figure
from vanban.rendering.books.report_layout import bounds_text, figure_cell

_LONGEST_TITLE = 32
_LONGEST_TEXT = 255
"""Longer ones make Excel call the file damaged; so do longer formulas."""
_WORDS = {"reporter": 200, "note": 2000, "reason": 500}


def unit_validation(cell: str, units: str) -> DataValidation:
    """A drop-down of the cells ``units``."""
    check = DataValidation(type="list", formula1=units, allow_blank=True)
    return _told(check, cell, "Chọn đơn vị", "Chọn tên đơn vị trong danh sách của ô này.")


def day_validation(cell: str, earliest: date) -> DataValidation:
    """A day between the first letter and the day on which the form is filled in."""
    first = f"DATE({earliest.year},{earliest.month},{earliest.day})"
    check = DataValidation(type="date", operator="between", formula1=first, formula2="TODAY()", allow_blank=True)
    text = "Ghi ngày/tháng/năm, không trước ngày ban hành văn bản và không sau hôm nay."
    return _told(check, cell, "Ngày không hợp lệ", text)


def words_validation(field: str, cell: str) -> DataValidation:
    """A text that is not without end."""
    most = _WORDS[field]
    check = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most), allow_blank=True)
    return _told(check, cell, "Quá dài", f"Rút gọn còn không quá {most} chữ.")


def figure_validation(figure: Figure, form: ReportForm) -> DataValidation:
    """The kind and bounds of a figure, and how it must stand beside others, also when those are filled in first."""
    cell = figure_cell(form, figure.key)
    beside = list(_beside(figure, form, cell))
    if beside or figure.decimals:
        check = DataValidation(type="custom", formula1=_formula(figure, cell, beside), allow_blank=True)
    elif figure.maximum is None:
        least = _plain(figure.minimum)
        check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1=least, allow_blank=True)
    else:
        check = DataValidation(
            type="whole",
            operator="between",
            formula1=_plain(figure.minimum),
            formula2=_plain(figure.maximum),
            allow_blank=True,
        )
    bounds = bounds_text(figure, form)
    over = [one.label for one in form.figures if one.at_most == figure.key]
    bounds += "".join(f", không dưới “{label}”" for label in over)
    return _told(check, cell, "Số liệu không hợp lệ", f"Phải là {bounds}.")


def _formula(figure: Figure, cell: str, beside: list[str]) -> str:
    conditions = [f"ISNUMBER({cell})", f"ROUND({cell},{figure.decimals})={cell}", f"{cell}>={_plain(figure.minimum)}"]
    if figure.maximum is not None:
        conditions.append(f"{cell}<={_plain(figure.maximum)}")
    formula = f"AND({','.join(conditions)})"
    for condition in beside:
        longer = f"{formula[:-1]},{condition})"
        # What does not fit is checked when the form is read.
        formula = longer if len(longer) <= _LONGEST_TEXT else formula
    return formula


def _beside(figure: Figure, form: ReportForm, cell: str) -> Iterator[str]:
    for other in form.figures:
        its_cell = figure_cell(form, other.key)
        if other.key == figure.at_most:
            yield f'OR({its_cell}="",{cell}<={its_cell})'
        if other.at_most == figure.key:
            yield f'OR({its_cell}="",{its_cell}<={cell})'


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _told(check: DataValidation, cell: str, title: str, text: str) -> DataValidation:
    check.showErrorMessage = check.showInputMessage = True
    check.errorStyle = "stop"
    check.errorTitle = title[:_LONGEST_TITLE]
    check.error = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
    check.add(cell)
    return check
