"""The workbook that a campaign sends to its units: one sheet for each report, locked but for the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection

from vanban.domain.duties.form_sheet import HIDDEN_SHEET, MARK, MARK_VERSION, UNITS_FROM_ROW, FormSheet
from vanban.rendering.books.report_layout import (
    CAMPAIGN_ROW,
    CONDITION,
    FIGURES_FROM_ROW,
    HEAD_ROW,
    INSTRUCTIONS_SHEET,
    LABEL,
    NUMBER,
    TITLE_ROW,
    UNIT,
    VALUE,
    AskedReport,
    ReportTemplate,
    form_sheets,
    instructions,
)
from vanban.rendering.books.report_validation import (
    day_validation,
    figure_validation,
    unit_validation,
    words_validation,
)
from vanban.rendering.books.spreadsheet import CHARACTERS_PER_MM, workbook_bytes, write_text

_SIZE_PT, _HEADING_PT = 12.0, 14.0
_WIDTHS_MM = {NUMBER: 12, LABEL: 95, UNIT: 30, VALUE: 75, CONDITION: 75}
_INSTRUCTIONS_WIDTH_MM = 190
_EDGE = Side(style="thin")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_TO_FILL = PatternFill("solid", fgColor="FFF2CC")
_HEAD_FILL = PatternFill("solid", fgColor="E7E6E6")
_TEXT_FORMAT, _DAY_FORMAT = "@", "dd/mm/yyyy"
_A4 = 9


def report_xlsx(template: ReportTemplate, *, creator: str, earliest: date, dated: date) -> bytes:
    """The form of a campaign; the same questions to the same units give the same bytes.

    Args:
        template: what is asked of whom.
        creator: the office that sends it.
        earliest: when the first letter that asks was issued.
        dated: the day that the file carries.
    """
    workbook = Workbook()
    sheets = form_sheets(template.title, [one.form for one in template.asked])
    _write_instructions(workbook.active, template, sheets)
    drawn = [workbook.create_sheet(sheet.title) for sheet in sheets]
    lists = _write_hidden(workbook.create_sheet(HIDDEN_SHEET), template)
    for target, sheet, asked in zip(drawn, sheets, template.asked, strict=True):
        _write_fixed(target, sheet)
        _write_inputs(target, sheet, asked)
        _add_checks(target, sheet, asked, lists[asked.form.assignment], earliest)
        _set_page(target)
    workbook.security = WorkbookProtection(lockStructure=True)
    return workbook_bytes(workbook, title=f"Mẫu báo cáo: {template.title}", creator=creator, dated=dated)


def _write_instructions(sheet: Any, template: ReportTemplate, sheets: tuple[FormSheet, ...]) -> None:
    sheet.title = INSTRUCTIONS_SHEET
    for row, line in enumerate(instructions(template, sheets), start=1):
        _write(sheet[f"A{row}"], line, bold=row == 1, size_pt=_HEADING_PT if row == 1 else _SIZE_PT)
    sheet.column_dimensions["A"].width = round(_INSTRUCTIONS_WIDTH_MM * CHARACTERS_PER_MM, 1)
    _set_page(sheet)


def _write_hidden(sheet: Any, template: ReportTemplate) -> Mapping[str, str]:
    """The marks and the lists of units; returns where the names of each assignment stand, as a formula."""
    marks = ((MARK, str(MARK_VERSION)), ("campaign", template.mark.campaign_id), ("sha256", template.mark.sha256))
    for row, mark in enumerate(marks, start=1):
        _write_row(sheet, row, mark)
    lists: dict[str, str] = {}
    row = UNITS_FROM_ROW
    for asked in template.asked:
        first = row
        for unit in asked.units:
            key = unit.obligation
            named = (asked.form.assignment, unit.name)
            _write_row(sheet, row, (*named, key.letter.letter_id, key.letter.organ_id, key.organ_id))
            row += 1
        # Where nobody owes the report, the list is one empty cell.
        row = max(row, first + 1)
        lists[asked.form.assignment] = f"'{HIDDEN_SHEET}'!$B${first}:$B${row - 1}"
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    return lists


def _write_row(sheet: Any, row: int, texts: Iterable[str]) -> None:
    for column, text in enumerate(texts, start=1):
        write_text(sheet.cell(row=row, column=column), text)


def _write_fixed(sheet: Any, layout: FormSheet) -> None:
    for address, text in layout.fixed.items():
        row = int(address[1:])
        _write(
            sheet[address],
            text,
            bold=row in {TITLE_ROW, HEAD_ROW},
            size_pt=_HEADING_PT if row == TITLE_ROW else _SIZE_PT,
            italic=row == CAMPAIGN_ROW,
        )
        if address[0] == NUMBER and row > HEAD_ROW:
            sheet[address].value, sheet[address].number_format = int(text), "0"
        if row == HEAD_ROW or address[0] in {NUMBER, UNIT, CONDITION}:
            sheet[address].border = _BOX
        if row == HEAD_ROW:
            sheet[address].fill = _HEAD_FILL
    for column, width_mm in _WIDTHS_MM.items():
        sheet.column_dimensions[column].width = round(width_mm * CHARACTERS_PER_MM, 1)
    sheet.freeze_panes = f"A{FIGURES_FROM_ROW}"


def _write_inputs(sheet: Any, layout: FormSheet, asked: AskedReport) -> None:
    decimals = {f"figures.{one.key}": one.decimals for one in asked.form.figures}
    for field, address in layout.inputs.items():
        cell = sheet[address]
        cell.protection = Protection(locked=False)
        cell.fill, cell.border = _TO_FILL, _BOX
        cell.font = Font(name="Times New Roman", size=_SIZE_PT)
        cell.alignment = Alignment(horizontal="right" if field in decimals else "left", vertical="top", wrap_text=True)
        if field in decimals:
            places = decimals[field]
            cell.number_format = "#,##0." + "0" * places if places else "#,##0"
        else:
            cell.number_format = _DAY_FORMAT if field == "as_of" else _TEXT_FORMAT
    # Without a password: it keeps hands off, and an office may open it for a form of its own.
    sheet.protection.sheet = True


def _add_checks(sheet: Any, layout: FormSheet, asked: AskedReport, units: str, earliest: date) -> None:
    inputs = layout.inputs
    sheet.add_data_validation(unit_validation(inputs["organ"], units))
    sheet.add_data_validation(day_validation(inputs["as_of"], earliest))
    for field in ("reporter", "note", "reason"):
        sheet.add_data_validation(words_validation(field, inputs[field]))
    for figure in asked.form.figures:
        sheet.add_data_validation(figure_validation(figure, asked.form))


def _write(cell: Any, text: str, *, bold: bool, size_pt: float, italic: bool = False) -> None:
    write_text(cell, text)
    cell.font = Font(name="Times New Roman", size=size_pt, bold=bold, italic=italic)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _set_page(sheet: Any) -> None:
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.protection.sheet = True
