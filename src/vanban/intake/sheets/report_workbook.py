"""A report form that a unit has filled in and sent back: opened only when nothing in it is dangerous."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

from vanban.domain.duties.form_sheet import (
    HIDDEN_SHEET,
    MARK,
    MARK_VERSION,
    UNITS_FROM_ROW,
    FormMark,
    FormSheet,
    FormUnit,
)
from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.letters.draft import LetterKey
from vanban.intake.characters import composed
from vanban.intake.outside_file import Content, UnreadableTable
from vanban.intake.typed_number import written
from vanban.intake.workbook import Formula, check_workbook_name, workbook_cells

MOST_ROWS = 100_000
_SHOWN = 40
_ASK_AGAIN = "tải lại mẫu của đợt này (vanban report template) và điền lại"
_OLD_WORKBOOKS = (".xls", ".xlt", ".ods", ".csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """A form as it came back: what it was made for, whom it lists, and the cells of its sheets."""

    mark: FormMark
    units: Mapping[str, tuple[FormUnit, ...]]
    cells: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSheet:
    """The answers on one sheet as they were typed, by field, and where each stands."""

    answers: Mapping[str, str]
    places: Mapping[str, str]


def read_form(content: Content, name: str) -> FilledForm:
    """The form in a file.

    Raises:
        UnreadableTable: It is no form of this software, or dangerous, damaged or too large.
    """
    if PurePath(name).suffix.lower() in _OLD_WORKBOOKS:
        raise UnreadableTable("không phải tệp .xlsx", "mở bằng Excel hoặc LibreOffice rồi lưu lại ở dạng .xlsx")
    check_workbook_name(name)
    cells = workbook_cells(content, most_rows=MOST_ROWS)
    hidden = cells.get(HIDDEN_SHEET, {})
    if hidden.get("A1") != MARK:
        raise UnreadableTable("không phải mẫu báo cáo do phần mềm này xuất ra", _ASK_AGAIN)
    if hidden.get("B1") != str(MARK_VERSION):
        raise UnreadableTable("mẫu báo cáo của phiên bản phần mềm khác", _ASK_AGAIN)
    mark = FormMark(campaign_id=_word(hidden, "B2"), sha256=_word(hidden, "B3"))
    return FilledForm(mark=mark, units=_units(hidden, mark.campaign_id), cells=cells)


def check_fixed(form: FilledForm, sheets: Sequence[FormSheet]) -> None:
    """Whether everything that must not be changed stands where it stood.

    Raises:
        UnreadableTable: A sheet is gone, or a title says something else: the answers may belong to other questions.
    """
    for sheet in sheets:
        if sheet.title not in form.cells:
            raise UnreadableTable(f"thiếu trang '{sheet.title}'", _ASK_AGAIN)
        cells = form.cells[sheet.title]
        for address, text in sheet.fixed.items():
            found = _as_typed(cells.get(address))
            if found != text:
                shown = f"'{found[:_SHOWN]}'" if found else "trống"
                raise UnreadableTable(
                    f"trang '{sheet.title}', ô {address} đã bị sửa: {shown} thay cho '{text[:_SHOWN]}'", _ASK_AGAIN
                )


def filled_sheets(form: FilledForm, sheets: Sequence[FormSheet]) -> Mapping[str, FilledSheet]:
    """The sheets on which anything was filled in, by assignment.

    Raises:
        UnreadableTable: A cell to fill in holds a formula.
    """
    found = {}
    for sheet in sheets:
        cells = form.cells[sheet.title]
        computed = [address for address in sheet.inputs.values() if isinstance(cells.get(address), Formula)]
        if computed:
            raise UnreadableTable(
                f"trang '{sheet.title}', ô {', '.join(computed)} là công thức",
                "ghi thẳng giá trị vào ô, hoặc chép rồi dán giá trị (Paste Values)",
            )
        answers = {field: _as_typed(cells.get(address)) for field, address in sheet.inputs.items()}
        if any(answer.strip() for answer in answers.values()):
            places = {field: f"trang '{sheet.title}', ô {address}" for field, address in sheet.inputs.items()}
            found[sheet.assignment] = FilledSheet(answers=answers, places=places)
    return found


def _units(hidden: Mapping[str, object], campaign_id: str) -> Mapping[str, tuple[FormUnit, ...]]:
    found: dict[str, list[FormUnit]] = {}
    rows = sorted({int(address[1:]) for address in hidden if address[0] == "A" and address[1:].isdigit()})
    for row in rows:
        if row < UNITS_FROM_ROW:
            continue
        assignment, name, letter_id, issuer_id, organ_id = (_word(hidden, f"{column}{row}") for column in "ABCDE")
        letter = LetterKey(campaign_id=campaign_id, letter_id=letter_id, organ_id=issuer_id)
        key = ObligationKey(letter=letter, assignment=assignment, organ_id=organ_id)
        found.setdefault(assignment, []).append(FormUnit(name=name, obligation=key))
    return {assignment: tuple(units) for assignment, units in found.items()}


def _word(cells: Mapping[str, object], address: str) -> str:
    return _as_typed(cells.get(address))


def _as_typed(value: object) -> str:
    """What a person would have typed to get the value; a number gets its comma."""
    if value is None or isinstance(value, str):
        return composed(value or "")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    exact = Decimal(str(value))
    whole = exact == exact.to_integral_value()
    return written(exact.quantize(Decimal(1)) if whole and abs(exact) < Decimal(10) ** 20 else exact)
