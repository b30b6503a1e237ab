"""The outgoing register (sổ đăng ký văn bản đi) as a printed book: its cover and its ten columns."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date

from vanban.domain.wording import official_date
from vanban.regulations.house import house_style
from vanban.regulations.law import Law
from vanban.rendering.style import PrintStyle

TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
_TO_FILL_IN = "……"
"""Room on the cover for what is not known yet."""
_COLUMN_SHARES = (32, 21, 50, 24, 33, 21, 12, 21, 14, 19)
"""Widths in mm of a landscape A4 page between margins of 30 and 20 mm; other margins scale them."""

TITLE_SIZE_PT = 20.0
COVER_SIZE_PT = 14.0
CELL_SIZE_PT = 11.0
"""The law sizes no register; 11 pt, as in Nơi nhận, lets ten columns stand side by side."""
CENTRED_COLUMNS = frozenset({1, 6, 7})
"""Days and counts stand in the middle of their columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One line of the register as printed, in the order of the columns of Decree 30/2020/NĐ-CP, Annex IV, I."""

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
class RegisterBook:
    """One numbering series of a year: what the cover names, and the lines.

    ``days`` are the first and the last day of issue, ``numbers`` the first and the last number; both are ``None``
    while the book is empty.
    """

    law: Law
    organisation_name: str
    superior_name: str
    series: str
    year: int
    days: tuple[date, date] | None
    numbers: tuple[str, str] | None
    lines: tuple[RegisterLine, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return self.law.outgoing_register_columns

    @property
    def dated(self) -> date:
        """The day that the files carry as theirs: the last day of issue, never that of printing."""
        return self.days[1] if self.days else date(self.year, 1, 1)

    @property
    def name(self) -> str:
        return f"{TITLE} NĂM {self.year} - {self.organisation_name}"

    @property
    def agency_lines(self) -> tuple[str, ...]:
        """Superior and agency, in capitals; the superior may be missing."""
        return tuple(name.upper() for name in (self.superior_name, self.organisation_name) if name)

    @property
    def cover_lines(self) -> tuple[str, ...]:
        """What stands under the title on the cover of Annex IV, I."""
        first_day, last_day = (official_date(day) for day in self.days) if self.days else (f"ngày {_TO_FILL_IN}",) * 2
        first, last = self.numbers or (_TO_FILL_IN,) * 2
        return (
            f"Năm: {self.year}",
            f"Hệ thống số: {self.series}",
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
        return column_widths_mm(self.style)


def column_widths_mm(style: PrintStyle) -> tuple[float, ...]:
    """Widths of the ten columns, which fill a landscape page between its margins."""
    width = style.law.page.height_mm - style.house.margin_left_mm - style.house.margin_right_mm
    return tuple(share / sum(_COLUMN_SHARES) * width for share in _COLUMN_SHARES)
