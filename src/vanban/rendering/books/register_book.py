"""The registers of documents sent and received as printed books: their cover and their ten columns."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date
from typing import Protocol

from vanban.domain.letters.wording import official_date
from vanban.regulations.house import house_style
from vanban.regulations.law import Law
from vanban.rendering.style import PrintStyle
from vanban.rendering.templates import INCOMING_MASTER, REGISTER_MASTER

_TO_FILL_IN = "……"
"""Room on the cover for what is not known yet."""
TITLE_SIZE_PT = 20.0
COVER_SIZE_PT = 14.0
CELL_SIZE_PT = 11.0
"""The law sizes no register; 11 pt, as in Nơi nhận, lets ten columns stand side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookForm:
    """What sets one kind of register apart from the other.

    ``column_shares`` are widths in mm of a landscape A4 page between margins of 30 and 20 mm; other margins scale
    them. Days and counts stand in the middle of their columns: ``centred_columns`` counts from 0. ``master`` is the
    Word master. Only documents sent have several series side by side.
    """

    title: str
    sheet_name: str
    master: str
    column_shares: tuple[int, ...]
    centred_columns: frozenset[int]
    names_series: bool

    def columns(self, law: Law) -> tuple[str, ...]:
        return law.outgoing_register_columns if self is OUTGOING else law.incoming_register_columns

    def column_widths_mm(self, style: PrintStyle) -> tuple[float, ...]:
        """Widths of the ten columns, which fill a landscape page between its margins."""
        width = style.law.page.height_mm - style.house.margin_left_mm - style.house.margin_right_mm
        return tuple(share / sum(self.column_shares) * width for share in self.column_shares)


OUTGOING = BookForm(
    title="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
    sheet_name="Văn bản đi",
    master=REGISTER_MASTER,
    column_shares=(32, 21, 50, 24, 33, 21, 12, 21, 14, 19),
    centred_columns=frozenset({1, 6, 7}),
    names_series=True,
)
"""Decree 30/2020/NĐ-CP, Annex IV, I."""
INCOMING = BookForm(
    title="SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
    sheet_name="Văn bản đến",
    master=INCOMING_MASTER,
    column_shares=(21, 12, 32, 32, 21, 54, 25, 21, 14, 15),
    centred_columns=frozenset({0, 1, 4, 7}),
    names_series=False,
)
"""Decree 30/2020/NĐ-CP, Annex IV, VI."""


class BookLine(Protocol):
    """One line of either register."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The ten texts, from left to right."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One line of documents sent as printed, in the order of the columns of Decree 30/2020/NĐ-CP, Annex IV, I."""

    code: str
    issued: str
    title: str
    signer: str
    recipients: str
    file_copy_holder: str
    copies: str
    dispatched: str
    receipt: str
    note: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The ten texts, from left to right."""
        return astuple(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLine:
    """One line of documents received as printed, in the order of the columns of Decree 30/2020/NĐ-CP, Annex IV, VI."""

    arrived: str
    arrival_number: str
    author: str
    code: str
    issued: str
    title: str
    receiver: str
    handed_over: str
    receipt: str
    note: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The ten texts, from left to right."""
        return astuple(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """One numbering series of a year: what the cover names, and the lines.

    ``days`` are the first and the last day of issue, or of arrival, ``numbers`` the first and the last number; both
    are ``None`` while the book is empty.
    """

    law: Law
    organisation_name: str
    superior_name: str
    series: str
    year: int
    days: tuple[date, date] | None
    numbers: tuple[str, str] | None
    lines: tuple[BookLine, ...]
    form: BookForm = OUTGOING

    @property
    def columns(self) -> tuple[str, ...]:
        return self.form.columns(self.law)

    @property
    def dated(self) -> date:
        """The day that the files carry as theirs: the last day of the book, never that of printing."""
        return self.days[1] if self.days else date(self.year, 1, 1)

    @property
    def name(self) -> str:
        return f"{self.form.title} NĂM {self.year} - {self.organisation_name}"

    @property
    def agency_lines(self) -> tuple[str, ...]:
        """Superior and agency, in capitals; the superior may be missing."""
        return tuple(name.upper() for name in (self.superior_name, self.organisation_name) if name)

    @property
    def cover_lines(self) -> tuple[str, ...]:
        """What stands under the title on the cover of Annex IV, I and VI."""
        first_day, last_day = (official_date(day) for day in self.days) if self.days else (f"ngày {_TO_FILL_IN}",) * 2
        first, last = self.numbers or (_TO_FILL_IN,) * 2
        return (
            f"Năm: {self.year}",
            *((f"Hệ thống số: {self.series}",) if self.form.names_series else ()),
            f"Từ {first_day} đến {last_day}",
            f"Từ số {first} đến số {last}",
            f"Quyển số: {_TO_FILL_IN}",
        )

    @property
    def style(self) -> PrintStyle:
        return PrintStyle(law=self.law, house=house_style(self.law))

    @property
    def page_width_mm(self) -> float:
        """A4 lying on its long side: ten columns do not fit between the margins of a standing page."""
        return self.law.page.height_mm

    @property
    def page_height_mm(self) -> float:
        return self.law.page.width_mm

    @property
    def column_widths_mm(self) -> tuple[float, ...]:
        return self.form.column_widths_mm(self.style)
